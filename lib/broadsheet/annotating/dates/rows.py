"""From candidates to rows: the expressions of an article are put on the calendar in text order, each with what was told before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from broadsheet.annotating.dates import values
from broadsheet.annotating.dates.directions import Direction
from broadsheet.annotating.dates.meaning import Point, Shift
from broadsheet.annotating.dates.reference import Reference, dated_years, dateline, is_narrative, news_until
from broadsheet.annotating.dates.resolve import resolve
from broadsheet.annotating.dates.resolved import UNRESOLVED, Resolved
from broadsheet.annotating.dates.scan import Candidate
from broadsheet.annotating.dates.speaking import speaking_days
from broadsheet.annotating.parser.parsed import Date, ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Wording:
    """What the rows of a language need besides its candidates.

    Parameters
    ----------
    direction
        The direction of the expression between two offsets, by its governors in the parse.
    to
        Matches what stands between the ends of a range: "from Monday **to** Wednesday".
    quoted
        Matches a quotation with its marks.
    """

    direction: Callable[[Doc, int, int], Direction]
    to: re.Pattern[str]
    quoted: re.Pattern[str]


def date_rows(article: ParsedArticle, found: Sequence[Candidate], wording: Wording) -> list[Date]:
    """The rows of `dates` of an article, from its candidates in text order.

    Parameters
    ----------
    article
        The article with its parse; `published_at` may be None.
    found
        Its temporal expressions with their meanings, in text order, without overlaps.
    wording
        What the language brings.

    Returns
    -------
    list of Date
        One per candidate. Where the day of publication is unknown, a date line at the head of the text stands in for it.
    """
    day = None if article.published_at is None else article.published_at.date()
    text, doc = article.text, article.doc
    history = is_narrative(found, day)
    ref = Reference(day, dateline=dateline(found, text), narrative=history, dated=dated_years(found))
    news = news_until(found, text) if history and day else [False] * len(found)
    spoken = speaking_days(found, text, day, wording.quoted)
    rows: list[Date] = []
    opened = False
    for n, c in enumerate(found):
        ref.read_to(c.start)
        ref.narrative = history and not news[n]
        ref.goes_on = bool(rows) and _goes_on(text, rows[-1], c, opened)
        speaking = ref.speaking_on(spoken[n]) if n in spoken else ref
        resolved = resolve(c.meaning, speaking, partial(wording.direction, doc, c.start, c.end))
        if rows and c.rule == "weekday":
            resolved = _after_first(resolved, rows[-1], text[rows[-1].end:c.start], wording.to)
        opened = _opens(text, c.start) or (opened and ref.goes_on)
        if resolved.type in ("DATE", "TIME") and resolved.value:
            opening = _opens(text, c.start) and not (c.rule == "year range" and rows and rows[-1].rule == c.rule)
            ref.tell(resolved.value, opening=opening, compared=resolved.compared)
        rows.append(_row(text, c, resolved))
    return rows


def with_shared_years(found: Sequence[Candidate], text: str, between: re.Pattern[str]) -> list[Candidate]:
    """The candidates, where a range tells its year only once: the first day of "26 June - 4 August 1952" is in 1952, too.

    `between` matches what stands between two days of one range or list.
    """
    shared = list(found)
    for n in range(len(found) - 2, -1, -1):
        here, there = shared[n].meaning, shared[n + 1].meaning
        if not (isinstance(here, Point) and isinstance(there, Point) and here.month and there.month and there.year and not here.year):
            continue
        if between.fullmatch(text[shared[n].end:shared[n + 1].start]) and here.within is None and here.toward is None:
            year = there.year if here.month <= there.month else there.year - 1
            shared[n] = shared[n]._replace(meaning=replace(here, year=year))
    return shared


def with_appositions(found: Sequence[Candidate], text: str, apposed: re.Pattern[str]) -> list[Candidate]:
    """The candidates, where "the day after the vote" that only explains a day ("on 8 May, the day after the vote") is that day.

    `apposed` matches what stands between the two.
    """
    explained = list(found)
    for n in range(1, len(found)):
        here, before = found[n].meaning, found[n - 1].meaning
        if not (isinstance(here, Shift) and here.unit == "D" and here.amount is None and here.base == "text"):
            continue
        if isinstance(before, Point) and (before.day or before.weekday) and apposed.fullmatch(text[found[n - 1].end:found[n].start]):
            explained[n] = found[n]._replace(meaning=replace(here, amount=0))
    return explained


def _after_first(resolved: Resolved, first: Date, between: str, to: re.Pattern[str]) -> Resolved:
    """The second weekday of a range, after the first: "shut from Monday to Wednesday" ends two days after it begins."""
    covered = values.period(resolved.value or "")
    if covered is None or first.earliest is None or first.precision not in ("day", "minute") or not to.fullmatch(between):
        return resolved
    late = (first.earliest.date() - covered.earliest).days
    if not 0 < late < _WEEK or resolved.value is None:
        return resolved
    return resolved._replace(value=(covered.earliest + timedelta(_WEEK)).isoformat() + resolved.value[10:])


def _goes_on(text: str, before: Date, c: Candidate, opened: bool) -> bool:
    """Whether an expression stands in the sentence of the one before, or in the next of its paragraph, and that one opened its sentence."""
    between = text[before.end:c.start]
    stops = len(_STOP.findall(between))
    return opened and "\n" not in between and (stops == 0 or (stops == 1 and _opens(text, c.start)))


_STOP = re.compile(r"[.!?][\"'”’)]*\s")
_WEEK = 7
_OPENING = re.compile(r"(?:^|[.!?:;\n][\"'”’)]*\s)\W*(?:\w+\W+){0,3}$")


def _opens(text: str, start: int) -> bool:
    """Whether an expression stands at the beginning of its sentence."""
    return bool(_OPENING.search(text[max(0, start - 40):start]))


def _row(text: str, c: Candidate, r: Resolved) -> Date:
    covered = values.period(r.value) if r.value and r.type in ("DATE", "TIME") else None
    span = r.span or _narrowed(covered, r.mod)
    open_ = r.against == UNRESOLVED
    return Date(
        start=c.start, end=c.end, text=text[c.start:c.end], type=r.type, value=r.value,
        earliest=pd.Timestamp(span[0]) if span else None, latest=pd.Timestamp(span[1]) if span else None,
        precision=span[2] if span and not open_ else None, rule=f"{c.rule}: {r.how}" if r.how else c.rule, resolved_against=r.against,
    )


def _narrowed(covered: values.Period | None, mod: str | None) -> tuple[date, date, str] | None:
    """The third of a period that START, MID or END names: "mid-October" is 11 to 21 October."""
    if covered is None:
        return None
    first, last, precision = covered
    days = (last - first).days
    if mod not in ("START", "MID", "END") or days < 2:
        return covered
    third = (last - first) // 3
    start = first if mod == "START" else first + third if mod == "MID" else last - third
    end = first + third if mod == "START" else last - third if mod == "MID" else last
    return start, end, precision
