"""The way in: files, folders, pages and exports become `articles`, and what cannot be read becomes `rejects`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

import pandas as pd

from broadsheet import schemas
from broadsheet.errors import RequestError
from broadsheet.reading.dispatch import found_in
from broadsheet.reading.draft import Draft, ReadingError, Reject
from broadsheet.reading.limits import DEFAULT_LIMITS, Limits
from broadsheet.reading.moments import given_moment
from broadsheet.reading.sources import Located, Paths, load, locate
from broadsheet.reading.tables import checked_mapping
from broadsheet.reading.tabulating import Reading, tabulated

CHUNK = 256
"""Articles of one chunk of `iter_articles`."""


def read_articles(
    paths: Paths, published_at: str | date | datetime | None = None, source: str | None = None, *,
    map: Mapping[str, str] | None = None, columns: Mapping[str, str] | None = None, day_first: bool | None = None,
    limits: Limits = DEFAULT_LIMITS, now: datetime | None = None,
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
    map
        Column of `articles` → column of a table, key of a record or path in it (`{"text": "fields.bodyText"}`); what it leaves
        out is guessed from the names.
    columns
        The same in the other direction, and nothing else of the table is read.
    day_first
        Whether "03/04/2025" in a table is the 3rd of April; None: as the other dates of its column tell, day first and a row in
        `rejects` where none tells.
    limits
        Sizes and depths beyond which a part is rejected.
    now
        The time of reading: later dates are not believed. None is the clock's.

    Returns
    -------
    Reading
        `articles`: one row per article, sorted by `article_id`, each with its text in paragraphs parted by a blank line.
        `rejects`: one row per file or part that could not be read or is no article, and one per date that was not
        understood or not believed (its part ends in `published_at`).

    Raises
    ------
    RequestError
        A path does not exist, a date or a column mapping makes no sense.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import broadsheet as bs
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "one.txt")
    ...     head = "Title: Ferry back\\nSource: The Courier\\nDate: 2025-05-05"
    ...     _ = file.write_text(head + "\\n\\nAda Moss said on Monday that the ferry was back.")
    ...     articles, rejects = bs.read_articles(folder)
    >>> articles["title"].tolist(), articles["source"].tolist(), len(rejects)
    (['Ferry back'], ['The Courier'], 0)
    """
    chunks = list(iter_articles(
        paths, published_at, source, map=map, columns=columns, day_first=day_first, limits=limits, now=now, chunk=1_000_000,
    ))
    articles = pd.concat([c.articles for c in chunks], ignore_index=True) if chunks else schemas.frame("articles")
    rejects = pd.concat([c.rejects for c in chunks], ignore_index=True) if chunks else schemas.frame("rejects")
    return Reading(schemas.frame("articles", articles), schemas.frame("rejects", rejects))


def iter_articles(
    paths: Paths, published_at: str | date | datetime | None = None, source: str | None = None, *,
    map: Mapping[str, str] | None = None, columns: Mapping[str, str] | None = None, day_first: bool | None = None,
    limits: Limits = DEFAULT_LIMITS, now: datetime | None = None, chunk: int = CHUNK,
    skip: Callable[[Located], bool] | None = None,
) -> Iterator[Reading]:
    """What `read_articles` reads, in chunks of at most `chunk` articles, so that a big folder never stands in memory at once.

    An article whose content was read before in the same call is rejected as a duplicate, in whichever chunk it stands. A
    file for which `skip` is true is passed over without being opened.
    """
    if source is not None and not isinstance(source, str):
        raise RequestError(f"source: {source!r} is no text")
    how = _How(limits, checked_mapping(columns, map), day_first)
    found = _found(paths, how, skip)
    yield from tabulated(found, fallback=given_moment(published_at), source=source, now=now or datetime.now(UTC), chunk=chunk)


class _How(NamedTuple):
    """What holds for every file of a reading."""

    limits: Limits
    columns: Mapping[str, str] | None
    day_first: bool | None


def _found(paths: Paths, how: _How, skip: Callable[[Located], bool] | None) -> Iterator[Draft | Reject]:
    for located in locate(paths):
        if isinstance(located, Reject):
            yield located
        elif skip is None or not skip(located):
            yield from _in_file(located, how)


def _in_file(located: Located, how: _How) -> Iterator[Draft | Reject]:
    try:
        piece = load(located.path, how.limits)
    except ReadingError as error:
        yield Reject(located.path, None, error.reason, error.detail)
        return
    except (OSError, MemoryError) as error:
        yield Reject(located.path, None, "unreadable", getattr(error, "strerror", None) or str(error))
        return
    for one in found_in(piece, how.limits, how.columns, day_first=how.day_first):
        if isinstance(one, Draft) and located.sidecar is not None:
            yield located.sidecar.completed(one, located.listed_as)
        else:
            yield one
