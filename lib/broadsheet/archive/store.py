"""The folder of Delta tables: appended to under one lock, read by anyone at any time."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.fs as fs
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError, TableNotFoundError

from broadsheet.archive.lock import writer_lock
from broadsheet.archive.tables import STORED
from broadsheet.errors import ArchiveError

FORMAT: Final = 1
"""The layout of the stored tables. A column more is not a new layout: it reads as null where it is missing."""

_MARK = "archive.toml"
_OURS = {_MARK, "corrections.toml", "staging", *STORED}
_INDEXED = "batch,day"
"""Columns whose least and greatest values the log keeps per file; never a text's, which would outlive its removal."""


class Store:
    """The tables of one archive folder. The folder is made by the first write."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._refuse_other_folders()

    @property
    def exists(self) -> bool:
        """Whether anything was ever stored here."""
        return (self.root / _MARK).is_file()

    def _refuse_other_folders(self) -> None:
        """Only an archive of a layout we know, an empty folder, or none."""
        if self.root.exists() and not self.root.is_dir():
            raise ArchiveError(f"{self.root} is a file; an archive is a folder")
        if self.exists:
            found = _format(self.root / _MARK)
            if found != FORMAT:
                raise ArchiveError(
                    f"{self.root} has layout {found}, this version of broadsheet reads layout {FORMAT}: "
                    + ("install a newer broadsheet" if found > FORMAT else "ingest the articles into a new archive")
                )
            return
        others = [entry.name for entry in _entries(self.root) if entry.name not in _OURS and not entry.name.startswith(".")]
        if others:
            raise ArchiveError(f"{self.root} is not an archive (it holds {sorted(others)[0]!r}); name an archive or an empty folder")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The right to write, held by one process at a time; the folder is made if need be."""
        with _translated(f"{self.root} cannot be written"):
            self.root.mkdir(parents=True, exist_ok=True)
        with writer_lock(self.root):
            if not self.exists:
                with _translated(f"{self.root} cannot be written"):
                    write_atomically(self.root / _MARK, f"# An archive of broadsheet; see its documentation.\nformat = {FORMAT}\n".encode())
            yield

    def delta(self, name: str) -> DeltaTable | None:
        """The newest state of the table; None where nothing was written yet."""
        try:
            return DeltaTable(self._uri(name))
        except TableNotFoundError:
            return None
        except (DeltaError, OSError) as error:
            raise ArchiveError(f"{self.root}: table {name} cannot be read: {error}") from error

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
        dataset = self._dataset(name, table)
        present = [column for column in (dataset.schema.names if columns is None else columns) if column in dataset.schema.names]
        with _translated(f"{self.root}: table {name} cannot be read"):
            if of is None:
                return dataset.to_table(columns=present, filter=where)
            wanted = pa.array(of, pa.string())
            scanned = dataset.to_batches(columns=list(dict.fromkeys([*present, "article_id"])), filter=where)
            kept = [batch.filter(pc.is_in(batch["article_id"], value_set=wanted)) for batch in scanned]
            schema = pa.schema([dataset.schema.field(column) for column in dict.fromkeys([*present, "article_id"])])
            return pa.Table.from_batches(kept, schema).select(present)

    def _dataset(self, name: str, table: DeltaTable) -> ds.Dataset:
        """The table's files as Arrow reads them, each with the batches and days that it holds."""
        columns = {field.name for field in table.schema().fields}
        schema = pa.schema([field for field in STORED[name] if field.name in columns])
        files = fs.SubTreeFileSystem(self._uri(name), fs.LocalFileSystem())
        parquet = ds.ParquetFileFormat()
        fragments = [
            parquet.make_fragment(unquote(row["path"]), filesystem=files, partition_expression=_holds(row))
            for row in pa.table(table.get_add_actions(flatten=True)).to_pylist()
        ]
        return ds.FileSystemDataset(fragments, schema, parquet, files)

    def append(self, name: str, rows: pa.Table) -> None:
        """Add the rows; call it only while `writing`."""
        if not len(rows):
            return
        with _translated(f"{self.root}: table {name} cannot be written"):
            write_deltalake(
                self._uri(name), rows, mode="append", schema_mode="merge",
                configuration={"delta.dataSkippingStatsColumns": _INDEXED, "delta.checkpointInterval": "50"},
            )

    def delete(self, name: str, predicate: str) -> int:
        """Remove the rows that match the SQL predicate; how many they were. Call it only while `writing`."""
        table = self.delta(name)
        if table is None:
            return 0
        with _translated(f"{self.root}: table {name} cannot be written"):
            return int(table.delete(predicate)["num_deleted_rows"] or 0)

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

    def _uri(self, name: str) -> str:
        return str(self.root / name)


def write_atomically(path: Path, content: bytes) -> None:
    """The file holds its old content or all of the new one, also after a crash."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


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


def _entries(folder: Path) -> list[Path]:
    with _translated(f"{folder} cannot be read"):
        return list(folder.iterdir()) if folder.exists() else []


def _format(mark: Path) -> int:
    try:
        return int(tomllib.loads(mark.read_text("utf-8"))["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{mark} cannot be read: {error}") from error


@contextmanager
def _translated(doing: str) -> Iterator[None]:
    """Errors of the disk and of Delta as ours, in one line."""
    try:
        yield
    except (OSError, DeltaError, pa.ArrowException) as error:
        raise ArchiveError(f"{doing}: {_first_line(error)}") from error


def _first_line(error: Any) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
