"""Actors and stories of new articles, joined with those the archive knows."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating.actors import ResolvedActors, resolve_actors
from broadsheet.annotating.actors.forms import alias_form
from broadsheet.annotating.annotation import ACTOR_COLUMNS
from broadsheet.annotating.stories import join_stories
from broadsheet.archive.register import newest_rows
from broadsheet.archive.state import State
from broadsheet.archive.tables import contract_frame, pandas_frame


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
    resolved = resolve_actors(tables["mentions"], tables["roles"], known=known)
    layers = {name: _with_ids(name, table, resolved.ids) for name, table in tables.items()}
    layers["events"] = layers["events"].assign(story_id=_stories(state, layers, articles))
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
    leading = _leading(state, new, set(articles["article_id"]))
    near = state.register["article_id"].isin(leading["article_id"])
    older = _of(contract_frame("events", state.layer_rows("events", near, schemas.TABLES["events"].columns)), leading)
    parts = _of(contract_frame("event_actors", state.layer_rows("event_actors", near, schemas.TABLES["event_actors"].columns)), leading)
    found = join_stories(
        pd.concat([older, new], ignore_index=True),
        pd.concat([parts, schemas.frame("event_actors", layers["event_actors"])], ignore_index=True),
        pd.concat([state.articles(near), schemas.frame("articles", articles)], ignore_index=True),
        leading=frozenset(older["event_id"]),
    )
    story_of = dict(zip(older["event_id"], older["story_id"], strict=True))
    by_event = pd.Series([story_of.get(event, event) for event in found], index=[*older["event_id"], *new["event_id"]], dtype="str")
    return by_event.reindex(layers["events"]["event_id"]).set_axis(layers["events"].index)


def _leading(state: State, new: pd.DataFrame, without: set[str]) -> pd.DataFrame:
    """The first report of each older story (`event_id article_id`) that may be about the days of the new events.

    Where that was removed, or is about other days, another report stands for the story.
    """
    columns = ["event_id", "story_id", "article_id", "earliest", "latest"]
    rows = pandas_frame(state.layer_rows("events", state.everything, columns)) if len(state.batches) else new[columns].iloc[:0]
    weeks = _weeks(new["earliest"]) | _weeks(new["latest"])
    around = {week + shift for week in weeks for shift in (-1, 0, 1)}
    timely = rows[(_in_weeks(rows["earliest"], around) | _in_weeks(rows["latest"], around)) & ~rows["article_id"].isin(without)]
    first = timely["event_id"] == timely["story_id"]
    bereft = timely[~timely["story_id"].isin(timely["event_id"])].sort_values("event_id").drop_duplicates("story_id")
    return pd.concat([timely[first], bereft])[["event_id", "article_id"]]


def _weeks(days: pd.Series) -> set[int]:
    """Numbers of the weeks, counted from 1970, that the days lie in."""
    return set(_week_numbers(days.dropna()).tolist())


def _in_weeks(days: pd.Series, weeks: set[int]) -> pd.Series:
    return days.notna() & _week_numbers(days).isin(weeks)


def _week_numbers(days: pd.Series) -> pd.Series:
    return (days - pd.Timestamp(0)).dt.days // 7


def _of(rows: pd.DataFrame, leading: pd.DataFrame) -> pd.DataFrame:
    """The rows of these events."""
    return rows[rows["event_id"].isin(leading["event_id"])].reset_index(drop=True)
