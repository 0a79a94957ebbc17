"""The words that attribute: reporting verbs and nouns with their colour, and the nouns for speakers without a name."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

PREPOSITIONS = frozenset({"about", "against", "as", "at", "for", "of", "on", "to-noun", "with"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that attributes: its lemma, its colour, and the complements that hold what is attributed."""

    lemma: str
    colour: str
    complements: frozenset[str]


@lru_cache(maxsize=1)
def cue_verbs() -> dict[str, Cue]:
    """Reporting verbs by lemma."""
    return _cues("cue_verbs.csv")


@lru_cache(maxsize=1)
def cue_nouns() -> dict[str, Cue]:
    """Reporting nouns by lemma: "the claim that", "his refusal to"."""
    return _cues("cue_nouns.csv")


@lru_cache(maxsize=1)
def speaker_nouns() -> frozenset[str]:
    """Lemmas of nouns for people and bodies that speak without being named: official, source, resident."""
    rows = _lines("speaker_nouns.txt")
    return frozenset(row.strip() for row in rows)


def cue_colour(cue: str) -> str | None:
    """The colour of a cue as it stands in `quotes.cue` ("said", "has repeatedly denied"); None if no word of it is known."""
    from broadsheet.annotating.pipeline import load_model

    for token in load_model()(cue):
        known = cue_verbs().get(token.lemma_.lower()) or cue_nouns().get(token.lemma_.lower())
        if known is not None:
            return known.colour
    return None


def _cues(name: str) -> dict[str, Cue]:
    rows = csv.reader(_lines(name))
    next(rows)
    return {lemma: Cue(lemma, colour, frozenset(complements.split())) for lemma, colour, complements in rows}


def _lines(name: str) -> list[str]:
    text = (files("broadsheet") / "resources" / "quotes" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
