"""A table's files as Arrow reads them: each with the batches and days that it holds, so that those that cannot match stay closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.fs as fs
from deltalake import DeltaTable

from broadsheet.archive.deltalog import DataFile
from broadsheet.archive.fetching import SMALL
from broadsheet.archive.tables import STORED

if TYPE_CHECKING:
    from broadsheet.archive.fetching import Fetched
    from broadsheet.archive.places import Place

PARQUET = ds.ParquetFileFormat()
_KINDS = {"batch": pa.int64(), "day": pa.date32()}


def dataset_of(
    name: str, table: DeltaTable, files: Sequence[DataFile], place: Place, fetched: Fetched, where: pc.Expression | None,
) -> ds.Dataset:
    """The files of a table's state; those of a bucket that are small are fetched at once."""
    columns = {field.name for field in table.schema().fields}
    schema = pa.schema([field for field in STORED[name] if field.name in columns])
    remote = place.options is not None
    system = table.to_pyarrow_dataset(schema=schema).filesystem if remote else _local(place.uri(name))
    fragments = [PARQUET.make_fragment(file.path, filesystem=system, partition_expression=_holds(file)) for file in files]
    dataset = ds.FileSystemDataset(fragments, schema, PARQUET, system)
    if not remote:
        return dataset
    small = {file.path for file in files if file.size is not None and file.size <= SMALL}
    return ds.FileSystemDataset(_with_contents(name, list(dataset.get_fragments(where)), small, fetched), schema, PARQUET, system)


def _local(folder: str) -> fs.FileSystem:
    return fs.SubTreeFileSystem(folder, fs.LocalFileSystem())


def _with_contents(name: str, fragments: list[ds.Fragment], small: set[str], fetched: Fetched) -> list[ds.Fragment]:
    """The fragments, with the contents of small files in the place of the files."""
    wanted = [each for each in fragments if each.path in small]
    contents = fetched.contents([f"{name}/{each.path}" for each in wanted])
    made = [
        PARQUET.make_fragment(pa.BufferReader(content), partition_expression=each.partition_expression)
        for each, content in zip(wanted, contents, strict=True)
    ]
    return [*made, *(each for each in fragments if each.path not in small)]


def _holds(file: DataFile) -> pc.Expression:
    """What the log says of a file's rows: the least and greatest batch and day in it."""
    known = pc.scalar(True)
    for column, (low, high, some_null) in file.bounds.items():
        field, kind = pc.field(column), _KINDS[column]
        inside = (field >= pa.scalar(low, kind)) & (field <= pa.scalar(high, kind))
        known = known & (inside | field.is_null() if some_null else inside)
    return known
