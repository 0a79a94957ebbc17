"""The way in: files, folders, pages and exports become `articles`, and what cannot be read becomes `rejects`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

import pandas as pd

from broadsheet import schemas
from broadsheet.errors import RequestError
from broadsheet.reading.believing import believed
from broadsheet.reading.dispatch import found_in
from broadsheet.reading.draft import Draft, Moment, ReadingError, Reject
from broadsheet.reading.language import identified_language
from broadsheet.reading.leading import dateline_place
from broadsheet.reading.limits import DEFAULT_LIMITS, Limits
from broadsheet.reading.moments import given_moment
from broadsheet.reading.sources import Located, Paths, load, locate
from broadsheet.reading.tables import checked_mapping

CHUNK = 256
"""Articles of one chunk of `iter_articles`."""


class Reading(NamedTuple):
    """What was read: `articles` and `rejects`, in the columns of `broadsheet.schemas`."""

    articles: pd.DataFrame
    rejects: pd.DataFrame


def read_articles(
    paths: Paths, published_at: str | date | datetime | None = None, source: str | None = None, *,
    columns: Mapping[str, str] | None = None, limits: Limits = DEFAULT_LIMITS, now: datetime | None = None,
) -> Reading:
    """The articles in files, folders and globs, and what could not be read.

    Parameters
    ----------
    paths
        One path or many: files, folders (searched through), globs, "-" for standard input. Files are read by their
        content, whatever their ending. A `metadata.csv` beside the articles (path, and any of source, published_at,
        title, url and other columns of `articles`) is believed before anything that the files say.
    published_at
        Stands for all articles that have no date.
    source
        Stands for all articles that have no outlet.
    columns
        Column of a table or key of a record → column of `articles`; None guesses from the names.
    limits
        Sizes and depths beyond which a part is rejected.
    now
        The time of reading: later dates are not believed. None is the clock's.

    Returns
    -------
    Reading
        `articles`: one row per article, sorted by `article_id`, each with its text in paragraphs parted by a blank line.
        `rejects`: one row per file or part that could not be read, and one per date that was not believed (its part
        ends in `published_at`).

    Raises
    ------
    RequestError
        A path does not exist, a date or a column mapping makes no sense.
    """
    chunks = list(iter_articles(paths, published_at, source, columns=columns, limits=limits, now=now, chunk=1_000_000))
    articles = pd.concat([c.articles for c in chunks], ignore_index=True) if chunks else schemas.frame("articles")
    rejects = pd.concat([c.rejects for c in chunks], ignore_index=True) if chunks else schemas.frame("rejects")
    return Reading(schemas.frame("articles", articles), schemas.frame("rejects", rejects))


def iter_articles(
    paths: Paths, published_at: str | date | datetime | None = None, source: str | None = None, *,
    columns: Mapping[str, str] | None = None, limits: Limits = DEFAULT_LIMITS, now: datetime | None = None, chunk: int = CHUNK,
    skip: Callable[[Located], bool] | None = None,
) -> Iterator[Reading]:
    """What `read_articles` reads, in chunks of at most `chunk` articles, so that a big folder never stands in memory at once.

    An article whose content was read before in the same call is rejected as a duplicate, in whichever chunk it stands. A
    file for which `skip` is true is passed over without being opened.
    """
    if source is not None and not isinstance(source, str):
        raise RequestError(f"source: {source!r} is no text")
    fallback = given_moment(published_at)
    columns = checked_mapping(columns)
    now = now or datetime.now(UTC)
    seen: dict[str, str] = {}
    rows: list[dict[str, object]] = []
    rejects: list[Reject] = []
    for one in _found(paths, limits, columns, skip):
        draft, flags = (one, []) if isinstance(one, Reject) else believed(one, now)
        rejects.extend(flags)
        row = None if isinstance(draft, Reject) else _row(draft, fallback, source)
        if isinstance(draft, Reject):
            rejects.append(draft)
        elif row["article_id"] in seen:
            rejects.append(Reject(draft.path, draft.part, "duplicate", f"the same as {seen[str(row['article_id'])]}"))
        else:
            seen[str(row["article_id"])] = _place(draft)
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


def _found(
    paths: Paths, limits: Limits, columns: Mapping[str, str] | None, skip: Callable[[Located], bool] | None,
) -> Iterator[Draft | Reject]:
    for located in locate(paths):
        if isinstance(located, Reject):
            yield located
        elif skip is None or not skip(located):
            yield from _in_file(located, limits, columns)


def _in_file(located: Located, limits: Limits, columns: Mapping[str, str] | None) -> Iterator[Draft | Reject]:
    try:
        piece = load(located.path, limits)
    except ReadingError as error:
        yield Reject(located.path, None, error.reason, error.detail)
        return
    except (OSError, MemoryError) as error:
        yield Reject(located.path, None, "unreadable", getattr(error, "strerror", None) or str(error))
        return
    for one in found_in(piece, limits, columns):
        if isinstance(one, Draft) and located.sidecar is not None:
            yield located.sidecar.completed(one, located.listed_as)
        else:
            yield one


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
    articles = pd.DataFrame(rows, columns=schemas.TABLES["articles"].columns)
    for moment in ("published_at", "modified_at"):
        articles[moment] = pd.Series([row[moment] for row in rows], dtype="object").pipe(pd.to_datetime, utc=True)
    unique = pd.DataFrame(rejects, columns=["path", "part", "reason", "detail"]).drop_duplicates(["path", "part"])
    return Reading(schemas.frame("articles", articles), schemas.frame("rejects", unique))
