"""What positions are about, as the terms by which those on one thing are found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from broadsheet.analysis.counting.articles import texts_of
from broadsheet.annotating import Layers, content_words, data_of_language
from broadsheet.resources import data_list

_GENERIC: Final = "positions/generic.txt"

BREAKS: Final = re.compile(
    r"\s(?:for|with|by|from|in|at|over|as|because|that|which|who|whose|when|if|while|since|after|before|until|unless|without|than|so|to|and|or)\s"
    r"|[,;:()\"“”…]|--|–|—|''", re.IGNORECASE,
)
"""Where the middle of a phrase ends: "a ban on flights | to Mexico", "tougher rules | that protect the banks"."""


class Target(NamedTuple):
    """What a position is about: its words as they stand, and the terms by which it is joined to others."""

    text: str
    terms: frozenset[str]
    place: tuple[str, int]
    """The article and the offset."""


def position_targets(layers: Layers) -> list[Target]:
    """What each row of `layers.positions` is about; who only speaks of a thing, or turns, gives no terms."""
    texts = texts_of(layers.articles)
    named = layers.mentions[layers.mentions["actor_id"].notna() & (layers.mentions["kind"] != "other")]  # a law may well be the issue
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for article, start, end in zip(*(named[name].tolist() for name in ("article_id", "start", "end")), strict=True):
        spans[article].append((start, end))
    countries = set(layers.actors.loc[layers.actors["kind"] == "country", "actor_id"])
    made = []
    rows = layers.positions
    columns = ("article_id", "target_start", "target_end", "target_id", "about")
    for article, start, end, actor, about in zip(*(rows[name].tolist() for name in columns), strict=True):
        text = texts[article][start:end]
        if about in ("spoken of", "turn"):
            terms: frozenset[str] = frozenset()
        elif isinstance(actor, str):
            terms = frozenset() if about == "judged" and actor in countries else frozenset({f"@{actor}"})
        else:
            inside = [(s - start, e - start) for s, e in spans[article] if s < end and e > start]
            terms = _terms(_without(text, inside))
        made.append(Target(" ".join(text.split()), terms, (article, start)))
    return made


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without these spans."""
    for start, end in spans:
        text = text[:max(start, 0)] + " " * (min(end, len(text)) - max(start, 0)) + text[end:] if end < len(text) else text[:max(start, 0)]
    return text


def _terms(text: str) -> frozenset[str]:
    """The content words of the middle of a phrase, the first part that has some; without numbers and words that name no issue."""
    for part in BREAKS.split(text):
        found = frozenset(word for word in content_words(part) if not any(sign.isdigit() for sign in word)) - _generic()
        if found:
            return found
    return frozenset()


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    """The stems of words that name no issue."""
    return frozenset(stem for word in data_list(data_of_language(_GENERIC)) for stem in content_words(word))
