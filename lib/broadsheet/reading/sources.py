"""Where articles lie: files, folders, globs and standard input, and the `metadata.csv` beside them."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from broadsheet.errors import RequestError
from broadsheet.reading.draft import Piece, Reject
from broadsheet.reading.limits import Limits
from broadsheet.reading.sidecar import METADATA_NAME, Sidecar, read_sidecar

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
STDIN = "-"
_SKIPPED_NAMES = ("thumbs.db", "desktop.ini", METADATA_NAME)
_SKIPPED_FOLDERS = ("__macosx", "__pycache__", "node_modules")


class Located(NamedTuple):
    """A file, and what the `metadata.csv` beside it says of it."""

    path: str
    sidecar: Sidecar | None
    listed_as: str | None


def listed(paths: Paths) -> list[str]:
    """One path or many, as a list of strings.

    Raises
    ------
    RequestError
        No path is given, or one is no path.
    """
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    try:
        return [os.fspath(path) for path in given]
    except TypeError as error:
        raise RequestError(f"paths: {error}; give one path or a list of paths") from error


def locate(paths: Paths) -> Iterator[Located | Reject]:
    """The files that may hold articles, sorted within each folder; what the file system refuses is a reject.

    A folder is searched through. Left out without a word: hidden files and folders, `README*` files, `metadata.csv`
    itself, and a folder `gold` that lies beside a `metadata.csv` or a `README*` (an annotation of the articles). A
    symbolic link to a folder is followed once, and a file that several paths name is met once.

    Raises
    ------
    RequestError
        A path does not exist, or a glob fits nothing.
    """
    seen: set[tuple[int, int]] = set()
    given: set[str] = set()
    sidecars: dict[Path, Sidecar | Reject | None] = {}
    for path in [p for stated in listed(paths) for p in _expanded(stated)]:
        if path == STDIN:
            yield Located(STDIN, None, None)
        elif os.path.isdir(path):
            yield from (one for one in _in_folder(Path(path), None, path, seen) if isinstance(one, Reject) or _first(one, given))
        else:
            folder = Path(path).parent
            if folder not in sidecars:
                sidecars[folder] = _sidecar(folder)
                if isinstance(sidecars[folder], Reject):
                    yield sidecars[folder]  # type: ignore[misc]
            sidecar = sidecars[folder]
            located = Located(path, sidecar if isinstance(sidecar, Sidecar) else None, Path(path).name)
            if _first(located, given):
                yield located


def _first(located: Located, given: set[str]) -> bool:
    """Whether a file is met for the first time; it is then known as met."""
    path = os.path.abspath(located.path)
    known = path in given
    given.add(path)
    return not known


def _is_left_out(name: str) -> bool:
    lowered = name.lower()
    return lowered.startswith((".", "~$", "readme")) or lowered in _SKIPPED_NAMES


def _expanded(path: str) -> list[str]:
    if path == STDIN or os.path.lexists(path):
        return [path]
    path = os.path.expanduser(path)
    found = sorted(glob.glob(path, recursive=True))
    if not found:
        raise RequestError(f"no file or folder {path!r}" if not glob.has_magic(path) else f"nothing fits {path!r}")
    return [path for path in found if not _is_left_out(os.path.basename(path)) or len(found) == 1]


def _sidecar(folder: Path) -> Sidecar | Reject | None:
    path = folder / METADATA_NAME
    return read_sidecar(path) if path.is_file() else None


def _in_folder(folder: Path, sidecar: Sidecar | None, base: str, seen: set[tuple[int, int]]) -> Iterator[Located | Reject]:
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Reject(str(folder), None, "unreadable", error.strerror or str(error))
        return
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    own = _sidecar(folder)
    if isinstance(own, Reject):
        yield own
    elif own is not None:
        sidecar, base = own, str(folder)
    described = own is not None or any(entry.name.lower().startswith("readme") for entry in entries)
    for entry in entries:
        name = entry.name.lower()
        if _is_left_out(name):
            continue
        try:
            is_folder = entry.is_dir()
        except OSError as error:
            yield Reject(entry.path, None, "unreadable", error.strerror)
            continue
        if is_folder:
            if name in _SKIPPED_FOLDERS or (name == "gold" and described):
                continue
            yield from _in_folder(Path(entry.path), sidecar, base, seen)
        else:
            yield Located(entry.path, sidecar, os.path.relpath(entry.path, base) if sidecar else None)


def load(path: str, limits: Limits) -> Piece:
    """The bytes of a file.

    Raises
    ------
    OSError
        The file system refuses.
    ReadingError
        It is no regular file, or larger than `limits` allows.
    """
    from broadsheet.reading.draft import ReadingError

    if path == STDIN:
        data = sys.stdin.buffer.read(limits.file_bytes + 1)
        if len(data) > limits.file_bytes:
            raise ReadingError("too large", f"standard input of more than {limits.file_bytes} bytes")
        return Piece(STDIN, data)
    file = Path(path)
    if not file.is_file():
        raise ReadingError("not a file", "a broken link" if file.is_symlink() else "a device, pipe or socket")
    size = file.stat().st_size
    if size > limits.file_bytes:
        raise ReadingError("too large", f"{size} bytes; at most {limits.file_bytes} are read")
    return Piece(path, file.read_bytes(), name=file.name)
