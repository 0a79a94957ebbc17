"""Rules for times of day: "3 p.m.", "10:30 GMT", "noon Thursday", "4 in the morning", "0300 hrs", "two o'clock"."""

from __future__ import annotations

import re

from broadsheet.annotating.dates.meaning import Meaning, Point
from broadsheet.annotating.dates.scan import Match, Rule
from broadsheet.annotating.english.dates.groups import mod_of, month_of, near_of, weekday_of
from broadsheet.annotating.english.dates.numbers import amount, ordinal

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?\s*([ap])?", re.IGNORECASE)


def clock_value(text: str) -> str | None:
    """A time as T and hours, with minutes where told: "10:30pm" is T22:30, "3 p.m." T15:00."""
    m = _CLOCK.match(text)
    if not m:
        return None
    hour, minute = int(m[1]), int(m[2] or 0)
    if m[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if m[3].lower() == "p" else 0)
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def _clock(m: Match) -> str | None:
    if word := m.value("clock", "CLOCKWORD"):
        return word
    if m.value("clock", "MILITARY"):
        digits = m.words("clock")
        return f"T{digits[:2]}:{digits[2:4]}"
    if text := m.value("clock", "CLOCK"):
        return clock_value(text)
    if m.has("digits"):
        digits = m.words("digits")
        return f"T{digits[:2]}:{digits[2:]}" if len(digits) == 4 and digits < "2400" and digits[2] < "6" else None
    hour = amount(m.group("clock"))
    if hour is None or not 1 <= hour <= 12:
        return None
    part = m.value("part", "PART")
    later = part in ("TAF", "TEV") or (part == "TNI" and hour > 5)
    return f"T{int(hour) % 12 + 12 if later else int(hour):02d}:00"


def _zone(m: Match) -> str | None:
    return m.value("zone", "ZONE") or None


def _time(m: Match) -> Meaning | None:
    """A time of day, with the day where told."""
    clock = _clock(m)
    if clock is None:
        return None
    word = m.value("dayword", "DAYWORD")
    year = m.words("year")
    near = int(word) if word is not None else near_of(m)
    return Point(
        year=int(year) if year else None, month=month_of(m), day=ordinal(m.group("day")), weekday=weekday_of(m),
        toward=near, clock=clock, zone=_zone(m), mod=mod_of(m), named="dayword" if word is not None else None,
    )


_ZONE = "(OPEN? (ZONE_PLACE|local|standard|daylight)+ time CLOSE?|ZONE|OPEN ZONE CLOSE)"
_TIME = "(?P<clock>CLOCK|MILITARY|CLOCKWORD|(DAYNUM|NUMWORD) o MARK clock)"


def _with_on(text: str) -> tuple[str, ...]:
    """The pattern with each way of naming the day after the time."""
    month_day = "(?P<month>MONTH) (?P<day>DAY) (COMMA? (?P<year>YEARNUM))?"
    weekday = f"COMMA? on? (?P<near>last|next|this)? (?P<weekday>WEEKDAY) (COMMA? {month_day})?"
    date = f"COMMA? on? {month_day}"
    turned = "COMMA? on? (the)? (?P<day>DAYNUM|ORDDAY) (?P<month>MONTH) (COMMA? (?P<year>YEARNUM))?"
    named = "COMMA? on? (?P<weekday>WEEKDAY) COMMA? the? (?P<day>DAYNUM|ORDDAY) (?P<month>MONTH) (COMMA? (?P<year>YEARNUM))?"
    word = "COMMA? on? (?P<dayword>DAYWORD)"
    return tuple(f"{text} {day}" for day in (weekday, date, turned, named, word))


_HEAD = f"APPROX? {_TIME} (?P<zone>{_ZONE})?"

RULES = (
    Rule("time", (
        *_with_on(_HEAD),
        _HEAD, *_with_on("(?P<digits>DIGITS) (?P<zone>ZONE)"), "(?P<digits>DIGITS) (?P<zone>ZONE)",
        "(?P<clock>DAYNUM|NUMWORD) (o MARK clock)? in the (?P<part>PART)",
        "(?P<clock>DAYNUM|NUMWORD) at (?P<part>PART)",
        f"(?P<weekday>WEEKDAY) (COMMA|at)* {_TIME} (?P<zone>{_ZONE})?",
        f"(?P<dayword>DAYWORD) (COMMA|at)* {_TIME} (?P<zone>{_ZONE})?",
        f"(?P<month>MONTH) (?P<day>DAY) (COMMA? (?P<year>YEARNUM))? (COMMA|at)+ {_TIME} (?P<zone>{_ZONE})?",
    ), _time),
)
"""The rules of this module."""
