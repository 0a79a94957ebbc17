"""The cues of quotation in French, in the shapes in which they are looked up."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.french.verbs import forms_of
from broadsheet.resources import data_set, data_table


class Cue(NamedTuple):
    """What a cue says of its content: its colour, and the complements that hold the content."""

    colour: str
    complements: frozenset[str]


class _Verb(NamedTuple):
    lemma: str
    colour: str
    complements: str


class _Phrase(NamedTuple):
    lemmas: str
    colour: str
    complements: str


class _Source(NamedTuple):
    preposition: str
    colour: str
    words: bool


class _Noun(NamedTuple):
    noun: str
    colour: str


@lru_cache(maxsize=1)
def cue_verbs() -> dict[str, Cue]:
    """Lemma of a verb of speech or thought → what it says of its content."""
    return {row.lemma: Cue(row.colour, frozenset(row.complements.split())) for row in data_table("fr/quotes/cue_verbs.csv", _Verb)}


@lru_cache(maxsize=1)
def cue_phrases() -> dict[tuple[str, ...], Cue]:
    """The lemmas of a cue of several words → what it says of its content."""
    return {
        tuple(row.lemmas.split()): Cue(row.colour, frozenset(row.complements.split()))
        for row in data_table("fr/quotes/cue_phrases.csv", _Phrase)
    }


@lru_cache(maxsize=1)
def sources() -> dict[tuple[str, ...], tuple[str, bool]]:
    """The words of a preposition before a source → its colour, and whether the words must stand in quotation marks."""
    return {tuple(row.preposition.split()): (row.colour, row.words) for row in data_table("fr/quotes/sources.csv", _Source)}


@lru_cache(maxsize=1)
def cue_nouns() -> dict[str, str]:
    """Noun of speech → its colour."""
    return dict(data_table("fr/quotes/cue_nouns.csv", _Noun))


def deputies() -> frozenset[str]:
    """Nouns for who or what speaks in another's name."""
    return data_set("fr/quotes/deputies.txt")


def speaker_nouns() -> frozenset[str]:
    """Nouns for people and bodies that speak without being named."""
    return data_set("fr/quotes/speaker_nouns.txt")


@lru_cache(maxsize=65536)
def cue_colour(cue: str | None) -> str | None:
    """The colour of a cue as it stands in `quotes.cue` ("a déclaré", "selon"); None if no word of it is known."""
    if not cue:
        return None
    words = tuple(cue.casefold().replace("’", "'").replace("'", "' ").split())
    for preposition, (colour, _) in sources().items():
        if words == tuple(" ".join(preposition).replace("’", "'").replace("'", "' ").split()):
            return colour
    known = _forms()
    return next((known[word] for word in reversed(words) if word in known), None)


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """The forms of cue verbs that news uses: infinitive, participle, third person of present, past and imperfect."""
    found: dict[str, str] = {}
    for phrase, cue in cue_phrases().items():
        for form in forms_of(phrase[-1]):
            found.setdefault(form, cue.colour)
    for lemma, cue in cue_verbs().items():
        found |= dict.fromkeys(forms_of(lemma), cue.colour)
    return found


@lru_cache(maxsize=1)
def lemma_of_forms() -> dict[str, str]:
    """Form of a cue verb → its lemma: the tagger now and then takes "lâche" or "pointe" for another word."""
    found: dict[str, str] = {}
    for lemma in cue_verbs():
        for form in forms_of(lemma):
            found.setdefault(form, lemma)
    return found
