"""What keeps an archive fast that grows by many small ingests: files joined, and those that nobody reads any more deleted.

The rule: every ingest adds a file to most tables. Once the register has more than `MOST_FILES`, the next ingest joins the files of
each table that has as many, and deletes what no table has used for `UNUSED` hours; `broadsheet check` does the same at any time. A
reader that began before is not disturbed: it reads the files that its state names, which stay for that long.
"""

from __future__ import annotations

from broadsheet.archive.committing import record_upkeep
from broadsheet.archive.store import Store
from broadsheet.archive.tables import STORED

MOST_FILES = 200
"""Files of one table beyond which they are joined."""

UNUSED = 24 * 7
"""Hours for which a file stays that no table uses any more."""


def keep_up(store: Store) -> None:
    """Join and delete files if the register says that it is time; called after an ingest, it takes the right to write itself."""
    if _files(store, "register") > MOST_FILES:
        with store.writing():
            joined_files(store)
            delete_unused(store)
            record_upkeep(store)


def joined_files(store: Store) -> list[tuple[str, int]]:
    """Join the files of the tables that have too many; those tables, and how many files each had. Call it only while `writing`."""
    counts = [(name, _files(store, name)) for name in STORED]
    joined = [(name, files) for name, files in counts if files > MOST_FILES]
    for name, _ in joined:
        store.join_files(name)
    return joined


def delete_unused(store: Store) -> None:
    """Delete the files of all tables that none has used for a week. Call it only while `writing`."""
    for name in STORED:
        store.delete_unused_files(name, older_than=UNUSED)


def _files(store: Store, name: str) -> int:
    delta = store.delta(name)
    return 0 if delta is None else len(delta.file_uris())
