"""From a piece of bytes to the articles in it: its kind decides the reader, and nothing that a reader meets stops the rest."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping

from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import Draft, Found, Piece, ReadingError, Reject
from broadsheet.reading.kinds import kind_of
from broadsheet.reading.limits import Limits
from broadsheet.reading.pages import read_page
from broadsheet.reading.plain import read_plain
from broadsheet.reading.tables import read_delimited, read_json, read_json_lines, records_to_drafts

logger = logging.getLogger(__name__)


def found_in(piece: Piece, limits: Limits, columns: Mapping[str, str] | None = None) -> Found:
    """The articles of a piece, and a reject for each part of it that is none.

    Parameters
    ----------
    piece
        A file or a part of one.
    limits
        Beyond them a part is rejected.
    columns
        Column of a table → column of `articles`; None guesses.
    """
    found = _guarded(piece, limits, columns)
    for one in found:
        if isinstance(one, Draft) and len(one.text) > limits.text_chars:
            yield Reject(one.path, one.part, "too large", f"{len(one.text)} characters; at most {limits.text_chars} are read")
        else:
            yield one


def _guarded(piece: Piece, limits: Limits, columns: Mapping[str, str] | None) -> Found:
    """Readers of foreign formats raise what they like; here it becomes a reject of this piece."""
    try:
        yield from _read(piece, limits, columns)
    except ReadingError as error:
        yield Reject(piece.path, piece.part, error.reason, error.detail)
    except Exception as error:
        logger.debug("%s: %s", piece.path, piece.part, exc_info=True)
        yield Reject(piece.path, piece.part, "broken", _line(error))


def _line(error: Exception) -> str:
    said = re.sub(r"\s+", " ", str(error)).strip()[:200]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _read(piece: Piece, limits: Limits, columns: Mapping[str, str] | None) -> Found:
    kind = kind_of(piece)
    if kind == "empty":
        raise ReadingError("empty", f"{len(piece.data)} bytes, none of them text")
    if kind == "binary":
        raise ReadingError("binary", "a picture, a program, an archive of a kind that is not read, or the like")
    if kind in _SINGLE:
        if len(piece.data) > limits.article_bytes:
            raise ReadingError("too large", f"{len(piece.data)} bytes; an article may have {limits.article_bytes}")
        yield from _SINGLE[kind](piece)
    elif kind in _TABLES:
        yield from records_to_drafts(piece, _TABLES[kind](piece), columns)
    else:
        raise ReadingError("unknown form", kind)


def _plain(piece: Piece) -> Found:
    yield read_plain(piece, decode(piece.data, piece.charset))


def _page(piece: Piece) -> Found:
    yield read_page(piece)


_SINGLE: dict[str, Callable[[Piece], Found]] = {"text": _plain, "html": _page}
_TABLES: dict[str, Callable[[Piece], Iterator]] = {
    "json": lambda piece: read_json(decode(piece.data)),
    "jsonl": lambda piece: read_json_lines(piece, decode(piece.data)),
    "csv": lambda piece: read_delimited(piece, decode(piece.data)),
}
