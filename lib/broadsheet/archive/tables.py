"""What is stored: the columns of `broadsheet.schemas` plus a few of the archive's own, as Arrow schemas.

Every stored row carries the number of the batch it came with. Layers also carry the day their article was published,
by which whole files are left out when a period is read, and beside each actor's id the number that the actor has within
its own article, so that identities can be settled anew without annotating again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from broadsheet import schemas
from broadsheet.annotating import ACTOR_COLUMNS, LOCAL

_ARROW: Final = {
    schemas.TEXT: pa.string(), schemas.COUNT: pa.int64(), schemas.SHARE: pa.float64(), schemas.FLAG: pa.bool_(),
    schemas.MOMENT: pa.timestamp("us", tz="UTC"), schemas.DAY: pa.date32(),
}
_PANDAS: Final = {
    pa.string(): pd.StringDtype(na_value=np.nan), pa.large_string(): pd.StringDtype(na_value=np.nan), pa.int64(): pd.Int64Dtype(),
    pa.int32(): pd.Int32Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype(),
}
BATCH: Final = ("batch", pa.int64())
DAY: Final = ("day", pa.date32())


def _internal(name: str) -> list[tuple[str, pa.DataType]]:
    """The archive's own columns of one table."""
    if name not in LOCAL:
        return [DAY, BATCH] if name == "articles" else [BATCH]
    chains = [(f"{column}_chain", pa.int32()) for column in ACTOR_COLUMNS.get(name, ())]
    own_article = [("article_id", pa.string())] if "article_id" not in schemas.TABLES[name].dtypes else []
    # What later articles are compared with, so that no text of the archive has to be read for it.
    sketch = [("sketch", pa.binary())] if name == "storylines" else []
    return [*own_article, *chains, *sketch, DAY, BATCH]


def _schema(name: str) -> pa.Schema:
    fields = [(column, _ARROW[dtype]) for column, dtype in schemas.TABLES[name].dtypes.items()]
    return pa.schema([*fields, *_internal(name)])


_MOMENT = _ARROW[schemas.MOMENT]
OWN: Final[dict[str, pa.Schema]] = {
    # One row per committed batch; what carries another batch number is not there. `settings` tells how it was annotated, `holds` what
    # the tables hold since then.
    "batches": pa.schema([
        BATCH, ("at", _MOMENT), ("kind", pa.string()), ("articles", pa.int64()), ("annotated", pa.int64()), ("settings", pa.string()),
        ("holds", pa.string()),
    ]),
    # One row per article and change; the newest counts. annotation: done, failed, text lost, or null; rows_batch: where its layers are;
    # annotated_for: the publication day that its dates were resolved against.
    "register": pa.schema([
        ("article_id", pa.string()), ("published_at", _MOMENT), ("source", pa.string()), ("url", pa.string()), ("path", pa.string()),
        ("language", pa.string()), ("words", pa.int64()), ("copy_of", pa.string()), ("supersedes", pa.string()), ("removed", pa.bool_()),
        ("annotation", pa.string()), ("annotated_for", _MOMENT), ("rows_batch", pa.int64()), DAY, BATCH,
    ]),
    # One row per article, by which later copies and revisions of it are found.
    "prints": pa.schema([
        ("article_id", pa.string()), ("title", pa.string()), ("modified_at", _MOMENT), ("print", pa.binary()), DAY, BATCH,
    ]),
    # One row per file read, and how it looked then; the newest counts.
    "files": pa.schema([("path", pa.string()), ("stamp", pa.string()), ("articles", pa.int64()), BATCH]),
    # The text of corrections.toml whenever it had changed.
    "corrections": pa.schema([("text", pa.string()), BATCH]),
}
STORED: Final[dict[str, pa.Schema]] = {name: _schema(name) for name in schemas.TABLES} | OWN
BY_ARTICLE: Final = ("articles", "prints", *LOCAL)
"""The tables whose rows belong to one article each."""


def arrow_table(name: str, rows: pd.DataFrame) -> pa.Table:
    """The rows as the stored table `name`; columns that the frame lacks are null."""
    schema = STORED[name]
    arrays = []
    for field in schema:
        if field.name in rows.columns:
            arrays.append(_array(rows[field.name], field.type))
        else:
            arrays.append(pa.nulls(len(rows), field.type))
    return pa.table(arrays, schema=schema)


def _array(column: pd.Series, kind: pa.DataType) -> pa.Array | pa.ChunkedArray:
    if pa.types.is_date32(kind) and column.dtype.kind == "M":
        naive = column.dt.tz_convert("UTC").dt.tz_localize(None) if column.dt.tz is not None else column
        return pa.Array.from_pandas(naive.astype("datetime64[us]").dt.floor("D")).cast(kind)
    if pa.types.is_timestamp(kind):
        column = pd.to_datetime(column, utc=True).astype(schemas.MOMENT)
    made = pa.Array.from_pandas(column)
    return made if made.type == kind else made.cast(kind)


def pandas_frame(table: pa.Table) -> pd.DataFrame:
    """The Arrow table as a frame in the dtypes of `broadsheet.schemas`."""
    for index, field in enumerate(table.schema):
        if pa.types.is_date32(field.type):
            table = table.set_column(index, field.name, table.column(index).cast(pa.timestamp("us")))
    return table.to_pandas(types_mapper=_PANDAS.get, ignore_metadata=True)


def contract_frame(name: str, table: pa.Table) -> pd.DataFrame:
    """The Arrow table as the contract's table `name`: its columns in order, null where an older archive lacks one, sorted by key."""
    wanted = schemas.TABLES[name]
    for column, dtype in wanted.dtypes.items():
        if column not in table.column_names:
            table = table.append_column(column, pa.nulls(len(table), _ARROW[dtype]))
    made = pandas_frame(sorted_by(table.select(wanted.columns), wanted.key))
    return made if len(made) else schemas.frame(name)


def sorted_by(table: pa.Table, key: Iterable[str]) -> pa.Table:
    """The rows in ascending order of the key, nulls last."""
    return table.sort_by([(column, "ascending") for column in key])
