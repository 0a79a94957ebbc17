"""Where an archive lies: a folder of this machine, or a bucket. The tables are Delta's; here are the few files beside them."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Hashable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import psutil

from broadsheet.archive.lock import writer_lock
from broadsheet.caches import cache_folder
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from broadsheet.archive.lease import Lease

MARK: Final = "archive.toml"
"""The file by which an archive is known; it holds the number of its layout."""

DIGEST_BYTES: Final = 16
_FAILURES: Final = {
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE,
    errno.ETIMEDOUT,
}
_CLOCKS: Final = 2.0
"""Seconds by which a file's time and a process's may differ."""
_PARTIAL: Final = re.compile(r"\..*\.(\d+)\.part")
"""How `write_atomically` names a file that is not whole yet: with the id of the process that writes it."""


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

    def sizes(self, folder: str) -> dict[str, int]:
        """The files below a folder, by their names relative to it, and their sizes in bytes; none where there is no such folder."""
        ...

    def digest(self, name: str) -> str | None:
        """A hash of the file's content, None if there is no such file."""
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

    def move(self, name: str, to: str) -> None:
        """Give the file another name, also in another folder."""
        ...

    def sweep(self) -> int:
        """Delete what writers of this machine that are gone left half-written; how many files it was."""
        ...

    def writer(self) -> AbstractContextManager[Lease | None]:
        """The right to write, held by one process at a time; where it can be lost meanwhile, the lease that tells."""
        ...

    def reason(self, error: Exception) -> str:
        """What an error of Delta or Arrow comes down to, in one line without secrets."""
        ...

    def fails(self, error: Exception) -> bool:
        """Whether the error is one of the place (no rights, no answer, too many open files) and tells nothing of its files."""
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

    def sizes(self, folder: str) -> dict[str, int]:
        below = self._root / folder
        return {path.relative_to(below).as_posix(): path.stat().st_size for path in below.rglob("*") if path.is_file()}

    def digest(self, name: str) -> str | None:
        try:
            with (self._root / name).open("rb") as stream:
                return hashlib.file_digest(stream, _new_hash).hexdigest()
        except (FileNotFoundError, NotADirectoryError):
            return None

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

    def move(self, name: str, to: str) -> None:
        target = self._root / to
        target.parent.mkdir(parents=True, exist_ok=True)
        (self._root / name).replace(target)

    def sweep(self) -> int:
        return remove_partial(self._root) + remove_partial(self._root / "staging")

    def writer(self) -> AbstractContextManager[Lease | None]:
        return writer_lock(self._root)

    def reason(self, error: Exception) -> str:
        return (str(error) or type(error).__name__).splitlines()[0]

    def fails(self, error: Exception) -> bool:
        told = re.search(r"\(os error (\d+)\)", str(error))
        number = error.errno if isinstance(error, OSError) and error.errno else int(told[1]) if told else None
        return number in _FAILURES


def _new_hash() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=DIGEST_BYTES)


def digest_of(content: bytes) -> str:
    """What `Place.digest` gives for a file with this content."""
    return hashlib.blake2b(content, digest_size=DIGEST_BYTES).hexdigest()


def local_cache(place: Place, what: str) -> Path:
    """The folder of this machine's cache for what belongs beside an archive that cannot be written."""
    known_as = hashlib.blake2b(os.path.abspath(place.own).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return cache_folder() / f"{what}-{known_as}"


def write_atomically(path: Path, content: bytes) -> None:
    """The file holds its old content or all of the new one, also after a crash.

    Parameters
    ----------
    path
        The file; its folder is there.
    content
        All that it shall hold.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def remove_partial(folder: Path) -> int:
    """Delete the half-written files of `write_atomically` whose process is gone; how many they were."""
    found = [(path, _PARTIAL.fullmatch(path.name)) for path in folder.glob(".*.part")]
    left = [path for path, name in found if name is not None and is_left(path, int(name[1]))]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def is_left(path: Path, process: int) -> bool:
    """Whether the process that made a file or folder is gone; one with the same number that started later is another.

    Parameters
    ----------
    path
        What it made.
    process
        Its number.

    Returns
    -------
    bool
        False also where it cannot be told.
    """
    try:
        return psutil.Process(process).create_time() > path.lstat().st_mtime + _CLOCKS
    except psutil.NoSuchProcess:
        return True
    except (psutil.Error, OSError):
        return False
