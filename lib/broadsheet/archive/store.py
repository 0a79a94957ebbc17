"""The Delta tables of an archive: appended to by one writer at a time, read by anyone at any time."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError, TableNotFoundError

from broadsheet.archive import witness as witnesses
from broadsheet.archive.addresses import place_of
from broadsheet.archive.deltalog import INDEXED, data_files, log_mark, newest_version
from broadsheet.archive.fetching import SIDE_BY_SIDE, Fetched
from broadsheet.archive.places import MARK
from broadsheet.archive.record import Changes
from broadsheet.archive.scanning import dataset_of
from broadsheet.archive.tables import STORED
from broadsheet.archive.witness import Witness, read_witness
from broadsheet.errors import ArchiveError, DamagedError
from broadsheet.settings import Address

if TYPE_CHECKING:
    from broadsheet.archive.lease import Lease

FORMAT: Final = 1
"""The layout of the stored tables. A column more is not a new layout: it reads as null where it is missing."""

SET_ASIDE: Final = "set-aside"
"""The folder of what a repair has replaced: damaged files as they were found."""

_OURS = {MARK, witnesses.NAME, SET_ASIDE, "corrections.toml", "labels.jsonl", "staging", *STORED}

_NO_CLEANING = PostCommitHookProperties(cleanup_expired_logs=False)
"""Whoever tidies up looks for old logs, not every commit."""
ROW_GROUPS: Final = {"articles": 256, "sentences": 8_192}
"""Rows that are stored together, by day: whoever wants the texts of twenty articles reads these groups and not the whole files."""
_SMALL: Final = 4_000_000
"""Bytes of a table up to which one thread reads it: to begin several costs more than they save (18 columns of 8 files: 7 ms, not 11)."""
_AT_ONCE = CommitProperties(max_commit_retries=0)
"""A commit that fails if anybody else has committed to the table since it was read."""


class Store:
    """The tables of one archive. Its place is made by the first write.

    With `mending`, what is damaged does not keep it from being opened: for whoever finds out what is damaged.
    """

    def __init__(self, address: Address, *, mending: bool = False) -> None:
        self.place = place_of(address)
        self.mending = mending
        self.witness: Witness | None = None
        self.changes = Changes(self.place)
        self._remote = self.place.options is not None
        self._opened: dict[str, DeltaTable] = {}
        self._marks: dict[str, Hashable] = {}
        self._fetched = Fetched(self.place)
        self._lease: Lease | None = None
        self._newest: set[str] = set()
        self._made = self._is_ours()

    @property
    def exists(self) -> bool:
        """Whether anything was ever stored here."""
        if not (self._remote and self._made):
            with self._translated("cannot be read"):
                self._made = self.place.mark(MARK) is not None or (self.mending and self._holds_tables())
        return self._made

    def _holds_tables(self) -> bool:
        return any(name in STORED for name in self.place.names())

    def _is_ours(self) -> bool:
        """Whether an archive lies here. Only one of a layout that we know will do, or an empty place, or none."""
        with self._translated("cannot be read"):
            mark = self.place.read(MARK)
            there = [] if mark is not None else [name for name in self.place.names() if not name.startswith(".")]
        others = sorted(set(there) - _OURS)
        if others:
            raise ArchiveError(f"{self.place} is not an archive (it holds {others[0]!r}); name an archive or an empty folder")
        if not self.mending and set(there) & set(STORED):
            raise self.damaged(f"{MARK} is missing beside the tables")
        if mark is not None and (found := self._layout(mark)) != FORMAT:
            raise ArchiveError(
                f"{self.place} has layout {found}, this version of broadsheet reads layout {FORMAT}: "
                + ("install a newer broadsheet" if found > FORMAT else "ingest the articles into a new archive")
            )
        return mark is not None

    def _layout(self, mark: bytes) -> int:
        try:
            return int(tomllib.loads(mark.decode())["format"])
        except (ValueError, KeyError, TypeError) as error:
            if self.mending:
                return FORMAT
            raise self.damaged(f"{MARK} cannot be read: {error}") from error

    def write_mark(self) -> None:
        """Write the file by which an archive is known. Call it only while `writing`."""
        self.place.write(MARK, f"# An archive of broadsheet; see its documentation.\nformat = {FORMAT}\n".encode())

    def damaged(self, what: str) -> DamagedError:
        """The error that says what is damaged, and what to do."""
        return DamagedError(
            f"{self.place} is damaged: {what}; nothing was changed: `broadsheet check --archive {self.place}` repairs what can be repaired"
        )

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The right to write, held by one process at a time; the place is made if need be."""
        with ExitStack() as held:
            with self._translated("cannot be written"):
                self.place.make()
                lease = held.enter_context(self.place.writer())
                if not self.exists:
                    self.write_mark()
            self._lease, self._newest = lease, set()
            self._opened = {} if self.mending else self._opened
            self.changes = Changes(self.place)
            self.look()
            if self.witness is not None and self.witness.listing is not None and "batches" in self.witness.tables:
                self.changes.carry("batches", self.witness.listing, self.witness.tables["batches"].files)
            try:
                if lease is not None:
                    self._take_over(lease)
                yield
            finally:
                self._lease = None

    def _take_over(self, lease: Lease) -> None:
        """Commit to `batches` unless the writer before ended in order, so that it cannot commit any more; not to a damaged list."""
        try:
            table = self.delta("batches")
        except DamagedError:
            if self.mending:
                return
            raise
        if not lease.orderly or table is None:
            if self.mending and table is None:
                return
            self._write("batches", STORED["batches"].empty_table())

    def look(self) -> None:
        """Read again what the tables are at least; whoever looks before reading them can tell that they have lost something."""
        with self._translated("cannot be read"):
            self.witness = read_witness(self.place)

    def testify(self, witness: Witness) -> None:
        """Write down what the tables are at least. Call it only while `writing`."""
        with self._translated("cannot be written"):
            self.place.write(witnesses.NAME, witness.written())
        self.witness = witness

    def delta(self, name: str) -> DeltaTable | None:
        """The newest state of the table; None where nothing was written yet.

        Raises
        ------
        DamagedError
            It cannot be read, or has lost commits.
        """
        with self._translated(f"table {name} cannot be read"):
            table = self._kept_open(name) if self._remote or self.mending else self._open_unless_same(name)
        self._refuse_less(name, -1 if table is None else table.version())
        return table

    def _refuse_less(self, name: str, version: int, files: int | None = None) -> None:
        """Refuse a table that is at an older version than it has been, or has fewer files in the same one."""
        if not self._is_less(name, version, files):
            return
        self.look()
        if self._is_less(name, version, files):
            raise self.damaged(f"table {name} {'has lost commits' if version >= 0 else 'is missing'}")

    def _is_less(self, name: str, version: int, files: int | None) -> bool:
        least = None if self.witness is None else self.witness.tables.get(name)
        if self.mending or least is None:
            return False
        return version < least.version or (version == least.version and files not in (None, least.files))

    def _opened_now(self, name: str) -> DeltaTable | None:
        try:
            return DeltaTable(self.place.uri(name), storage_options=self.place.options)
        except TableNotFoundError:
            return None

    def _open_unless_same(self, name: str) -> DeltaTable | None:
        """The table in a folder, opened again unless its log is as it was when that was done last."""
        mark = log_mark(self.place.uri(name))
        if mark is None or self._marks.get(name) != mark or name not in self._opened:
            self.forget(name)
            table = self._opened_now(name)
            if table is None:
                return None
            self._opened[name], self._marks[name] = table, mark
        return self._opened[name]

    def _kept_open(self, name: str) -> DeltaTable | None:
        """The table, of which only new commits are read; none while we hold the lease, since nobody else makes any."""
        table = self._opened.get(name)
        if table is None:
            table = self._opened_now(name)
        elif not self.mending and (self._lease is None or name not in self._newest):
            table.update_incremental()
        if table is not None:
            self._opened[name] = table
            self._newest.add(name)
        return table

    def forget(self, name: str) -> None:
        """Open the table anew when it is asked for next; whoever mends opens each once, and again after writing to it."""
        self._opened.pop(name, None)

    def read(
        self, name: str, *, columns: Iterable[str] | None = None, where: pc.Expression | None = None, of: Collection[str] | None = None,
    ) -> pa.Table:
        """Rows of the table, with the columns that it has of those named; files that cannot match are not opened.

        `where` may be about numbers and days; `of` keeps the rows of these articles. (Rows that Delta has rewritten hold
        texts as views, whose statistics Arrow cannot compare with a text.)
        """
        table = self.delta(name)
        if table is None:
            return _chosen(STORED[name].empty_table(), columns)
        with self._translated(f"table {name} cannot be read"):
            files = data_files(table)
            self._refuse_less(name, table.version(), len(files))
            dataset = dataset_of(name, table, files, self.place, self._fetched, where)
            threads = sum(file.size or _SMALL for file in files) > _SMALL
            present = [column for column in (dataset.schema.names if columns is None else columns) if column in dataset.schema.names]
            if of is None:
                return dataset.to_table(columns=present, filter=where, use_threads=threads)
            wanted = pa.array(of, pa.string())
            scanned = dataset.to_batches(columns=list(dict.fromkeys([*present, "article_id"])), filter=where, use_threads=threads)
            kept = [batch.filter(pc.is_in(batch["article_id"], value_set=wanted)) for batch in scanned]
            schema = pa.schema([dataset.schema.field(column) for column in dict.fromkeys([*present, "article_id"])])
            return pa.Table.from_batches(kept, schema).select(present)

    def append_all(self, rows: Mapping[str, pa.Table]) -> None:
        """Add rows to several tables, in a bucket side by side; call it only while `writing`."""
        if not self._remote:
            for name, table in rows.items():
                self.append(name, table)
            return
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            for written in [pool.submit(self.append, name, table) for name, table in rows.items()]:
                written.result()

    def append(self, name: str, rows: pa.Table) -> None:
        """Add the rows; call it only while `writing`.

        Under a lease, a row of `batches` makes the very next commit after one read before the lease was found to be ours still:
        if another writer took over after that, this one fails. (Whoever takes over commits to `batches` first.)
        """
        if len(rows):
            self._write(name, rows, alone=name == "batches" and self._lease is not None)

    def overwrite(self, name: str, rows: pa.Table) -> None:
        """Let the table consist of these rows and nothing else, by one commit. Call it only while `writing`."""
        self._write(name, rows, mode="overwrite")

    def _write(self, name: str, rows: pa.Table, *, alone: bool = False, mode: Literal["append", "overwrite"] = "append") -> None:
        with self._translated(f"table {name} cannot be written"):
            known = self._to_change(name) if alone else self.delta(name) if self._remote or not self.mending else None
            before = self._version(name, known)
            self._refuse_less(name, before)
            write_deltalake(
                known or self.place.uri(name), rows, mode=mode, schema_mode="merge", configuration=self._configuration,
                storage_options=self.place.options, commit_properties=_AT_ONCE if alone else None,
                post_commithook_properties=_NO_CLEANING if self._remote else None,
                **_grouped(name),
            )
            if known is not None and not self._remote:
                self._marks[name] = log_mark(self.place.uri(name))
            if mode == "append":
                self._note(name, before)
            if self.mending:
                self.forget(name)
            if mode != "append":
                self.note_whole(name)

    @property
    def _configuration(self) -> dict[str, str | None]:
        every = "10" if self._remote else "50"
        return {"delta.dataSkippingStatsColumns": ",".join(INDEXED), "delta.checkpointInterval": every}

    def _version(self, name: str, table: DeltaTable | None) -> int:
        return newest_version(self.place, name) if table is None and not self._remote else -1 if table is None else table.version()

    def _note(self, name: str, before: int) -> None:
        """Keep in mind what was done to the table since a version; all of it, where earlier commits were never recorded."""
        least = None if self.witness is None else self.witness.tables.get(name)
        reached = self.changes.reached(name)
        if before <= (reached if reached is not None else -1 if least is None else least.version):
            self.changes.note(name, before, 0 if least is None else least.files)
        else:
            self.note_whole(name)

    def note_whole(self, name: str) -> None:
        """Let the whole table be recorded with the next batch, as it is."""
        if (table := self.delta(name)) is not None:
            self.changes.note_whole(name, table.version(), data_files(table))

    def _to_change(self, name: str) -> DeltaTable | None:
        """The table as it is read before the lease is found to be ours still; what then is committed `_AT_ONCE` is nobody else's."""
        table = self.delta(name)
        if self._lease is not None:
            self._lease.check()
        return table

    @contextmanager
    def _changing(self, name: str) -> Iterator[DeltaTable | None]:
        """The table, for a change of other kinds than added rows."""
        with self._translated(f"table {name} cannot be written"):
            table = self._to_change(name)
            before = -1 if table is None else table.version()
            yield table
            if table is not None and table.version() > before:
                self._note(name, before)
            if self.mending:
                self.forget(name)

    def delete(self, name: str, predicate: str) -> int:
        """Remove the rows that match the SQL predicate; how many they were. Call it only while `writing`."""
        with self._changing(name) as table:
            return 0 if table is None else int(table.delete(predicate, commit_properties=self._commits)["num_deleted_rows"] or 0)

    def join_files(self, name: str) -> None:
        """Make few large files of many small ones. Call it only while `writing`."""
        with self._changing(name) as table:
            if table is not None:
                table.optimize.compact(commit_properties=self._commits, **_grouped(name))

    def delete_unused_files(self, name: str, *, older_than: int) -> None:
        """Delete the files that the table has not used for so many hours, and in a bucket what is no more needed of its log."""
        with self._changing(name) as table:
            if table is not None:
                table.vacuum(retention_hours=older_than, enforce_retention_duration=False, dry_run=False)
                if self._remote:
                    table.cleanup_metadata()

    def forget_lost_files(self, name: str) -> None:
        """Let the table do without files that are gone. Call it only while `writing`."""
        with self._changing(name) as table:
            if table is not None:
                table.repair(commit_properties=self._commits)

    @property
    def tidy(self) -> bool:
        """Whether it is known that the writer before left nothing that does not count. A lock on a folder does not tell."""
        return self._lease is not None and self._lease.orderly

    @property
    def _commits(self) -> CommitProperties | None:
        return None if self._lease is None else _AT_ONCE

    def file_batches(self, name: str) -> set[int]:
        """The batch numbers of files that hold one batch each, from the log alone."""
        table = self.delta(name)
        spans = [] if table is None else [file.batches for file in data_files(table)]
        return {span[0] for span in spans if span is not None and span[0] == span[1]}

    @contextmanager
    def _translated(self, doing: str) -> Iterator[None]:
        """Errors of the disk, of the storage and of Delta as ours, in one line; where storage speaks, without what it quotes."""
        try:
            yield
        except (OSError, DeltaError, ValueError, pa.ArrowException) as error:
            said = f"{doing}: {self.place.reason(error)}"
            cause: Any = None if self._remote else error
            if doing.endswith("cannot be read") and doing.startswith("table") and not self.place.fails(error):
                raise self.damaged(said) from cause
            raise ArchiveError(f"{self.place}{'' if doing.startswith('cannot') else ':'} {said}") from cause


class _Grouped(TypedDict, total=False):
    writer_properties: WriterProperties


def _grouped(name: str) -> _Grouped:
    """How many rows of a table are stored together, packed as Delta does by itself; an empty one leaves it all to Delta."""
    if name not in ROW_GROUPS:
        return {}
    return {"writer_properties": WriterProperties(compression="SNAPPY", max_row_group_size=ROW_GROUPS[name])}


def _chosen(table: pa.Table, columns: Iterable[str] | None) -> pa.Table:
    return table if columns is None else table.select([column for column in columns if column in table.column_names])
