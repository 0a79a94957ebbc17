"""Taking articles out: they and their rows go from every layer, and stay out when their folder is ingested again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import batched

import pandas as pd
import pyarrow as pa

from broadsheet.archive.committing import commit, discard_uncommitted, next_batch, record_upkeep
from broadsheet.archive.identities import counted_aliases
from broadsheet.archive.readback import table
from broadsheet.archive.state import State, current_state
from broadsheet.archive.store import SET_ASIDE, Store
from broadsheet.archive.tables import BY_ARTICLE, arrow_table
from broadsheet.errors import RequestError

_AT_ONCE = 400
"""Ids in one SQL predicate."""


def remove_articles(
    store: Store, *, article_ids: Iterable[str] | None = None, path: str | None = None, source: str | None = None,
    keep_out: bool = True, erase: bool = False,
) -> pd.DataFrame:
    """Remove the articles with these ids, from this file or folder, or of this outlet; the register's rows of those removed.

    They cease to count with one commit; their rows are deleted after it, which `check` completes if it is interrupted.
    """
    with store.writing():
        state = current_state(store)
        if not store.tidy:
            discard_uncommitted(store, state)
        known = pd.concat([state.stored, state.lost], ignore_index=True)
        gone = known[_meant(known, article_ids, path, source)]
        if gone.empty:
            return gone
        batch = next_batch(state)
        rows = {
            "register": _register_rows(state, gone, batch), "aliases": _fewer_aliases(state, set(gone["article_id"])),
            "files": arrow_table("files", pd.DataFrame({"path": gone["path"].dropna().unique()}, dtype="str")),
        }
        commit(store, state, batch, "removal", rows)
        delete_rows(store, gone["article_id"])
        if not keep_out:
            _forget(store, gone["article_id"])
        if erase:
            erase_old_files(store)
        record_upkeep(store)
        return gone


def readmit_articles(store: Store, article_ids: Iterable[str]) -> int:
    """Let removed articles come in again with the next ingest of their files; how many were kept out."""
    with store.writing():
        known = current_state(store).removed & set(article_ids)
        _forget(store, known)
        record_upkeep(store)
        return len(known)


def _forget(store: Store, article_ids: Iterable[str]) -> None:
    """Delete the register's rows of removed articles, and tell readers that something has changed."""
    for predicate in sql_predicates(sorted(article_ids)):
        store.delete("register", predicate)
    state = current_state(store)
    commit(store, state, next_batch(state), "readmission", {}, always=True)


def delete_rows(store: Store, article_ids: Iterable[str], *, with_register: bool = False) -> None:
    """Delete the articles' rows from the stored tables."""
    for predicate in sql_predicates(sorted(article_ids)):
        for name in (*BY_ARTICLE, *(["register"] if with_register else [])):
            store.delete(name, predicate)


def erase_old_files(store: Store) -> None:
    """Delete the files that no longer belong to any table, so that what was removed is nowhere on the disk."""
    for name in BY_ARTICLE:
        store.delete_unused_files(name, older_than=0)
    for path in store.place.sizes(SET_ASIDE):
        store.place.delete(f"{SET_ASIDE}/{path}")


def sql_predicates(ids: list[str]) -> Iterator[str]:
    """Conditions that name these articles, a limited number at a time, with quotation marks escaped."""
    for some in batched(ids, _AT_ONCE):
        quoted = ", ".join("'" + key.replace("'", "''") + "'" for key in some)
        yield f"article_id IN ({quoted})"


def _meant(register: pd.DataFrame, article_ids: Iterable[str] | None, path: str | None, source: str | None) -> pd.Series:
    given = [value for value in (article_ids, path, source) if value is not None]
    if len(given) != 1:
        raise RequestError("remove: name the articles by article_ids, by path or by source, one of them")
    if path is not None:
        folder = str(path).rstrip("/")
        return ((register["path"] == folder) | register["path"].str.startswith(folder + "/")).fillna(False).astype(bool)
    if source is not None:
        return (register["source"] == source).fillna(False).astype(bool)
    ids = [article_ids] if isinstance(article_ids, str) else list(article_ids or ())
    unknown = sorted(set(ids) - set(register["article_id"]))
    if unknown:
        raise RequestError(f"remove: no article {unknown[0]!r} in the archive")
    return register["article_id"].isin(ids)


def _register_rows(state: State, gone: pd.DataFrame, batch: int) -> pa.Table:
    """The removed articles marked so, and their copies pointing at the earliest of those that stay."""
    ids = set(gone["article_id"])
    marked = gone[["article_id"]].assign(removed=True)
    left = state.stored[state.stored["copy_of"].isin(ids) & ~state.stored["article_id"].isin(ids)]
    ordered = left.sort_values(["published_at", "article_id"], na_position="last")
    first = ordered.drop_duplicates("copy_of").set_index("copy_of")["article_id"]
    heads = left["copy_of"].map(first)
    moved = left.assign(copy_of=heads.where(heads != left["article_id"], None).astype("str"))
    revised = state.stored[state.stored["supersedes"].isin(ids) & ~state.stored["article_id"].isin(ids | set(moved["article_id"]))]
    rows = pd.concat([marked, moved, revised.assign(supersedes=None)], ignore_index=True)
    return arrow_table("register", rows.assign(batch=batch))


def _fewer_aliases(state: State, ids: set[str]) -> pa.Table:
    """What the removed articles had added to the counts of aliases, taken away."""
    mentions = table(state, "mentions", state.register["article_id"].isin(ids))
    counted = counted_aliases(mentions[mentions["form"] == "name"])
    return arrow_table("aliases", counted.assign(mentions=-counted["mentions"]))
