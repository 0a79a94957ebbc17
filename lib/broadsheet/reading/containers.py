"""Archives of files: ZIP, gzip and WARC, unpacked in memory within limits, so that nothing in them touches the disk."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from broadsheet.reading.draft import Moment, Piece, ReadingError, Reject
from broadsheet.reading.limits import Limits
from broadsheet.reading.moments import parse_moment

FLOOR = 10_000_000
"""Bytes up to which a member may unpack whatever its ratio."""
_SKIPPED = ("__macosx/", ".ds_store", "thumbs.db")


def unzipped(piece: Piece, limits: Limits) -> Iterator[Piece | Reject]:
    """The files of a ZIP archive, and a reject for each that is not read.

    Names are only labels here: nothing is written, so a path that leads out of the archive is refused for what it is.
    """
    _check_depth(piece, limits)
    try:
        packed = zipfile.ZipFile(io.BytesIO(piece.data))
        members = packed.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise ReadingError("truncated", f"no readable ZIP archive ({error})") from error
    if len(members) > limits.members:
        raise ReadingError("too large", f"{len(members)} members; at most {limits.members} are read")
    total = 0
    seen: set[str] = set()
    with packed:
        for member in members:
            name = member.filename
            if member.is_dir() or name.lower().startswith(_SKIPPED) or PurePosixPath(name).name.startswith("."):
                continue
            label = piece.inside(name if name not in seen else f"{name} ({len(seen)})")
            seen.add(name)
            got = _member(packed, member, piece, label, limits, limits.unpacked_bytes - total)
            total += 0 if isinstance(got, Reject) else len(got.data)
            yield got


def _member(
    packed: zipfile.ZipFile, member: zipfile.ZipInfo, piece: Piece, label: str, limits: Limits, left: int,
) -> Piece | Reject:
    refused = _refused(member, limits, left)
    if refused:
        return Reject(piece.path, label, *refused)
    most = min(max(FLOOR, limits.ratio * member.compress_size), limits.file_bytes, left)
    try:
        with packed.open(member) as stream:
            data = stream.read(most + 1)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, zlib.error, ValueError) as error:
        return Reject(piece.path, label, "truncated", str(error)[:200])
    if len(data) > most:
        return Reject(piece.path, label, "zip bomb", f"unpacks to more than {most} bytes")
    return Piece(piece.path, data, part=label, name=PurePosixPath(member.filename).name, depth=piece.depth + 1, url=piece.url)


def _refused(member: zipfile.ZipInfo, limits: Limits, left: int) -> tuple[str, str] | None:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in PurePosixPath(name).parts or name[1:3] == ":/":
        return "path traversal", f"the name {member.filename[:120]!r} leads out of the archive"
    if (member.external_attr >> 16) & 0o170000 == 0o120000:
        return "not a file", "a symbolic link"
    if member.flag_bits & 1:
        return "encrypted", "this member needs a password"
    if member.file_size > max(FLOOR, limits.ratio * max(1, member.compress_size)):
        return "zip bomb", f"{member.compress_size} bytes unpack to {member.file_size}"
    if member.file_size > min(left, limits.file_bytes):
        return "too large", f"unpacks to {member.file_size} bytes"
    return None


def gunzipped(piece: Piece, limits: Limits) -> Piece:
    """The file in a gzip stream.

    Raises
    ------
    ReadingError
        The stream is truncated, broken, or a bomb.
    """
    _check_depth(piece, limits)
    most = min(max(FLOOR, limits.ratio * len(piece.data)), limits.unpacked_bytes)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(piece.data)) as stream:
            data = stream.read(most + 1)
    except (EOFError, OSError, zlib.error, struct.error) as error:
        raise ReadingError("truncated", str(error)[:200]) from error
    if len(data) > most:
        raise ReadingError("zip bomb", f"{len(piece.data)} bytes unpack to more than {most}")
    name = piece.name[:-3] if piece.name.lower().endswith(".gz") else piece.name
    return Piece(piece.path, data, part=piece.part, name=name, depth=piece.depth + 1, url=piece.url, fetched=piece.fetched)


def crawled(piece: Piece, limits: Limits) -> Iterator[Piece | Reject]:
    """The pages of a WARC file (packed or not): responses with status 200 that are text, each with its address and when it was fetched."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    _check_depth(piece, limits)
    records = iter(ArchiveIterator(io.BytesIO(piece.data)))
    number, total = 0, 0
    while True:
        number += 1
        label = piece.inside(f"record {number}")
        try:
            record = next(records, None)
            if record is None:
                return
            if record.rec_type not in ("response", "resource") or not _wanted(record):
                continue
            data = record.content_stream().read(limits.article_bytes + 1)
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error, KeyError, AttributeError) as error:
            yield Reject(piece.path, label, "truncated", f"the crawl breaks off here ({error})"[:200])
            return
        total += len(data)
        if len(data) > limits.article_bytes or total > limits.unpacked_bytes:
            yield Reject(piece.path, label, "too large", f"a record of more than {limits.article_bytes} bytes, or too many of them")
            continue
        yield _record(piece, record, data, label)


def _wanted(record: object) -> bool:
    headers = getattr(record, "http_headers", None)
    if headers is None:
        return True
    kind = (headers.get_header("Content-Type") or "text/html").lower()
    return headers.get_statuscode() == "200" and any(word in kind for word in ("html", "text/plain", "xml", "pdf", "json"))


def _record(piece: Piece, record: object, data: bytes, label: str) -> Piece:
    headers = getattr(record, "http_headers", None)
    kind = (headers.get_header("Content-Type") or "") if headers is not None else ""
    stamps = record.rec_headers  # type: ignore[attr-defined]
    charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
    fetched: Moment | None = parse_moment(stamps.get_header("WARC-Date"))
    return Piece(
        piece.path, data, part=label, name="page.html" if "html" in kind.lower() else "", depth=piece.depth + 1, charset=charset,
        url=stamps.get_header("WARC-Target-URI"), fetched=fetched,
    )


def _check_depth(piece: Piece, limits: Limits) -> None:
    if piece.depth >= limits.depth:
        raise ReadingError("too deep", f"archives in archives, {piece.depth} deep; at most {limits.depth} are read")
