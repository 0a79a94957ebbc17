"""Of whom speakers speak: actors that a sentence in somebody's own words is about, so that its tone is a judgement of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from broadsheet.annotating.english.positions.holders import FIRST_PERSON
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import is_conditional, is_question, is_told_by_others
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
        if _fares(phrases, number):
            continue
        holder = speakers.of(mention.start)
        if not isinstance(holder, int) or holder == mention.chain or speakers.only_observes(mention.start, phrases.words.article.text):
            continue
        if is_question(phrases, number) or is_conditional(phrases, number) or is_told_by_others(phrases, number, holder):
            continue
        if not _own_deed(phrases, number, holder):
            continue
        within = [n for n in range(max(number - 8, 0), min(number + 8, len(tokens))) if mention.start <= tokens.starts[n] < mention.end]
        yield Spoken(holder, mention.chain, Phrase(min(within), max(within), number), tokens.heads[number])


def _fares(phrases: Phrases, number: int) -> bool:
    """Whether a clause tells how an actor fares: "is going to win", "is the favourite", "her chances are slim"."""
    tokens, known = phrases.tokens, lexicon()
    above = tokens.heads[number]
    if tokens.deps[number] == "poss":
        return bool({tokens.lemmas[above], tokens.words[above]} & known.fortunes)  # the lemma of "odds" is "odd"
    if tokens.deps[number] != "nsubj":
        return False
    below = [c for c in tokens.children[above] if tokens.deps[c] == "xcomp"]
    told = [c for c in tokens.children[above] if tokens.deps[c] == "attr"] if tokens.lemmas[above] == "be" else []
    return any(tokens.lemmas[one] in known.faring for one in (above, *below)) or any(tokens.lemmas[c] in known.fortunes for c in told)


def _own_deed(phrases: Phrases, number: int, holder: int) -> bool:
    """Whether nobody else does something to an actor, or to what is the actor's.

    "We can't trust her", but not "they hacked the council" or "to damage her campaign", of which the tone falls on others.
    """
    tokens = phrases.tokens
    owned = tokens.deps[number] == "poss"
    one = tokens.heads[number] if owned else number
    if tokens.deps[one] != "dobj":
        return True
    subject = tokens.child(tokens.heads[one], "nsubj")
    if subject is None or tokens.words[subject] in FIRST_PERSON:
        return subject is not None
    mention = phrases.actor(subject)
    own = mention is not None and mention.chain == holder
    # "Moss criticised her decision"; in "Moss stated Reed and his team were careless" the parse takes Reed for an object.
    return own and (owned or phrases.is_cue(tokens.heads[one]) and any(
        tokens.deps[c] == "ccomp" and tokens.tags[c] in ("VBD", "VBZ", "VBP") and c > one for c in tokens.children[tokens.heads[one]]))
