"""Rules for times of day: "à 14 h 30", "14h30", "mardi à 20 heures", "midi", "huit heures du matin"."""

from __future__ import annotations

import re

from broadsheet.annotating.dates.meaning import Meaning, Point
from broadsheet.annotating.dates.scan import Match, Piece, Rule
from broadsheet.annotating.french.dates.groups import month_of, weekday_of, year_of
from broadsheet.annotating.french.dates.numbers import amount, day_of_month

_DIGITS = re.compile(r"(\d{1,2})\D*(\d\d)?")
_NOON = 12


def _clock(m: Match, group: str = "clock") -> str | None:
    if word := m.value(group, "CLOCKWORD"):
        return word
    if m.value(group, "CLOCK", "BARECLOCK") or (m.has(group) and m.group(group)[0].text.isdigit()):
        found = _DIGITS.match(m.words(group))
        if found is None:
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
    else:
        hour, minute = int(amount(m.group("hour")) or 0), int(amount(m.group("minute")) or 0)
        if m.has("half"):
            minute = 30
    part = m.value("part", "PART")
    if part in ("TAF", "TEV") and hour < _NOON:
        hour += _NOON
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def _time(m: Match) -> Meaning | list[Piece] | None:
    """A time of day, with the day where told; a bare "14 heures" is one only after "à", "vers", "dès"."""
    clock = _clock(m)
    if clock is None:
        return None
    word = m.value("dayword", "DAYWORD")
    point = Point(
        year=year_of(m), month=month_of(m), day=day_of_month(m.group("day")), weekday=weekday_of(m),
        toward=int(word) if word is not None else None, clock=clock, zone=m.value("zone", "ZONE"),
        named="dayword" if word is not None else None,
    )
    return [Piece(*m.span("told"), point)] if m.has("told") else point


def _range(m: Match) -> list[Piece] | None:
    """Two times of one day: "de 9 h à 19 h", "entre 22 heures et 6 heures"."""
    first, second = _clock(m, "first"), _clock(m, "second")
    if first is None or second is None:
        return None
    return [Piece(*m.span("first"), Point(clock=first)), Piece(*m.span("second"), Point(clock=second))]


_SIDE = "CLOCK|BARECLOCK|CLOCKWORD|DAYNUM (heure|heures) DAYNUM?"
_HOURS = "(?P<hour>DAYNUM|NUMWORD|NUMWORD HYPHEN? et? HYPHEN? NUMWORD) (heure|heures) (?P<minute>DIGITS|NUMWORD)? (et (?P<half>demie))?"
_EXACT = "(?P<clock>CLOCK)"
_ANY = "(?P<clock>CLOCK|CLOCKWORD|BARECLOCK)"
_AT = "(à|vers|dès|avant|après|depuis|jusqu|pour)"
_DAY = "((?P<dayword>DAYWORD)|THIS? (?P<weekday>WEEKDAY) (THE? (?P<day>DAYNUM|ORDDAY) (?P<month>MONTH) (?P<year>YEARNUM)?)?)"
_DATE = "(THE (?P<day>DAYNUM|ORDDAY) (?P<month>MONTH) (?P<year>YEARNUM)?)"
_TAIL = "(du (?P<part>PART))? (OPEN? (?P<zone>ZONE) CLOSE?|OPEN? heure locale CLOSE?)?"

RULES = (
    Rule("time", (
        f"{_DAY} COMMA? (à|vers|dès) {_HOURS} {_TAIL}", f"{_DAY} COMMA? (à|vers|dès)? {_ANY} {_TAIL}",
        f"{_DATE} COMMA? (à|vers|dès) {_HOURS} {_TAIL}", f"{_DATE} COMMA? (à|vers|dès)? {_ANY} {_TAIL}",
        f"{_EXACT} {_TAIL}", f"{_HOURS} du (?P<part>PART)", f"{_AT} (?P<told>{_HOURS} {_TAIL})", f"{_AT} (?P<told>{_ANY} {_TAIL})",
        f"{_AT} (?P<told>{_ANY} {_TAIL} {_DAY})", f"{_AT} (?P<told>{_HOURS} {_TAIL} {_DAY})",
    ), _time),
    Rule("time range", (f"(de|entre) (?P<first>{_SIDE}) (à|et) (?P<second>{_SIDE})",), _range),
)
"""The rules of this module."""
