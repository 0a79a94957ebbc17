"""From a piece of bytes to the articles in it: its kind decides the reader, and nothing that a reader meets stops the rest."""

from __future__ import annotations

import gzip
import io
import logging
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from broadsheet.reading.containers import crawled, gunzipped, unzipped
from broadsheet.reading.decoding import declared_in_markup, decode
from broadsheet.reading.documents import read_docx, read_pdf, read_rtf
from broadsheet.reading.draft import Draft, Found, Piece, ReadingError, Reject
from broadsheet.reading.exports import is_export, read_export
from broadsheet.reading.feed_files import read_feed
from broadsheet.reading.kinds import kind_of
from broadsheet.reading.limits import Limits
from broadsheet.reading.mail import read_mail, read_mhtml
from broadsheet.reading.page_blocks import page_blocks
from broadsheet.reading.pages import parsed, read_page
from broadsheet.reading.plain import read_plain
from broadsheet.reading.sheets import read_excel, read_parquet
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
    if kind in _REFUSED:
        raise ReadingError(*_REFUSED[kind])
    if kind in _SINGLE:
        if len(piece.data) > limits.article_bytes:
            raise ReadingError("too large", f"{len(piece.data)} bytes; an article may have {limits.article_bytes}")
        yield from _SINGLE[kind](piece)
    elif kind in _TABLES:
        yield from _unless_empty(records_to_drafts(piece, _TABLES[kind](piece), columns), "no records in it")
    elif kind == "gzip":
        inner = crawled if _is_crawl(piece) else gunzipped
        yield from _all(piece, inner, limits, columns)
    else:
        yield from _all(piece, {"zip": unzipped, "warc": crawled}[kind], limits, columns)


_REFUSED: dict[str, tuple[str, str]] = {
    "empty": ("empty", "no text in it"),
    "binary": ("binary", "a picture, a program, an archive of a kind that is not read, or the like"),
    "office": ("unknown form", "an old Word, Excel or Outlook file; save it as DOCX, XLSX or text"),
    "encrypted": ("encrypted", "the document needs a password"),
}


def _all(piece: Piece, opened: Callable[[Piece, Limits], Any], limits: Limits, columns: Mapping[str, str] | None) -> Found:
    """What the parts of an archive hold; each part is read under its own guard."""
    inner = opened(piece, limits)
    parts = iter([inner]) if isinstance(inner, Piece) else inner
    found = (one for part in parts for one in ([part] if isinstance(part, Reject) else found_in(part, limits, columns)))
    yield from _unless_empty(found, "no file or page in it")


def _unless_empty(found: Iterable[Draft | Reject], detail: str) -> Found:
    empty = True
    for one in found:
        empty = False
        yield one
    if empty:
        raise ReadingError("empty", detail)


def _is_crawl(piece: Piece) -> bool:
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(piece.data[:100_000])).read(5) == b"WARC/"
    except (OSError, EOFError, zlib.error):
        return False


def _plain(piece: Piece) -> Found:
    text = decode(piece.data, piece.charset)
    lines = text.split("\n")
    if is_export(lines):
        yield from read_export(piece, lines)
    else:
        yield read_plain(piece, text)


def _page(piece: Piece) -> Found:
    if _may_be_export(piece.data):
        lines = [block.text for block in page_blocks(parsed(decode(piece.data, piece.charset or declared_in_markup(piece.data))))]
        if is_export(lines):
            yield from read_export(piece, lines)
            return
    yield read_page(piece)


def _may_be_export(data: bytes) -> bool:
    """Whether a page has what ends an article in an export: looked for as plain bytes, since every page is searched whole."""
    lowered = data.lower()
    return b"end of document" in lowered or b"load-date:" in lowered or _FACTIVA_END.search(data) is not None


_FACTIVA_END = re.compile(rb"Document\s+[A-Z0-9]{4,}\d{8}\w+")
_SINGLE: dict[str, Callable[[Piece], Found]] = {
    "text": _plain, "html": _page, "mhtml": read_mhtml, "mail": read_mail, "pdf": read_pdf, "rtf": read_rtf, "docx": read_docx,
    "feed": read_feed,
}
_TABLES: dict[str, Callable[[Piece], Iterator[Any]]] = {
    "json": lambda piece: read_json(decode(piece.data)),
    "jsonl": lambda piece: read_json_lines(piece, decode(piece.data)),
    "csv": lambda piece: read_delimited(piece, decode(piece.data)),
    "parquet": read_parquet,
    "xlsx": read_excel,
}
