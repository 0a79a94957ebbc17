"""Words by which reports of one happening are known: a trigger's kind, whatever its form, and the words around it."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.english.events.cues import cues
from broadsheet.annotating.events.kinds import groups_of, kind_among
from broadsheet.resources import data_set, data_table

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_VOWEL = re.compile(r"[aeiouy]")

VAGUE = frozenset((
    "be", "is", "was", "are", "were", "have", "has", "had", "do", "did", "go", "get", "make", "made", "want", "take", "took", "use", "come",
    "came",
    "think", "believe", "know", "see", "need", "give", "gave", "work", "help", "includ", "put", "keep", "let", "seem", "look", "appear",
    "remain", "becom", "follow", "caus", "lead",
))
"""Kinds that say too little of what happened to be joined."""


class _CommonStem(NamedTuple):
    """A stem, and how many of 10,000 sentences of news have it."""

    stem: str
    sentences: int


@lru_cache(maxsize=65536)
def kind_of(trigger: str) -> str:
    """The kind of happening a trigger word names: the name of its group in `same.txt`, or else its stem."""
    return kind_among(groups_of("en/events/same.txt", stem), trigger, stem)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its inflection, roughly: "visits", "visited", "visiting" → "visit"; "carried" → "carry"."""
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and _VOWEL.search(word[: -len(ending)]):
            if ending == "s" and word.endswith("ss"):
                return word
            cut = word[: -len(ending)] + instead
            if ending in ("ing", "ed") and len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "lsz":
                return cut[:-1]
            return cut.removesuffix("e") if ending != "s" else cut
    return word


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that tell what a passage is about, and its numbers."""
    stems = map(_content_stem, _WORD.findall(text.casefold()))
    return frozenset(one for one in stems if one is not None)


@lru_cache(maxsize=65536)
def _content_stem(word: str) -> str | None:
    """The stem of a word that tells what a passage is about, or a number; None for the others."""
    return stem(word) if (len(word) > 2 and word not in plain_words()) or word.isdigit() else None


def plain_words() -> frozenset[str]:
    """Words that say nothing of what happened (`plain.txt`)."""
    return data_set("en/events/plain.txt")


@lru_cache(maxsize=1)
def common_stems() -> dict[str, int]:
    """The stems that many sentences of news have, and how many of 10,000 (`common_stems.csv`)."""
    return {row.stem: row.sentences for row in data_table("en/events/common_stems.csv", _CommonStem)}


@lru_cache(maxsize=1)
def calendar_words() -> frozenset[str]:
    """The stems of months and days of the week, which two reports of one day share whatever they tell."""
    return frozenset(stem(name.casefold()) for name in (*month_name[1:], *day_name))


@lru_cache(maxsize=1)
def kinds_of_speech() -> frozenset[str]:
    """Kinds of happening that are speech, of which days are full."""
    verbs = cues()["verbs.say"] | cues()["verbs.factive"]
    return frozenset(kind_of(verb) for verb in verbs) | {"statement", "said", "told", "announce"}
