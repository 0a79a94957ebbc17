"""The temporal expressions of an article: found by the grammar, kept if they are times, and put on the calendar in text order."""

from __future__ import annotations

import re
from dataclasses import replace

from broadsheet.annotating.dates.called import with_known_days, without_names
from broadsheet.annotating.dates.meaning import Length, Repeat, Vague
from broadsheet.annotating.dates.rows import Wording, date_rows, with_appositions, with_shared_years
from broadsheet.annotating.dates.scan import Candidate
from broadsheet.annotating.dates.speaking import QUOTED
from broadsheet.annotating.english.dates.counts import without_count
from broadsheet.annotating.english.dates.direction import direction
from broadsheet.annotating.english.dates.filters import is_time
from broadsheet.annotating.english.dates.grammar import scanner
from broadsheet.annotating.english.dates.numeric import with_order
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
    told = without_names([*scanner().candidates(text)], text, names="en/dates/names.txt")
    found = [_as_meant(article, without_count(doc, text, c)) for c in told if is_time(doc, text, c)]
    found = with_appositions(with_shared_years(found, text, _RANGE), text, _APPOSED)
    found = with_order(with_known_days(found, text, day, table="en/dates/known_days.csv"), article)
    return date_rows(article, found, _WORDING)


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


_APPOSED = re.compile(r"\s*[,(–—-]\s*")
_RATES = ("P1D", "P1W", "P1M", "P1Y", "PT1H")
_RANGE = re.compile(r"\s*(?:-|–|—|,|and|to|or|until|till|through|,? and)\s*")
_WORDING = Wording(direction, re.compile(r"\s*(?:to|until|till|through|-|–|—)\s*"), QUOTED)
