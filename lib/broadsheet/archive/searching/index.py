"""The index of an archive's words: beside the archive, brought up to date when asked, made again when it is not what it should be.

It holds nothing that the archive does not hold, so it may be deleted at any time. One process writes at a time; readers go on with the
files that they have opened.
"""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any, Final

import numpy as np

from broadsheet.archive.lock import writer_lock
from broadsheet.archive.places import Place, digest_of, local_cache
from broadsheet.archive.searching.opened import BrokenIndexError, Opened, keys_of, mark_of, new_index, open_index
from broadsheet.archive.searching.updating import covers, newest_batch, with_changes
from broadsheet.archive.state import State
from broadsheet.errors import ArchiveError

logger = logging.getLogger(__name__)

FOLDER: Final = ".search"


class SearchIndex:
    """The index of the archive at a place; what was opened stays open while it is the newest."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._opened: tuple[Any, Opened] | None = None
        self._keys: tuple[State, np.ndarray] | None = None

    def current(self, state: State) -> Opened:
        """The index, covering this state of the archive: brought up to date, or made again, where it is not.

        Raises
        ------
        ArchiveError
            No index can be written, neither beside the archive nor in this machine's cache.
        """
        batch = newest_batch(state)
        for folder in _folders(self.place):
            opened = self._open(folder)
            if opened is not None and (opened.batch == batch or covers(opened, state)):
                return opened
            try:
                folder.mkdir(parents=True, exist_ok=True)
                with writer_lock(folder):
                    return self._brought_up(folder, state)
            except (OSError, ArchiveError) as error:
                logger.debug("no index of words in %s: %s", folder, error)
        raise ArchiveError(f"{self.place}: no index of words can be written, neither there nor in {_folders(self.place)[-1]}")

    def keys(self, state: State) -> np.ndarray:
        """The number of each article of the register, worked out once for a state."""
        if self._keys is None or self._keys[0] is not state:
            self._keys = (state, keys_of(state.register["article_id"]))
        return self._keys[1]

    def forget(self) -> None:
        """Delete the index; the next search makes it again."""
        self._opened = None
        for folder in _folders(self.place):
            shutil.rmtree(folder, ignore_errors=True)

    def _open(self, folder: Path) -> Opened | None:
        """The index as its state says, None where there is none that is whole."""
        mark = mark_of(folder)
        if self._opened is not None and self._opened[0] == (folder, mark):
            return self._opened[1]
        if mark is None:
            return None
        try:
            opened = open_index(folder)
        except BrokenIndexError as error:
            logger.debug("%s: %s", folder, error)
            return None
        self._opened = ((folder, mark), opened)
        return opened

    def _brought_up(self, folder: Path, state: State) -> Opened:
        """What another process has written meanwhile, or the index with what it lacks; only under the lock."""
        self._opened = None
        opened = self._open(folder)
        if opened is None:
            opened = new_index(folder)
        try:
            opened = with_changes(folder, opened, state)
        except BrokenIndexError as error:
            logger.debug("%s is made again: %s", folder, error)
            opened = with_changes(folder, new_index(folder), state)
        self._opened = ((folder, mark_of(folder)), opened)
        return opened


def refresh_index(index: SearchIndex, state: State) -> None:
    """Bring the index up to date after articles came in or went. What fails is logged: the archive is whole without it."""
    try:
        if len(state.batches):
            index.current(state)
    except (ArchiveError, BrokenIndexError, OSError) as error:
        logger.warning("the index for search was not brought up to date (the next search does it): %s", error)


def inspect_index(place: Place) -> str | None:
    """What is wrong with the index: files that are not as they were written, traces of what was removed. None where nothing is."""
    for folder in _folders(place):
        if mark_of(folder) is None:
            continue
        try:
            opened = open_index(folder)
        except BrokenIndexError as error:
            return str(error)
        for name, (_, digest) in opened.files.items():
            if digest_of((opened.folder / name).read_bytes()) != digest:
                return f"{name} is not as it was written"
        segments = json.loads((opened.folder / "meta.json").read_text("utf-8"))["segments"]
        if any(segment.get("deletes") for segment in segments):
            return "it holds words of articles that were removed or annotated again"
    return None


def _folders(place: Place) -> list[Path]:
    """Where the index may be: beside the archive, or in the cache of this machine where that cannot be written."""
    return [place.own / FOLDER, local_cache(place, "search")]
