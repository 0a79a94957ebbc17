"""The figures a sentence tells, each with what it counts, so that reports of one happening can be compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from broadsheet.annotating import data_of_language, plain_words, stem
from broadsheet.resources import data_sections

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"(?P<money>US\$|[$£€])?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<percent>\s?(?:%|per ?cent\b))?"
    r"(?:[ -]?(?P<scale>hundred|thousand|million|billion|trillion|bn|m|k)\b)?", re.IGNORECASE
)
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
_SPELT = re.compile(
    rf"\b(?P<word>{_WORDS})\b"
    r"(?:[ -](?P<scale>hundred|thousand|million|billion)\b)?", re.IGNORECASE
)
MAY_TELL = rf"\pN|(?i)\b(?:{_WORDS})\b"
"""For RE2: what a sentence holds that tells a figure."""
_NEXT = re.compile(r"[\s-]+([A-Za-z][\w’'-]*)")
_MONEY_WORDS = {"pound": "£", "dollar": "$", "euro": "€"}
_LOOK = 3
"""Words after a number among which what it counts is sought: "22,000 irregular migrants"."""


class Figure(NamedTuple):
    """A number with what it counts: `unit` is a currency sign, "%", or the stem of a noun; `people` tells whether it counts people."""

    value: float
    unit: str
    people: bool
    text: str


def figures_told(sentence: str) -> list[Figure]:
    """The figures in a sentence, in text order; years, days of a month and times of day are left out."""
    numbers = _NUMBER.finditer(sentence) if _DIGIT.search(sentence) else ()
    found = [_figure(sentence, match, match["digits"].replace(",", "")) for match in numbers]
    words = _lists()["words"]
    found += [_figure(sentence, match, str(words[match["word"].lower()])) for match in _SPELT.finditer(sentence)]
    return [figure for figure in found if figure is not None]


def _figure(sentence: str, match: re.Match[str], number: str) -> Figure | None:
    lists, groups = _lists(), match.groupdict()
    value = float(number) * (lists["scale"][groups["scale"].lower()] if groups.get("scale") else 1.0)
    following = _following(sentence, match.end())
    if groups.get("money"):
        return Figure(value, groups["money"][-1], False, match.group().strip())
    if groups.get("percent"):
        return Figure(value, "%", False, match.group().strip())
    for position, word in enumerate(following):
        if word in lists["skip"] or (position == 0 and number.isdigit() and 1900 <= value <= 2100 and word in plain_words()):
            return None
        if stem(word) in _MONEY_WORDS:
            return Figure(value, _MONEY_WORDS[stem(word)], False, f"{match.group().strip()} {word}")
        if word in lists["people"] or stem(word) in lists["people_stems"]:
            return Figure(value, "people", True, f"{match.group().strip()} {' '.join(following[: position + 1])}")
    if not following or following[0] in plain_words():
        return None
    return Figure(value, stem(following[0]), False, f"{match.group().strip()} {following[0]}")


def _following(sentence: str, at: int) -> list[str]:
    words = []
    for _ in range(_LOOK):
        match = _NEXT.match(sentence, at)
        if match is None:
            break
        words.append(match[1].lower())
        at = match.end()
    return words


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    lists = data_sections(data_of_language("events/figures.toml"))
    people = frozenset(lists["people"])
    return lists | {"people": people, "people_stems": frozenset(map(stem, people)), "skip": frozenset(lists["skip"])}
