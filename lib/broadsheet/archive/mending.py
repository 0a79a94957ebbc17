"""Damaged tables made whole again, as far as their rows can still be read; what is damaged is set aside, never deleted."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet import schemas
from broadsheet.archive.deltalog import LOG
from broadsheet.archive.inspecting import Inspected, rows_of_files
from broadsheet.archive.store import SET_ASIDE, Store
from broadsheet.archive.tables import pandas_frame
from broadsheet.reading import content_id

_KEYS = {"prints": ("article_id",), "register": ("article_id",), "files": ("path",), "corrections": ("text",)}


@dataclass(frozen=True)
class Mended:
    """What became of a damaged table: `lost` are the batches of which rows are gone, `saved` how many rows lay in other files still."""

    lost: frozenset[int]
    saved: int


def mended(store: Store, seen: Inspected, committed: set[int]) -> Mended:
    """Let the table consist of what can be read of it. Call it only while `writing`.

    Rows of a damaged file are looked for in the files that it was joined from, which stay for a week, and in what an interrupted repair
    has brought back; of a damaged file of articles those are kept whose id is that of their content.
    """
    lost = _batches(seen, committed)
    there = rows_of_files(store, seen.name, seen.fresh if lost else ())
    found = rows_of_files(store, seen.name, seen.spare if lost else (), lambda rows: _of(rows, lost))
    saved = set(pc.unique(found["batch"]).to_pylist()) | set(pc.unique(there["batch"]).to_pylist())
    if seen.name == "articles" and lost:
        found = pa.concat_tables([found, rows_of_files(store, "articles", seen.bad, lambda rows: proven(_of(rows, lost)))])
    found = _once(seen.name, pa.concat_tables([there, found])).slice(len(_once(seen.name, there)))
    moment = f"{pd.Timestamp.now('UTC'):%Y%m%dT%H%M%S%f}"
    if seen.log is None:
        _set_aside(store, seen, list(seen.bad), moment)
        store.forget_lost_files(seen.name)
        store.append(seen.name, found)
        store.forget(seen.name)
        store.note_whole(seen.name)
    else:
        replace_table(store, seen, pa.concat_tables([rows_of_files(store, seen.name, seen.good, lambda rows: _of(rows, committed)), found]))
    return Mended(frozenset(lost - saved), len(found))


def replace_table(store: Store, seen: Inspected, rows: pa.Table) -> None:
    """Give the table a new log, over these rows. Call it only while `writing`."""
    moment = f"{pd.Timestamp.now('UTC'):%Y%m%dT%H%M%S%f}"
    entries = [path for path in store.place.sizes(seen.name) if path.startswith(f"{LOG}/")]
    _set_aside(store, seen, [*seen.bad, *entries], moment)
    store.forget(seen.name)
    store.overwrite(seen.name, rows)


def _set_aside(store: Store, seen: Inspected, paths: list[str], moment: str) -> None:
    there = store.place.sizes(seen.name)
    for path in paths:
        if path in there:
            store.place.move(f"{seen.name}/{path}", f"{SET_ASIDE}/{moment}/{seen.name}/{path}")


def _batches(seen: Inspected, committed: set[int]) -> set[int]:
    """The batches that lay in the damaged files, at the most."""
    lost: set[int] = set()
    for _, span in seen.bad.values():
        lost |= {batch for batch in committed if span is None or span[0] <= batch <= span[1]}
    return lost


def _of(rows: pa.Table, batches: set[int]) -> pa.Table:
    return rows.filter(pc.is_in(rows["batch"], value_set=pa.array(sorted(batches), pa.int64())))


def proven(articles: pa.Table) -> pa.Table:
    """The articles whose id is that of their title, text and outlet."""
    columns = (articles[name].to_pylist() for name in ("article_id", "title", "text", "source"))
    return articles.filter(pa.array([
        text is not None and content_id(title, text, source) == key for key, title, text, source in zip(*columns, strict=True)
    ], pa.bool_()))


def _once(name: str, rows: pa.Table) -> pa.Table:
    """Each row once: the same may lie in a file and in the one that it was joined into."""
    key = [*(schemas.TABLES[name].key if name in schemas.TABLES else _KEYS[name]), "batch"]
    return rows.filter(pa.array(~pandas_frame(rows.select(key)).duplicated().to_numpy(), pa.bool_()))
