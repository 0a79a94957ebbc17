"""Stated points of time: what a date written by a page, a header or a file name says, and how precisely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from broadsheet.errors import RequestError
from broadsheet.reading.draft import Moment, Precision
from broadsheet.resources import data_list, data_records

_CLOCK = r"(?P<hour>[01]?\d|2[0-4])(?:[:.h](?P<minute>[0-5]\d))?(?:[:.](?P<second>[0-6]\d))?(?:[.,]\d+)?\s*(?P<half>[ap]\.?m\b\.?)?"
_ZONE = r"(?P<zone>Z\b|(?:GMT|UTC)?\s*[+\-−]\d{1,2}(?::?\d{2})?(?!\d)|\b[A-Z]{2,5}\b)?"
_ISO = re.compile(
    r"(?<!\d)(?P<year>(?:1[5-9]|2[01])\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"
    r"(?:(?:T|\s+|,\s*)(?P<clock>[0-2]?\d:[0-5]\d.*))?", re.IGNORECASE,
)
_PACKED = re.compile(
    r"(?<!\d)(?P<year>(?:19|2[01])\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:T?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?:[0-5]\d)?)?(?=Z|[+\-]\d{2}|\D|$)"
)
_DAY_MONTH = re.compile(
    r"(?<![\w/.-])(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|ª)?\.?(?:\s+|-|/)(?:(?:of|de|del)\s+)?(?P<name>[^\W\d_]{3,14})\.?"
    r"(?:\s+|,\s*|-|/)(?:(?:de|del)\s+)?(?P<year>(?:1[5-9]|2[01])\d\d)(?!\d)"
)
_SHORT_YEAR = re.compile(r"(?<![\w/.-])(?P<day>[0-3]?\d)(?:\s+|-)(?P<name>[A-Za-z]{3,9})(?:\s+|-)(?P<year>\d\d)(?=\s+\d\d:)")
_MONTH_DAY = re.compile(
    r"(?<![^\W_])(?P<name>[^\W\d_]{3,14})\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:,|\.)?\s*(?:,\s*)?(?P<year>(?:1[5-9]|2[01])\d\d)(?!\d)"
)
_UNIX = re.compile(
    r"(?P<name>[A-Z][a-z]{2})\s+(?P<day>[0-3]?\d)\s+(?P<clock>\d\d:\d\d(?::\d\d)?)\s+(?:(?P<zone>[A-Z]{2,5}|[+-]\d{4})\s+)?(?P<year>20\d\d|19\d\d)"
)
_NUMBERS = re.compile(r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>\. |[./-])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|2[01])\d\d)(?![\d/-])")
_YEAR_FIRST = re.compile(r"(?<![\d./-])(?P<year>(?:19|2[01])\d\d)(?P<sep>[./])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d/-])")
_CHINESE = re.compile(r"(?P<year>(?:19|2[01])\d\d)\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]")
_VIETNAMESE = re.compile(
    r"(?<!\d)(?P<day>[0-3]?\d)\s+tháng\s+(?P<month>\d{1,2})(?:\s+năm|,)?\s+(?P<year>(?:19|2[01])\d\d)(?!\d)", re.IGNORECASE,
)
_YEAR_NAME_DAY = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|2[01])\d\d)\.?(?:\s*m\.)?\s+(?P<name>[^\W\d_]{3,14})\.?\s+(?P<day>[0-3]?\d)(?!\d|[./-]\d)"
)
"""Hungarian "2025. október 21.", Lithuanian "2025 m. spalio 21 d."."""
_YEAR_DAY_NAME = re.compile(r"(?<!\d)(?P<year>(?:19|2[01])\d\d)\.\s*gada\s+(?P<day>[0-3]?\d)\.\s*(?P<name>[^\W\d_]{3,14})", re.IGNORECASE)
"""Latvian "2025. gada 21. oktobris"."""
_ELSEWHERE = (_CHINESE, _VIETNAMESE, _YEAR_NAME_DAY, _YEAR_DAY_NAME)
_MONTH_YEAR = re.compile(r"^\W*(?P<name>[^\W\d_]{3,14})\.?,?\s+(?:de\s+|of\s+)?(?P<year>(?:1[5-9]|2[01])\d\d)\W*$")
_ISO_MONTH = re.compile(r"^\s*(?P<year>(?:1[5-9]|2[01])\d\d)[-/](?P<month>0?[1-9]|1[0-2])\s*$")
_YEAR = re.compile(r"^\s*(?P<year>(?:1[5-9]|2[01])\d\d)\s*$")
_EPOCH = re.compile(r"^\s*(?P<seconds>1\d{9}|[2-9]\d{8})(?P<milli>\d{3})?(?:\.\d+)?\s*$")
_TWO_DIGITS = re.compile(r"^\s*(?P<a>[0-3]?\d)(?P<sep>[./])(?P<b>[0-3]?\d)(?P=sep)(?P<year>\d\d)(?=\s|,|T|$)")
"""A whole value that begins so ("21/10/25"): within running text such numbers may be anything."""
_TWO_DIGITS_NAMED = re.compile(r"^\s*(?P<day>[0-3]?\d)[\s-](?P<name>[^\W\d_]{3,9})\.?[\s-]'?(?P<year>\d\d)(?=\s|,|T|$)")
_CLOCK_RE = re.compile(rf"(?<![\d:])(?:at\s+|T)?{_CLOCK}\s*(?:Uhr|hrs|h\b)?\s*\(?{_ZONE}", re.IGNORECASE)
LONGEST = 200
"""Characters of a statement of time that are looked at."""


def parse_moment(stated: str | None, *, day_first: bool = True) -> Moment | None:
    """The moment that a written date names, or None.

    Parameters
    ----------
    stated
        A date with or without a time: ISO 8601, RFC 2822, "21 October 2025", "Oct. 21, 2025 3:45 p.m. EDT", "21/10/2025",
        "2025-10", "2025", seconds since 1970. Month names are known in the languages that reading identifies.
    day_first
        How to read "03/04/2025", which both orders allow.

    Notes
    -----
    Nothing is filled in: a month without a day is a month. Relative expressions ("two hours ago") are not dates here.
    """
    if not stated:
        return None
    text = " ".join(stated[:LONGEST].split())
    return _epoch(text) or next(_complete(text, day_first), None) or _two_digits(text, day_first) or _incomplete(text)


def _two_digits(text: str, day_first: bool) -> Moment | None:
    """A date whose year has two digits: those above 68 are of the last century, as in POSIX."""
    match = _TWO_DIGITS.match(text) or _TWO_DIGITS_NAMED.match(text)
    return _moment_of(match, text, day_first) if match else None


def date_order(stated: Iterable[str]) -> tuple[Literal["day first", "month first", "unclear"] | None, str | None]:
    """Which comes first in the dates of one column, the day or the month, and a date that leaves it open.

    Dates in which one number is above 12 tell; where some tell one order and some the other, or where none tells, it is
    unclear. None where no date is written so that it matters.
    """
    firsts, seconds, example = False, False, None
    for text in stated:
        match = _NUMBERS.match(text.strip()) or _TWO_DIGITS.match(text)
        if match is None or match["sep"][0] == ".":
            continue
        one, other = int(match["a"]), int(match["b"])
        firsts |= one > 12
        seconds |= other > 12
        if one <= 12 and other <= 12 and one != other:
            example = example or text.strip()[:20]
    if firsts != seconds:
        return ("day first" if firsts else "month first"), example
    return ("unclear" if example else None), example


def _complete(text: str, day_first: bool) -> Iterator[Moment]:
    for pattern in (_ISO, _UNIX, _DAY_MONTH, _MONTH_DAY, _SHORT_YEAR, *_ELSEWHERE, _YEAR_FIRST, _NUMBERS, _PACKED):
        for match in pattern.finditer(text):
            found = _moment_of(match, text, day_first)
            if found is not None:
                yield found
                break


def _moment_of(match: re.Match[str], text: str, day_first: bool) -> Moment | None:
    groups = match.groupdict()
    if groups.get("a"):
        month, day = _numeric_order(int(groups["a"]), int(groups["b"]), groups["sep"], day_first)
    elif groups.get("name"):
        month, day = month_number(groups["name"]) or 0, int(groups["day"])
    else:
        month, day = int(groups["month"]), int(groups["day"])
    year = int(groups["year"])
    if len(groups["year"]) == 2:
        year += 2000 if year < 69 else 1900
    stated = _valid_day(year, month, day)
    if stated is None:
        return None
    if groups.get("hour"):
        rest = f"{groups['hour']}:{groups['minute']} {text[match.end():]}"
    else:
        rest = f"{groups['clock']} {groups.get('zone') or ''}" if groups.get("clock") else text[match.end():match.end() + 40]
    before = text[max(0, match.start() - 24):match.start()]
    return _with_clock(stated, rest) or _with_clock(stated, before, before=True) or Moment.of(stated, "day")


def _numeric_order(first: int, second: int, separator: str, day_first: bool) -> tuple[int, int]:
    if second > 12:
        return first, second
    if first > 12 or separator[0] == "." or day_first:
        return second, first
    return first, second


def _valid_day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _with_clock(day: datetime, rest: str, *, before: bool = False) -> Moment | None:
    for match in _CLOCK_RE.finditer(rest):
        if match["minute"] is None and not match["half"]:
            continue
        gap = rest[match.end():] if before else rest[: match.start()]
        if len(gap) > 14 or re.search(r"\d", gap):
            return None
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        half = (match["half"] or "").lower()[:1]
        if hour > 24 or (half and hour > 12):
            return None
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour % 24
        return Moment.of(day.replace(hour=hour, minute=minute, tzinfo=zone_of(match["zone"]) or UTC))
    return None


def zone_of(name: str | None) -> tzinfo | None:
    """The zone of "+02:00", "GMT+1", "EDT", "ET"; None for what is no zone."""
    if not name:
        return None
    text = name.replace("−", "-").strip()
    signed = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", text)
    if signed:
        minutes = int(signed[2]) * 60 + int(signed[3] or 0)
        return timezone(timedelta(minutes=minutes if signed[1] == "+" else -minutes)) if minutes < 24 * 60 else None
    east = _zones().get(text.lower())
    if east is None:
        return None
    return ZoneInfo(east) if "/" in east else timezone(timedelta(minutes=int(east)))


def _epoch(text: str) -> Moment | None:
    match = _EPOCH.match(text)
    return Moment.of(datetime.fromtimestamp(int(match["seconds"]), UTC)) if match else None


def _incomplete(text: str) -> Moment | None:
    if match := _ISO_MONTH.match(text):
        return Moment.of(datetime(int(match["year"]), int(match["month"]), 1, tzinfo=UTC), "month")
    if (match := _MONTH_YEAR.match(text)) and (month := month_number(match["name"])):
        return Moment.of(datetime(int(match["year"]), month, 1, tzinfo=UTC), "month")
    if match := _YEAR.match(text):
        return Moment.of(datetime(int(match["year"]), 1, 1, tzinfo=UTC), "year")
    return None


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name or its usual short form, in the languages that reading identifies; None for another word."""
    return _months().get(name.lower().rstrip("."))


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {row["name"]: int(row["month"]) for row in resource_rows("months.csv")}


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {row["zone"]: row["east"] for row in resource_rows("zones.csv")}


def resource_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table in `resources/reading`, without its header comment."""
    return list(data_records(f"reading/{name}"))


def resource_lines(name: str) -> list[str]:
    """The lines of a list in `resources/reading`, without comments and blank lines."""
    return list(data_list(f"reading/{name}"))


def given_moment(value: object) -> Moment | None:
    """The moment that a user gives: text, a date or a datetime (pandas' too); None and "" are no moment.

    Raises
    ------
    RequestError
        The value is no date.
    """
    if value is None or (isinstance(value, str) and not value.strip()) or value != value:
        return None
    if isinstance(value, datetime):
        precision: Precision = "day" if (value.hour, value.minute) == (0, 0) else "minute"
        return Moment.of(value.replace(tzinfo=value.tzinfo or UTC), precision)
    if isinstance(value, date):
        return Moment.of(datetime(value.year, value.month, value.day, tzinfo=UTC), "day")
    found = parse_moment(str(value))
    if found is None:
        raise RequestError(f"published_at: {value!r} is no date; write 2025-10-21 or 2025-10-21T09:30+01:00")
    return found
