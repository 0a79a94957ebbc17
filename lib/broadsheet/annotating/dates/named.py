"""Days that have a name: fixed days, days that move with Easter or the moon, and n-th weekdays of a month."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from broadsheet.resources import data_table


class _NamedDay(NamedTuple):
    name: str
    rule: str


@lru_cache(maxsize=16)
def named_days(table: str) -> tuple[tuple[str, str], ...]:
    """(regular expression, rule) of each day with a name in a table, longer names first.

    Parameters
    ----------
    table
        The table, as `broadsheet.resources` takes it.
    """
    return tuple(sorted(data_table(table, _NamedDay), key=lambda row: -len(row.name)))


@lru_cache(maxsize=4096)
def rule_of_named(word: str, table: str) -> str | None:
    """The rule of a day with a name ("Christmas Eve", "la Toussaint"), by a table of `named_days`; None for other words."""
    return next((rule for pattern, rule in _rules(table) if pattern.fullmatch(word)), None)


@lru_cache(maxsize=16)
def _rules(table: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), rule) for pattern, rule in named_days(table))


def named_day(rule: str, year: int) -> date | None:
    """The day in a year that a rule of a table of named days (`en/dates/named_days.csv`) gives; None for an unknown rule.

    Examples
    --------
    >>> named_day("nth:11:4:4", 2025)
    datetime.date(2025, 11, 27)
    """
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule[6:]))
    if rule.startswith("orthodox"):
        return orthodox_easter(year) + timedelta(int(rule[8:]))
    if rule.startswith("holiday:"):
        _, country, name = rule.split(":")
        return _holiday(country, name, year)
    if rule.startswith("nth:"):
        month, weekday, number, more = (*(int(x) for x in rule[4:].split("+")[0].split(":")), int((rule.split("+") + ["0"])[1]))
        return nth_weekday(year, month, weekday, number) + timedelta(more)
    if rule == "election:US":
        return nth_weekday(year, 11, 1, 1) + timedelta(1)
    month_text, _, day_text = rule.partition("-")
    return date(year, int(month_text), int(day_text)) if day_text.isdigit() else None


@lru_cache(maxsize=256)
def _holiday(country: str, name: str, year: int) -> date | None:
    """The first day of a country's public holiday, from the package `holidays`; None outside the years it knows."""
    from holidays import country_holidays

    days = country_holidays(country, years=year, language="en_US")
    return min((day for day, called in days.items() if called.startswith(name)), default=None)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The n-th weekday (1 is Monday) of a month; -1 is the last."""
    if number > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (number - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.isoweekday() - weekday) % 7)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of Nature, 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox churches, as a day of the Gregorian calendar (Meeus's algorithm for the Julian one).

    Holds from 1900 to 2099, while the calendars are 13 days apart.
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(13)
