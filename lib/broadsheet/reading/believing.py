"""Which dates are believed: those that are understood, not in the future, not before newspapers and not the crawl's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from broadsheet.reading.draft import Draft, Moment, Reject

EARLIEST = datetime(1605, 1, 1, tzinfo=UTC)
"""The first newspaper, Relation of Strasbourg."""
EARLIEST_PAGE = datetime(1990, 12, 20, tzinfo=UTC)
"""The first web page: what an address or a page dates before it was dated for another reason."""
LEEWAY = timedelta(hours=26)
"""A page's clock may be ahead of ours by its time zone."""


def believed(draft: Draft, now: datetime) -> tuple[Draft, list[Reject]]:
    """The draft without dates that cannot be right, and a reject for each of them and for a date that is not understood.

    Its part ends in `published_at` or `modified_at`, so that the date is listed while the article is read.
    """
    flags: list[Reject] = []
    doubt = _doubt(draft, now)
    if doubt:
        flags.append(_flag(draft, "published_at", doubt))
        draft = replace(draft, published=None, published_from=None)
    elif draft.unread and draft.published is None:
        flags.append(_flag(draft, "published_at", f"{draft.unread!r} is stated", "date not understood"))
    if draft.modified and draft.modified.at > now + LEEWAY:
        flags.append(_flag(draft, "modified_at", f"{draft.modified.at:%Y-%m-%d} lies in the future"))
        draft = replace(draft, modified=None)
    return draft, flags


def _doubt(draft: Draft, now: datetime) -> str | None:
    if draft.published is None:
        return None
    at = draft.published.at
    if at > now + LEEWAY:
        return f"{at:%Y-%m-%d} lies in the future"
    if at < EARLIEST:
        return f"{at:%Y-%m-%d} lies before the first newspaper"
    if draft.published_from in ("url", "text") and at < EARLIEST_PAGE:
        return f"{at:%Y-%m-%d} lies before the first web page"
    if draft.fetched and _is_fetch(draft.published, draft.published_from, draft.fetched):
        return f"{at:%Y-%m-%d} is when the page was fetched"
    return None


def _is_fetch(published: Moment, origin: str | None, fetched: Moment) -> bool:
    """Whether a page shows its reader's clock: today's date at its head, or this minute in its metadata."""
    if origin == "given":
        return False
    if published.precision == "minute" and abs(published.at - fetched.at) <= timedelta(minutes=2):
        return True
    return origin == "text" and published.at.date() == fetched.at.date()


def _flag(draft: Draft, column: str, detail: str, reason: str = "date not believed") -> Reject:
    return Reject(draft.path, column if draft.part is None else f"{draft.part}, {column}", reason, detail)
