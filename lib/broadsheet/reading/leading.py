"""What stands above the running text of an article without a header block: headline, byline, date; and its dateline."""

from __future__ import annotations

import re
from typing import NamedTuple

from broadsheet.reading.bylines import authors
from broadsheet.reading.draft import Moment
from broadsheet.reading.furniture import is_prose, looks_like_heading
from broadsheet.reading.moments import parse_moment

HEADLINE_WORDS = 20
LINES = 8
"""Lines above the text that are looked at."""
_BYLINE = re.compile(r"^(?:by|words by|story by|report by|reporting by|text by|written by|von|par)\s+\S", re.IGNORECASE)
_AROUND_DATE = re.compile(r"[^\W\d]{3,}")
_DATE_WORDS = 7
_PRINTED = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d(?: ?[AP]\.?M\.?)? [^\W\d]\S*(?: \S+){2,}", re.IGNORECASE)
"""What a browser prints above a page: when it was printed, and the page's title. It is no day of publication."""
_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ -](?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+|de|al|upon|AND|OF))*"
_DATELINE = re.compile(
    rf"^(?P<place>{_PLACE}(?:[,/] ?(?:[A-ZÀ-Þ][\w.'’-]+ ?){{1,4}})?)"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
    r"\s*(?:\([A-Z][\w /.-]{1,30}\))?,?\s*(?:—|–|--|-|―)\s*(?=[\"“'‘]?[A-Z0-9À-Þ£$€])"
)
_MIXED_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3}(?:, [A-Z][\w.' ]{1,24})?)"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
    r"\s*\((?:Reuters|AP|AFP|dpa|PA|BIRN|ANSA|EFE|TASS|Xinhua|Bloomberg)\)"
    r"\s*(?:—|–|--|-|―)"
)
_AGENCIES = {
    "REUTERS", "AP", "AFP", "PA", "DPA", "BIRN", "UPDATE", "EXCLUSIVE", "ANALYSIS", "BREAKING", "CORRECTED", "WATCH", "OPINION", "LIVE",
}


class Leading(NamedTuple):
    """What the lines above the text say, and the paragraphs below them."""

    title: str | None
    byline: str | None
    published: Moment | None
    rest: list[str]


def leading_lines(paragraphs: list[str], title: str | None = None) -> Leading:
    """Headline, byline and date that stand in short lines above the running text; without running text there are none.

    Parameters
    ----------
    paragraphs
        Clean paragraphs from the top of the text.
    title
        The title where it is known: then no line is taken for it but one that repeats it.
    """
    first = next((i for i, p in enumerate(paragraphs[:LINES]) if is_prose(p)), None)
    if first is None:
        return Leading(title, None, None, paragraphs)
    byline: str | None = None
    published: Moment | None = None
    rest: list[str] = []
    for line in paragraphs[:first]:
        if _PRINTED.match(line):
            continue
        date = _date_line(line)
        if title and line.casefold().strip(" .") == title.casefold().strip(" ."):
            continue
        if date:
            published = published or date
        elif _BYLINE.match(line) and (named := authors(line)):
            byline = byline or named
        elif title is None and _looks_like_headline(line):
            title = line
        else:
            rest.append(line)
    return Leading(title, byline, published, rest + paragraphs[first:])


def _date_line(line: str) -> Moment | None:
    if len(line) > 90 or not re.search(r"\d", line):
        return None
    found = parse_moment(line)
    if found is None or found.precision not in ("minute", "day"):
        return None
    return found if len(_AROUND_DATE.findall(line)) <= _DATE_WORDS else None


def _looks_like_headline(line: str) -> bool:
    if looks_like_heading(line):
        return True
    return len(line.split()) <= HEADLINE_WORDS and (line[-1:].isalnum() or line[-1:] in "'’?!%") and not line[:1].islower()


def dateline_place(text: str) -> str | None:
    """The place that a text's dateline names, as it is printed: "BELFAST, Northern Ireland — …", "Pristina (Reuters) - …"."""
    head = text[:160]
    match = _DATELINE.match(head) or _MIXED_DATELINE.match(head)
    if match is None:
        return None
    place = match["place"].strip(" ,")
    return None if place.split(",")[0].upper() in _AGENCIES or len(place) < 3 else place
