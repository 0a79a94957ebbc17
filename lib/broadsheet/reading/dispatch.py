"""From a piece of bytes to the articles in it: its form decides the reader, and nothing that a reader meets stops the rest."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from broadsheet.reading.draft import Draft, Found, Piece, ReadingError, Reject
from broadsheet.reading.forms import Job, form_of
from broadsheet.reading.limits import Budget, Limits

logger = logging.getLogger(__name__)


def found_in(
    piece: Piece, limits: Limits, columns: Mapping[str, str] | None = None, *, day_first: bool | None = None,
) -> Found:
    """The articles of a piece, and a reject for each part of it that is none.

    Parameters
    ----------
    piece
        A file or a part of one.
    limits
        Beyond them a part is rejected; the piece and all that is packed in it share one budget.
    columns
        Column of a table → column of `articles`; None guesses.
    day_first
        How "03/04/2025" is read in tables; None: as the other dates of the column tell.
    """
    return _found(piece, Job(limits, Budget(limits), columns, _found, day_first))


def _found(piece: Piece, job: Job) -> Found:
    for one in _guarded(piece, job):
        if isinstance(one, Draft):
            job.budget.restart_time()
            if len(one.text) > job.limits.text_chars:
                yield Reject(one.path, one.part, "too large", f"{len(one.text)} characters; at most {job.limits.text_chars} are read")
                continue
        yield one


def _guarded(piece: Piece, job: Job) -> Found:
    """Readers of foreign formats raise what they like; here it becomes a reject of this piece."""
    try:
        yield from _read(piece, job)
    except ReadingError as error:
        yield Reject(piece.path, piece.part, error.reason, error.detail)
    except Exception as error:
        logger.debug("%s: %s", piece.path, piece.part, exc_info=True)
        yield Reject(piece.path, piece.part, "broken", _line(error))


def _line(error: Exception) -> str:
    said = re.sub(r"\s+", " ", str(error)).strip()[:200]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _read(piece: Piece, job: Job) -> Found:
    form = form_of(piece)
    job.budget.check_time()
    if form.one_article and len(piece.data) > job.limits.article_bytes:
        raise ReadingError("too large", f"{len(piece.data)} bytes; an article may have {job.limits.article_bytes}")
    yield from form.read(piece, job)
