"""What is damaged in the files of an archive: logs against the record of what was committed, data files against their recorded hashes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from broadsheet.archive.deltalog import LOG, data_files
from broadsheet.archive.record import Held, Written
from broadsheet.archive.store import Store
from broadsheet.archive.tables import STORED, pandas_frame
from broadsheet.errors import DamagedError

_DATA = ".parquet"
Span = tuple[int, int] | None
"""First and last batch of a file; None where that is not known."""


@dataclass
class Inspected:
    """One table's files.

    `log`: what is wrong with its log, None if nothing is; `good`: the data files that it consists of and that are as written; `bad`: the
    others, with what is wrong and the batches in them; `spare`: files that it does not consist of any more, as they were written;
    `fresh`: those of the good ones that are not recorded yet.
    """

    name: str
    log: str | None = None
    good: list[str] = field(default_factory=list)
    bad: dict[str, tuple[str, Span]] = field(default_factory=dict)
    spare: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged."""
        return self.log is None and not self.bad

    def __str__(self) -> str:
        counts = pd.Series([what for what, _ in self.bad.values()], dtype="str").value_counts()
        files = [f"{number} data file{'s' if number > 1 else ''} {what}" for what, number in counts.items()]
        return ", ".join([*([self.log] if self.log else []), *files])


def inspected(store: Store, name: str, held: Held | None) -> Inspected:
    """The table as it lies there, beside what is recorded of it.

    Raises
    ------
    ArchiveError
        The place cannot be read.
    """
    sizes = store.place.sizes(name)
    made = Inspected(name)
    made.log, live = _live(store, name, held, sizes)
    known = {} if held is None else held.ever
    for path, (size, span) in live.items():
        recorded = known.get(path)
        wrong = _wrong(store, name, path, sizes, recorded, size)
        span = span if recorded is None or recorded.first is None or recorded.last is None else (recorded.first, recorded.last)
        if wrong is None:
            made.good.append(path)
        else:
            made.bad[path] = (wrong, span)
    made.fresh = [path for path in made.good if path not in known] if held is not None else []
    if not made.sound:
        made.spare = [
            path for path, written in known.items()
            if path not in live and path in sizes and store.place.digest(f"{name}/{path}") == written.digest
        ]
    return made


def _live(store: Store, name: str, held: Held | None, sizes: Mapping[str, int]) -> tuple[str | None, dict[str, tuple[int | None, Span]]]:
    """What is wrong with the table's log, and the files that the table consists of, with size and batches."""
    try:
        table = store.delta(name)
        files = {} if table is None else {file.path: (file.size, file.batches) for file in data_files(table)}
    except DamagedError:
        return "its log cannot be read", _told(store, name, held, sizes)
    least = None if store.witness is None else store.witness.tables.get(name)
    reached = max(-1 if held is None else held.version, -1 if least is None else least.version)
    if table is None:
        unexplained = held is None and store.witness is None and any(_is_data(path) for path in sizes)
        return ("its log is missing", _told(store, name, held, sizes)) if reached >= 0 or unexplained else (None, {})
    if table.version() < reached:
        return "its newest commits are gone", _told(store, name, held, sizes) if held is not None else files
    if held is None:
        return None, files
    told = _told(store, name, held, sizes)
    if table.version() == held.version and not set(held.files) <= set(files) <= set(told):
        return "its log names other files than were written", told
    if any(store.place.digest(f"{name}/{entry}") not in (None, digest) for entry, digest in held.log.items()):
        return "its log was changed", told if table.version() == held.version else files
    gone = {path: told[path] for path in set(held.files) - set(files) if not _rewritten(held.files[path], files, held)}
    return ("its log lacks files that were written", files | gone) if gone else (None, files)


def _rewritten(written: Written, files: Mapping[str, tuple[int | None, Span]], held: Held) -> bool:
    """Whether a file that the log has given up lives on in one that is not recorded yet: rows were deleted, or files joined."""
    new = [span for path, (_, span) in files.items() if path not in held.ever]
    if written.first is None or written.last is None:
        return bool(new)
    return any(span is None or span[0] <= written.first and written.last <= span[1] for span in new)


def _told(store: Store, name: str, held: Held | None, sizes: Mapping[str, int]) -> dict[str, tuple[int | None, Span]]:
    """The files that were recorded, and those of batches whose record is lost; without a record all that lie there."""
    known = {} if held is None else held.ever
    others = {path: size for path, size in sizes.items() if _is_data(path) and path not in known}
    if held is None:
        return {path: (size, None) for path, size in others.items()}
    told: dict[str, tuple[int | None, Span]] = {path: (written.size, None) for path, written in held.files.items()}
    told |= {path: (size, None) for path, size in others.items() if held.gaps and _holds_only(store, name, path, held.gaps)}
    return told


def _holds_only(store: Store, name: str, path: str, batches: frozenset[int]) -> bool:
    """Whether a data file has rows of these batches only."""
    rows = rows_of(store, name, path)
    return rows is not None and set(pc.unique(rows["batch"]).to_pylist()) <= batches


def _is_data(path: str) -> bool:
    return path.endswith(_DATA) and not path.startswith(f"{LOG}/")


def _wrong(
    store: Store, name: str, path: str, sizes: Mapping[str, int], recorded: Written | None, size: int | None,
) -> str | None:
    """What is wrong with a data file."""
    if path not in sizes:
        return "missing"
    if size is not None and sizes[path] != size:
        return "cut short" if sizes[path] < size else "changed"
    if recorded is not None and recorded.digest is not None:
        return None if store.place.digest(f"{name}/{path}") == recorded.digest else "changed"
    return None if rows_of(store, name, path) is not None else "unreadable"


def rows_of(store: Store, name: str, path: str) -> pa.Table | None:
    """The rows of one data file in the table's columns; None if they cannot be read."""
    content = store.place.read(f"{name}/{path}")
    try:
        table = pq.ParquetFile(pa.BufferReader(content or b"")).read()
        table.validate(full=True)
        made = pa.table([
            table[field.name].cast(field.type) if field.name in table.column_names else pa.nulls(len(table), field.type)
            for field in STORED[name]
        ], schema=STORED[name])
        pandas_frame(made.slice(0, 1))
        return made
    except (OSError, ValueError, TypeError, KeyError, pa.ArrowException):
        return None


def rows_of_files(store: Store, name: str, paths: Iterable[str], keep: Callable[[pa.Table], pa.Table] = lambda rows: rows) -> pa.Table:
    """The rows of several data files, each file's as `keep` leaves them; files that cannot be read are passed over."""
    read = [rows_of(store, name, path) for path in paths]
    return pa.concat_tables([STORED[name].empty_table(), *(keep(rows) for rows in read if rows is not None)])
