"""Whether what the tables say fits together: every row of every table is read, and held against the articles and the other tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pandas as pd
import pyarrow.compute as pc

from broadsheet import schemas
from broadsheet.annotating import ACTOR_COLUMNS, LOCAL
from broadsheet.archive.mending import proven
from broadsheet.archive.readback import stored_actors
from broadsheet.archive.record import is_recorded
from broadsheet.archive.state import State
from broadsheet.archive.tables import pandas_frame

_NAMED = 5
"""Articles that a finding names one by one."""


@dataclass
class Contents:
    """What does not fit.

    `wrong`: findings, each with its table, text and the articles it is about; `unproven`: articles whose id is not that of their content,
    in batches of which nothing is recorded.
    """

    wrong: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)
    unproven: frozenset[str] = frozenset()

    def about(self, *names: str) -> set[str]:
        """The articles that findings about these tables are about."""
        return set().union(*(ids for name, _, ids in self.wrong if name in names))


def named(ids: Iterable[str]) -> str:
    """Ids of articles, for a line of text."""
    listed = sorted(ids)
    more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    return f"{'article' if len(listed) == 1 else 'articles'} {', '.join(listed[:_NAMED])}{more}"


def verified(state: State) -> Contents:
    """Read every table whole and compare them."""
    found = Contents()
    if not len(state.batches):
        return found
    articles = state.articles(state.everything)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    _articles(state, articles, found)
    keys: dict[str, set[str]] = {}
    for name in LOCAL:
        rows = state.layer(name, state.everything)
        owners = rows["article_id"] if "article_id" in rows else rows["event_id"].str.replace(r":[^:]*$", "", regex=True)
        for what, wrong in _faults(name, rows, owners, texts):
            if wrong.any():
                _note(found, name, what, owners[wrong])
        if "event_id" in rows:
            keys[name] = set(rows["event_id"])
            strangers = ~rows["event_id"].isin(keys.get("events", keys[name]))
            _note(found, name, "rows of events that are not there", owners[strangers])
    _actors(state, found)
    for name in ("actors", "aliases", "files", "rejects", "prints"):
        state.rows(name)
    return found


def _note(found: Contents, name: str, what: str, owners: pd.Series) -> None:
    if len(owners):
        found.wrong.append((name, f"{len(owners)} {what}: {named(set(owners))}", frozenset(owners)))


def _articles(state: State, articles: pd.DataFrame, found: Contents) -> None:
    """No article twice, each with its text; and, where nothing is recorded, ids that are those of the content."""
    _note(found, "articles", "articles stand twice", articles.loc[articles["article_id"].duplicated(), "article_id"])
    _note(found, "articles", "articles have no text", articles.loc[articles["text"].isna(), "article_id"])
    rows = state.store.read("articles", columns=["article_id", "title", "text", "source", "batch"], where=state.committed)
    right = set(proven(rows)["article_id"].to_pylist())
    other = rows.filter(pc.invert(pc.is_in(rows["article_id"], value_set=proven(rows)["article_id"].combine_chunks())))
    if len(other):
        told = pandas_frame(other.select(["article_id", "batch"]))
        own_ids = set(pandas_frame(rows.select(["article_id", "batch"])).loc[lambda all_: all_["article_id"].isin(right), "batch"])
        recorded = set() if not is_recorded(state.batches) else set(state.batches["batch"][state.batches["holds"].notna()])
        found.unproven = frozenset(told["article_id"][told["batch"].isin(own_ids) & ~told["batch"].isin(recorded)])


def _faults(name: str, rows: pd.DataFrame, owners: pd.Series, texts: dict[str, str]) -> Iterator[tuple[str, pd.Series]]:
    """What can be wrong with a layer's rows, and the rows of which it is true."""
    yield "keys stand twice", rows[list(schemas.TABLES[name].key)].duplicated()
    if not {"article_id", "start", "end"} <= set(rows.columns):
        return
    lengths = owners.map({key: len(text) for key, text in texts.items() if isinstance(text, str)})
    outside = rows["start"].isna() | rows["end"].isna() | (rows["start"] < 0) | (rows["end"] < rows["start"]) | (rows["end"] > lengths)
    yield "rows whose offsets lie outside their article", outside.fillna(True).astype(bool) | lengths.isna()
    if "text" in rows:
        spans = zip(owners, rows["start"], rows["end"], rows["text"], outside.fillna(True), strict=True)
        said = [bool(out) or _quoted(texts.get(key), start, end) == text for key, start, end, text, out in spans]
        yield "rows whose offsets do not give their text", ~pd.Series(said, index=rows.index, dtype=bool)


def _quoted(text: str | None, start: int, end: int) -> str | None:
    return text[start:end] if isinstance(text, str) else None


def _actors(state: State, found: Contents) -> None:
    """Every actor that a layer names is in `actors`."""
    known = set(stored_actors(state)["actor_id"])
    for name, columns in ACTOR_COLUMNS.items():
        rows = pandas_frame(state.layer_rows(name, state.everything, ["article_id", *columns]))
        for column in columns:
            missing = rows[column].notna() & ~rows[column].isin(known)
            if missing.any():
                ids = rows.loc[missing, "article_id"]
                found.wrong.append(("actors", f"{rows.loc[missing, column].nunique()} actors of {name} are not there", frozenset(ids)))
