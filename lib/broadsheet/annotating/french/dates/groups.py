"""What the groups of a French rule mean that the grammars share: an edge, a direction, a month, a day of the week, a year."""

from __future__ import annotations

from broadsheet.annotating.dates.meaning import Shift
from broadsheet.annotating.dates.scan import Match

_WAYS = ("BACK", "ON", "BACKS", "ONS", "TEXTBACK", "TEXTON")


def mod_of(m: Match, group: str = "when") -> str | None:
    """START, MID or END from the words before: "début", "la fin de", "mi-"."""
    return m.value(group, "EDGE") or None


def near_of(m: Match, group: str = "near") -> int | None:
    """The direction that the words give: "dernier" -1, "prochain" 1."""
    value = m.value(group, *_WAYS)
    return None if value is None else int(value)


def of_text(m: Match, group: str = "near") -> bool:
    """Whether the words count from the text: "suivant", "précédent"."""
    return m.value(group, "TEXTBACK", "TEXTON") is not None


def within_of(m: Match, unit: str = "Y", group: str = "within") -> Shift | None:
    """The year or week that an expression is put in: "de l'an dernier", "de la semaine prochaine", "de la même année", "de cette année"."""
    words = m.words(group).split()
    if not words:
        return None
    near = near_of(m, group)
    if near is not None:
        return Shift(unit, near, "text" if of_text(m, group) else "day")
    return Shift(unit, 0, "text" if "même" in words or "là" in words else "day")


def month_of(m: Match, group: str = "month") -> int | None:
    """The month of a group."""
    value = m.value(group, "MONTH")
    return int(value) if value else None


def weekday_of(m: Match, group: str = "weekday") -> int | None:
    """The day of the week of a group; 1 is Monday."""
    value = m.value(group, "WEEKDAY", "WEEKDAYS")
    return int(value) if value else None


def year_of(m: Match, group: str = "year") -> int | None:
    """The year of a group, in digits."""
    words = m.words(group)
    return int(words) if words.isdigit() else None


def part_of(m: Match, group: str = "part") -> str | None:
    """The part of the day of a group: "matin", "dans la soirée"; "dans la journée" is none."""
    return m.value(group, "PART") or None
