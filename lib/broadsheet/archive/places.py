"""Where an archive lies: a folder of this machine, or a bucket. The tables are Delta's; here are the few files beside them."""

from __future__ import annotations

import os
from collections.abc import Hashable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from broadsheet.archive.lock import writer_lock
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from broadsheet.archive.lease import Lease

MARK: Final = "archive.toml"
"""The file by which an archive is known; it holds the number of its layout."""


class Place(Protocol):
    """Files by name, and the right to write.

    `own` is the folder of this machine for what is nobody else's, such as annotated chunks of an ingest under way; `options` are
    Delta's for this storage, None for a folder. Files raise `OSError` with a message that may be shown.
    """

    own: Path
    options: dict[str, str] | None

    def uri(self, table: str) -> str:
        """Where Delta finds the table."""
        ...

    def there(self) -> bool:
        """Whether an archive may be read here."""
        ...

    def make(self) -> None:
        """Make what has to be there before the first write."""
        ...

    def names(self) -> list[str]:
        """The files and folders that lie directly here."""
        ...

    def sizes(self, table: str) -> dict[str, int]:
        """The table's files and their sizes in bytes."""
        ...

    def read(self, name: str) -> bytes | None:
        """The file's content, None if there is no such file."""
        ...

    def mark(self, name: str) -> Hashable:
        """While this stays, so does the file's content."""
        ...

    def write(self, name: str, content: bytes) -> None:
        """The file holds its old content or all of the new one, also after a crash."""
        ...

    def delete(self, name: str) -> None:
        """Delete the file, if it is there."""
        ...

    def writer(self) -> AbstractContextManager[Lease | None]:
        """The right to write, held by one process at a time; where it can be lost meanwhile, the lease that tells."""
        ...

    def reason(self, error: Exception) -> str:
        """What an error of Delta or Arrow comes down to, in one line without secrets."""
        ...


class Folder:
    """An archive's folder; the lock on it ends with the process that holds it."""

    options: dict[str, str] | None = None

    def __init__(self, root: Path) -> None:
        self.own = self._root = root

    def __str__(self) -> str:
        return str(self._root)

    def uri(self, table: str) -> str:
        return str(self._root / table)

    def there(self) -> bool:
        return self._root.is_dir()

    def make(self) -> None:
        self._root.mkdir(parents=True, exist_ok=True)

    def names(self) -> list[str]:
        if self._root.exists() and not self._root.is_dir():
            raise ArchiveError(f"{self._root} is a file; an archive is a folder")
        return os.listdir(self._root) if self._root.exists() else []

    def sizes(self, table: str) -> dict[str, int]:
        with os.scandir(self._root / table) as entries:
            return {entry.name: entry.stat().st_size for entry in entries}

    def read(self, name: str) -> bytes | None:
        try:
            return (self._root / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def mark(self, name: str) -> Hashable:
        try:
            status = (self._root / name).stat()
        except OSError:
            return None
        return status.st_size, status.st_mtime_ns

    def write(self, name: str, content: bytes) -> None:
        write_atomically(self._root / name, content)

    def delete(self, name: str) -> None:
        (self._root / name).unlink(missing_ok=True)

    def writer(self) -> AbstractContextManager[Lease | None]:
        return writer_lock(self._root)

    def reason(self, error: Exception) -> str:
        return (str(error) or type(error).__name__).splitlines()[0]


def write_atomically(path: Path, content: bytes) -> None:
    """The file holds its old content or all of the new one, also after a crash."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
