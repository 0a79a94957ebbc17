"""One writer at a time: a lock on a file that the system releases when its holder dies."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadsheet.errors import ArchiveError

logger = logging.getLogger(__name__)
NAME = ".lock"
_PAUSE = 0.05


@contextmanager
def writer_lock(folder: Path, *, patience: float = 3600.0) -> Iterator[None]:
    """Hold the folder's lock; wait up to `patience` seconds for whoever holds it.

    Writing takes a second or two, since annotation happens outside the lock: a longer wait means a large ingest.
    """
    try:
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise ArchiveError(f"{folder} cannot be written: {error.strerror}") from error
    try:
        _wait_for(handle, folder, patience)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, folder: Path, patience: float) -> None:
    started, told = time.monotonic(), False
    while not _taken(handle):
        waited = time.monotonic() - started
        if waited > patience:
            raise ArchiveError(f"{folder}: another process has been writing for {patience:.0f} seconds; try again when it has ended")
        if waited > 1 and not told:
            logger.info("waiting for another process that is writing to %s", folder)
            told = True
        time.sleep(_PAUSE)


def _taken(handle: int) -> bool:
    """Whether the lock is ours now."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
