"""Annotated chunks on disk until the ingest they belong to is complete, so that an interrupted one need not annotate again."""

from __future__ import annotations

import hashlib
import time
import uuid
from pathlib import Path
from typing import Final

import pyarrow as pa

from broadsheet.archive.parallel import Annotated, AnnotationSettings, packed, unpacked
from broadsheet.archive.places import write_atomically
from broadsheet.errors import ArchiveError

_ENDING: Final = ".chunk"
_STALE: Final = 14 * 86_400
"""Seconds after which a chunk that no ingest came back for is thrown away."""


class Staging:
    """A folder of annotated chunks, each under a name made from its articles and from how they are annotated."""

    def __init__(self, folder: Path, settings: AnnotationSettings, version: str) -> None:
        self.folder = folder
        # Two functions may have one name, so what one of them annotated is not taken for the other's.
        own = "" if settings.sentiment_name == settings.sentiment else uuid.uuid4().hex
        self._salt = repr((settings.recorded(), own, version)).encode()

    def path(self, chunk: bytes) -> Path:
        """Where the chunk's annotation is kept."""
        return self.folder / (hashlib.blake2b(chunk, key=hashlib.blake2b(self._salt).digest(), digest_size=16).hexdigest() + _ENDING)

    def keep(self, chunk: bytes, annotated: Annotated) -> Path:
        """Write the chunk's annotation.

        Raises
        ------
        ArchiveError
            The disk is full or the folder cannot be written.
        """
        failed = pa.table({
            "article_id": pa.array(annotated.failed.keys(), pa.string()), "reason": pa.array(annotated.failed.values(), pa.string()),
        })
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self.path(chunk), packed([failed]) + annotated.tables)
        except OSError as error:
            raise ArchiveError(f"{self.folder} cannot be written: {error.strerror or error}") from error
        return self.path(chunk)

    def has(self, chunk: bytes) -> bool:
        """Whether the chunk's annotation is there and whole."""
        try:
            load(self.path(chunk))
        except ArchiveError:
            return False
        return True

    def clear(self, paths: list[Path]) -> None:
        """Throw away these chunks, and any that were left long ago."""
        for path in paths:
            path.unlink(missing_ok=True)
        remove_stale(self.folder)


def load(path: Path) -> tuple[list[pa.Table], dict[str, str]]:
    """The tables of a kept chunk, in the order of `LOCAL`, and the articles that failed.

    Raises
    ------
    ArchiveError
        The file is missing or damaged.
    """
    try:
        failed, *tables = unpacked(path.read_bytes())
    except (OSError, pa.ArrowException, ValueError) as error:
        raise ArchiveError(f"{path} cannot be read: {error}") from error
    return tables, dict(zip(failed["article_id"].to_pylist(), failed["reason"].to_pylist(), strict=True))


def remove_stale(folder: Path, *, older_than: float = _STALE) -> int:
    """Delete chunks that nobody came back for; how many they were."""
    old = [path for path in folder.glob("*") if _age(path) > older_than]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
