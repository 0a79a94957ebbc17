"""The temporal expressions of an article: found by the grammar, kept if they are times, and put on the calendar in text order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pandas as pd

from broadsheet.annotating.english.dates import values
from broadsheet.annotating.english.dates.called import with_known_days, without_names
from broadsheet.annotating.english.dates.counts import without_count
from broadsheet.annotating.english.dates.direction import direction
from broadsheet.annotating.english.dates.filters import is_time
from broadsheet.annotating.english.dates.grammar import scanner
from broadsheet.annotating.english.dates.meaning import Length, Point, Repeat, Shift, Vague
from broadsheet.annotating.english.dates.numeric import with_order
from broadsheet.annotating.english.dates.reference import Reference, dated_years, dateline, is_narrative, news_until
from broadsheet.annotating.english.dates.resolve import resolve
from broadsheet.annotating.english.dates.resolved import UNRESOLVED, Resolved
from broadsheet.annotating.english.dates.scan import Candidate
from broadsheet.annotating.english.dates.speaking import speaking_days
from broadsheet.annotating.parser.parsed import Date, ParsedArticle


def find_dates(article: ParsedArticle) -> list[Date]:
    """The temporal expressions of the article, in text order, without overlaps.

    Parameters
    ----------
    article
        The article with its parse; `published_at` may be None.

    Returns
    -------
    list of Date
        Rows of `dates`. `value` is a TIMEX3 value; what stays open holds X's. `earliest` and `latest` are days without a
        time zone, null where the value is open, vague, recurring or a mere length. `rule` names the rule of the grammar
        and, after a colon, what decided the direction. `resolved_against` is "publication day", "text: …" with the date
        told before, "unresolved", or null where the expression says all itself. Where the day of publication is unknown, a
        date line at the head of the text stands in for it, and is named as "text: …".
    """
    day = None if article.published_at is None else article.published_at.date()
    text, doc = article.text, article.doc
    told = without_names([*scanner().candidates(text)], text)
    found = [_as_meant(article, without_count(doc, text, c)) for c in told if is_time(doc, text, c)]
    found = with_order(with_known_days(with_appositions(with_shared_years(found, text), text), text, day), article)
    history = is_narrative(found, day)
    ref = Reference(day, dateline=dateline(found, text), narrative=history, dated=dated_years(found))
    news = news_until(found, text) if history and day else [False] * len(found)
    spoken = speaking_days(found, article.text, day)
    rows: list[Date] = []
    opened = False
    for n, c in enumerate(found):
        ref.read_to(c.start)
        ref.narrative = history and not news[n]
        ref.goes_on = bool(rows) and _goes_on(text, rows[-1], c, opened)
        speaking = ref.speaking_on(spoken[n]) if n in spoken else ref
        resolved = resolve(c.meaning, speaking, partial(direction, doc, c.start, c.end))
        if rows and c.rule == "weekday":
            resolved = _after_first(resolved, rows[-1], text[rows[-1].end:c.start])
        opened = _opens(text, c.start) or (opened and ref.goes_on)
        if resolved.type in ("DATE", "TIME") and resolved.value:
            opening = _opens(text, c.start) and not (c.rule == "year range" and rows and rows[-1].rule == c.rule)
            ref.tell(resolved.value, opening=opening, compared=resolved.compared)
        rows.append(_row(article.text, c, resolved))
    return rows


def _as_meant(article: ParsedArticle, c: Candidate) -> Candidate:
    return as_day_ahead(article, as_some_day(article, as_rate(article, c)))


def as_rate(article: ParsedArticle, c: Candidate) -> Candidate:
    """The candidate; "a day" in "1,000 barrels a day" recurs, unlike "it took a day"."""
    if not (isinstance(c.meaning, Length) and article.text[c.start:c.start + 2] == "a " and c.meaning.value in _RATES):
        return c
    span = article.doc.char_span(c.start, c.end, alignment_mode="expand")
    if span is None or span.root.dep_ != "npadvmod" or span.root.head.pos_ not in ("NOUN", "NUM", "SYM") or span.root.head.i > span.root.i:
        return c
    return c._replace(rule="every", meaning=Repeat(c.meaning.value))


def as_some_day(article: ParsedArticle, c: Candidate) -> Candidate:
    """The candidate; "one day" in "it will one day be the largest" is no length but some day to come."""
    if not isinstance(c.meaning, Length) or article.text[c.start:c.end].lower() != "one day":
        return c
    span = article.doc.char_span(c.start, c.end, alignment_mode="expand")
    if span is None or span.root.dep_ == "pobj" or span.root.head.pos_ not in ("VERB", "AUX"):
        return c
    if direction(article.doc, c.start, c.end).sign <= 0:
        return c
    return c._replace(rule="vague future", meaning=Vague("FUTURE_REF"))


def as_day_ahead(article: ParsedArticle, c: Candidate) -> Candidate:
    """The candidate; "in a fortnight" after "will report" is the day when it ends, unlike "the third in two weeks"."""
    if not isinstance(c.meaning, Length) or c.meaning.side or c.meaning.mod or article.text[max(0, c.start - 3):c.start] != "in ":
        return c
    span = article.doc.char_span(c.start, c.end, alignment_mode="expand")
    if span is None or span.root.dep_ != "pobj" or span.root.head.head.pos_ not in ("VERB", "AUX"):
        return c
    if direction(article.doc, c.start, c.end).reason not in ("future", "going to"):
        return c
    return c._replace(meaning=replace(c.meaning, side=1, ends=True))


def with_shared_years(found: list[Candidate], text: str) -> list[Candidate]:
    """The candidates, where a range tells its year only once: the first day of "26 June - 4 August 1952" is in 1952, too."""
    shared = list(found)
    for n in range(len(found) - 2, -1, -1):
        here, there = shared[n].meaning, shared[n + 1].meaning
        if not (isinstance(here, Point) and isinstance(there, Point) and here.month and there.month and there.year and not here.year):
            continue
        if _RANGE.fullmatch(text[shared[n].end:shared[n + 1].start]) and here.within is None and here.toward is None:
            year = there.year if here.month <= there.month else there.year - 1
            shared[n] = shared[n]._replace(meaning=replace(here, year=year))
    return shared


def with_appositions(found: list[Candidate], text: str) -> list[Candidate]:
    """The candidates, where "the day after the vote" that only explains a day ("on 8 May, the day after the vote") is that day."""
    explained = list(found)
    for n in range(1, len(found)):
        here, before = found[n].meaning, found[n - 1].meaning
        if not (isinstance(here, Shift) and here.unit == "D" and here.amount is None and here.base == "text"):
            continue
        if isinstance(before, Point) and (before.day or before.weekday) and _APPOSED.fullmatch(text[found[n - 1].end:found[n].start]):
            explained[n] = found[n]._replace(meaning=replace(here, amount=0))
    return explained


def _after_first(resolved: Resolved, first: Date, between: str) -> Resolved:
    """The second weekday of a range, after the first: "shut from Monday to Wednesday" ends two days after it begins."""
    covered = values.period(resolved.value or "")
    if covered is None or first.earliest is None or first.precision not in ("day", "minute") or not _TO.fullmatch(between):
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


_TO = re.compile(r"\s*(?:to|until|till|through|-|–|—)\s*")
_STOP = re.compile(r"[.!?][\"'”’)]*\s")
_WEEK = 7
_APPOSED = re.compile(r"\s*[,(–—-]\s*")
_RATES = ("P1D", "P1W", "P1M", "P1Y", "PT1H")
_RANGE = re.compile(r"\s*(?:-|–|—|,|and|to|or|until|till|through|,? and)\s*")
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
