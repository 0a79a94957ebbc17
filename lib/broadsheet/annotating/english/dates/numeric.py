"""Dates in digits that can be read either way (03/04/2025): the document says which, by its other dates, its place or its outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from broadsheet.annotating.dates.meaning import EITHER, OPEN, Point
from broadsheet.annotating.dates.scan import Candidate
from broadsheet.annotating.english.names.countries import country_forms
from broadsheet.annotating.english.names.wordlists import places
from broadsheet.annotating.parser.parsed import ParsedArticle

Order = Literal["day", "month"]

_MONTH_FIRST = {"US", "PH", "FM", "PW", "MH"}
"""Countries whose English writes the month first."""

_DIGITS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}$")
_SPELLED_MONTH_FIRST = re.compile(r"^[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?$")
_SPELLED_DAY_FIRST = re.compile(r"^\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+\.?(?:,? \d{4})?$")
_DOMAIN = re.compile(r"\.(?:uk|ie|au|nz|in|za|ke|ng|gh|sg|my|hk|pk|fr|de|it|es|eu)\b")


def with_order(found: Sequence[Candidate], article: ParsedArticle) -> list[Candidate]:
    """The candidates, where dates in digits that can be read either way follow the document, or are left open."""
    if not any(isinstance(c.meaning, Point) and c.meaning.mod == EITHER for c in found):
        return list(found)
    order = _order(found, article)
    return [c._replace(meaning=_read(c.meaning, order, article)) if isinstance(c.meaning, Point) else c for c in found]


def _read(p: Point, order: Order | None, article: ParsedArticle) -> Point:
    if p.mod != EITHER:
        return p
    turned = replace(p, month=p.day, day=p.month, mod=None)
    if order is not None:
        return replace(p, mod=None) if order == "month" else turned
    day = None if article.published_at is None else article.published_at.date()
    own = (one for one in (replace(p, mod=None), turned) if day and (one.year, one.month, one.day) == (day.year, day.month, day.day))
    return next(own, Point(year=p.year, mod=OPEN))


def _order(found: Sequence[Candidate], article: ParsedArticle) -> Order | None:
    """Which comes first in the dates of the document: by those that can be read only one way, its place, its outlet, its spelled dates."""
    told_so = (_order_of_digits(article.text[c.start:c.end]) for c in found if c.rule == "numeric date")
    digits = {order for order in told_so if order is not None}
    if len(digits) == 1:
        return digits.pop()
    country = _country(article.place, whole=True) or _country(article.source, whole=False)
    if country is not None:
        return "month" if country in _MONTH_FIRST else "day"
    if article.source and _DOMAIN.search(article.source.lower()):
        return "day"
    told = [article.text[c.start:c.end] for c in found if isinstance(c.meaning, Point) and c.meaning.month and c.meaning.day]
    month, day = (sum(bool(pattern.match(text)) for text in told) for pattern in (_SPELLED_MONTH_FIRST, _SPELLED_DAY_FIRST))
    return None if month == day else "month" if month > day else "day"


def _order_of_digits(text: str) -> Order | None:
    m = _DIGITS.match(text)
    if m is None or (int(m[1]) <= 12 and int(m[2]) <= 12):
        return None
    return "day" if int(m[1]) > 12 else "month"


def _country(text: str | None, *, whole: bool) -> str | None:
    """The country of a place ("New York", "Lyon, France"), or of one that an outlet is named for ("The Chicago Ledger")."""
    if not text:
        return None
    parts = [part.strip() for part in text.split(",")] if whole else []
    words = re.findall(r"[A-Z][\w.'’-]+", text)
    runs = [" ".join(words[n:n + size]) for size in (3, 2, 1) for n in range(len(words) - size + 1)]
    for name in (*reversed(parts), *runs):
        if name in country_forms():
            return country_forms()[name].country
        if name in places():
            return places()[name][1]
    return None

