"""When a page was published: what its metadata, its visible text and its address say, in this order of belief."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.reading.draft import Moment, Origin
from broadsheet.reading.moments import parse_moment
from broadsheet.reading.page_metadata import PageMetadata, host_of
from broadsheet.reading.visible_dates import visible_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "article:published", "datepublished",
    "rnews:datepublished", "date_published", "parsely-pub-date", "sailthru.date", "article_date_original", "originalpublicationdate",
    "pubdate", "publishdate", "publish-date", "publish_date", "published-date", "publication_date", "publicationdate", "publication-date",
    "prism.publicationdate", "dcsext.articlefirstpublished", "article.published", "cxenseparse:recs:publishtime", "bt:pubdate", "ptime",
    "pdate", "displaydate", "dc.date.issued", "dcterms.issued", "dc.issued", "citation_online_date", "citation_publication_date",
    "dc.date.created", "dcterms.created", "datecreated", "created", "creation_date", "dcterms.date", "dc.date", "date",
    "shareaholic:article_published_time", "article-publish-date", "uploaddate",
)
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "dc.date.modified", "lastmod",
    "updated_time", "revised", "article:modified",
)
_SCRIPTED = re.compile(
    r"""["']?(?:date_?published|published_?(?:at|on|date|time)?|publish(?:ed)?_?date(?:_?time)?|publication_?date|first_?published(?:_?(?:at|date))?|pub_?date"""
    r"""|original_?publish_?date|article_?publish(?:ed)?_?date|display_?date)\\?["']?\s*[:=]\s*\\?["'](?P<value>[^"'\\]{8,40})\\?["']""",
    re.IGNORECASE,
)
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:(?P<sep>[/_-])(0?[1-9]|1[0-2]|[a-z]{3})(?P=sep)(0[1-9]|[12]\d|3[01]|[1-9](?=/|$))|(0[1-9]|1[0-2])/?(0[1-9]|[12]\d|3[01]))(?!\d)",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(20\d\d-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")
_AMERICAN = (".com", ".us", ".org", ".net", ".gov", ".edu", ".tv")
SCRIPT_CHARS = 3_000_000
"""Characters of a page's source that are searched for dates in scripts."""


class Dated(NamedTuple):
    """When a page was published and changed, and where the first is from."""

    published: Moment | None
    origin: Origin | None
    modified: Moment | None


def page_date(tree: HtmlElement, metadata: PageMetadata, text: str) -> Dated:
    """The publication date of a page.

    Order of belief: JSON-LD and meta tags, the date printed by the headline, the address, dates in scripts, what htmldate
    finds. A complete date beats a month, and a time in UTC takes the day that the page or its address prints. Metadata that
    give one moment for publication and the last change yield to an earlier day that the page prints.
    """
    day_first = writes_day_first(tree, metadata.url)
    modified = _best(_stated(metadata, ("dateModified",), _MODIFIED, day_first))
    published = _best(_stated(metadata, ("datePublished", "uploadDate", "dateCreated"), _PUBLISHED, day_first))
    in_url = url_day(metadata.url)
    if published and published.precision in ("minute", "day"):
        saved = _is_save(published, modified) and visible_date(tree, day_first=day_first)
        if saved and _is_earlier(saved, published):
            return Dated(saved, "text", modified)
        return Dated(local_day(published, in_url, text), "metadata", modified)
    visible = visible_date(tree, day_first=day_first)
    if visible and not (in_url and _is_swapped(visible, in_url)):
        return Dated(visible, "text", modified)
    if in_url:
        return Dated(in_url, "url", modified)
    foreign = {m.at.date() for m in _stated(PageMetadata(articles=metadata.others), ("datePublished", "dateModified"), (), day_first)}
    if (scripted := _scripted(text)) and scripted.at.date() not in foreign:
        return Dated(local_day(scripted, None, text), "metadata", modified)
    if published:
        return Dated(published, "metadata", modified)
    searched = _searched(tree, text)
    if searched and searched.at.date() in foreign:
        return Dated(None, None, modified)
    return Dated(searched, "text" if searched else None, modified)


def _is_save(published: Moment, modified: Moment | None) -> bool:
    """Whether a system gives the same moment for publication and for the last change: it is when the page was saved.

    The same minute of another hour is the same moment too: some write local time as if it were UTC.
    """
    return modified is not None and (published.at.minute, published.at.second) == (modified.at.minute, modified.at.second) and (
        abs(published.at - modified.at) <= timedelta(hours=14)
    )


def _is_earlier(printed: Moment, published: Moment) -> bool:
    return printed.at.date() < published.at.date() and not _is_swapped(printed, published)


def _is_swapped(one: Moment, other: Moment) -> bool:
    """Whether two days are one, read with day and month in another order ("02/10/2020")."""
    return (one.at.year, one.at.month, one.at.day) == (other.at.year, other.at.day, other.at.month) and one.at.day != other.at.day


def writes_day_first(tree: HtmlElement, url: str | None) -> bool:
    """How a page means "03/04/2025": month first if it is American, by its declared language or else by its address."""
    declared = (tree.getroottree().getroot().get("lang") or "").lower().replace("_", "-")
    if "-" in declared:
        return not declared.startswith(("en-us", "en-ca", "es-us"))
    host = host_of(url) or ""
    return not (declared in ("", "en") and host.endswith(_AMERICAN))


def _stated(metadata: PageMetadata, properties: tuple[str, ...], tags: tuple[str, ...], day_first: bool) -> Iterator[Moment]:
    """The moments that the metadata state, the most trustworthy first."""
    for things in (metadata.articles, metadata.pages):
        for name in properties:
            for thing in things:
                if isinstance(thing.get(name), str) and (found := parse_moment(thing[name], day_first=day_first)):
                    yield found
        if things is metadata.articles:
            yield from _tagged(metadata, tags, day_first)


def _tagged(metadata: PageMetadata, tags: tuple[str, ...], day_first: bool) -> Iterator[Moment]:
    for tag in tags:
        values = metadata.metas.get(tag, [])
        if len(set(values)) > 3:
            continue
        for value in values:
            if found := parse_moment(value, day_first=day_first):
                yield found


def _best(moments: Iterator[Moment]) -> Moment | None:
    """The first complete date, else the first at all."""
    seen = list(moments)
    return next((m for m in seen if m.precision in ("minute", "day")), seen[0] if seen else None)


def url_day(url: str | None) -> Moment | None:
    """The day that stands in an address ("/2025/10/21/", "-20251021")."""
    match = _URL_DAY.search(url) if url else None
    if match is None:
        return None
    year, _, month, day, packed_month, packed_day = match.groups()
    number, in_month = month or packed_month, day or packed_day
    return parse_moment(f"{year}-{number}-{in_month}" if number.isdigit() else f"{in_month} {number} {year}")


def local_day(published: Moment, in_url: Moment | None, text: str) -> Moment:
    """The moment as the newsroom's own clock shows it, where the page tells.

    Systems write the time of publication in UTC, in which an evening in New York is the next day. The day in the address,
    or the same moment written elsewhere on the page in local time (the same minute and second, hours apart), names the
    day on which the article appeared.
    """
    if published.precision != "minute":
        return published
    day = published.at.date()
    if in_url and abs((in_url.at.date() - day).days) == 1 and _possible(published.at, in_url.at):
        return in_url
    if in_url and in_url.at.date() == day:
        return published
    for written, clock, zone in _STAMP.findall(text[:SCRIPT_CHARS]):
        stamp = _moment_of_stamp(written, clock)
        if stamp is None or stamp.date() == day or zone in ("Z", "+00:00", "+0000"):
            continue
        if stamp.minute == published.at.minute and timedelta(0) < abs(stamp - published.at) <= timedelta(hours=14):
            return Moment.of(stamp, "day")
    return published


def _possible(instant: datetime, local: datetime) -> bool:
    """Whether it can be the local day somewhere from UTC-10 to UTC+13."""
    return (local - instant).total_seconds() / 3600 + 24 >= -10 and (local - instant).total_seconds() / 3600 <= 13


def _moment_of_stamp(day: str, clock: str) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)
    except ValueError:
        return None


def _scripted(text: str) -> Moment | None:
    """The date that most of the page's scripts state under a name for publication, if it is one."""
    found = [m for match in _SCRIPTED.finditer(text[:SCRIPT_CHARS]) if (m := parse_moment(match["value"]))]
    return found[0] if found and len({m.at.date() for m in found}) == 1 else None


def _searched(tree: HtmlElement, text: str) -> Moment | None:
    from htmldate import find_date

    try:
        found = find_date(tree, original_date=True, extensive_search=True)
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError):
        return None
    moment = parse_moment(found)
    if moment is not None and (moment.at.month, moment.at.day) == (1, 1) and not _new_year(moment, text):
        return None
    return moment


def _new_year(moment: Moment, text: str) -> bool:
    """Whether a page prints the 1 January that was found on it: a bare year ("© 2025") is taken for that day too."""
    year = moment.at.year
    digits = rf"{year}[-/.]?0?1[-/.]?0?1(?!\d)|\b0?1[./-]0?1[./-]{year}"
    words = rf"\bjan\w*\.? 1(?:st)?,? {year}|\b1(?:st)? jan\w*\.?,? {year}"
    return re.search(f"{digits}|{words}", text, re.IGNORECASE) is not None
