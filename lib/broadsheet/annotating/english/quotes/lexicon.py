"""The words that attribute: reporting verbs and nouns with their colour, and the nouns for speakers without a name."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


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
def speech_verbs() -> frozenset[str]:
    """Lemmas of the verbs that can stand in a reporting clause beside a quotation."""
    return frozenset(lemma for lemma, cue in cue_verbs().items() if "clause" in cue.complements)


@lru_cache(maxsize=1)
def cue_nouns() -> dict[str, Cue]:
    """Reporting nouns by lemma: "the claim that", "his refusal to"."""
    return _cues("cue_nouns.csv")


@lru_cache(maxsize=1)
def cue_adjectives() -> dict[str, Cue]:
    """Adjectives of thought by lemma: "worried about", "confident that"."""
    return _cues("cue_adjectives.csv")


@lru_cache(maxsize=1)
def documents() -> frozenset[str]:
    """Lemmas of nouns for what one speaks through: statement, letter, tweet."""
    return frozenset(row.strip() for row in _lines("documents.txt"))


@lru_cache(maxsize=1)
def deputies() -> frozenset[str]:
    """Lemmas of nouns for who speaks in another's name: spokesman, office, government."""
    return frozenset(row.strip() for row in _lines("deputies.txt"))


@lru_cache(maxsize=1)
def speaker_nouns() -> frozenset[str]:
    """Lemmas of nouns for people and bodies that speak without being named: official, source, resident."""
    return frozenset(row.strip() for row in _lines("speaker_nouns.txt"))


def cue_colour(cue: str | None) -> str | None:
    """The colour of a cue as it stands in `quotes.cue` ("said", "pointed out"); None if no word of it is known."""
    for word in (cue or "").lower().split():
        if word in _colours():
            return _colours()[word]
    return None


@lru_cache(maxsize=1)
def _colours() -> dict[str, str]:
    """Every form of every reporting word, with its colour; where a noun and a verb share a form, the verb's."""
    irregular = {row[0]: row[1:] for row in csv.reader(_lines("irregular_verbs.csv"))}
    found: dict[str, str] = {"according": "said", "according to": "said"}
    found |= {lemma: cue.colour for lemma, cue in cue_adjectives().items()}
    for lemma, cue in cue_nouns().items():
        found |= dict.fromkeys((lemma, _with_s(lemma)), cue.colour)
    for lemma, cue in cue_verbs().items():
        found |= dict.fromkeys((*_regular_forms(lemma), *irregular.get(lemma, ())), cue.colour)
    return found


def _regular_forms(verb: str) -> tuple[str, ...]:
    """Base, third person, past and participle as English spells them; doubled consonants beside single ones."""
    stem = verb[:-1] if verb.endswith("e") else verb
    past = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else stem + "ed"
    doubled = stem + stem[-1]
    participle = verb[:-2] + "ying" if verb.endswith("ie") else stem + "ing"
    return verb, _with_s(verb), past, participle, doubled + "ed", doubled + "ing"


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _cues(name: str) -> dict[str, Cue]:
    rows = csv.reader(_lines(name))
    next(rows)
    return {lemma: Cue(lemma, colour, frozenset(complements.split())) for lemma, colour, complements in rows}


def _lines(name: str) -> list[str]:
    text = (files("broadsheet") / "resources" / "en" / "quotes" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
