"""RSS and Atom files: each entry that carries its text is an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from broadsheet.reading.cleaning import join_paragraphs, optional_line
from broadsheet.reading.draft import Draft, Found, Piece, ReadingError, Reject
from broadsheet.reading.fields import fields_from
from broadsheet.reading.forms import MARKED, Form, Job, Sample
from broadsheet.reading.markup import paragraphs_of_markup
from broadsheet.reading.plain import article_body


def read_feed(piece: Piece, job: Job) -> Found:
    """The articles of a feed: the full text of an entry, or the summary that stands for it.

    Raises
    ------
    ReadingError
        The feed has no entries.
    """
    feed = parsed_feed(piece.data)
    if not feed.entries:
        raise ReadingError("broken", str(feed.get("bozo_exception"))[:200]) if feed.get("bozo") else ReadingError("empty", "no entries")
    outlet = optional_line(feed.feed.get("title"), 120)
    for number, entry in enumerate(feed.entries, 1):
        yield draft_of_entry(piece, entry, piece.inside(f"entry {number}"), outlet)


def parsed_feed(data: bytes) -> Any:
    """The feed in feedparser's form; entities that lead outside of it are not followed.

    Raises
    ------
    ReadingError
        A tag is longer than any feed's: its attributes are compared with each other, which takes hours for a million.
    """
    import feedparser

    if _ENDLESS_TAG.search(data):
        raise ReadingError("too large", "a tag of more than 20,000 characters")

    stripped = re.sub(rb"<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", b"", data[:100_000], flags=re.DOTALL) + data[100_000:]
    return feedparser.parse(stripped, sanitize_html=False, resolve_relative_uris=False)


def entry_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The named values of a feed's entry.

    An entry that states only when it was updated (Atom, `dc:date`) appeared then. Its own `<source>` is its outlet, as
    aggregators state it; they put it behind the title too.
    """
    entry = dict(entry)  # feedparser's own get answers "published" with "updated"
    authors = [author.get("name") for author in entry.get("authors", []) if author.get("name")]
    source = entry.get("source") or {}
    tags = [tag.get("term") for tag in entry.get("tags") or [] if tag.get("term")]
    return {
        "title": _without_outlet(re.sub(r"<[^>]+>", "", entry.get("title") or ""), source.get("title")), "url": entry.get("link"),
        "published": entry.get("published") or entry.get("created") or entry.get("updated"),
        "updated": entry.get("updated") if entry.get("published") else None,
        "byline": authors or entry.get("author"), "source": source.get("title"),
        "section": tags[0] if tags else None,
    }


def _without_outlet(title: str, outlet: str | None) -> str:
    """The title without the outlet that an aggregator puts behind it ("Ferry back in June - The Ledger")."""
    if not outlet:
        return title
    return re.sub(rf"\s+[-–—|]\s+{re.escape(outlet)}\s*$", "", title)


def draft_of_entry(piece: Piece, entry: Mapping[str, Any], part: str, outlet: str | None) -> Draft | Reject:
    """The article in a feed's entry: its full text, or the summary that stands for it."""
    values = entry_fields(entry)
    fields = fields_from({"source": outlet} | {name: value for name, value in values.items() if value})
    texts = [content.get("value") or "" for content in entry.get("content", [])] + [entry.get("summary") or ""]
    text = max(texts, key=len)
    paragraphs = article_body(paragraphs_of_markup(text), fields.title)
    if not paragraphs:
        return Reject(piece.path, part, "empty", "an entry without text")
    return fields.draft(piece, join_paragraphs(paragraphs), part=part)


_ENDLESS_TAG = re.compile(rb"<[A-Za-z][^<>]{20000}")
_ROOT = re.compile(rb"<(?:rss|rdf:RDF|(?:\w+:)?feed)[\s>]", re.IGNORECASE)


def _is_feed(sample: Sample) -> bool:
    """Whether the root is a feed's: the first element, or one within the first bytes of a page-like head."""
    return _ROOT.match(sample.root) is not None or _ROOT.search(sample.text[:2000]) is not None


FORM = Form("feed", read_feed, _is_feed, endings=(".rss", ".atom", ".xml"), rank=MARKED)
