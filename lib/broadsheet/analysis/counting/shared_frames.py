"""Frames that several processes of one run need: worked out by the first that asks, and taken from a folder by the others.

The notebooks of a report run side by side, and several rest on the same plans, stories and claims. What is kept has a name made of the
function and of everything in the frames that it reads, so that a kernel in which they differ finds nothing and works out its own.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa

SHARED_FRAMES: Final = "BROADSHEET_SHARED_FRAMES"
"""The variable that names the folder, which must be there; where it is not set, or cannot be read or written, nothing is shared."""

_WORTH_IT: Final = 0.2
"""Seconds of the processor from which on a frame is kept: reading a smaller one takes as long as making it."""


def shared(name: str, frames: Mapping[str, pd.DataFrame], make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """What `make` gives, taken from the folder where another process left it there.

    Parameters
    ----------
    name
        Of the function: its module and its own.
    frames
        What it reads, by name.
    make
        Works it out.
    """
    folder = os.environ.get(SHARED_FRAMES)
    key = _key(name, frames) if folder else None
    if folder is None or key is None:
        return make()
    place = Path(folder) / key
    with _alone(place.with_suffix(".lock")):
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            found: pd.DataFrame = pickle.loads(place.read_bytes())
            return found
        began = time.thread_time()
        made = make()
        if time.thread_time() - began >= _WORTH_IT:
            _leave(made, place)
    return made


def _key(name: str, frames: Mapping[str, pd.DataFrame]) -> str | None:
    """A name for a function and what it reads; None where some of that is of a kind that Arrow does not know."""
    told = hashlib.blake2b(name.encode(), digest_size=16)
    try:
        for own, frame in sorted(frames.items()):
            told.update(own.encode())
            told.update(str(frame.index).encode())
            table = pa.Table.from_pandas(frame).replace_schema_metadata(None).combine_chunks()
            with pa.ipc.new_stream(pa.PythonFile(_Hashed(told), mode="w"), table.schema) as stream:
                stream.write_table(table)
    except (pa.ArrowException, TypeError):
        return None
    return told.hexdigest()


class _Hashed:
    """A file whose content only changes a hash."""

    closed = False

    def __init__(self, told: hashlib.blake2b) -> None:
        self._told = told

    def write(self, content: bytes) -> int:
        """Take it in."""
        self._told.update(content)
        return len(content)

    def flush(self) -> None:
        """Nothing waits."""


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time; nobody waits where files cannot be locked."""
    try:
        import fcntl

        opened = lock.open("w")
    except (ImportError, OSError):
        yield
        return
    with opened:
        with suppress(OSError):
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield


def _leave(made: pd.DataFrame, place: Path) -> None:
    """Put it into the folder, whole or not at all."""
    unfinished = place.with_suffix(f".{os.getpid()}")
    with suppress(OSError, pickle.PicklingError, AttributeError, TypeError):
        unfinished.write_bytes(pickle.dumps(made))
        unfinished.rename(place)
