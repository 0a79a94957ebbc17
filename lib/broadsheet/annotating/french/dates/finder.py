"""The temporal expressions of a French article: found by the grammar, kept if they are times, and put on the calendar in text order."""

from __future__ import annotations

import re

from broadsheet.annotating.dates.called import with_known_days, without_names
from broadsheet.annotating.dates.rows import Wording, date_rows, with_appositions, with_shared_years
from broadsheet.annotating.french.dates.direction import direction
from broadsheet.annotating.french.dates.filters import as_meant, is_time
from broadsheet.annotating.french.dates.grammar import scanner
from broadsheet.annotating.parser.parsed import Date, ParsedArticle

_QUOTED = re.compile(r"«[^»\n]{1,800}»|“[^”\n]{1,800}”|(?<!\w)\"[^\"\n]{1,800}\"(?!\w)")
_TO = re.compile(r"\s*(?:à|au|et|ou|jusqu['’]à|jusqu['’]au|-|–|—)\s*")
_RANGE = re.compile(r"\s*(?:-|–|—|,|et|ou|à|au|et le|ou le|et au|jusqu['’]au|, et)\s*")
_APPOSED = re.compile(r"\s*[,(–—-]\s*(?:à\s|au\s)?")
_WORDING = Wording(direction, _TO, _QUOTED)


def find_dates(article: ParsedArticle) -> list[Date]:
    """The temporal expressions of the article, in text order, without overlaps.

    Parameters
    ----------
    article
        The article with its parse; `published_at` may be None.

    Returns
    -------
    list of Date
        Rows of `dates`, as the English finder gives them: TIMEX3 values, days where the value names any, the rule and, after a colon,
        what decided the direction.
    """
    text = article.text
    day = None if article.published_at is None else article.published_at.date()
    told = without_names([*scanner().candidates(text)], text, names="fr/dates/names.txt")
    found = [as_meant(article, c) for c in told if is_time(article, c)]
    found = with_appositions(with_shared_years(found, text, _RANGE), text, _APPOSED)
    found = with_known_days(found, text, day, table="fr/dates/known_days.csv")
    return date_rows(article, found, _WORDING)
