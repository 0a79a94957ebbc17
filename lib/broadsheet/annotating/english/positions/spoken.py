"""Of whom speakers speak: actors that a sentence in somebody's own words is about, so that its tone is a judgement of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from broadsheet.annotating.english.positions.holders import FIRST_PERSON
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import is_question
from broadsheet.annotating.english.positions.speakers import Speakers

_CENTRAL: Final = frozenset({"nsubj", "dobj", "poss"})
"""Places in which the tone of a sentence falls on the actor: subject, object, owner. Measured on four corpora: of clear tones on
those, 54 in 100 are ties that a reader signs; after a preposition, in a compound or a list, 30."""


class Spoken(NamedTuple):
    """An actor in a central place of a sentence in somebody's words."""

    holder: int
    target: int
    phrase: Phrase
    verb: int


def spoken_of(phrases: Phrases, speakers: Speakers) -> Iterator[Spoken]:
    """The actors whom speakers with a name speak of as subject, object or owner."""
    tokens = phrases.tokens
    for number, dep in enumerate(tokens.deps):
        if dep not in _CENTRAL:
            continue
        mention = phrases.participants.mention(number)
        if mention is None or phrases.actor(number) is not mention or mention.chain is None:
            continue
        if dep == "dobj" and not _own_deed(phrases, tokens.heads[number]):
            continue
        if dep == "nsubj" and _fares(phrases, tokens.heads[number]):
            continue
        holder = speakers.of(mention.start)
        if not isinstance(holder, int) or holder == mention.chain or is_question(phrases, number):
            continue
        within = [n for n in range(max(number - 8, 0), min(number + 8, len(tokens))) if mention.start <= tokens.starts[n] < mention.end]
        yield Spoken(holder, mention.chain, Phrase(min(within), max(within), number), tokens.heads[number])


def _fares(phrases: Phrases, verb: int) -> bool:
    """Whether a verb, or the infinitive below it, tells how its subject fares: "is going to win"."""
    tokens = phrases.tokens
    below = [c for c in tokens.children[verb] if tokens.deps[c] == "xcomp"]
    return any(tokens.lemmas[one] in lexicon().faring for one in (verb, *below))


def _own_deed(phrases: Phrases, verb: int) -> bool:
    """Whether the speaker does it: "we can't trust her", but not "they hacked the council", of which the tone falls on others."""
    subject = phrases.tokens.child(verb, "nsubj")
    return subject is not None and phrases.tokens.words[subject] in FIRST_PERSON
