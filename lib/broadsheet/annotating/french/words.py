"""Words by which reports of one happening are known: a trigger's kind, whatever its form, and the words around it."""

from __future__ import annotations

import re
from functools import lru_cache

from broadsheet.annotating.events.kinds import groups_of, kind_among
from broadsheet.annotating.french.events.cues import cues
from broadsheet.resources import data_list, data_set

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_VOWEL = re.compile(r"[aeiouyàâéèêëîïôöùûü]")

VAGUE = frozenset(
    (
        "être",
        "avoir",
        "faire",
        "aller",
        "venir",
        "prendre",
        "mettre",
        "donner",
        "vouloir",
        "pouvoir",
        "devoir",
        "voir",
        "savoir",
        "penser",
        "croire",
        "rester",
        "devenir",
        "sembler",
        "permettre",
        "passer",
        "tenir",
        "trouver",
        "suivre",
        "entraîn",
        "caus",
    )
)
"""Kinds that say too little of what happened to be joined."""

_ENDINGS = (
    "issements",
    "issement",
    "issaient",
    "issait",
    "issant",
    "eraient",
    "erait",
    "eront",
    "eront",
    "aient",
    "èrent",
    "ations",
    "ation",
    "ements",
    "ement",
    "antes",
    "ante",
    "ants",
    "ant",
    "ées",
    "ée",
    "és",
    "ait",
    "era",
    "ent",
    "er",
    "ez",
    "ir",
    "ie",
    "is",
    "it",
    "es",
    "é",
    "s",
    "e",
)


@lru_cache(maxsize=65536)
def kind_of(trigger: str) -> str:
    """The kind of happening a trigger word names: the name of its group in `same.txt`, or else its stem."""
    return kind_among(groups_of("fr/events/same.txt", stem), trigger, stem)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its inflection, roughly: "signé", "signée", "signer" → "sign"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and _VOWEL.search(word[: -len(ending)]):
            return word[: -len(ending)]
    return word


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that tell what a passage is about, and its numbers."""
    words = _WORD.findall(text.casefold())
    return frozenset(stem(word) for word in words if (len(word) > 2 and word not in plain_words()) or word.isdigit())


def plain_words() -> frozenset[str]:
    """Words that say nothing of what happened (`plain.txt`)."""
    return data_set("fr/events/plain.txt")


@lru_cache(maxsize=1)
def calendar_words() -> frozenset[str]:
    """The stems of months and days of the week, which two reports of one day share whatever they tell."""
    return frozenset(stem(word) for word in data_list("fr/events/calendar.txt"))


@lru_cache(maxsize=1)
def kinds_of_speech() -> frozenset[str]:
    """Kinds of happening that are speech, of which days are full."""
    return frozenset(kind_of(verb) for verb in cues().get("verbs.say", frozenset()) | cues().get("verbs.factive", frozenset()))
