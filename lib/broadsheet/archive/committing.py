"""Batches: the rows of all tables are written under one new number, and its row in `batches` comes last.

Until then nobody sees any of them, and what a writer leaves that was killed before is deleted by the next one. Everything here runs
under the archive's lock.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa

from broadsheet.archive.corrections_file import read_corrections
from broadsheet.archive.parallel import AnnotationSettings
from broadsheet.archive.record import RECOVERED, entry_of, is_recorded, recorded
from broadsheet.archive.state import State, current_state
from broadsheet.archive.store import Store
from broadsheet.archive.tables import OWN, STORED, arrow_table
from broadsheet.archive.witness import Least, Witness

logger = logging.getLogger(__name__)


def commit(
    store: Store, state: State, batch: int, kind: str, rows: Mapping[str, pa.Table], *, annotated: int = 0,
    settings: AnnotationSettings | None = None, always: bool = False,
) -> None:
    """Write the rows of every table and, last, the row that makes them count. Without rows nothing is written, unless `always`."""
    text = _changed_corrections(state)
    if not any(len(table) for table in rows.values()) and text is None and not always:
        return
    _begin(store, state, batch)
    store.append_all({name: _with_batch(table, batch) for name, table in rows.items()})
    if text is not None:
        store.append("corrections", pa.table({"text": [text], "batch": [batch]}, schema=OWN["corrections"]))
    row = {
        "batch": batch, "at": next_moment(state), "kind": kind, "articles": len(rows["articles"]) if "articles" in rows else 0,
        "annotated": annotated, "settings": json.dumps(settings.recorded()) if settings else None,
    }
    least = store.changes.least()
    holds = entry_of(store.changes.taken(), row)
    store.witness = (store.witness or Witness()).at_least(least, None)
    store.append("batches", arrow_table("batches", pd.DataFrame([row | {"holds": holds}])))
    store.testify(store.witness.at_least(store.changes.least(), store.changes.listing).completed(batch))


def _begin(store: Store, state: State, batch: int) -> None:
    """Say which batch is being written. What an older version of broadsheet has stored is recorded with the first one."""
    if not is_recorded(state.batches) and len(state.batches):
        if not (state.batches["kind"] == RECOVERED).all():
            logger.warning("%s is of an older version of broadsheet: from now on it is recorded what its tables hold", store.place)
        for name in STORED:
            store.note_whole(name)
    elif store.witness is None and len(state.batches):
        least = {name: Least(held.version, len(held.files)) for name, held in recorded(state.batches).items()}
        store.witness = Witness(int(state.batches["batch"].max()), frozenset(), least)
    store.testify((store.witness or Witness()).begun(batch))


def record_upkeep(store: Store) -> None:
    """Record what was done to the tables after the last batch was written: rows deleted, files joined. Only while `writing`."""
    if set(store.changes.pending) - {"batches"}:
        state = current_state(store)
        commit(store, state, next_batch(state), "upkeep", {}, always=True)
    elif store.changes.pending:
        store.testify((store.witness or Witness()).at_least(store.changes.least(), store.changes.listing))


def record_corrections(store: Store) -> str:
    """Record the corrections as they stand, if they have changed since; the moment of the newest state."""
    state = current_state(store)
    if not len(state.batches):
        return next_moment(state).isoformat()
    if _changed_corrections(state) is not None:
        with store.writing():
            state = current_state(store)
            commit(store, state, next_batch(state), "corrections", {})
        state = current_state(store)
    return state.batches["at"].max().isoformat()


def next_batch(state: State) -> int:
    """A number greater than every committed one, and never used before: nanoseconds since 1970."""
    return max(time.time_ns(), int(state.batches["batch"].max()) + 1 if len(state.batches) else 0)


def next_moment(state: State) -> pd.Timestamp:
    """Now, or just after the last batch should the clock have gone back."""
    now = pd.Timestamp.now(tz="UTC").floor("us")
    return max(now, state.batches["at"].max() + pd.Timedelta(microseconds=1)) if len(state.batches) else now


def discard_uncommitted(store: Store, state: State) -> int:
    """Delete rows that a killed or failed writer left; how many they were. Only while `writing`: nobody else is.

    A batch is taken for half-written if its writer said that it began and the list of batches does not have it. Rows of any other
    batch are left alone, in the list or not.
    """
    half = (store.witness or Witness()).half - set(state.batches["batch"].astype(int))
    deleted = 0
    for name in STORED if half else ():
        left = store.file_batches(name) & half
        if left:
            deleted += store.delete(name, f"batch IN ({', '.join(map(str, sorted(left)))})")
    return deleted


def _changed_corrections(state: State) -> str | None:
    """The text of the corrections if it is not the one recorded last."""
    text = read_corrections(state.store.place)
    recorded = state.rows("corrections").sort_values("batch")["text"] if len(state.batches) else pd.Series(dtype="str")
    last = recorded.iloc[-1] if len(recorded) else ""
    return None if text == last else text


def _with_batch(table: pa.Table, batch: int) -> pa.Table:
    position = table.schema.get_field_index("batch")
    return table.set_column(position, "batch", pa.array([batch] * len(table), pa.int64()))
