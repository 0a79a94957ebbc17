"""Rules for lengths of time, recurring times and vague references: "three months", "every Monday", "recently"."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.annotating.dates.meaning import Length, Meaning, Repeat, Vague
from broadsheet.annotating.dates.scan import Match, Piece, Rule
from broadsheet.annotating.dates.values import duration, duration_of
from broadsheet.annotating.english.dates.groups import month_of
from broadsheet.annotating.english.dates.numbers import amount

_SIDES = {"past": -1, "last": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 0, "latest": -1}


def _number_text(number: float | None) -> str:
    return "X" if number is None else f"{number:g}"


def _length(m: Match) -> Meaning | None:
    """A length of time: "three months", "two-year", "the past five days", "more than 20 years", "two to three weeks"."""
    unit = m.value("unit", "UNIT", "UNITS")
    after = m.after().lower()
    if unit is None or (after in ("-", "–") and m.after(2).lower() in ("old", "olds", "long", "earlier", "ago")):
        return None
    if unit == "Q" and not m.has("side") or unit == "TS" and m.words("qty") in ("a", "one", "another"):
        return None
    tokens = m.group("qty")
    number = amount(tokens) if tokens else (1.0 if m.has("one") else None)
    side = next((_SIDES[w] for w in m.words("side").split() if w in _SIDES), 0)
    if number is not None and m.has("half"):
        number += 0.5
    if number is not None and number > 5000 and unit in ("TS", "TM", "TH", "D"):
        return None
    value = duration_of(unit, number) if number is not None else duration(unit, "X")
    return Length(value, side, m.value("hedge", "APPROX") or None)


def _time_on(m: Match) -> list[Piece] | None:
    """A length whose end is meant: "in six months' time"."""
    made = _length(m)
    return [Piece(*m.span("told"), replace(made, side=1, ends=True))] if isinstance(made, Length) else None


def _plural(m: Match) -> Meaning | None:
    """Units without a number: "years", "recent weeks", "decades-long"."""
    unit = m.value("unit", "UNITS", "UNIT")
    return Length(duration(unit, "X"), next((_SIDES[w] for w in m.words("side").split() if w in _SIDES), 0)) if unit else None


def _bare_units(m: Match) -> list[Piece] | None:
    """Units after a preposition: "for weeks", "within days", "in years"."""
    unit = m.value("word", "UNITS")
    return [Piece(*m.span("word"), Length(duration(unit, "X")))] if unit and unit not in ("Q", "TS") and m.after().lower() != "of" else None


def _every(m: Match) -> Meaning | None:
    """A recurring time: "every day", "each year", "every two weeks", "every Monday", "Tuesday nights", "each July"."""
    if day := m.value("weekday", "WEEKDAY", "WEEKDAYS"):
        return Repeat(f"XXXX-WXX-{day}" + (m.value("part", "PART", "PARTS") or ""))
    if month := month_of(m):
        return Repeat(f"XXXX-{month:02d}")
    if season := m.value("season", "SEASON", "SEASONS", "SPRING"):
        return Repeat(f"XXXX-{season}")
    if part := m.value("part", "PART"):
        return Repeat(f"XXXX-XX-XX{part}")
    if m.has("weekend"):
        return Repeat("XXXX-WXX-WE")
    unit = m.value("unit", "UNIT", "UNITS")
    if unit is None:
        return None
    number = amount(m.group("qty")) if m.has("qty") else 1
    if m.has("other"):
        number = 2
    return Repeat(f"P1{unit}" if unit == "Q" else duration(unit, _number_text(number)))


def _often(m: Match) -> Meaning | None:
    """A recurring time in one word: "daily", "annually"."""
    return Repeat(m.value(0, "SETWORD") or "")


def _past(m: Match) -> Meaning | None:
    """A time before now without a place on the calendar: "recently", "the past"."""
    return Vague("PAST_REF")


def _present(m: Match) -> Meaning | None:
    """The time of speaking: "now", "currently", "these days"."""
    return Vague("PRESENT_REF")


def _future(m: Match) -> Meaning | list[Piece] | None:
    """A time after now without a place on the calendar: "soon", "the near future"."""
    return [Piece(*m.span("word"), Vague("FUTURE_REF"))] if m.has("word") else Vague("FUTURE_REF")


_SIDE = "(?P<side>(the|these|those)? (past|last|next|first|previous|preceding|following|coming|latest|final|opening|closing))"

RULES = (
    Rule("time on", ("in (?P<told>(?P<hedge>HEDGE)? (?P<qty>QTY) (?P<unit>UNIT|UNITS) MARK s? time)",), _time_on),
    Rule("length", (
        "(?P<hedge>HEDGE)? (?P<qty>QTY) (WORKING|HYPHEN)* (?P<unit>UNIT|UNITS) (?P<half>and a half)? (old|of age|or so|or more)?",
        "the (?P<qty>NUM) WORKING? (?P<unit>UNITS)",
        f"(about|at least)? {_SIDE} (?P<qty>QTY) WORKING? HYPHEN? (?P<unit>UNIT|UNITS) (or so)?",
        f"(about|at least)? {_SIDE} (?P<qty>couple of) (?P<unit>UNITS)",
        f"(about|at least)? {_SIDE} (?P<low>NUM) (to|or|HYPHEN) (?P<qty>NUM) (?P<unit>UNITS)",
        "HEDGE? (?P<low>NUM) (to|or|HYPHEN) (?P<qty>NUM) HYPHEN? (?P<unit>UNIT|UNITS)",
        "(?P<one>a|one) (?P<unit>UNIT) (?P<half>and a half)",
        "(?P<one>a) (?P<unit>UNIT) (or two|or so|or more)",
    ), _length),
    Rule("units without a number", (
        "(?P<side>the? (recent|coming|past|next|last|following|previous|early|intervening)) (?P<unit>UNITS)", "(?P<unit>UNITS) HYPHEN long",
        "(?P<unit>UNITS) or UNITS",
    ), _plural),
    Rule("units told of", (
        "(for|within|in|after|over|of|by) (?P<word>UNITS)", "the (?P<word>UNITS) (before|after|since|ahead|leading|following|that)",
    ), _bare_units),
    Rule("whole unit", ("(?P<unit>UNIT) HYPHEN (?P<one>long)", "(?P<qty>NUM) HYPHEN? (?P<unit>UNIT) HYPHEN long"), _length),
    Rule("every", (
        "(every|each) (?P<other>other)? (?P<unit>UNIT)", "every (?P<qty>NUM|few) (?P<unit>UNITS)",
        "(every|each) other? (?P<weekday>WEEKDAY) (?P<part>PART)?",
        "(?P<weekday>WEEKDAYS)", "(?P<weekday>WEEKDAY) (?P<part>PARTS)", "(every|each) (?P<month>MONTH)",
        "(every|each) (?P<season>SEASON|SPRING)",
        "(every|each) (?P<part>PART)", "(every|each) (?P<weekend>weekend)", "per (?P<unit>UNIT)",
        "(NUM times|once|twice) (a|per|each) (?P<unit>UNIT)",
    ), _every),
    Rule("often", ("SETWORD",), _often),
    Rule("vague present", (
        "right? now", "currently|nowadays|presently", "these days|at present|current|present HYPHEN day|modern day|at this time",
    ), _present),
    Rule("vague past", (
        "(more|most|very)? (recently|lately)", "the past", "the? recent (past|UNITS)", "recent", "the? recent UNITS (and|or) UNITS",
    ), _past),
    Rule("soon", ("(very|pretty|as)? soon (as possible)?", "shortly"), _future),
    Rule("vague future", (
        "the? (near|immediate|foreseeable|distant) HYPHEN? future", "the future", "in (?P<word>future)", "the? near term",
        "the? coming UNITS", "a later (date|time)",
    ), _future),
)
"""The rules of this module."""
