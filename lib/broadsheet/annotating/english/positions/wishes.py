"""Wishes and answers: "wants the ban lifted", "said no to the treaty"."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.annotating.english.positions.complements import complements
from broadsheet.annotating.english.positions.cue import Found
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases


def wanted_done(phrases: Phrases, verb: int, agents: list[int]) -> Iterator[Found]:
    """"Wants the ban lifted", "ordered the records released"."""
    tokens, known = phrases.tokens, lexicon()
    for done in tokens.children[verb]:
        subject = tokens.child(done, "nsubj", "nsubjpass")
        if tokens.tags[done] != "VBN" or tokens.deps[done] not in ("ccomp", "oprd") or subject is None:
            continue
        if tokens.child(done, "aux", "auxpass") is not None:
            continue
        thing = phrases.noun(subject)
        if thing is not None and tokens.lemmas[done] in known.undoing_verbs:
            yield Found("against", thing, agents)
        elif thing is not None:
            yield Found("for", Phrase(thing.first, max(done, thing.last), done), agents)


def answered(phrases: Phrases, verb: int) -> Iterator[Found]:
    """"Said no to the treaty", "voted yes on the levy"."""
    tokens = phrases.tokens
    word = next((tokens.words[c] for c in tokens.children[verb] if tokens.words[c] in ("yes", "no") and tokens.deps[c] != "det"), None)
    if word is not None:
        things = (p for preposition in ("to", "on") for p in complements(phrases, verb, preposition))
        yield from (Found("for" if word == "yes" else "against", p, phrases.agents(verb)) for p in things)
