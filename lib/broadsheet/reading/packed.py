"""The one guarded way to open a packed file: every member counts against the budget of the whole file.

Whatever form packs its content (ZIP, DOCX, ODT, XLSX, gzip, a web crawl) opens it through here, in memory, so that nothing in it
touches the disk. Names are only labels: a path that leads out of the archive is refused for what it is.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Protocol, Self

from broadsheet.reading.draft import Piece, ReadingError
from broadsheet.reading.forms import Job

FLOOR = 10_000_000
"""Bytes up to which a member may unpack whatever its ratio."""
_BROKEN = (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, zlib.error, struct.error, ValueError, KeyError)
"""What the standard library raises on damaged archives."""


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class PackedFile:
    """A file in the form of a ZIP archive.

    Parameters
    ----------
    piece
        Its bytes.
    job
        Whose budget and limits hold.
    what
        What it is, for the message when it cannot be opened ("ZIP archive", "workbook").

    Raises
    ------
    ReadingError
        It is no ZIP archive or has too many members.
    """

    def __init__(self, piece: Piece, job: Job, what: str = "ZIP archive") -> None:
        self._job = job
        self._what = what
        try:
            self._packed = zipfile.ZipFile(io.BytesIO(piece.data))
            self.members = self._packed.infolist()
        except _BROKEN as error:
            raise ReadingError("truncated", f"no readable {what} ({error})"[:200]) from error
        job.budget.take_members(len(self.members))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._packed.close()

    def read(self, member: zipfile.ZipInfo | str, *, most: int | None = None) -> bytes:
        """The bytes of a member.

        Parameters
        ----------
        member
            The member, or its name.
        most
            Bytes that it may unpack to, beside what the limits allow for any member.

        Raises
        ------
        ReadingError
            The member is missing, damaged, encrypted, a link, leads out of the archive or unpacks to too much.
        """
        try:
            info = self._packed.getinfo(member) if isinstance(member, str) else member
        except KeyError as error:
            raise ReadingError("truncated", f"no readable {self._what} ({error})") from error
        allowed = self._checked(info, most)
        try:
            with self._packed.open(info) as stream:
                data = stream.read(allowed + 1)
        except _BROKEN as error:
            raise ReadingError("truncated", str(error)[:200]) from error
        if len(data) > allowed:
            raise ReadingError("zip bomb", f"unpacks to more than {allowed} bytes")
        self._job.budget.take_bytes(len(data))
        return data

    def take_all(self, *, most: int) -> None:
        """Count all members as if they were unpacked, for a library that opens the archive by itself.

        Python's own `zipfile` reads no more of a member than its head declares, so that the declared sizes bound it.
        """
        total = sum(info.file_size for info in self.members)
        if total > most:
            raise ReadingError("zip bomb", f"unpacks to {total} bytes; at most {most} are read")
        for info in self.members:
            self._checked(info, None)
        self._job.budget.take_bytes(total)

    def _checked(self, info: zipfile.ZipInfo, most: int | None) -> int:
        """The bytes that a member may unpack to, once nothing that its head says is wrong."""
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ".." in PurePosixPath(name).parts or name[1:3] == ":/":
            raise ReadingError("path traversal", f"the name {info.filename[:120]!r} leads out of the archive")
        if (info.external_attr >> 16) & 0o170000 == 0o120000:
            raise ReadingError("not a file", "a symbolic link")
        if info.flag_bits & 1:
            raise ReadingError("encrypted", "this member needs a password")
        if most is not None and info.file_size > most:
            raise ReadingError("too large", f"unpacks to {info.file_size} bytes")
        limits = self._job.limits
        by_ratio = max(FLOOR, limits.ratio * max(1, info.compress_size))
        if info.file_size > by_ratio:
            raise ReadingError("zip bomb", f"{info.compress_size} bytes unpack to {info.file_size}")
        whole = min(self._job.budget.bytes_left, limits.file_bytes)
        if info.file_size > whole:
            raise ReadingError("too large", f"unpacks to {info.file_size} bytes")
        return min(by_ratio, whole)


def unpacked(stream: _Stream, packed_bytes: int, job: Job) -> bytes:
    """All that a compressed stream unpacks to.

    Parameters
    ----------
    stream
        Gives unpacked bytes.
    packed_bytes
        The bytes that it unpacks.
    job
        Whose budget and limits hold.

    Raises
    ------
    ReadingError
        The stream is truncated, broken, or a bomb.
    """
    most = min(max(FLOOR, job.limits.ratio * packed_bytes), job.budget.bytes_left)
    try:
        data = stream.read(most + 1)
    except _BROKEN as error:
        raise ReadingError("truncated", str(error)[:200]) from error
    if len(data) > most:
        raise ReadingError("zip bomb", f"{packed_bytes} bytes unpack to more than {most}")
    job.budget.take_bytes(len(data))
    return data


def read_at_most(stream: _Stream, most: int, job: Job) -> bytes:
    """The bytes of a stream that says itself where it ends; one byte more than `most` where it goes on."""
    data = stream.read(most + 1)
    job.budget.take_bytes(len(data))
    job.budget.check_time()
    return data


def check_depth(piece: Piece, job: Job) -> None:
    """`too deep` for an archive that lies in too many archives."""
    if piece.depth >= job.limits.depth:
        raise ReadingError("too deep", f"archives in archives, {piece.depth} deep; at most {job.limits.depth} are read")
