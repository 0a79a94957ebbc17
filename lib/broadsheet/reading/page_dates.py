"""When a page was published: what its metadata, its address and its first lines say, in this order of belief."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.reading.draft import Moment, Origin
from broadsheet.reading.moments import parse_moment
from broadsheet.reading.page_metadata import PageMetadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "ptime", "pdate", "dc.date.issued",
    "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dc.date", "citation_publication_date", "citation_online_date",
    "article_date_original", "cxenseparse:recs:publishtime", "rnews:datepublished", "date_published", "originalpublicationdate",
    "displaydate", "datecreated", "created", "creation_date", "article.published", "published-date", "shareaholic:article_published_time",
    "bt:pubdate", "article:published", "published_time_telegram", "date",
)
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "dc.date.modified", "lastmod",
    "updated_time",
)
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(0?[1-9]|1[0-2]|[a-z]{3})[/_-]?(0[1-9]|[12]\d|3[01]|[1-9](?!\d))(?!\d)", re.IGNORECASE)


class Dated(NamedTuple):
    """When a page was published and changed, and where the first is from."""

    published: Moment | None
    origin: Origin | None
    modified: Moment | None


def page_date(tree: HtmlElement, metadata: PageMetadata, text: str) -> Dated:
    """The publication date of a page: from its metadata, its address, then its visible text (htmldate)."""
    modified = _first(metadata, "dateModified", _MODIFIED)
    published = _first(metadata, "datePublished", _PUBLISHED)
    if published:
        return Dated(published, "metadata", modified)
    if (found := url_day(metadata.url)) is not None:
        return Dated(found, "url", modified)
    visible = _visible(tree, metadata.url)
    return Dated(visible, "text" if visible else None, modified)


def _first(metadata: PageMetadata, name: str, tags: tuple[str, ...]) -> Moment | None:
    for value in metadata.stated(name):
        if isinstance(value, str) and (found := parse_moment(value)):
            return found
    for tag in tags:
        for value in metadata.metas.get(tag, ()):
            if found := parse_moment(value):
                return found
    return None


def url_day(url: str | None) -> Moment | None:
    """The day that stands in an address ("/2025/10/21/")."""
    if not url:
        return None
    match = _URL_DAY.search(url)
    return parse_moment("-".join(match.groups())) if match else None


def _visible(tree: HtmlElement, url: str | None) -> Moment | None:
    from htmldate import find_date

    try:
        found = find_date(tree, url=url, original_date=True, extensive_search=True)
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError):
        return None
    return parse_moment(found)
