"""What a Delta table's log says: the files of its newest state, and what single commits changed.

The log's entries follow Delta's protocol, which is a published standard; of what `deltalake` gives back only the columns named
here are used. Should a later version of it name them otherwise, files are listed without the batches and days that they hold:
reading is slower then, and right.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable

from broadsheet.archive.places import Place, digest_of

logger = logging.getLogger(__name__)

LOG: Final = "_delta_log"
INDEXED: Final = ("batch", "day")
"""Columns whose least and greatest values the log keeps per file; never a text's, which would outlive its removal."""

_NEEDED: Final = {"path", "size_bytes"}


class DataFile(NamedTuple):
    """A file of a table: its path below the table, its bytes (None where that is not known), and its bounds.

    `bounds`: column → least value, greatest value, and whether some are null; a column of which nothing is known is left out.
    """

    path: str
    size: int | None
    bounds: dict[str, tuple[Any, Any, bool]]

    @property
    def batches(self) -> tuple[int, int] | None:
        """The first and the last batch in it."""
        low, high, _ = self.bounds.get("batch", (None, None, False))
        return None if low is None or high is None else (int(low), int(high))


class Commit(NamedTuple):
    """One entry of the log: the digest of its text, the files that it adds and the paths of those that it takes away."""

    version: int
    digest: str
    added: list[DataFile]
    gone: list[str]


def entry_name(version: int) -> str:
    """The name of a commit's file below the table."""
    return f"{LOG}/{version:020}.json"


def data_files(table: DeltaTable) -> list[DataFile]:
    """The files of the table's state."""
    actions = pa.table(table.get_add_actions(flatten=True))
    if not set(actions.column_names) >= _NEEDED:
        _warn_of_other_columns()
        return [DataFile(unquote(uri.rpartition("/")[2]), None, {}) for uri in table.file_uris()]
    return [DataFile(unquote(row["path"]), row["size_bytes"], _bounds(row)) for row in actions.to_pylist()]


def _bounds(row: dict[str, Any]) -> dict[str, tuple[Any, Any, bool]]:
    return {
        column: (row[f"min.{column}"], row[f"max.{column}"], bool(row.get(f"null_count.{column}", 1)))
        for column in INDEXED if row.get(f"min.{column}") is not None and row.get(f"max.{column}") is not None
    }


@cache
def _warn_of_other_columns() -> None:
    logger.warning("this version of deltalake describes a table's files by other columns than broadsheet knows: reading a period is slower")


def commits(place: Place, name: str, after: int) -> Iterator[Commit]:
    """The table's commits after a version."""
    version = after + 1
    while (text := place.read(f"{name}/{entry_name(version)}")) is not None:
        yield _commit(version, text)
        version += 1


def _commit(version: int, text: bytes) -> Commit:
    added, gone = [], []
    for line in text.splitlines():
        action = json.loads(line) if line.strip() else {}
        if "add" in action:
            stats = json.loads(action["add"].get("stats") or "{}")
            low, high = stats.get("minValues", {}).get("batch"), stats.get("maxValues", {}).get("batch")
            bounds = {} if low is None or high is None else {"batch": (low, high, bool(stats.get("nullCount", {}).get("batch", 1)))}
            added.append(DataFile(unquote(action["add"]["path"]), action["add"]["size"], bounds))
        elif "remove" in action:
            gone.append(unquote(action["remove"]["path"]))
    return Commit(version, digest_of(text), added, gone)


def log_mark(table: str) -> Hashable:
    """While this stays, so does the log of a table in a folder of this machine; None where there is no log."""
    try:
        with os.scandir(os.path.join(table, LOG)) as entries:
            states = [(entry.name, entry.stat()) for entry in entries]
    except (FileNotFoundError, NotADirectoryError):
        return None
    return frozenset((name, state.st_ino, state.st_size, state.st_mtime_ns) for name, state in states)


def newest_version(place: Place, name: str) -> int:
    """The number of the newest entry of a table's log; -1 where there is none."""
    entries = (path.rpartition("/")[2].removesuffix(".json") for path in place.sizes(f"{name}/{LOG}") if path.endswith(".json"))
    return max((int(entry) for entry in entries if entry.isdigit()), default=-1)
