"""What the groups of a rule mean that the grammars share: a direction, an edge, a month, a day of the week, a year."""

from __future__ import annotations

from broadsheet.annotating.dates.meaning import Shift
from broadsheet.annotating.dates.scan import Match
from broadsheet.annotating.english.dates.numbers import spoken_year

_NEAR = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1, "upcoming": 1, "this": 0}
_MONTHS = ("MONTH_NAME", "MONTH_AMBIGUOUS", "MONTH_SHORT")


def mod_of(m: Match, group: str = "when") -> str | None:
    """START, MID or END from the words before: "early", "the end of", "mid-", "later in"; EARLIER and LATER as told from a day."""
    if value := m.value(group, "EARLY", "LATE", "MID", "POINT"):
        return value
    words = m.words(group)
    if words.startswith("earlier"):
        return "EARLIER"
    if words.startswith("later"):
        return "LATER"
    return "END" if words.startswith(("the rest", "the remainder", "the latter")) else None


def near_of(m: Match, group: str = "near") -> int | None:
    """The direction that the words give: "last" -1, "this" 0, "next" 1; "this past" -1."""
    found = [_NEAR[t.text.lower()] for t in m.group(group) if t.text.lower() in _NEAR]
    return found[-1] if found else None


def within_of(m: Match, unit: str = "Y") -> Shift | None:
    """The year or week that an expression is put in: "of that year", "last year", "of the same week"."""
    words = m.words("within").split()
    if not words:
        return None
    if {"last", "past", "ago", "earlier"}.intersection(words):
        return Shift(unit, -1)
    if "previous" in words:
        return Shift(unit, -1, "text")
    if "next" in words:
        return Shift(unit, 1)
    if "following" in words:
        return Shift(unit, 1, "text")
    return Shift(unit, 0, "text" if "that" in words or "same" in words else "day")


def month_of(m: Match, group: str = "month") -> int | None:
    """The month of a group."""
    value = m.value(group, *_MONTHS)
    return int(value) if value else None


def weekday_of(m: Match) -> int | None:
    """The day of the week of the group `weekday`; 1 is Monday."""
    value = m.value("weekday", "WEEKDAY", "WEEKDAY_SHORT")
    return int(value) if value else None


def year_of(m: Match, group: str = "year") -> int | None:
    """The year of a group, in digits, shortened ('99) or in words."""
    tokens = m.group(group)
    if not tokens:
        return None
    if "NUMWORD" in tokens[0].classes:
        return spoken_year(tokens)
    digits = "".join(c for c in tokens[0].text if c.isdigit())
    if len(digits) == 2:
        return int(digits) + (1900 if int(digits) > 40 else 2000)
    return int(digits)
