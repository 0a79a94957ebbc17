"""What an expression means before it is put on the calendar: the output of the grammar and the input of the resolver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EITHER = "EITHER"
"""Marks (as `mod`) a point whose day and month may be the other way round."""

OPEN = "OPEN"
"""Marks one of which the document does not say it: its year is all that is known."""

Base = Literal["day", "text"]
"""What a shift counts from: the day of publication (or of speaking), or the date last told in the text."""


NIGHT = "NIGHT"
"""Marks a night that is told by both its days: "dans la nuit de lundi à mardi"."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A whole unit, `amount` units away: "last week" is (W, -1) from the day, "two days later" is (D, 2) from the text.

    `amount` None is a vague number ("a few days ago"). `echo` asks for the granularity of the date it is compared with:
    "a year earlier", after "the third quarter", is a quarter.
    """

    unit: str
    amount: int | None
    base: Base = "day"
    part: str | None = None
    clock: str | None = None
    weekday: int | None = None
    mod: str | None = None
    echo: bool = False
    side: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """Fields of the calendar, as far as the text gives them.

    `toward` is a direction that the words give ("last October" -1, "next Friday" 1, "this Sunday" 0); None leaves it to
    the context. `within` is a larger unit ("October last year").
    """

    year: int | None = None
    short: bool = False
    bc: bool = False
    half: int | None = None
    quarter: int | None = None
    season: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    """With `weekday` and `month`: which of them, -1 the last ("the last Sunday of May")."""
    named: str | None = None
    part: str | None = None
    clock: str | None = None
    zone: str | None = None
    mod: str | None = None
    toward: int | None = None
    within: Shift | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Units at an edge of a larger one: "the last week of August" is (W, 1, -1), "the first ten months of 1915" (M, 10, 1).

    `up_to` reckons them back from the end of what is named, beyond its beginning: "the three months to May".
    """

    unit: str
    number: int
    place: int
    whole: Point
    up_to: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no context: a decade, a century, any night."""

    value: str
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A duration; `side` says where it lies from the day: "the past three months" -1, "the next two weeks" 1, else 0.

    `ends` marks one whose end is meant: "will report in a fortnight".
    """

    value: str
    side: int = 0
    mod: str | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """A recurring time."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """PAST_REF, PRESENT_REF or FUTURE_REF."""

    value: str


Meaning = Shift | Point | Part | Fixed | Length | Repeat | Vague


def iso_point(text: str) -> Point | None:
    """The point that a date in digits names, year first: "2025-10-22", "2025-10-22T10:30"; None where there is no such month."""
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    clock = "T" + text[11:16] if len(text) > 10 else None
    return Point(year=year, month=month, day=day, clock=clock, zone=text[16:] or None) if 1 <= month <= 12 else None
