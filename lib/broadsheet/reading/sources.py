"""Where articles lie: files, folders, globs and standard input, and the `metadata.csv` beside them."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from broadsheet.errors import RequestError
from broadsheet.reading.draft import Piece, ReadingError, Reject
from broadsheet.reading.forms import form_of
from broadsheet.reading.limits import Limits
from broadsheet.reading.sidecar import METADATA_NAME, Sidecar, read_sidecar

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
STDIN = "-"
_SKIPPED_NAMES = ("thumbs.db", "desktop.ini", METADATA_NAME)
_SKIPPED_FOLDERS = ("__macosx", "__pycache__", "node_modules")
_README = re.compile(r"^readme(?:[._-][a-z]{2})?(?:\.[a-z]{1,8})?$")
"""README, README.md, README.de.md; a file whose name only begins so ("readme-first-says-minister.txt") may be an article."""
_PAGE_ENDINGS = (".html", ".htm", ".xhtml")
_PAGE_FOLDER = re.compile(
    r"^(?P<page>.+)(?:_files|[-_]dateien|[-_]fichiers|[-_]archivos|_file|[-_]bestanden|[-_]arquivos|[-_]ficheiros|[-_]pliki|_soubory|"
    r"[-_]filer|_tiedostot|\.files|_elemei)$", re.IGNORECASE,
)
"""The folder into which browsers put what a saved page shows, by the languages of browsers."""
_BLANK = b"\x00 \t\r\n\x0b\x0c"
_ENDS = (200_000, 2_000_000)
"""Bytes of a big file from its beginning and its end by which its form is told before it is read."""


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

    A folder is searched through, however deep it goes. Left out without a word: hidden files and folders, files called
    README, `metadata.csv` itself, and a folder `gold` that lies beside a README (an annotation of the articles); what
    `metadata.csv` names is never left out. Left out with a reject: the folder of a saved page's pictures and scripts, and
    rows of a folder's `metadata.csv` that name no file. A symbolic link to a folder is followed once, and a file that
    several paths name is met once.

    Raises
    ------
    RequestError
        A path does not exist, is an address, or a glob fits nothing.
    """
    seen: set[tuple[int, int]] = set()
    given: set[str] = set()
    sidecars: dict[Path, Sidecar | Reject | None] = {}
    for path in [p for stated in listed(paths) for p in _expanded(stated)]:
        if path == STDIN:
            yield Located(STDIN, None, None)
        elif os.path.isdir(path):
            yield from (one for one in _in_folder(Path(path), seen) if isinstance(one, Reject) or _first(one, given))
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
    return lowered.startswith((".", "~$")) or lowered in _SKIPPED_NAMES or _README.match(lowered) is not None


def _expanded(path: str) -> list[str]:
    if path == STDIN or os.path.lexists(path):
        return [path]
    if re.match(r"(?:https?|ftp)://", path, re.IGNORECASE):
        raise RequestError(f"{path} is an address, not a file: `broadsheet collect FEEDS.toml` fetches pages; or save it and give the file")
    path = os.path.expanduser(path)
    found = sorted(glob.glob(path, recursive=True))
    if not found:
        raise RequestError(f"no file or folder {path!r}" if not glob.has_magic(path) else f"nothing fits {path!r}")
    return [path for path in found if not _is_left_out(os.path.basename(path)) or len(found) == 1]


def _sidecar(folder: Path) -> Sidecar | Reject | None:
    path = folder / METADATA_NAME
    return read_sidecar(path) if path.is_file() else None


@dataclass(slots=True)
class _Folder:
    """A folder that is being searched: what is left of it, and the `metadata.csv` that holds for it."""

    path: str
    entries: Iterator[os.DirEntry[str]]
    sidecar: Sidecar | None
    base: str
    own: bool = False
    """Whether the `metadata.csv` lies in this folder."""
    described: bool = False
    """Whether a README lies in it."""
    pages: set[str] = field(default_factory=set)
    """Names of its pages, without their endings."""


def _in_folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Located | Reject]:
    """The files below a folder, those of each folder in the order of their names. Without recursion: folders may lie deep."""
    open_folders: list[_Folder] = []
    yield from _entered(str(folder), None, seen, open_folders)
    while open_folders:
        current = open_folders[-1]
        entry = next(current.entries, None)
        if entry is None:
            open_folders.pop()
            if current.own and current.sidecar is not None:
                yield from _unmatched(current.sidecar, current.path)
            continue
        place = os.path.relpath(entry.path, current.base) if current.sidecar else None
        named = current.sidecar is not None and current.sidecar.row(place) is not None
        if _is_left_out(entry.name) and not (named and entry.name.lower() != METADATA_NAME):
            continue
        try:
            is_folder = entry.is_dir()
        except OSError as error:
            yield Reject(entry.path, None, "unreadable", error.strerror)
            continue
        if not is_folder:
            yield Located(entry.path, current.sidecar, place)
        elif not _is_other_folder(entry.name.lower(), current):
            page = _PAGE_FOLDER.match(entry.name)
            if page and page["page"] in current.pages:
                yield Reject(entry.path, None, "no article", f"what the saved page {page['page']} shows: pictures, scripts and the like")
            else:
                yield from _entered(entry.path, current, seen, open_folders)


def _is_other_folder(name: str, within: _Folder) -> bool:
    return name in _SKIPPED_FOLDERS or (name == "gold" and within.described)


def _entered(path: str, above: _Folder | None, seen: set[tuple[int, int]], open_folders: list[_Folder]) -> Iterator[Reject]:
    """Puts a folder upon those that are being searched, unless it was met before; a reject where it cannot be entered."""
    try:
        status = os.stat(path)
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        yield Reject(path, None, "unreadable", error.strerror or str(error))
        return
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    own = _sidecar(Path(path))
    if isinstance(own, Reject):
        yield own
    found = own if isinstance(own, Sidecar) else above.sidecar if above else None
    base = path if isinstance(own, Sidecar) or above is None else above.base
    pages = {os.path.splitext(entry.name)[0] for entry in entries if entry.name.lower().endswith(_PAGE_ENDINGS)}
    described = any(_README.match(entry.name.lower()) for entry in entries)
    open_folders.append(_Folder(path, iter(entries), found, base, isinstance(own, Sidecar), described, pages))


def _unmatched(sidecar: Sidecar, folder: str) -> Iterator[Reject]:
    """Rows of a `metadata.csv` that name no file below its folder."""
    path = os.path.join(folder, METADATA_NAME)
    for name in sidecar.unmatched():
        yield Reject(path, name, "no such file", "a row of metadata.csv names it")


def load(path: str, limits: Limits) -> Piece:
    """The bytes of a file.

    A file of nothing but blanks and zeros is read piece by piece and given back as empty, and the form of a big one is told
    before it is read, so that neither fills the memory.

    Raises
    ------
    OSError
        The file system refuses.
    ReadingError
        It is no regular file, or larger than `limits` allows.
    """
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
    if size == 0:
        return Piece(path, b"", name=file.name)  # also what the system shows of itself as files without a size (/proc)
    if size > limits.article_bytes:
        _check_form(file, size, limits)
    return Piece(path, file.read_bytes(), name=file.name)


def _check_form(file: Path, size: int, limits: Limits) -> None:
    """Refuses a big file that is nothing but blanks, or one article by its form."""
    with file.open("rb") as stream:
        head = stream.read(_ENDS[0])
        if not head.strip(_BLANK) and not any(chunk.strip(_BLANK) for chunk in iter(lambda: stream.read(1_000_000), b"")):
            raise ReadingError("empty", "no text in it")
        stream.seek(max(0, size - _ENDS[1]))
        form = form_of(Piece(str(file), head + stream.read(_ENDS[1]), name=file.name))
    if form.one_article:
        raise ReadingError("too large", f"{size} bytes; an article may have {limits.article_bytes}")
