"""Rules for lengths of time, recurring times and vague references: "trois mois", "chaque lundi", "récemment"."""

from __future__ import annotations

from broadsheet.annotating.dates.meaning import Length, Meaning, Repeat, Vague
from broadsheet.annotating.dates.scan import Match, Piece, Rule
from broadsheet.annotating.dates.values import duration, duration_of
from broadsheet.annotating.french.dates.groups import month_of, part_of, weekday_of
from broadsheet.annotating.french.dates.numbers import amount

_MOST_HOURS = 5000


def _side(m: Match) -> int:
    value = m.value("side", "BACKS", "ONS", "BACK", "ON")
    return int(value) if value else -1 if m.has("since") else 0


def _length(m: Match) -> Meaning | list[Piece] | None:
    """A length of time: "trois mois", "plus de vingt ans", "les cinq derniers jours", "un an et demi", "depuis deux ans"."""
    unit = m.value("unit", "UNIT", "UNITS")
    number = amount(m.group("qty")) if m.has("qty") else None
    if unit is None or (unit == "TS" and number == 1):  # "une seconde chance"
        return None
    if number is not None and m.has("half"):
        number += 0.5
    if number is not None and number > _MOST_HOURS and unit in ("TS", "TM", "TH", "D"):
        return None
    made = Length(duration(unit, "X") if number is None else duration_of(unit, number), _side(m), m.value("hedge", "APPROX") or None)
    return [Piece(*m.span("told"), made)] if m.has("told") else made


def _short(m: Match) -> Meaning | list[Piece] | None:
    """Hours in short: "48 h", "les 24 h"."""
    return [Piece(*m.span("told"), Length("PT" + "".join(c for c in m.words("told") if c.isdigit()) + "H"))]


def _plural(m: Match) -> Meaning | list[Piece] | None:
    """Units without a number: "des années", "ces derniers mois", "pendant des semaines"."""
    unit = m.value("unit", "UNITS")
    if unit is None or unit in ("Q", "TS"):
        return None
    made = Length(duration(unit, "X"), _side(m))
    return [Piece(*m.span("told"), made)] if m.has("told") else made


def _every(m: Match) -> Meaning | None:
    """A recurring time: "chaque jour", "tous les ans", "tous les deux mois", "les lundis", "par an"."""
    if day := weekday_of(m):
        return Repeat(f"XXXX-WXX-{day}" + (part_of(m) or m.value("part", "PARTS") or ""))
    if month := month_of(m):
        return Repeat(f"XXXX-{month:02d}")
    if season := m.value("season", "SEASON", "SUMMER"):
        return Repeat(f"XXXX-{season}")
    if part := m.value("part", "PART", "PARTS"):
        return Repeat(f"XXXX-XX-XX{part}")
    if m.has("weekend"):
        return Repeat("XXXX-WXX-WE")
    unit = m.value("unit", "UNIT", "UNITS")
    number = amount(m.group("qty")) if m.has("qty") else 1
    return None if unit is None else Repeat(f"P1{unit}" if unit == "Q" else duration(unit, "X" if number is None else f"{number:g}"))


def _often(m: Match) -> Meaning | None:
    """A recurring time in one word: "annuel", "hebdomadaire"."""
    return Repeat(m.value(0, "SETWORD") or "")


def _vague(m: Match) -> Meaning | list[Piece] | None:
    """A time without a place on the calendar: "récemment", "actuellement", "bientôt", "à l'avenir"."""
    value = m.value(0, "NOWWORD", "PASTWORD", "SOONWORD")
    if value is None:
        value = "PAST_REF" if m.has("past") else "FUTURE_REF" if m.has("future") else "PRESENT_REF"
    return [Piece(*m.span("word"), Vague(value))] if m.has("word") else Vague(value)


RULES = (
    Rule("length", (
        "(?P<hedge>HEDGE)? (?P<qty>QTY) (?P<unit>UNIT|UNITS) (et (?P<half>demi|demie))?",
        "(?P<since>depuis|voilà) (?P<told>(?P<hedge>HEDGE)? (?P<qty>QTY) (?P<unit>UNIT|UNITS) (et (?P<half>demi|demie))?)",
        "(THE|THIS|ces) (?P<qty>NUM) (?P<unit>UNITS)",
        "(ces|THE) (?P<qty>NUM) (?P<side>BACKS|ONS) (?P<unit>UNITS)", "(ces|THE) (?P<side>BACKS|ONS) (?P<qty>NUM) (?P<unit>UNITS)",
        "des (?P<told>(?P<qty>NUM) (?P<side>BACKS|ONS) (?P<unit>UNITS))", "des (?P<told>(?P<side>BACKS|ONS) (?P<qty>NUM) (?P<unit>UNITS))",
        "OF? HEDGE? (?P<low>NUM) (à|ou) (?P<qty>NUM) (?P<unit>UNITS)", "(?P<qty>trois quarts OF|une demi HYPHEN) (?P<unit>UNIT)",
        "(?P<qty>demi HYPHEN) (?P<unit>UNIT)",
    ), _length),
    Rule("hours in short", ("(THE|OF|depuis|pendant|durant|en|sous|HEDGE) (?P<told>HOURSHORT)",), _short),
    Rule("units without a number", (
        "(ces|THE) (?P<side>BACKS|ONS) (?P<unit>UNITS)", "des (?P<told>(?P<side>BACKS|ONS) (?P<unit>UNITS))",
        "(depuis|pendant|durant|après|dans|pour) (?P<told>des (?P<unit>UNITS))",
        "(?P<unit>UNITS) durant",
    ), _plural),
    Rule("every", (
        "chaque (?P<unit>UNIT)", "(tous|toutes) (les|THE) (?P<qty>NUM)? (?P<unit>UNITS|UNIT)",
        "(chaque|tous les) (?P<weekday>WEEKDAY|WEEKDAYS) (?P<part>HYPHEN? PART)?",
        "(tous les|THE) (?P<weekday>WEEKDAYS) (?P<part>PARTS|PART)?",
        "chaque (?P<month>MONTH)", "chaque (?P<season>SEASON|SUMMER)", "(chaque|tous les|toutes les) (?P<part>PART|PARTS)",
        "(chaque|tous les) (?P<weekend>WEEKEND|WEEKENDS)", "par (?P<unit>UNIT)",
    ), _every),
    Rule("often", ("SETWORD",), _often),
    Rule("vague present", ("NOWWORD", "(à THE)? heure actuelle", "ces jours HYPHEN ci", "en ce moment", "à présent"), _vague),
    Rule("vague past", ("très? PASTWORD", "(par|OF) (?P<word>(?P<past>THE passé))", "(?P<past>ces derniers temps)"), _vague),
    Rule("vague future", (
        "très? SOONWORD", "(à|dans) (?P<word>(?P<future>THE avenir|un avenir proche|un proche avenir))", "sous (?P<word>(?P<future>peu))",
        "OF ici (?P<word>(?P<future>peu))",
    ), _vague),
)
"""The rules of this module."""
