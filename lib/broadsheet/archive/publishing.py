"""Making an ingest's work part of the archive: actors and stories joined with what is there, then all of it at once.

Everything here runs under the archive's lock and takes seconds; annotation was done before, outside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet import schemas
from broadsheet.annotating import LOCAL
from broadsheet.archive.committing import commit, discard_uncommitted, next_batch
from broadsheet.archive.identities import joined_identities, known_actors
from broadsheet.archive.parallel import AnnotationSettings
from broadsheet.archive.register import DONE, failed_now, looked_up
from broadsheet.archive.staging import load
from broadsheet.archive.state import State, current_state
from broadsheet.archive.store import Store
from broadsheet.archive.storylines import joined_storylines
from broadsheet.archive.tables import OWN, arrow_table, pandas_frame

NOT_ANNOTATED: Final = "not annotated"
"""The reason of a reject that stands for an article which is kept without layers."""

_OF_ARTICLE: Final = ("article_id", "published_at", "source", "url", "path", "language", "words", "copy_of", "supersedes")
"""Columns of `articles` that the register repeats."""


@dataclass(frozen=True)
class Work:
    """What one step of an ingest brings.

    `articles`: rows of `articles`, new ones and known ones annotated now; `chunks`: files of annotated chunks, each with
    the ids of its articles; `restated`: ids of known articles whose date the user now gives; `marks`: known articles whose
    `copy_of` or `supersedes` changes; `prints`, `rejects`, `files`: rows of these tables; `made_for`: the state of the archive
    that it was made for.
    """

    settings: AnnotationSettings
    articles: pd.DataFrame
    chunks: tuple[tuple[Path, frozenset[str]], ...] = ()
    restated: frozenset[str] = frozenset()
    marks: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["article_id", "copy_of", "supersedes"], dtype="str"))
    prints: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["article_id", "published_at"]))
    rejects: pd.DataFrame = field(default_factory=lambda: schemas.frame("rejects"))
    files: pd.DataFrame = field(default_factory=lambda: pandas_frame(OWN["files"].empty_table()))
    made_for: State | None = None


@dataclass(frozen=True)
class Published:
    """What a step changed: ids of articles that came in, and of those whose layers did."""

    added: frozenset[str]
    annotated: frozenset[str]
    failed: dict[str, str]


def publish(store: Store, work: Work) -> Published:
    """Write the work and make it count.

    Articles that another process has brought in meanwhile are left as they are.

    Raises
    ------
    ArchiveError
        The disk is full or the folder cannot be written; nothing of the work counts then.
    """
    with store.writing():
        state = current_state(store, before=work.made_for)
        if not store.tidy:
            discard_uncommitted(store, state)
        incoming = work.articles[~work.articles["article_id"].isin(state.removed)]
        added = incoming[~incoming["article_id"].isin(state.stored["article_id"])]
        wanted = _wanted_layers(state, incoming) & frozenset[str]().union(*(ids for _, ids in work.chunks))
        tables, failed = _local_tables(work.chunks, wanted)
        annotated = set(wanted) - set(failed)
        batch = next_batch(state)
        rows = _layer_rows(state, tables, incoming)
        written = incoming[incoming["article_id"].isin({*added["article_id"], *work.restated})]
        rows["articles"] = arrow_table("articles", _stamped(written, batch))
        prints = work.prints[work.prints["article_id"].isin(written["article_id"])]
        rows["prints"] = arrow_table("prints", prints.assign(day=prints["published_at"].astype(schemas.MOMENT)))
        rows["register"] = _register_rows(state, incoming, work, annotated, failed, batch)
        rejects = pd.concat([work.rejects, rejects_of(incoming, failed)], ignore_index=True)
        rows["rejects"] = arrow_table("rejects", _changed_rejects(state, rejects, incoming).assign(batch=batch))
        rows["files"] = arrow_table("files", work.files.assign(batch=batch))
        commit(store, state, batch, "ingest", rows, annotated=len(annotated), settings=work.settings)
        return Published(frozenset(added["article_id"]), frozenset(annotated), failed)


def _wanted_layers(state: State, incoming: pd.DataFrame) -> set[str]:
    """Articles whose layers are to be written: new ones, and known ones that another process has not annotated meanwhile."""
    done = state.stored[(state.stored["annotation"] == DONE).fillna(False).astype(bool)].set_index("article_id")["annotated_for"]
    then, now = looked_up(incoming["article_id"], done), incoming["published_at"]
    current = incoming["article_id"].isin(done.index) & ((then == now) | (then.isna() & now.isna()))
    return set(incoming["article_id"][~current])


def _local_tables(
    chunks: tuple[tuple[Path, frozenset[str]], ...], wanted: set[str],
) -> tuple[dict[str, pa.Table], dict[str, str]]:
    """The rows of the wanted articles in all chunks, with local keys, and the articles that failed.

    A chunk of which nothing is wanted may be gone: another process has published the same articles.
    """
    parts: list[list[pa.Table]] = []
    failed: dict[str, str] = {}
    for path in (path for path, ids in chunks if ids & wanted):
        tables, reasons = load(path)
        parts.append(tables)
        failed |= {key: reason for key, reason in reasons.items() if key in wanted}
    ids = pa.array(sorted(wanted), pa.large_string())
    joined = {name: pa.concat_tables(same, promote_options="permissive") for name, *same in zip(LOCAL, *parts, strict=True) if same}
    return {name: table.filter(_belongs(table, ids)) for name, table in joined.items()}, failed


def _belongs(table: pa.Table, ids: pa.Array) -> pa.ChunkedArray:
    return pc.is_in(article_of(table), value_set=ids)


def article_of(table: pa.Table) -> pa.ChunkedArray:
    """The article of each row; an event's id begins with it."""
    if "article_id" in table.column_names:
        return table["article_id"].cast(pa.large_string())
    return pc.replace_substring_regex(table["event_id"].cast(pa.large_string()), r":[^:]*$", "")


def _layer_rows(state: State, tables: dict[str, pa.Table], incoming: pd.DataFrame) -> dict[str, pa.Table]:
    """The layers as stored: archive-wide ids, the actors' numbers within their articles, and the day of the article."""
    days = pd.concat([incoming, state.register]).drop_duplicates("article_id").set_index("article_id")["published_at"]
    if not tables:
        # Articles in other languages may have a storyline, though nothing else.
        told = joined_storylines(state, schemas.frame("storylines"), incoming)
        return {"storylines": arrow_table("storylines", told.assign(day=looked_up(told["article_id"], days)))}
    frames = {name: pandas_frame(table) for name, table in tables.items()}
    known = known_actors(state)
    joined = joined_identities(state, known, frames, incoming)
    rows = {"actors": arrow_table("actors", joined.actors), "aliases": arrow_table("aliases", joined.aliases)}
    for name, frame in joined.layers.items():
        owners = frame["article_id"] if "article_id" in frame.columns else frame["event_id"].str.replace(r":[^:]*$", "", regex=True)
        rows[name] = arrow_table(name, frame.assign(article_id=owners, day=looked_up(owners, days)))
    return rows


def _stamped(articles: pd.DataFrame, batch: int) -> pd.DataFrame:
    return articles.assign(day=articles["published_at"], batch=batch)


def _register_rows(
    state: State, incoming: pd.DataFrame, work: Work, annotated: set[str], failed: dict[str, str], batch: int,
) -> pa.Table:
    """A row for each new article and for each known one of which something changes."""
    stored = state.stored.set_index("article_id", drop=False)
    fresh = incoming[~incoming["article_id"].isin(stored.index)]
    changed = (annotated | set(failed) | set(work.marks["article_id"]) | work.restated) & set(stored.index)
    rows = pd.concat([
        fresh.reindex(columns=list(_OF_ARTICLE)).assign(day=fresh["published_at"]),
        stored.loc[sorted(changed)].reset_index(drop=True).drop(columns="batch"),
    ], ignore_index=True)
    for column in ("copy_of", "supersedes"):
        new = work.marks.set_index("article_id")[column]
        marked = rows["article_id"].isin(new.index)
        rows.loc[marked, column] = rows.loc[marked, "article_id"].pipe(looked_up, new)
    moments = incoming.set_index("article_id")["published_at"]
    done, lost = rows["article_id"].isin(annotated), rows["article_id"].isin(failed)
    rows["annotation"] = rows.get("annotation", pd.Series(index=rows.index, dtype="str")).mask(done, DONE).mask(lost, failed_now())
    rows.loc[done, "rows_batch"] = batch
    rows.loc[done, "annotated_for"] = rows.loc[done, "article_id"].pipe(looked_up, moments)
    restated = rows["article_id"].isin(work.restated)
    rows.loc[restated, "published_at"] = rows.loc[restated, "article_id"].pipe(looked_up, moments)
    rows.loc[done | restated, "day"] = rows.loc[done | restated, "article_id"].pipe(looked_up, moments)
    return arrow_table("register", rows.assign(removed=False, batch=batch))


def rejects_of(articles: pd.DataFrame, failed: dict[str, str]) -> pd.DataFrame:
    """Rows of `rejects` for articles that are kept but could not be annotated."""
    rows = articles[articles["article_id"].isin(failed)]
    return schemas.frame("rejects", pd.DataFrame({
        "path": rows["path"].fillna(rows["article_id"]), "part": rows["article_id"], "reason": NOT_ANNOTATED,
        "detail": rows["article_id"].map(lambda key: failed[key]),
    }))


def _changed_rejects(state: State, rejects: pd.DataFrame, incoming: pd.DataFrame) -> pd.DataFrame:
    """The rejects that differ from those stored, and a row without a reason for each part of a path that is read now."""
    stored = state.rejects()
    before, now = _by_part(stored), _by_part(rejects)
    changed = [before.get(key) != row for key, row in now.items()]
    read = stored["path"].isin(incoming["path"]) & (stored["reason"] != NOT_ANNOTATED) | stored["part"].isin(incoming["article_id"])
    healed = stored.loc[read & ~pd.Series([key in now for key in before], index=stored.index, dtype=bool), ["path", "part"]]
    return pd.concat([rejects[pd.Series(changed, index=rejects.index, dtype=bool)], healed], ignore_index=True)


def _by_part(rejects: pd.DataFrame) -> dict[tuple[str, str], tuple[str, str]]:
    rows = rejects.astype(object).where(rejects.notna(), "")
    parts = zip(rows["path"], rows["part"], strict=True)
    return dict(zip(parts, zip(rows["reason"], rows["detail"], strict=True), strict=True))
