"""Quotations that speak from another day: "today" in a letter of 1994 is a day of 1994."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from broadsheet.annotating.dates.meaning import Point
from broadsheet.annotating.dates.scan import Candidate

QUOTED = re.compile(r"“[^”\n]{1,800}”|(?<!\w)\"[^\"\n]{1,800}\"(?!\w)|``[^\n]{1,800}?''")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z“\"])|[.!?]$|\n")
_REACH = 240
"""Characters around a quotation in which the sentence that introduces it, or goes on after it, may date it."""

_APART = 2
"""Days between the day in that sentence and publication from which the quotation speaks from its own day."""


def speaking_days(found: Sequence[Candidate], text: str, day: date | None, quoted: re.Pattern[str] = QUOTED) -> dict[int, date]:
    """The day from which each expression inside a dated quotation counts, by its place in `found`.

    A quotation is dated by the one full date in the words around it in its own sentence: `"We sail tomorrow," he wrote on 3 May 1994.`
    A date near publication, or a second date beside it, dates nothing. `quoted` matches a quotation with its marks.
    """
    dated = [(c.start, c.end, when) for c in found if (when := _full(c)) and (day is None or abs((day - when).days) >= _APART)]
    spoken: dict[int, date] = {}
    for quotation in quoted.finditer(text) if dated else ():
        inside = [n for n, c in enumerate(found) if quotation.start() < c.start and c.end < quotation.end()]
        if not inside:
            continue
        first, last = _around(text, quotation.start(), quotation.end())
        days = {when for start, end, when in dated if first <= start and end <= last and not quotation.start() < start < quotation.end()}
        if len(days) == 1:
            spoken |= dict.fromkeys(inside, days.pop())
    return spoken


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds the quotation begins and ends."""
    before = text[max(0, start - _REACH):start]
    breaks = [m.end() for m in _SENTENCE_END.finditer(before)]
    begin = start - len(before) + (breaks[-1] if breaks else 0)
    closed = text[max(0, end - 2)] in ".!?"
    after = _SENTENCE_END.search(text, end)
    if closed and not re.match(r"\s+[a-z]", text[end:end + 2]):
        return begin, end
    return begin, after.start() if after else min(len(text), end + _REACH)


def _full(c: Candidate) -> date | None:
    p = c.meaning
    if not (isinstance(p, Point) and p.year and p.month and p.day and not p.bc):
        return None
    try:
        return date(p.year, p.month, p.day)
    except ValueError:
        return None
