"""Days that have a name: fixed days, days that move with Easter, and n-th weekdays of a month."""

from __future__ import annotations

from datetime import date, timedelta


def named_day(rule: str, year: int) -> date | None:
    """The day in a year that a rule of `resources/dates/named_days.csv` gives; None for an unknown rule.

    Examples
    --------
    >>> named_day("nth:11:4:4", 2025)
    datetime.date(2025, 11, 27)
    """
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule[6:]))
    if rule.startswith("nth:"):
        month, weekday, number, more = (*(int(x) for x in rule[4:].split("+")[0].split(":")), int((rule.split("+") + ["0"])[1]))
        return nth_weekday(year, month, weekday, number) + timedelta(more)
    if rule == "election:US":
        return nth_weekday(year, 11, 1, 1) + timedelta(1)
    month_text, _, day_text = rule.partition("-")
    return date(year, int(month_text), int(day_text)) if day_text.isdigit() else None


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
