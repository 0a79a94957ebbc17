"""The Delta tables of an archive: appended to by one writer at a time, read by anyone at any time."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.fs as fs
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, write_deltalake
from deltalake.exceptions import DeltaError, TableNotFoundError

from broadsheet.archive.addresses import place_of
from broadsheet.archive.fetching import SIDE_BY_SIDE, SMALL, Fetched
from broadsheet.archive.places import MARK
from broadsheet.archive.tables import STORED
from broadsheet.errors import ArchiveError
from broadsheet.settings import Address

if TYPE_CHECKING:
    from broadsheet.archive.lease import Lease

FORMAT: Final = 1
"""The layout of the stored tables. A column more is not a new layout: it reads as null where it is missing."""

_OURS = {MARK, "corrections.toml", "staging", *STORED}
_INDEXED = "batch,day"
"""Columns whose least and greatest values the log keeps per file; never a text's, which would outlive its removal."""

_NO_CLEANING = PostCommitHookProperties(cleanup_expired_logs=False)
"""Whoever tidies up looks for old logs, not every commit."""
_PARQUET = ds.ParquetFileFormat()
_AT_ONCE = CommitProperties(max_commit_retries=0)
"""A commit that fails if anybody else has committed to the table since it was read."""


class Store:
    """The tables of one archive. Its place is made by the first write."""

    def __init__(self, address: Address) -> None:
        self.place = place_of(address)
        self._remote = self.place.options is not None
        self._opened: dict[str, DeltaTable] = {}
        self._fetched = Fetched(self.place)
        self._lease: Lease | None = None
        self._newest: set[str] = set()
        self._made = self._is_ours()

    @property
    def exists(self) -> bool:
        """Whether anything was ever stored here."""
        if not (self._remote and self._made):
            with self._translated("cannot be read"):
                self._made = self.place.mark(MARK) is not None
        return self._made

    def _is_ours(self) -> bool:
        """Whether an archive lies here. Only one of a layout that we know will do, or an empty place, or none."""
        with self._translated("cannot be read"):
            mark = self.place.read(MARK)
            others = [] if mark is not None else [name for name in self.place.names() if name not in _OURS and not name.startswith(".")]
        if others:
            raise ArchiveError(f"{self.place} is not an archive (it holds {sorted(others)[0]!r}); name an archive or an empty folder")
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
            raise ArchiveError(f"{self.place}: {MARK} cannot be read: {error}") from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The right to write, held by one process at a time; the place is made if need be."""
        with ExitStack() as held:
            with self._translated("cannot be written"):
                self.place.make()
                lease = held.enter_context(self.place.writer())
                if not self.exists:
                    self.place.write(MARK, f"# An archive of broadsheet; see its documentation.\nformat = {FORMAT}\n".encode())
            self._lease, self._newest = lease, set()
            try:
                if lease is not None and not (lease.orderly and self.delta("batches")):
                    self._write("batches", STORED["batches"].empty_table())
                yield
            finally:
                self._lease = None

    def delta(self, name: str) -> DeltaTable | None:
        """The newest state of the table; None where nothing was written yet."""
        with self._translated(f"table {name} cannot be read"):
            return self._kept_open(name) if self._remote else self._opened_now(name)

    def _opened_now(self, name: str) -> DeltaTable | None:
        try:
            return DeltaTable(self.place.uri(name), storage_options=self.place.options)
        except TableNotFoundError:
            return None

    def _kept_open(self, name: str) -> DeltaTable | None:
        """The table, of which only new commits are read; none while we hold the lease, since nobody else makes any."""
        table = self._opened.get(name)
        if table is None:
            table = self._opened_now(name)
        elif self._lease is None or name not in self._newest:
            table.update_incremental()
        if table is not None:
            self._opened[name] = table
            self._newest.add(name)
        return table

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
            dataset = self._dataset(name, table, where)
            present = [column for column in (dataset.schema.names if columns is None else columns) if column in dataset.schema.names]
            if of is None:
                return dataset.to_table(columns=present, filter=where)
            wanted = pa.array(of, pa.string())
            scanned = dataset.to_batches(columns=list(dict.fromkeys([*present, "article_id"])), filter=where)
            kept = [batch.filter(pc.is_in(batch["article_id"], value_set=wanted)) for batch in scanned]
            schema = pa.schema([dataset.schema.field(column) for column in dict.fromkeys([*present, "article_id"])])
            return pa.Table.from_batches(kept, schema).select(present)

    def _dataset(self, name: str, table: DeltaTable, where: pc.Expression | None) -> ds.Dataset:
        """The table's files as Arrow reads them, each with the batches and days that it holds."""
        columns = {field.name for field in table.schema().fields}
        schema = pa.schema([field for field in STORED[name] if field.name in columns])
        rows = pa.table(table.get_add_actions(flatten=True)).to_pylist()
        if self._remote:
            files = table.to_pyarrow_dataset(schema=schema).filesystem
        else:
            files = fs.SubTreeFileSystem(self.place.uri(name), fs.LocalFileSystem())
        fragments = [_PARQUET.make_fragment(unquote(row["path"]), filesystem=files, partition_expression=_holds(row)) for row in rows]
        dataset = ds.FileSystemDataset(fragments, schema, _PARQUET, files)
        if not self._remote:
            return dataset
        small = {unquote(row["path"]) for row in rows if row["size_bytes"] <= SMALL}
        return ds.FileSystemDataset(self._with_contents(name, list(dataset.get_fragments(where)), small), schema, _PARQUET, files)

    def _with_contents(self, name: str, fragments: list[ds.Fragment], small: set[str]) -> list[ds.Fragment]:
        """The fragments, with the contents of small files in the place of the files."""
        fetched = [each for each in fragments if each.path in small]
        contents = self._fetched.contents([f"{name}/{each.path}" for each in fetched])
        made = [
            _PARQUET.make_fragment(pa.BufferReader(content), partition_expression=each.partition_expression)
            for each, content in zip(fetched, contents, strict=True)
        ]
        return [*made, *(each for each in fragments if each.path not in small)]

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

    def _write(self, name: str, rows: pa.Table, *, alone: bool = False) -> None:
        with self._translated(f"table {name} cannot be written"):
            known = self._to_change(name) if alone else self.delta(name) if self._remote else None
            write_deltalake(
                known or self.place.uri(name), rows, mode="append", schema_mode="merge",
                configuration={"delta.dataSkippingStatsColumns": _INDEXED, "delta.checkpointInterval": "10" if self._remote else "50"},
                storage_options=self.place.options, commit_properties=_AT_ONCE if alone else None,
                post_commithook_properties=_NO_CLEANING if self._remote else None,
            )

    def _to_change(self, name: str) -> DeltaTable | None:
        """The table as it is read before the lease is found to be ours still; what then is committed `_AT_ONCE` is nobody else's."""
        table = self.delta(name)
        if self._lease is not None:
            self._lease.check()
        return table

    def delete(self, name: str, predicate: str) -> int:
        """Remove the rows that match the SQL predicate; how many they were. Call it only while `writing`."""
        with self._translated(f"table {name} cannot be written"):
            table = self._to_change(name)
            return 0 if table is None else int(table.delete(predicate, commit_properties=self._commits)["num_deleted_rows"] or 0)

    def forget_lost_files(self, name: str) -> None:
        """Let the table do without files that are gone. Call it only while `writing`."""
        with self._translated(f"table {name} cannot be written"):
            if (table := self._to_change(name)) is not None:
                table.repair(commit_properties=self._commits)

    def join_files(self, name: str) -> None:
        """Make few large files of many small ones. Call it only while `writing`."""
        with self._translated(f"table {name} cannot be written"):
            if (table := self._to_change(name)) is not None:
                table.optimize.compact(commit_properties=self._commits)

    def delete_unused_files(self, name: str, *, older_than: int) -> None:
        """Delete the files that the table has not used for so many hours, and in a bucket what is no more needed of its log."""
        with self._translated(f"table {name} cannot be written"):
            if (table := self.delta(name)) is not None:
                table.vacuum(retention_hours=older_than, enforce_retention_duration=False, dry_run=False)
                if self._remote:
                    table.cleanup_metadata()

    @property
    def _commits(self) -> CommitProperties | None:
        return None if self._lease is None else _AT_ONCE

    @property
    def tidy(self) -> bool:
        """Whether it is known that the writer before left nothing that does not count. A lock on a folder does not tell."""
        return self._lease is not None and self._lease.orderly

    def file_batches(self, name: str) -> set[int]:
        """The batch numbers of files that hold one batch each, from the log alone."""
        table = self.delta(name)
        if table is None:
            return set()
        actions = pa.table(table.get_add_actions(flatten=True))
        if "min.batch" not in actions.column_names:
            return set()
        pairs = zip(actions["min.batch"].to_pylist(), actions["max.batch"].to_pylist(), strict=True)
        return {low for low, high in pairs if low is not None and low == high}

    @contextmanager
    def _translated(self, doing: str) -> Iterator[None]:
        """Errors of the disk, of the storage and of Delta as ours, in one line; where storage speaks, without what it quotes."""
        try:
            yield
        except (OSError, DeltaError, pa.ArrowException) as error:
            said = f"{self.place}{'' if doing.startswith('cannot') else ':'} {doing}: {self.place.reason(error)}"
            raise ArchiveError(said) from (None if self._remote else error)


def _holds(file: dict[str, Any]) -> pc.Expression:
    """What the log says of a file's rows: the least and greatest batch and day in it."""
    known = pc.scalar(True)
    for column, kind in (("batch", pa.int64()), ("day", pa.date32())):
        low, high = file.get(f"min.{column}"), file.get(f"max.{column}")
        if low is None or high is None:
            continue
        field = pc.field(column)
        inside = (field >= pa.scalar(low, kind)) & (field <= pa.scalar(high, kind))
        known = known & (inside | field.is_null() if file.get(f"null_count.{column}") else inside)
    return known


def _chosen(table: pa.Table, columns: Iterable[str] | None) -> pa.Table:
    return table if columns is None else table.select([column for column in columns if column in table.column_names])
