"""TIMEX3 values: how they are written, which days they cover, and how far apart they are."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season of the northern hemisphere; 2025-WI is taken to run from December 2025 to February 2026."""

PRECISION_OF_UNIT = {
    "D": "day", "W": "week", "WE": "week", "M": "month", "Q": "quarter", "H": "quarter", "S": "season", "Y": "year", "DE": "decade",
    "CE": "century",
}

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_PART_OF_YEAR = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)$")
_YEARS = re.compile(r"(?:FY)?(\d{2,4})$")


class Period(NamedTuple):
    """The first and last day that a value covers, and its precision."""

    earliest: date
    latest: date
    precision: str


@lru_cache(maxsize=4096)
def period(value: str) -> Period | None:
    """The days that a TIMEX3 value covers; None for durations, sets, vague values, years before Christ and X's.

    Examples
    --------
    >>> period("2025-W43")
    Period(earliest=datetime.date(2025, 10, 20), latest=datetime.date(2025, 10, 26), precision='week')
    """
    try:
        return _period(value)
    except ValueError:
        return None


def _period(value: str) -> Period | None:
    if m := _DAY.match(value):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        return Period(day, day, "minute" if m[4] and m[4][1].isdigit() else "day")
    if m := _MONTH.match(value):
        first = date(int(m[1]), int(m[2]), 1)
        return Period(first, month_end(first), "month")
    if m := _WEEK.match(value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return Period(monday + timedelta(5 if m[3] else 0), monday + timedelta(6), "week")
    if m := _PART_OF_YEAR.match(value):
        return _part_of_year(int(m[1]), m[2])
    if m := _YEARS.match(value):
        return _years(m[1])
    return None


def _part_of_year(year: int, part: str) -> Period:
    if part in SEASON_MONTHS:
        first, months, precision = SEASON_MONTHS[part], 3, "season"
    elif part[0] == "Q":
        first, months, precision = 3 * int(part[1]) - 2, 3, "quarter"
    else:
        first, months, precision = 6 * int(part[1]) - 5, 6, "year"
    start = date(year, first, 1)
    return Period(start, month_end(add_months(start, months - 1)), precision)


def _years(digits: str) -> Period:
    span = 10 ** (4 - len(digits))
    first = max(int(digits) * span, 1)
    return Period(date(first, 1, 1), date(int(digits) * span + span - 1, 12, 31), {1: "year", 10: "decade", 100: "century"}[span])


def month_end(day: date) -> date:
    """The last day of the month."""
    return add_months(day.replace(day=1), 1) - timedelta(1)


def add_months(day: date, months: int) -> date:
    """The same day `months` months on, or the last one of a shorter month.

    Raises
    ------
    ValueError
        The year would lie outside 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month + 1, last)
            except ValueError:
                continue
    raise ValueError(f"{months} months from {day} is outside the calendar")


def add_units(day: date, unit: str, amount: int) -> date:
    """The day `amount` units on; units as in TIMEX3 (D W FN M Q H Y DE CE L; hours and less stay on the day)."""
    days = {"D": 1, "W": 7, "WE": 7, "FN": 14}.get(unit)
    if days:
        try:
            return day + timedelta(days * amount)
        except OverflowError as error:
            raise ValueError(str(error)) from error
    if unit == "TH":
        return day + timedelta(hours=amount)
    months = {"M": 1, "Q": 3, "H": 6, "S": 12, "Y": 12, "DE": 120, "CE": 1200, "L": 12000}.get(unit)
    return add_months(day, months * amount) if months else day


def unit_value(day: date, unit: str) -> str:
    """The value of the unit that holds the day: ("W", 2025-10-21) is 2025-W43."""
    if unit in ("D", "TH", "TM", "TS"):
        return day.isoformat()
    if unit in ("W", "FN", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "H":
        return f"{day.year:04d}-H{1 if day.month < 7 else 2}"
    return f"{day.year:04d}"[: {"DE": 3, "CE": 2, "L": 1}.get(unit, 4)]


def duration(unit: str, amount: str) -> str:
    """The value of a length of time: ("M", "3") is P3M, ("TM", "X") is PTXM."""
    if unit == "FN":
        return duration("W", amount if amount == "X" else f"{float(amount) * 2:g}")
    if unit in ("DE", "CE", "L") and amount != "X":
        return f"P{float(amount) * {'DE': 10, 'CE': 100, 'L': 1000}[unit]:g}Y"
    if unit.startswith("T"):
        return f"PT{amount}{unit[1:]}"
    return f"P{amount}{unit}"


def duration_of(unit: str, number: float) -> str:
    """The TIMEX3 value of a number of units, half ones in the next smaller unit: 2.5 years are P2Y6M, 1.5 hours PT1H30M.

    Parameters
    ----------
    unit
        As `duration` takes it.
    number
        How many.
    """
    whole, half = int(number), number % 1 == 0.5
    if half and unit == "Y":
        return f"P{whole}Y6M" if whole else "P6M"
    if half and unit == "TH":
        return f"PT{whole}H30M" if whole else "PT30M"
    if half and unit == "TM":
        return f"PT{whole}M30S" if whole else "PT30S"
    return duration(unit, f"{number:g}")
