"""Units counted from a day: "last week" from the day of publication, "two days later" from the date told last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from broadsheet.annotating.dates import values
from broadsheet.annotating.dates.directions import Direction
from broadsheet.annotating.dates.meaning import Shift
from broadsheet.annotating.dates.reference import Reference
from broadsheet.annotating.dates.resolved import UNRESOLVED, Resolved

_BC_UNITS = {"Y": (1, 6), "DE": (10, 5), "CE": (100, 4)}
"""Years of a unit, and the length of its value before Christ."""

_SOON_AFTER = 3
"""The last day of the week, Wednesday, on which "this weekend" still is the past one."""

_OPEN_VALUES = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "FN": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}


def shifted(meaning: Shift, ref: Reference, direct: Callable[[], Direction] | None = None) -> Resolved:
    """A unit counted from the day or from the text."""
    if meaning.mod == "LATEST":
        return _latest_quarter(ref)
    if ref.last and ref.last.startswith("BC") and ref.year and meaning.unit in _BC_UNITS and meaning.amount is not None:
        years, digits = _BC_UNITS[meaning.unit]
        return Resolved("DATE", f"BC{-ref.year - meaning.amount * years:04d}"[:digits], f"text: {ref.last}")
    base, against = _base(meaning, ref)
    if meaning.unit == "WE" and meaning.amount == 0 and ref.day and not ref.narrative:
        base, against = ref.day, ref.day_name
    if unit_ahead_in_past(meaning, ref, base, direct):
        base = None
    if base is None or meaning.amount is None:
        return Resolved("TIME" if meaning.part else "DATE", _open_value(meaning), UNRESOLVED)
    unit = meaning.unit
    if meaning.echo and ref.quarter and ref.last and "-Q" in ref.last:
        return Resolved("DATE", f"{int(ref.quarter[:4]) + meaning.amount}{ref.quarter[4:]}", f"text: {ref.quarter}", compared=True)
    if unit == "Q" and meaning.base == "text" and ref.quarter:
        quarter = values.period(ref.quarter)
        assert quarter is not None
        value = values.unit_value(values.add_units(quarter.earliest, "Q", meaning.amount), "Q")
        return Resolved("DATE", value, f"text: {ref.quarter}", compared=meaning.amount != 0)
    if unit in ("TH", "TM", "TS"):
        return Resolved("TIME", f"{base.isoformat()}TXX", against)
    if unit == "WE" and meaning.amount == 0 and meaning.base == "text" and direct and base is ref.day:
        back = direct().sign <= 0 and base.isoweekday() < 6
        return Resolved("DATE", values.unit_value(base - timedelta(7 if back else 0), "WE"), against, "over" if back else "coming")
    if unit == "WE":
        over = meaning.amount == 0 and base is ref.day and base.isoweekday() <= _SOON_AFTER and direct is not None and (
            meaning.mod == "EARLIER" or direct().sign < 0
        )
        weeks = -1 if over else meaning.amount
        return Resolved("DATE", values.unit_value(values.add_units(base, "W", weeks), "WE"), against, "over" if over else "")
    value = values.unit_value(values.add_units(base, unit, meaning.amount), unit)
    if meaning.part:
        night = (values.add_units(base, "D", meaning.amount), base, "day") if meaning.mod == "OVERNIGHT" else None
        return Resolved("TIME", value + meaning.part, against, span=night)
    return _bounded(Resolved("DATE", value, against, mod=meaning.mod, compared=meaning.echo and meaning.amount < 0), base)


def unit_ahead_in_past(meaning: Shift, ref: Reference, base: date | None, direct: Callable[[], Direction] | None) -> bool:
    """Whether "the next day" goes on with a story whose day is not told: "she apologised the next day" is not the day after the news."""
    told = meaning.unit == "D" and meaning.base == "text" and meaning.amount == 1 and base is not None and base is ref.day
    return told and not ref.narrative and direct is not None and direct().sign < 0


def _bounded(found: Resolved, base: date) -> Resolved:
    """With its days cut at the day it is told from: "earlier this month" ends there, "later this year" begins there."""
    covered = values.period(found.value or "")
    if covered is None or found.mod not in ("EARLIER", "LATER") or not covered.earliest <= base <= covered.latest:
        return found
    first, last = (covered.earliest, base) if found.mod == "EARLIER" else (base, covered.latest)
    return found._replace(span=(first, last, covered.precision))


def _base(meaning: Shift, ref: Reference) -> tuple[date | None, str | None]:
    """The day that a shift counts from, and its name."""
    if meaning.base == "day" and not (ref.narrative and ref.last):
        return (ref.day, ref.day_name) if ref.day else (None, None)
    told = ref.told()
    if told is None:
        return (ref.day, ref.day_name) if ref.day and not ref.narrative else (None, None)
    if meaning.unit in ("D", "W", "FN", "WE", "TH") and told.precision not in ("day", "minute", "week"):
        if ref.last_day and told.earliest <= ref.last_day <= told.latest:
            return ref.last_day, f"text: {ref.last_day.isoformat()}"
        if ref.day and not ref.narrative:
            return ref.day, ref.day_name
        return None, None
    return told.earliest, f"text: {ref.last}"


def _open_value(meaning: Shift) -> str:
    """The value of a shift that cannot be resolved: its granularity, with X's."""
    if meaning.part:
        return "XXXX-XX-XX" + meaning.part
    return _OPEN_VALUES.get(meaning.unit, "XXXX")


def _latest_quarter(ref: Reference) -> Resolved:
    if ref.quarter:
        return Resolved("DATE", ref.quarter, f"text: {ref.quarter}")
    if ref.day is None:
        return Resolved("DATE", "XXXX-QX", UNRESOLVED)
    return Resolved("DATE", values.unit_value(values.add_months(ref.day, -3), "Q"), ref.day_name)
