"""What a damaged table has lost, made again from the others; what cannot be is said."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa

from broadsheet import schemas
from broadsheet.annotating import ACTOR_COLUMNS, languages_of, resolve_actors
from broadsheet.archive.identities import alias_counts, counted_aliases
from broadsheet.archive.readback import stored_actors
from broadsheet.archive.register import DONE, LOST, newest_rows
from broadsheet.archive.state import State
from broadsheet.archive.tables import OWN, arrow_table, pandas_frame
from broadsheet.reading import fingerprint_table

_REPEATED = ("article_id", "published_at", "source", "url", "path", "language", "words", "copy_of", "supersedes", "day", "batch")
"""Columns of `articles` that the register repeats."""


def register_rows(state: State, lost: frozenset[int]) -> pd.DataFrame:
    """Rows of the register for articles that it does not know, or of which it lost a row in these batches."""
    if not len(state.batches):
        return pandas_frame(OWN["register"].empty_table())
    articles = newest_rows(pandas_frame(state.store.read("articles", columns=_REPEATED, where=state.committed)))
    layers = pandas_frame(state.store.read("sentences", columns=["article_id", "batch"], where=state.committed)).drop_duplicates()
    written = layers.groupby("article_id")["batch"].max()
    touched = set(articles["article_id"][articles["batch"].isin(lost)]) | set(layers["article_id"][layers["batch"].isin(lost)])
    missing = articles["article_id"].isin(touched | (set(articles["article_id"]) - set(state.history["article_id"])))
    rows = articles[missing & ~articles["article_id"].isin(state.removed)].drop(columns="batch")
    batch = written.reindex(rows["article_id"]).set_axis(rows.index)
    return rows.assign(
        removed=False, rows_batch=batch, annotation=pd.Series(DONE, index=rows.index, dtype="str").where(batch.notna()),
        annotated_for=rows["published_at"].where(batch.notna()),
    )


def without_text(state: State) -> pd.DataFrame:
    """The register's rows of articles whose text is gone."""
    if not len(state.batches):
        return state.stored
    there = set(state.store.read("articles", columns=["article_id"], where=state.committed)["article_id"].to_pylist())
    return state.stored[~state.stored["article_id"].isin(there)]


def marked_lost(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the register that say that the text is gone; the next ingest of the files takes the articles for new."""
    return rows.assign(annotation=LOST, rows_batch=None, annotated_for=None)


def unannotated(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the register that let the articles be annotated again."""
    return rows.assign(annotation=None, rows_batch=None, annotated_for=None)


def missing_prints(state: State) -> pa.Table:
    """Fingerprints of the articles that have none, made again."""
    none = OWN["prints"].empty_table()
    if not len(state.batches):
        return none
    known = set(state.store.read("prints", columns=["article_id"], where=state.committed)["article_id"].to_pylist())
    chosen = ~state.register["article_id"].isin(known)
    articles = state.articles(chosen) if chosen.any() else schemas.frame("articles")
    if articles.empty:
        return none
    told = articles[["article_id", "title", "modified_at", "published_at"]]
    prints = fingerprint_table(articles).merge(told, on="article_id", validate="one_to_one")
    return arrow_table("prints", prints.assign(day=prints["published_at"].astype(schemas.MOMENT)))


def layers_lost(state: State, batches: Iterable[int]) -> set[str]:
    """Articles whose layers lie in these batches."""
    hit = state.stored["rows_batch"].isin(list(batches)).fillna(False).astype(bool)
    return set(state.stored["article_id"][hit])


def missing_actors(state: State) -> tuple[pa.Table, int]:
    """Rows for actors that layers name and `actors` has not, from their mentions and roles; and how many cannot be made again."""
    known = set(stored_actors(state)["actor_id"])
    rows = {
        name: pandas_frame(state.layer_rows(name, state.everything, [*_columns(name), *(f"{column}_chain" for column in columns)]))
        for name, columns in ACTOR_COLUMNS.items()
    }
    seen = {key for name, columns in ACTOR_COLUMNS.items() for column in columns for key in rows[name][column].dropna()}
    gone = seen - known
    if not gone:
        return OWN_ACTORS, 0
    local = {name: _with_local_keys(name, rows[name]) for name in ("mentions", "roles")}
    keys = pd.DataFrame({"key": local["mentions"]["actor_id"], "actor_id": rows["mentions"]["actor_id"]})
    about = set(keys["key"][keys["actor_id"].isin(gone)].dropna())
    mentions = local["mentions"][local["mentions"]["actor_id"].isin(about)]
    roles = local["roles"][local["roles"]["actor_id"].isin(about)]
    resolved = resolve_actors(mentions, roles, languages=languages_of(state.register))
    pairs = keys[keys["key"].isin(about)].assign(made=lambda rows: rows["key"].map(resolved.ids)).dropna()
    chosen = pairs.groupby("actor_id")["made"].agg(lambda made: made.mode().iloc[0])
    resolved_as = chosen[chosen.index.isin(gone)].reset_index()
    found = resolved_as.merge(resolved.actors, left_on="made", right_on="actor_id", suffixes=("", "_made"))
    return arrow_table("actors", found[["actor_id", "name", "kind", "country"]]), len(gone) - len(found)


OWN_ACTORS = arrow_table("actors", schemas.frame("actors"))


def _columns(name: str) -> list[str]:
    return list(schemas.TABLES[name].columns)


def _with_local_keys(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the keys that actors have within their article, `<article_id>#<chain>`, in place of their ids."""
    made = rows[_columns(name)].copy()
    for column in ACTOR_COLUMNS[name]:
        chain = rows[f"{column}_chain"]
        made[column] = (rows["article_id"] + "#" + chain.astype("Int64").astype("str")).where(chain.notna())
    return made


def alias_differences(state: State) -> pa.Table:
    """What is to be added to the counts of `aliases` so that they are those of the mentions."""
    mentions = pandas_frame(state.layer_rows("mentions", state.everything, ["actor_id", "text", "form"]))
    right = counted_aliases(mentions[mentions["form"] == "name"])
    both = right.merge(alias_counts(state), how="outer", on=["actor_id", "alias"], suffixes=("", "_stored"), validate="one_to_one")
    gained = both["mentions"].fillna(0) - both["mentions_stored"].fillna(0)
    return arrow_table("aliases", both[["actor_id", "alias"]].assign(mentions=gained)[gained.to_numpy() != 0])
