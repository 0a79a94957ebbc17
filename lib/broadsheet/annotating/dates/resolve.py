"""From meanings to values: each expression is put on the calendar, from the day of publication or from the dates told before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from broadsheet.annotating.dates import values
from broadsheet.annotating.dates.directions import Direction
from broadsheet.annotating.dates.meaning import Fixed, Length, Meaning, Part, Point, Repeat, Shift, Vague
from broadsheet.annotating.dates.points import point_value
from broadsheet.annotating.dates.reference import Reference
from broadsheet.annotating.dates.resolved import UNRESOLVED, Resolved
from broadsheet.annotating.dates.shifts import shifted


def resolve(meaning: Meaning, ref: Reference, direct: Callable[[], Direction]) -> Resolved:
    """The value of an expression.

    Parameters
    ----------
    meaning
        What the grammar made of the expression.
    ref
        Where the text stands in time.
    direct
        Gives the direction of a bare weekday, month or season; called only if needed.
    """
    try:
        match meaning:
            case Fixed():
                return Resolved("TIME" if "T" in meaning.value else "DATE", meaning.value, mod=meaning.mod)
            case Vague():
                return Resolved("DATE", meaning.value)
            case Repeat():
                return Resolved("SET", meaning.value)
            case Length():
                return _length(meaning, ref)
            case Shift():
                return shifted(meaning, ref, direct)
            case Part():
                return _part_of(meaning, ref, direct)
            case Point():
                return point_value(meaning, ref, direct)
    except (ValueError, OverflowError):
        return Resolved("DATE", None, UNRESOLVED, "outside the calendar")


def _length(meaning: Length, ref: Reference) -> Resolved:
    """A duration; where its side is known and the day, too, the days it covers."""
    span = None
    if meaning.side and ref.day and not ref.narrative and (unit := _duration_unit(meaning.value)):
        far = values.add_units(ref.day, unit[0], unit[1] * meaning.side)
        span = (min(far, ref.day), max(far, ref.day), values.PRECISION_OF_UNIT[unit[0]])
        if meaning.ends:
            covered = values.period(values.unit_value(far, unit[0] if unit[0] in "MQY" else "D"))
            span = covered or span
    return Resolved("DURATION", meaning.value, ref.day_name if span else None, span=span, mod=meaning.mod)


def _duration_unit(value: str) -> tuple[str, int] | None:
    number, unit = value[1:-1], value[-1]
    return (unit, int(number)) if number.isdigit() and unit in "DWMQY" else None


def _part_of(meaning: Part, ref: Reference, direct: Callable[[], Direction]) -> Resolved:
    """Units at an edge of a larger one; the value is the length, the days are those of the calendar."""
    length = values.duration(meaning.unit, str(meaning.number))
    whole = point_value(meaning.whole, ref, direct)
    covered = values.period(whole.value or "")
    if covered is None or meaning.unit not in values.PRECISION_OF_UNIT:
        return Resolved("DURATION", length, whole.against)
    if meaning.up_to:
        first, last = values.add_units(covered.latest + timedelta(1), meaning.unit, -meaning.number), covered.latest
        return Resolved("DURATION", length, whole.against, whole.how, span=(first, last, values.PRECISION_OF_UNIT[meaning.unit]))
    if meaning.place < 0:
        first, last = values.add_units(covered.latest, meaning.unit, -meaning.number) + timedelta(1), covered.latest
    else:
        first = values.add_units(covered.earliest, meaning.unit, meaning.place - 1)
        last = values.add_units(first, meaning.unit, meaning.number) - timedelta(1)
    first, last = max(first, covered.earliest), min(last, covered.latest)
    span = (first, max(first, last), values.PRECISION_OF_UNIT[meaning.unit])
    return Resolved("DURATION", length, whole.against, whole.how, span=span)
