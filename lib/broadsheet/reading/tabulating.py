"""From drafts to the tables: each becomes a row of `articles`, once, with the dates that can be believed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import pandas as pd

from broadsheet import schemas
from broadsheet.reading.believing import believed
from broadsheet.reading.cleaning import encodable
from broadsheet.reading.draft import Draft, Moment, Reject
from broadsheet.reading.language import identified_language
from broadsheet.reading.leading import dateline_place


class Reading(NamedTuple):
    """What was read: `articles` and `rejects`, in the columns of `broadsheet.schemas`."""

    articles: pd.DataFrame
    rejects: pd.DataFrame


def tabulated(
    found: Iterable[Draft | Reject], *, fallback: Moment | None, source: str | None, now: datetime, chunk: int,
) -> Iterator[Reading]:
    """The drafts and rejects as tables, in chunks of at most `chunk` articles.

    Parameters
    ----------
    found
        What the readers gave.
    fallback, source
        The date and the outlet of those that state none.
    now
        Later dates are not believed.
    chunk
        Rows of `articles` per chunk.
    """
    seen: dict[str, str] = {}
    rows: list[dict[str, object]] = []
    rejects: list[Reject] = []
    for one in found:
        if isinstance(one, Reject):
            rejects.append(one)
        else:
            draft, flags = believed(one, now)
            rejects.extend(flags)
            row = _row(draft, fallback, source)
            key = str(row["article_id"])
            if key in seen:
                rejects.append(Reject(draft.path, draft.part, "duplicate", f"the same as {seen[key]}"))
            else:
                seen[key] = _place(draft)
                rows.append(row)
        if len(rows) >= chunk or len(rejects) >= 16 * chunk:
            yield _reading(rows, rejects)
            rows, rejects = [], []
    if rows or rejects:
        yield _reading(rows, rejects)


def content_id(title: str | None, text: str, source: str | None = None) -> str:
    """The id of an article: a hash of its cleaned content, and of its outlet, so that a copy elsewhere is its own article.

    16 hexadecimal digits of BLAKE2b; among a million articles two share an id by chance with a probability of 3e-8.
    """
    content = "\x1f".join((title or "", text, source or ""))
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _place(draft: Draft) -> str:
    return draft.path if draft.part is None else f"{draft.path} ({draft.part})"


def _row(draft: Draft, fallback: Moment | None, source: str | None) -> dict[str, object]:
    if draft.published is None and fallback is not None:
        draft = replace(draft, published=fallback, published_from="given")
    outlet = draft.source or source
    return {
        "article_id": content_id(draft.title, draft.text, outlet), "title": draft.title, "text": draft.text, "source": outlet,
        "byline": draft.byline, "section": draft.section, "url": draft.url, "language": identified_language(draft.text, draft.language),
        "published_at": draft.published.at if draft.published else None,
        "published_precision": draft.published.precision if draft.published else None,
        "published_from": draft.published_from if draft.published else None,
        "modified_at": draft.modified.at if draft.modified else None, "place": draft.place or dateline_place(draft.text),
        "words": len(draft.text.split()),
        "copy_of": draft.given.get("copy_of"), "supersedes": draft.given.get("supersedes"), "path": draft.path,
    }


def _reading(rows: list[dict[str, object]], rejects: list[Reject]) -> Reading:
    plain = [{name: encodable(value) if isinstance(value, str) else value for name, value in row.items()} for row in rows]
    articles = pd.DataFrame(plain, columns=schemas.TABLES["articles"].columns)
    for moment in ("published_at", "modified_at"):
        articles[moment] = pd.Series([row[moment] for row in rows], dtype="object").pipe(pd.to_datetime, utc=True)
    listed = [tuple(encodable(value) if isinstance(value, str) else value for value in reject) for reject in rejects]
    unique = pd.DataFrame(listed, columns=["path", "part", "reason", "detail"]).drop_duplicates(["path", "part"])
    return Reading(schemas.frame("articles", articles), schemas.frame("rejects", unique))
