"""An index of words brought up to date: what the archive has and it has not is added, what is gone is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from broadsheet.archive.register import newest_rows
from broadsheet.archive.searching.asking import ACTOR, TEXT, TITLE
from broadsheet.archive.searching.opened import KEY, ROWS, Opened, guarded, keys_of, recorded
from broadsheet.archive.searching.words import word_forms
from broadsheet.archive.state import State
from broadsheet.archive.tables import pandas_frame

AT_ONCE: Final = 16_384
"""Articles that are committed together: a build that is killed goes on from the last commit."""

_HEAP: Final = 64_000_000
"""Bytes that the engine gathers before it writes a segment."""

NO_ROWS: Final = 0
"""`rows` of an article without layers."""


def newest_batch(state: State) -> int:
    """The number of the archive's newest batch, 0 where there is none."""
    return int(state.batches["batch"].max()) if len(state.batches) else 0


def _wanted(state: State) -> pd.DataFrame:
    """Every article that is stored, as `Opened.held` gives those indexed."""
    rows = state.stored["rows_batch"].fillna(NO_ROWS).astype("uint64").to_numpy()
    return pd.DataFrame({KEY: keys_of(state.stored["article_id"]), ROWS: rows})


def covers(opened: Opened, state: State) -> bool:
    """Whether an index that is newer than the state, as of an archive shown as it was, has all its articles."""
    return opened.batch > newest_batch(state) and bool(np.isin(keys_of(state.stored["article_id"]), opened.held()[KEY].to_numpy()).all())


def with_changes(folder: Path, opened: Opened, state: State) -> Opened:
    """The index after what it lacks was added and what is gone was deleted."""
    wanted, held = _wanted(state), opened.held()
    same = wanted.merge(held, on=[KEY, ROWS])[KEY].to_numpy()
    if opened.batch > newest_batch(state):
        same = held[KEY].to_numpy()
    missing = state.stored[~np.isin(wanted[KEY].to_numpy(), same)]
    gone = held[KEY][~np.isin(held[KEY].to_numpy(), same)].to_numpy()
    batch = max(newest_batch(state), opened.batch)
    parts = [missing.iloc[at:at + AT_ONCE] for at in range(0, len(missing), AT_ONCE)] or [missing]
    for number, part in enumerate(parts, 1):
        _write(opened, part, gone if number == 1 else (), state)
        opened = recorded(folder, opened, batch if number == len(parts) else 0)
    return opened


def _write(opened: Opened, articles: pd.DataFrame, gone: Iterable[int], state: State) -> None:
    """Commit the articles of these rows of the register, without those that are gone."""
    import tantivy

    gone = list(gone)
    if not gone and articles.empty:
        return
    with guarded():
        writer = opened.index.writer(_HEAP, 1)
        for key in gone:
            writer.delete_documents_by_term(KEY, int(key))
        for document in _documents(articles, state) if len(articles) else ():
            made = tantivy.Document()
            for name, values in document.items():
                for value in values if isinstance(values, list) else [values]:
                    (made.add_text if isinstance(value, str) else made.add_unsigned)(name, value)
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()


def _documents(register: pd.DataFrame, state: State) -> Iterator[dict[str, Any]]:
    """What is indexed of each article: the words of title and text, the actors it mentions, its key and the batch of its layers."""
    columns = ["article_id", "title", "text", "batch"]
    texts = newest_rows(pandas_frame(state.read_articles_of("articles", columns, register))).set_index("article_id")
    actors = _mentioned(register, state)
    keys = keys_of(register["article_id"])
    for key, article_id, rows in zip(keys, register["article_id"], register["rows_batch"].fillna(NO_ROWS), strict=True):
        if article_id not in texts.index:
            continue
        title, text = texts.at[article_id, "title"], texts.at[article_id, "text"]
        yield {
            KEY: int(key), ROWS: int(rows), TITLE: " ".join(word_forms(title)) if isinstance(title, str) else "",
            TEXT: " ".join(word_forms(text)) if isinstance(text, str) else "", ACTOR: actors.get(article_id, []),
        }


def _mentioned(register: pd.DataFrame, state: State) -> dict[str, list[str]]:
    """The actors of each article, by the layers that count."""
    annotated = register[register["rows_batch"].notna()]
    if annotated.empty:
        return {}
    rows = state.read_articles_of("mentions", ["article_id", "actor_id", "batch"], annotated)
    named = rows.filter(pc.is_valid(rows["actor_id"])).group_by(["article_id", "actor_id", "batch"]).aggregate([]).to_pandas()
    counting = named.merge(
        annotated[["article_id", "rows_batch"]].astype({"article_id": object, "rows_batch": "int64"}),
        left_on=["article_id", "batch"], right_on=["article_id", "rows_batch"],
    )
    return counting.groupby("article_id")["actor_id"].agg(sorted).to_dict()
