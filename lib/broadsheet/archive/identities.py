"""Actors, stories and storylines of new articles, joined with those the archive knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet import schemas
from broadsheet.annotating import ACTOR_COLUMNS, ResolvedActors, alias_form, join_stories, languages_of, resolve_actors
from broadsheet.archive.register import newest_rows
from broadsheet.archive.state import State
from broadsheet.archive.storylines import joined_storylines
from broadsheet.archive.tables import contract_frame, pandas_frame

MONTH: Final = 31
"""Days of a period from which it is a long one: with those, only what is told at about the same time is joined, since every
article that looks back on 2019 would otherwise be compared with every other."""

RECENT: Final = pd.Timedelta(days=60)
"""Before and after the new articles, for that."""


@dataclass(frozen=True)
class Joined:
    """Layers with archive-wide ids and `<column>_chain` numbers; actors that are new or changed; aliases counted in these layers."""

    layers: dict[str, pd.DataFrame]
    actors: pd.DataFrame
    aliases: pd.DataFrame


def known_actors(state: State) -> ResolvedActors:
    """The actors and aliases of the archive, as stored."""
    actors = newest_rows(state.rows("actors"), "actor_id")
    return ResolvedActors({}, schemas.frame("actors", actors), alias_counts(state))


def alias_counts(state: State) -> pd.DataFrame:
    """The aliases of the archive: each batch has added its own mentions, and a removal has taken some away."""
    rows = state.rows("aliases")
    counted = rows.groupby(["actor_id", "alias"], as_index=False)["mentions"].sum()
    return schemas.frame("aliases", counted[counted["mentions"] > 0])


def joined_identities(
    state: State, known: ResolvedActors, tables: dict[str, pd.DataFrame], articles: pd.DataFrame,
) -> Joined:
    """The layers of new articles with the ids of actors and stories that they share with the archive."""
    resolved = resolve_actors(tables["mentions"], tables["roles"], known=known, languages=languages_of(articles))
    layers = {name: _with_ids(name, table, resolved.ids) for name, table in tables.items()}
    layers["events"] = layers["events"].assign(story_id=_stories(state, layers, articles))
    layers["storylines"] = joined_storylines(state, layers["storylines"], articles)
    return Joined(layers, _changed(resolved.actors, known.actors), _gained(resolved.aliases, known.aliases))


def _with_ids(name: str, table: pd.DataFrame, ids: dict[str, str]) -> pd.DataFrame:
    """The table with local keys `<article_id>#<chain>` taken apart: the actor's id, and the chain in a column of its own."""
    made = table.copy()
    for column in ACTOR_COLUMNS.get(name, ()):
        made[f"{column}_chain"] = table[column].str.extract(r"#(\d+)$", expand=False).astype("Int32")
        made[column] = table[column].map(ids).astype("str")
    return made


def _changed(actors: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Rows of `actors` that are not in `before` as they are."""
    same = actors.merge(before, how="left", on=list(actors.columns), indicator=True, validate="one_to_one")["_merge"] == "both"
    return actors[~same.to_numpy()]


def _gained(aliases: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """How many mentions each alias has gained; `aliases` counts those before too."""
    both = aliases.merge(before, how="left", on=["actor_id", "alias"], suffixes=("", "_before"), validate="one_to_one")
    gained = both["mentions"] - both["mentions_before"].fillna(0)
    return both[["actor_id", "alias"]].assign(mentions=gained)[gained.to_numpy() != 0]


def counted_aliases(named: pd.DataFrame) -> pd.DataFrame:
    """The table `aliases` from mentions by name (`actor_id`, `text`)."""
    said = named.dropna(subset=["actor_id"]).groupby(["actor_id", "text"]).size().reset_index(name="mentions")
    forms = said.assign(alias=[alias_form(text) for text in said["text"]])
    return schemas.frame("aliases", forms.groupby(["actor_id", "alias"], as_index=False)["mentions"].sum())


def _stories(state: State, layers: dict[str, pd.DataFrame], articles: pd.DataFrame) -> pd.Series:
    """The story of each new event: an older one that fits, or a new one. Older stories keep their ids and do not merge."""
    new = schemas.frame("events", layers["events"])
    leading = _leading(state, new, articles)
    near = state.register["article_id"].isin(leading["article_id"])
    older = _of(contract_frame("events", state.layer_rows("events", near, schemas.TABLES["events"].columns)), leading)
    parts = _of(contract_frame("event_actors", state.layer_rows("event_actors", near, schemas.TABLES["event_actors"].columns)), leading)
    found = join_stories(
        pd.concat([older, new], ignore_index=True),
        pd.concat([parts, schemas.frame("event_actors", layers["event_actors"])], ignore_index=True),
        pd.concat([state.articles(near), schemas.frame("articles", articles)], ignore_index=True),
        leading=frozenset(older["event_id"]),
    )
    story_of = dict(zip(older["event_id"].tolist(), older["story_id"].tolist(), strict=True))
    kept = _kept_stories(state, articles)
    by_event = pd.Series([story_of.get(event, event) for event in found], index=[*older["event_id"], *new["event_id"]], dtype="str")
    told = by_event.reindex(layers["events"]["event_id"])
    return told.where(~told.index.isin(kept), told.index.map(kept.get).to_series(told.index)).set_axis(layers["events"].index)


def _kept_stories(state: State, articles: pd.DataFrame) -> dict[str, str]:
    """Stories of events that stand already, in articles that are annotated again for the same day: event_id → story_id."""
    before = newest_rows(state.history[state.history["rows_batch"].notna() & state.history["article_id"].isin(articles["article_id"])])
    if before.empty:
        return {}
    then = articles.set_index("article_id")["published_at"].reindex(before["article_id"]).set_axis(before.index)
    same = before["article_id"][(then == before["annotated_for"]) | (then.isna() & before["annotated_for"].isna())]
    rows = pandas_frame(state.store.read("events", columns=["event_id", "story_id", "batch"], where=state.committed, of=list(same)))
    newest = rows.sort_values("batch", kind="stable").drop_duplicates("event_id", keep="last")
    return dict(zip(newest["event_id"].tolist(), newest["story_id"].tolist(), strict=True))


def _leading(state: State, new: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The first report of each older story (`event_id article_id`) that may be about the days of the new events.

    Where that was removed, or is about other days, another report stands for the story.
    """
    columns = ["event_id", "story_id", "article_id", "earliest", "latest"]
    if not len(state.batches):
        return new[["event_id", "article_id"]].iloc[:0]
    rows = state.layer_rows("events", state.everything, columns)
    rows = rows.filter(pa.array(_timely(rows, new) & _told_about_then(rows, state, articles)))
    timely = pandas_frame(rows)
    first = timely["event_id"] == timely["story_id"]
    bereft = timely[~timely["story_id"].isin(timely["event_id"])].sort_values("event_id").drop_duplicates("story_id")
    return pd.concat([timely[first], bereft])[["event_id", "article_id"]]


def _timely(rows: pa.Table, new: pd.DataFrame) -> np.ndarray:
    """Which rows are about the weeks that the new events are about, or about a period as long."""
    timely = np.zeros(len(rows), dtype=bool)
    coarse, new_coarse = _coarse(rows["earliest"], rows["latest"]), _coarse(new["earliest"], new["latest"])
    weeks = {name: _week_numbers(rows[name]) for name in ("earliest", "latest")}
    for long in (False, True):
        said = new[new_coarse == long]
        of_new = np.concatenate([_week_numbers(said[name].dropna()) for name in ("earliest", "latest")])
        around = np.unique(np.concatenate([of_new + shift for shift in (-1, 0, 1)]))
        timely |= (coarse == long) & (np.isin(weeks["earliest"], around) | np.isin(weeks["latest"], around))
    return timely


def _told_about_then(rows: pa.Table, state: State, articles: pd.DataFrame) -> np.ndarray:
    """Which rows are no article's that comes in now, and, if they are about a long period, were told about when these are told."""
    published, register = articles["published_at"].dropna(), state.register
    first, last = published.min() - RECENT, published.max() + RECENT
    lately = register.loc[register["published_at"].isna() | register["published_at"].between(first, last), "article_id"]
    among = pa.array(lately, pa.string())
    recent = pc.is_in(rows["article_id"].cast(pa.string()), value_set=among).to_numpy()
    incoming = pc.is_in(rows["article_id"].cast(pa.string()), value_set=pa.array(articles["article_id"], pa.string())).to_numpy()
    return ~incoming & (recent | ~_coarse(rows["earliest"], rows["latest"]))


def _days(moments: pa.ChunkedArray | pd.Series) -> np.ndarray:
    """Days since 1970; a missing one is very long ago."""
    return np.asarray(pd.Series(moments.to_numpy()).astype("datetime64[s]").to_numpy().astype("datetime64[D]").astype("int64"))


def _coarse(earliest: pa.ChunkedArray | pd.Series, latest: pa.ChunkedArray | pd.Series) -> np.ndarray:
    """What is dated to a period of more than a month."""
    return _days(latest) - _days(earliest) > MONTH


def _week_numbers(moments: pa.ChunkedArray | pd.Series) -> np.ndarray:
    """Numbers of the weeks, counted from 1970, that the days lie in."""
    return _days(moments) // 7


def _of(rows: pd.DataFrame, leading: pd.DataFrame) -> pd.DataFrame:
    """The rows of these events."""
    return rows[rows["event_id"].isin(leading["event_id"])].reset_index(drop=True)
