"""The list of batches, made again where it is damaged: from its own data files, and else from the tables that it is the list of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet import schemas
from broadsheet.archive.inspecting import Inspected, rows_of_files
from broadsheet.archive.record import RECOVERED, is_as_written
from broadsheet.archive.store import Store
from broadsheet.archive.tables import OWN, STORED, arrow_table, pandas_frame
from broadsheet.archive.witness import Witness
from broadsheet.errors import DamagedError


def listed(store: Store, seen: Inspected) -> tuple[pd.DataFrame, list[str]]:
    """The rows of `batches` as far as they can be had, and what is wrong with those that lie there."""
    wrong = [] if seen.sound else [str(seen)]
    good = pandas_frame(rows_of_files(store, "batches", [*seen.good, *(_every_file(store) if wrong else [])]))
    good = good.drop_duplicates("batch") if wrong else good
    intact = [is_as_written(row) for row in schemas.records(good)]
    if not all(intact):
        wrong.append(f"{intact.count(False)} rows were changed")
    rows = good[pd.Series(intact, index=good.index, dtype=bool)].drop_duplicates("batch")
    half = (store.witness or Witness()).half
    if wrong:
        ended = [row["batch"] not in half or _is_complete(store, row) for row in schemas.records(rows)]
        rows = rows[pd.Series(ended, index=rows.index, dtype=bool)]
    newest = None if store.witness is None else store.witness.batch
    if newest is not None and not (rows["batch"] == newest).any():
        wrong.append("its newest entry is gone")
    if not wrong and len(rows):
        return rows, []
    recovered = _recovered(store, set(rows["batch"].astype(int)), half)
    if not len(rows) and len(recovered):
        wrong = wrong or ["it is empty"]
    rows = pd.concat([rows, recovered], ignore_index=True).astype(rows.dtypes.to_dict()) if len(recovered) else rows
    return rows.sort_values("batch", ignore_index=True), wrong


def _every_file(store: Store) -> list[str]:
    return [path for path in store.place.sizes("batches") if path.endswith(".parquet") and "/" not in path]


def _is_complete(store: Store, row: dict[str, Any]) -> bool:
    """Whether every table still has the rows that a batch brought, by its record: then the batch was not given up."""
    if pd.isna(row["holds"]):
        return False
    tables = json.loads(row["holds"])["tables"]
    return bool(tables) and all(row["batch"] in _batches_of(store, name) for name in tables)


def _batches_of(store: Store, name: str) -> set[int]:
    try:
        return store.file_batches(name)
    except DamagedError:
        return set()


def _recovered(store: Store, known: Iterable[int], half: Iterable[int]) -> pd.DataFrame:
    """Rows for batches that the tables have and the list has not, if they were complete.

    Where `state.json` is there, every batch but those that it calls half was. Without it a batch is taken for complete if the register
    has rows of it, which come after those of the layers.
    """
    names = ("articles", "register") if store.witness is None else [name for name in STORED if name != "batches"]
    found = {name: _distinct(store, name) for name in names}
    numbers = found["register"] if store.witness is None else set().union(*found.values())
    rows = [
        {
            "batch": batch, "at": pd.Timestamp(batch, tz="UTC").floor("us"), "kind": RECOVERED,
            "articles": int(batch in found["articles"]), "annotated": 0,
        }
        for batch in sorted(numbers - set(known) - set(half))
    ]
    return pandas_frame(arrow_table("batches", pd.DataFrame(rows, columns=OWN["batches"].names)))


def _distinct(store: Store, name: str) -> set[int]:
    """The batches that a table has rows of, as far as they can be read."""
    try:
        rows: pa.Table = store.read(name, columns=["batch"])
    except DamagedError:
        files = [path for path in store.place.sizes(name) if path.endswith(".parquet") and "/" not in path]
        rows = rows_of_files(store, name, files)
    return {int(batch) for batch in pc.unique(rows["batch"]).to_pylist() if batch is not None}


def strays(store: Store, batches: pd.DataFrame) -> set[int]:
    """Batches of which there are rows and which neither the list nor `state.json` knows."""
    known = set(batches["batch"].astype(int)) | (store.witness or Witness()).half
    return set().union(*(_batches_of(store, name) for name in STORED if name != "batches")) - known
