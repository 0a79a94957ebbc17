"""ZIP archives of files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from broadsheet.reading.draft import Found, Piece, ReadingError, Reject
from broadsheet.reading.forms import PACKED, Form, Job
from broadsheet.reading.packed import PackedFile, check_depth

_SKIPPED = ("__macosx/", ".ds_store", "thumbs.db")


def read_zip(piece: Piece, job: Job) -> Found:
    """The articles in the files of a ZIP archive, and a reject for each file that is not read."""
    check_depth(piece, job)
    yield from job.inner(_unzipped(piece, job))


def _unzipped(piece: Piece, job: Job) -> Iterator[Piece | Reject]:
    seen: set[str] = set()
    with PackedFile(piece, job) as packed:
        for member in packed.members:
            name = member.filename
            if member.is_dir() or name.lower().startswith(_SKIPPED) or PurePosixPath(name).name.startswith("."):
                continue
            label = piece.inside(name if name not in seen else f"{name} ({len(seen)})")
            seen.add(name)
            try:
                data = packed.read(member)
            except ReadingError as error:
                yield Reject(piece.path, label, error.reason, error.detail)
                continue
            yield Piece(piece.path, data, part=label, name=PurePosixPath(name).name, depth=piece.depth + 1, url=piece.url)


FORM = Form(
    "zip", read_zip, lambda sample: sample.head.startswith((b"PK\x03\x04", b"PK\x05\x06")), endings=(".zip",), rank=PACKED,
    one_article=False,
)
