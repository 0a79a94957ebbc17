"""The words that say that somebody is for or against something, by their part of speech, with their complements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from broadsheet.resources import data_sections

Frames = dict[str, dict[str, str]]
"""Lemma → complement → side."""


@dataclass(frozen=True)
class Lexicon:
    """The lists of `resources/en/positions/cues.toml`."""

    verbs: Frames
    adjectives: Frames
    nouns: Frames
    value: dict[str, str]
    """A word of judgement → its side."""
    acts: frozenset[str]
    act_objects: frozenset[str]
    holding: frozenset[str]
    losing: frozenset[str]
    modals: frozenset[str]
    duty_verbs: frozenset[str]
    undoing_verbs: frozenset[str]
    undoing_nouns: frozenset[str]
    flipping: frozenset[str]
    history: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words that show positions."""
    found = data_sections("en/positions/cues.toml")
    return Lexicon(
        _frames(found["verbs"]), _frames(found["adjectives"]), _frames(found["nouns"]),
        {word: side for side, lists in found["value"].items() for word in lists["words"]},
        frozenset(found["acts"]["verbs"]), frozenset(found["acts"]["objects"]), frozenset(found["holding"]["verbs"]),
        frozenset(found["holding"]["losing"]), frozenset(found["duty"]["modals"]), frozenset(found["duty"]["verbs"]),
        frozenset(found["undoing"]["verbs"]), frozenset(found["undoing"]["nouns"]), frozenset(found["flipping"]["verbs"]),
        frozenset(found["history"]["words"]),
    )


def _frames(sides: dict[str, dict[str, str]]) -> Frames:
    made: Frames = {}
    for side, entries in sides.items():
        for lemma, complements in entries.items():
            made.setdefault(lemma, {}).update(dict.fromkeys(complements.split(), side))
    return made
