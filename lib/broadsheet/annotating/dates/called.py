"""Names that hold a day or a number and tell no time ("the Prague Spring"), and days by whose name something goes ("the 9/11 attacks")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.dates.meaning import Fixed, Point
from broadsheet.annotating.dates.scan import Candidate
from broadsheet.resources import data_list, data_table


class _KnownDay(NamedTuple):
    pattern: str
    day: str


@lru_cache(maxsize=8)
def _known_days(table: str) -> tuple[tuple[re.Pattern[str], date], ...]:
    return tuple((re.compile(row.pattern), date.fromisoformat(row.day)) for row in data_table(table, _KnownDay))


@lru_cache(maxsize=8)
def _names(names: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(data_list(names), key=len, reverse=True))})\b")


def with_known_days(found: Sequence[Candidate], text: str, published: date | None, *, table: str) -> list[Candidate]:
    """The candidates, with the days by whose name a happening goes in the place of what the grammar made of them.

    Parameters
    ----------
    found
        The candidates, in text order.
    text
        The article's text.
    published
        Its day of publication; a day after it is not meant.
    table
        The language's table of known days, such as `en/dates/known_days.csv`. Where a pattern has a group, that is the expression.
    """
    known = [
        Candidate(*m.span(m.lastindex or 0), "known day", Fixed(day.isoformat()))
        for pattern, day in _known_days(table) if published is None or day <= published for m in pattern.finditer(text)
    ]
    if not known:
        return list(found)
    spans = [(c.start, c.end) for c in known]
    kept = [c for c in found if not any(c.start < end and start < c.end for start, end in spans)]
    return sorted([*kept, *known], key=lambda c: c.start)


def without_names(found: Sequence[Candidate], text: str, *, names: str) -> list[Candidate]:
    """The candidates that are in no name of the list `names`; of "the Prague Spring of 1968" only the year is left."""
    spans = [m.span() for m in _names(names).finditer(text)]
    if not spans:
        return list(found)
    kept = []
    for c in found:
        inside = next(((start, end) for start, end in spans if c.start < end and start < c.end), None)
        if inside is None:
            kept.append(c)
        elif isinstance(c.meaning, Point) and c.meaning.year and c.end > inside[1] and text[c.end - 4:c.end].isdigit():
            kept.append(Candidate(c.end - 4, c.end, "year", Point(year=c.meaning.year)))
    return kept
