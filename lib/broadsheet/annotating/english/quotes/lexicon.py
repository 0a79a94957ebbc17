"""The words that attribute: reporting verbs and nouns with their colour, and the nouns for speakers without a name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from broadsheet.resources import data_set, data_table


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that attributes: its lemma, its colour, and the complements that hold what is attributed."""

    lemma: str
    colour: str
    complements: frozenset[str]


class _CueRow(NamedTuple):
    lemma: str
    colour: str
    complements: str


class _IrregularVerb(NamedTuple):
    verb: str
    past: str
    participle: str


@lru_cache(maxsize=1)
def cue_verbs() -> dict[str, Cue]:
    """Reporting verbs by lemma."""
    return _cues("verbs")


@lru_cache(maxsize=1)
def speech_verbs() -> frozenset[str]:
    """Lemmas of the verbs that can stand in a reporting clause beside a quotation."""
    return frozenset(lemma for lemma, cue in cue_verbs().items() if "clause" in cue.complements)


@lru_cache(maxsize=1)
def cue_nouns() -> dict[str, Cue]:
    """Reporting nouns by lemma: "the claim that", "his refusal to"."""
    return _cues("nouns")


@lru_cache(maxsize=1)
def cue_adjectives() -> dict[str, Cue]:
    """Adjectives of thought by lemma: "worried about", "confident that"."""
    return _cues("adjectives")


def documents() -> frozenset[str]:
    """Lemmas of nouns for what one speaks through: statement, letter, tweet."""
    return data_set("en/quotes/documents.txt")


def occasions() -> frozenset[str]:
    """Lemmas of nouns for where one speaks in public: rally, interview, hearing."""
    return data_set("en/quotes/occasions.txt")


def deputies() -> frozenset[str]:
    """Lemmas of nouns for who speaks in another's name: spokesman, office, government."""
    return data_set("en/quotes/deputies.txt")


def speaker_nouns() -> frozenset[str]:
    """Lemmas of nouns for people and bodies that speak without being named: official, source, resident."""
    return data_set("en/quotes/speaker_nouns.txt")


def cue_colour(cue: str | None) -> str | None:
    """The colour of a cue as it stands in `quotes.cue` ("said", "pointed out"); None if no word of it is known."""
    for word in (cue or "").lower().split():
        if word in _colours():
            return _colours()[word]
    return None


@lru_cache(maxsize=1)
def _colours() -> dict[str, str]:
    """Every form of every reporting word, with its colour; where a noun and a verb share a form, the verb's."""
    irregular = {row.verb: (row.past, row.participle) for row in data_table("en/quotes/irregular_verbs.csv", _IrregularVerb)}
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


def _cues(kind: str) -> dict[str, Cue]:
    rows = data_table(f"en/quotes/cue_{kind}.csv", _CueRow)
    return {row.lemma: Cue(row.lemma, row.colour, frozenset(row.complements.split())) for row in rows}
