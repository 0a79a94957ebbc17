"""Web crawls in WARC files, packed or not."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

from broadsheet.reading.draft import Found, Moment, Piece, Reject
from broadsheet.reading.forms import SIGNATURE, Form, Job, Sample
from broadsheet.reading.moments import parse_moment
from broadsheet.reading.packed import check_depth, read_at_most, unpacked


def read_crawl(piece: Piece, job: Job) -> Found:
    """The articles in the pages of a crawl: responses with status 200 that are text, each with its address and when it was fetched."""
    check_depth(piece, job)
    data = _unpacked_whole(piece, job) if _is_one_stream(piece.data) else piece.data
    yield from job.inner(_records(piece, data, job))


def _is_one_stream(data: bytes) -> bool:
    """Whether the crawl is packed as one gzip stream instead of record by record, which warcio reads no further than one record."""
    if not data.startswith(b"\x1f\x8b"):
        return False
    try:
        stream = zlib.decompressobj(wbits=31)
        head = stream.decompress(data[:_LOOKED_AT], 4 * _LOOKED_AT)
    except zlib.error:
        return False
    return _NEXT_RECORD.search(head) is not None


def _unpacked_whole(piece: Piece, job: Job) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(piece.data)) as stream:
        return unpacked(stream, len(piece.data), job)


_LOOKED_AT = 1_000_000
_NEXT_RECORD = re.compile(rb"\r?\n\r?\n\r?\n?WARC/\d")


def _records(piece: Piece, data: bytes, job: Job) -> Iterator[Piece | Reject]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = iter(ArchiveIterator(io.BytesIO(data)))
    most = job.limits.article_bytes
    number = 0
    while True:
        number += 1
        label = piece.inside(f"record {number}")
        try:
            record = next(records, None)
            if record is None:
                return
            if record.rec_type not in ("response", "resource") or not _wanted(record):
                continue
            content = read_at_most(record.content_stream(), most, job)
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error, KeyError, AttributeError) as error:
            yield Reject(piece.path, label, "truncated", f"the crawl breaks off here ({error})"[:200])
            return
        if len(content) > most:
            yield Reject(piece.path, label, "too large", f"a record of more than {most} bytes")
            continue
        yield _page(piece, record, content, label)


def _wanted(record: Any) -> bool:
    """Whether a record may be a page: not what the crawler says of itself (`metadata://`), and not what sites tell crawlers."""
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if not re.match(r"<?https?://", address, re.IGNORECASE) or _FOR_CRAWLERS.search(address):
        return False
    headers = record.http_headers
    if headers is None:
        return True
    kind = (headers.get_header("Content-Type") or "text/html").lower()
    return headers.get_statuscode() == "200" and any(word in kind for word in ("html", "text/plain", "xml", "pdf", "json"))


_FOR_CRAWLERS = re.compile(r"://[^/]+/(?:robots\.txt|(?:[\w-]*sitemap[\w.-]*)\.xml(?:\.gz)?|\.well-known/.*)>?$", re.IGNORECASE)


def _page(piece: Piece, record: Any, data: bytes, label: str) -> Piece:
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") or "") if headers is not None else ""
    charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
    fetched: Moment | None = parse_moment(record.rec_headers.get_header("WARC-Date"))
    return Piece(
        piece.path, data, part=label, name="page.html" if "html" in kind.lower() else "", depth=piece.depth + 1, charset=charset,
        url=record.rec_headers.get_header("WARC-Target-URI"), fetched=fetched,
    )


def _is_crawl(sample: Sample) -> bool:
    if not sample.head.startswith(b"\x1f\x8b"):
        return re.match(rb"WARC/\d", sample.head) is not None
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(sample.data[:100_000])).read(5) == b"WARC/"
    except (OSError, EOFError, zlib.error):
        return False


FORM = Form("web crawl", read_crawl, _is_crawl, endings=(".warc", ".warc.gz"), rank=SIGNATURE, one_article=False)
