"""Names of the calendar: what is missing in "22 October", "Thursday" or "the third quarter" is filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from broadsheet.annotating.dates import values
from broadsheet.annotating.dates.directions import Direction
from broadsheet.annotating.dates.meaning import NIGHT, OPEN, Point
from broadsheet.annotating.dates.named import named_day, nth_weekday
from broadsheet.annotating.dates.reference import LONG_AGO, Reference
from broadsheet.annotating.dates.resolved import UNRESOLVED, Resolved
from broadsheet.annotating.dates.shifts import shifted

_FAR = 240
"""Days from which a date to come, without its year, is more likely one that has passed."""

_FAR_BACK = 290
"""Days from which a date told in the past is more likely one to come."""

_FAR_BACK_MONTH = 320
"""The same of a whole month: a month just ahead is seldom told in the past by a slip of the parse."""

_JUST_OVER = 14
"""Days after its end in which a month is not called "last May" but "last month" or "May"."""

_HALF_QUARTER = 45
"""Days from the middle of a quarter to its end: one that ended on 31 July is called after April to June."""

_NEARER = 0.75
"""How much nearer the next such date must be than the last one, where only a present tense speaks for it, or nothing."""

_GREENWICH = ("+00:00", "Z")
"""Zones that a value keeps, as "T08:30Z"; of others TimeML keeps the local time, and the rule names the zone."""

_OF_NEWS = 10
"""Days before publication of the day told last, up to which a narrative is of the news."""

_YESTERDAY = 6
"""Days ahead of the weekday that was yesterday: the next one is told so ("will meet next Monday") or with a future."""

_NEAR_AHEAD = 3
"""Days ahead up to which a noun's weekday under a present tense is the next one, which is then the nearest."""

_TURN = 10
"""Months by which a month must fall behind the one told last for the year to have turned."""


def point_value(p: Point, ref: Reference, direct: Callable[[], Direction]) -> Resolved:
    """Fields of the calendar, with what is missing filled in."""
    if p.mod == OPEN:
        return Resolved("DATE", f"{p.year or 0:04d}-XX-XX", UNRESOLVED, "day or month first")
    if p.year is not None:
        if p.short:
            p = replace(p, year=_full_year(p.year, ref))
        if p.mod == "ECHO" and ref.quarter:
            return Resolved("DATE", f"{p.year:04d}{ref.quarter[4:]}", f"text: {ref.quarter}")
        return _complete(p, p.year, None, "")
    if p.named == "dayword":
        if ref.day is None:
            return _complete(p, None, UNRESOLVED, "")
        day = ref.day + timedelta(p.toward or 0)
        return _timed(p, day.isoformat(), ref.day_name, "")
    if p.within is not None:
        return _within(p, ref)
    if p.month or p.season or p.quarter or p.half or p.named:
        return _yearless(p, ref, direct)
    if p.weekday:
        return _weekday(p, ref, direct)
    if p.day:
        return _day_told(p, ref)
    return _clock_only(p, ref)


def _full_year(short: int, ref: Reference) -> int:
    """The year that '99 is: the latest that is not well after the day, or the narrative."""
    latest = (ref.year if ref.narrative and ref.year else ref.day.year + 5 if ref.day else short) + 5
    return latest - (latest - short) % 100


def _fields_value(p: Point, year: int | None) -> str:
    """The value of the fields of a point in a year."""
    y = "XXXX" if year is None else ("BC" if p.bc else "") + f"{year:04d}"
    if p.month and p.day:
        return f"{y}-{p.month:02d}-{p.day:02d}"
    if p.month and p.weekday and p.nth:
        return nth_weekday(year, p.month, p.weekday, p.nth).isoformat() if year else f"{y}-{p.month:02d}-WXX-{p.weekday}"
    if p.month:
        return f"{y}-{p.month:02d}"
    if p.season:
        return f"{y}-{p.season}"
    if p.quarter:
        return f"{y}-Q{p.quarter}"
    if p.half:
        return f"{y}-H{p.half}"
    if p.named and p.named != "dayword":
        day = named_day(p.named, year) if year else None
        return day.isoformat() if day else f"{y}-XX-XX"
    if p.weekday:
        return f"{y}-WXX-{p.weekday}"
    return y if p.day is None else f"{y}-XX-{p.day:02d}"


def _complete(p: Point, year: int | None, against: str | None, how: str) -> Resolved:
    value = _fields_value(p, year)
    if year is None and not (p.month or p.season or p.quarter or p.half or p.named or p.weekday or p.day):
        value = "XXXX-XX-XX"
    if p.month and p.day and year and not p.bc:
        date(year, p.month, p.day)
        if p.mod == "WEEK":
            value = values.unit_value(date(year, p.month, p.day), "W")
        if p.mod == "QUARTER":
            value = values.unit_value(date(year, p.month, p.day) - timedelta(_HALF_QUARTER), "Q")
    return _timed(p, value, against, how)


def _timed(p: Point, value: str, against: str | None, how: str) -> Resolved:
    """With the clock or the part of the day."""
    if p.clock:
        zoned = ", ".join(x for x in (how, f"UTC{p.zone}" if p.zone else "") if x)
        return Resolved("TIME", value + p.clock + ("Z" if p.zone in _GREENWICH else ""), against, zoned)
    if p.part:
        covered = values.period(value) if p.mod == NIGHT else None
        span = (covered.earliest, covered.earliest + timedelta(1), "day") if covered else None
        return Resolved("TIME", value + p.part, against, how, span=span)
    return Resolved("DATE", value, against, how, mod=p.mod)


def _within(p: Point, ref: Reference) -> Resolved:
    """A point in a larger unit: "October last year", "Tuesday of that week", "two days after Monday"."""
    assert p.within is not None
    if p.weekday and p.within.unit == "D":
        near = _weekday(Point(weekday=p.weekday, toward=p.toward), ref, lambda: Direction(0, "nearest"))
        covered = values.period(near.value or "")
        if covered is None or p.within.amount is None:
            return near
        return near._replace(value=(covered.earliest + timedelta(p.within.amount)).isoformat())
    outer = shifted(p.within, ref)
    covered = values.period(outer.value or "")
    if covered is None:
        return _complete(p, None, UNRESOLVED, "")
    if p.weekday:
        return _timed(p, (covered.earliest + timedelta(p.weekday - 1)).isoformat(), outer.against, "")
    return _complete(p, covered.earliest.year, outer.against, "")


def _day_told(p: Point, ref: Reference) -> Resolved:
    """A day of the month told last: "the 20th"."""
    told = ref.told()
    if told is None or told.precision not in ("day", "minute", "month", "week"):
        if ref.day is None or ref.narrative:
            return Resolved("DATE", f"XXXX-XX-{p.day:02d}", UNRESOLVED)
        base, against = ref.day, ref.day_name
    else:
        base, against = told.earliest, f"text: {ref.last}"
    return Resolved("DATE", date(base.year, base.month, p.day or 1).isoformat(), against)


def _clock_only(p: Point, ref: Reference) -> Resolved:
    """A time without a day belongs to the day told last, or to the day of publication."""
    told = ref.told()
    if told and told.precision in ("day", "minute"):
        return _timed(p, told.earliest.isoformat(), f"text: {ref.last}", "")
    if ref.day and not ref.narrative:
        return _timed(p, ref.day.isoformat(), ref.day_name, "")
    return _timed(p, "XXXX-XX-XX", UNRESOLVED, "")


def _first_day(p: Point, year: int) -> date:
    """The first day of a point in a year."""
    if p.month and p.day:
        for back in range(4):
            try:
                return date(year - back, p.month, p.day)
            except ValueError:
                continue
    value = _fields_value(p, year)
    covered = values.period(value)
    if covered is None:
        raise ValueError(value)
    return covered.earliest


def _yearless(p: Point, ref: Reference, direct: Callable[[], Direction]) -> Resolved:
    """A month, day, season or quarter without its year."""
    if ref.day is not None and p.toward is None and _is_of_story(p, ref, direct):
        return _complete(p, ref.year, f"text: {ref.last}", "in the story")
    ahead = ref.narrative and ref.day is not None and p.toward is None and direct().reason in _AHEAD
    if (ref.narrative and not ahead) or ref.day is None:
        if ref.year is None or not ref.narrative:
            return _complete(p, None, UNRESOLVED, "")
        year = ref.within_dated(_narrative_year(p, ref.year, ref.month)) if p.toward is None else _year_told(p, ref)
        return _complete(replace(p, bc=year < 0), abs(year), f"text: {ref.last}", "in the narrative")
    if p.toward is not None:
        way = Direction(p.toward, {-1: "last", 0: "this", 1: "next"}[p.toward])
        year = _year_by_words(p, ref.day, p.toward)
    elif p.quarter:
        way = direct()
        year = ref.day.year if _first_day(p, ref.day.year) <= ref.day or way.sign > 0 else ref.day.year - 1
    else:
        way = direct()
        year = _year_by_direction(p, ref.day, way)
    return _complete(p, year, ref.day_name, way.reason)


def _is_of_story(p: Point, ref: Reference, direct: Callable[[], Direction]) -> bool:
    """Whether a month or day without its year goes on with a story of long ago: "In 1987 … was signed. In October the army rebelled"."""
    assert ref.day is not None
    long_ago = ref.goes_on and ref.year is not None and 0 < ref.year <= ref.day.year - LONG_AGO
    return not ref.narrative and long_ago and not p.quarter and not p.half and direct().reason in _TOLD


_AHEAD = {"future", "going to"}
_TOLD = {"past tense", "past perfect"}


def _narrative_year(p: Point, year: int, month: int | None) -> int:
    """The year of a month or season in a narrative: that of the date told last, or the next once the year has turned.

    "November 1941 … In January" has gone on to 1942.
    """
    own = _own_month(p)
    return year + 1 if month and own and month - own >= _TURN else year


def _year_told(p: Point, ref: Reference) -> int:
    """The year of "last April" or "the next spring", counted from the date told last."""
    assert ref.year is not None
    own = _own_month(p)
    if p.toward is None or not own or not ref.month:
        return ref.year
    if p.toward < 0:
        return ref.year if own < ref.month else ref.year - 1
    return ref.year if own > ref.month or p.toward == 0 else ref.year + 1


def _own_month(p: Point) -> int | None:
    return p.month or (values.SEASON_MONTHS[p.season] if p.season else None)


def _year_by_words(p: Point, day: date, toward: int) -> int:
    """The year of "last October" (the latest that has ended), "next May" (the first to begin), "this summer"."""
    if toward == 0:
        return day.year - 1 if p.season == "WI" and day.month < 3 else day.year
    year = day.year + 1
    while toward < 0:
        year -= 1
        covered = values.period(_fields_value(p, year))
        if covered is None or covered.latest < day and not (p.month and (day - covered.latest).days <= _JUST_OVER):
            return year
    while True:
        if _first_day(p, year - 1) <= day:
            return year
        year -= 1


def _year_by_direction(p: Point, day: date, way: Direction) -> int:
    """The year that puts the point before or after the day; the nearest one, where that way is too far.

    News seldom names a month of nearly a year ago without its year: in October, "the deal, signed in November" is to come.
    """
    back = max(year for year in (day.year - 1, day.year, day.year + 1) if _first_day(p, year) <= day)
    covered = values.period(_fields_value(p, back))
    ahead = back if covered and covered.latest >= day else back + 1
    since, until = (day - _first_day(p, back)).days, (_first_day(p, ahead) - day).days
    if way.sign < 0:
        return back if way.reason == "since" or since <= (_FAR_BACK if p.day or p.nth else _FAR_BACK_MONTH) else ahead
    if way.sign == 0 or way.weak:
        return ahead if until < since * _NEARER else back
    return ahead if until <= _FAR else back


def _is_news(ref: Reference) -> bool:
    """Whether a narrative has come to the days of the news, where weekdays are told from publication."""
    return ref.day is not None and ref.last_day is not None and 0 <= (ref.day - ref.last_day).days <= _OF_NEWS


def _weekday(p: Point, ref: Reference, direct: Callable[[], Direction]) -> Resolved:
    """A day of the week, from the day of publication (in a narrative, from the day told last)."""
    assert p.weekday is not None
    day, against = ref.day, ref.day_name
    if ref.narrative and (ref.last_day is not None or ref.day is None) and not _is_news(ref):
        day, against = ref.last_day, f"text: {ref.last_day}"
    if day is None:
        return _timed(p, f"XXXX-WXX-{p.weekday}", UNRESOLVED, "")
    ahead = (p.weekday - day.isoweekday()) % 7
    if p.toward is not None:
        step = {-1: ahead - 7, 0: ahead, 1: ahead or 7}[p.toward]
        return _timed(p, (day + timedelta(step)).isoformat(), against, {-1: "last", 0: "this", 1: "next"}[p.toward])
    way = direct()
    near = way.reason == "nearest" and ahead <= _NEAR_AHEAD
    forward = (way.sign > 0 and not (ahead == _YESTERDAY and way.of_form)) or near
    step = 0 if ahead == 0 else ahead if forward else ahead - 7
    return _timed(p, (day + timedelta(step)).isoformat(), against, way.reason)
