"""Changes of position that an article itself tells: "reversed course", "dropped her opposition to the levy", "retracted the offer"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from broadsheet.annotating.english.positions.complements import complements
from broadsheet.annotating.english.positions.frames import holders_of
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import is_conditional, is_negated, is_question

_LOST: Final = {
    "opposition": "for", "objection": "for", "resistance": "for", "support": "against", "endorsement": "against", "backing": "against",
}
"""The side on which somebody is who gives this up."""


class Turn(NamedTuple):
    """A word that tells of a change: its token, who changed, the side taken then (None where it is not told), and the thing."""

    number: int
    holder: int
    named_at: int
    side: str | None
    target: Phrase


def turns_in(phrases: Phrases) -> Iterator[Turn]:
    """The changes of position that are told as done.

    Notes
    -----
    A verb tells of a change by itself ("backtracked", "retracted the claim"), with a noun of standpoint as its object ("changed
    her mind", "softened its stance", "dropped her opposition to the levy"), or with "no longer" before a word of support. What is
    denied, asked, or only possible is no change.
    """
    tokens, known = phrases.tokens, lexicon()
    for number, lemma in enumerate(tokens.lemmas):
        if tokens.poses[number] != "VERB" or lemma not in known.turning and not _no_longer(phrases, number):
            continue
        if _is_not_done(phrases, number):
            continue
        found = _turn(phrases, number)
        if found is None:
            continue
        agents, passive = holders_of(phrases, number)
        for holder in [] if passive else agents:
            mention = phrases.actor(holder)
            if mention is not None and mention.chain is not None:
                yield Turn(number, mention.chain, holder, *found)


def _turn(phrases: Phrases, verb: int) -> tuple[str | None, Phrase] | None:
    """The side taken then, and what it is about."""
    tokens, known = phrases.tokens, lexicon()
    lemma = tokens.lemmas[verb]
    itself = Phrase(verb, verb, verb)
    if _no_longer(phrases, verb):
        sides = known.verbs[lemma]
        target = next((p for kind in sides for p in complements(phrases, verb, kind)), None)
        return None if target is None else ("against" if "for" in sides.values() else "for", target)
    objects = [c for c in tokens.children[verb] if tokens.deps[c] == "dobj"]
    if lemma in known.turning_alone and not objects:
        away = next((p for word in ("from", "on", "over") for p in complements(phrases, verb, word)), None)
        return None, (itself if away is None else away)
    for noun in objects:
        thing = phrases.noun(noun)
        if thing is None:
            continue
        if tokens.lemmas[noun] in known.standpoints:
            ways = [(owner, word) for word in ("to", "for", "of", "on", "over") for owner in (noun, verb)]
            about = next((p for owner, word in ways for p in complements(phrases, owner, word)), thing)
            return _LOST.get(tokens.lemmas[noun]) if lemma in known.losing else None, about
        if lemma in known.retracting and tokens.lemmas[noun] in known.utterances:
            return None, thing
    return None


def _no_longer(phrases: Phrases, verb: int) -> bool:
    """"No longer supports", "now backs": only of verbs of support and opposition."""
    tokens = phrases.tokens
    if tokens.lemmas[verb] not in lexicon().verbs:
        return False
    around = [c for c in tokens.children[verb] if tokens.words[c] in ("longer", "anymore")]
    return any(tokens.words[c] == "anymore" or any(tokens.words[g] == "no" for g in tokens.children[c]) for c in around)


def _is_not_done(phrases: Phrases, verb: int) -> bool:
    tokens = phrases.tokens
    helpers = {tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] == "aux"}
    if tokens.tags[verb] == "VB" and not helpers & {"do", "does", "did"}:
        return True  # "demanded that she retract it", "to change course"
    if helpers & {"might", "may", "could", "would", "should", "must", "to", "can", "will"}:
        return True
    return is_question(phrases, verb) or is_conditional(phrases, verb) or (is_negated(phrases, verb) and not _no_longer(phrases, verb))
