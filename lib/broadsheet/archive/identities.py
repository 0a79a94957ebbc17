"""Actors and stories of new articles, joined with those the archive knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating.actors import ResolvedActors, resolve_actors
from broadsheet.annotating.annotation import ACTOR_COLUMNS
from broadsheet.annotating.stories import join_stories
from broadsheet.archive.register import newest_rows
from broadsheet.archive.state import State
from broadsheet.archive.tables import contract_frame

NEIGHBOURS: Final = 10
"""Days before and after a new article within which an older one may tell the same story."""


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
    named = layers["mentions"][layers["mentions"]["form"] == "name"]
    return Joined(layers, _changed(resolved.actors, known.actors), counted_aliases(named))


def _with_ids(name: str, table: pd.DataFrame, ids: dict[str, str]) -> pd.DataFrame:
    """The table with local keys `<article_id>#<chain>` taken apart: the actor's id, and the chain in a column of its own."""
    made = table.copy()
    for column in ACTOR_COLUMNS.get(name, ()):
        made[f"{column}_chain"] = table[column].str.rsplit("#", n=1).str[1].astype("Int32")
        made[column] = table[column].map(ids).astype("str")
    return made


def _changed(actors: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Rows of `actors` that are not in `before` as they are."""
    same = actors.merge(before, how="left", on=list(actors.columns), indicator=True, validate="one_to_one")["_merge"] == "both"
    return actors[~same.to_numpy()]


def counted_aliases(named: pd.DataFrame) -> pd.DataFrame:
    """The table `aliases` from mentions by name (`actor_id`, `text`): an alias is what a mention says."""
    counted = named.dropna(subset=["actor_id"]).groupby(["actor_id", "text"], as_index=False).size()
    return schemas.frame("aliases", counted.rename(columns={"text": "alias", "size": "mentions"}))


def _stories(state: State, layers: dict[str, pd.DataFrame], articles: pd.DataFrame) -> pd.Series:
    """The story of each new event: an older one that is told by articles of about the same days, or a new one."""
    new = schemas.frame("events", layers["events"])
    near = _near(state, articles)
    older = contract_frame("events", state.layer_rows("events", near, schemas.TABLES["events"].columns))
    parts = contract_frame("event_actors", state.layer_rows("event_actors", near, schemas.TABLES["event_actors"].columns))
    events = pd.concat([older, new], ignore_index=True)
    event_actors = pd.concat([parts, schemas.frame("event_actors", layers["event_actors"])], ignore_index=True)
    everything = pd.concat([state.articles(near), schemas.frame("articles", articles)], ignore_index=True)
    found = pd.Series(join_stories(events, event_actors, everything).to_numpy(), index=events["event_id"])
    told = older.set_index("event_id")["story_id"]
    ruling = _older_story(found, told)
    stories = found.reindex(layers["events"]["event_id"])
    return pd.Series(stories.map(ruling).fillna(stories).astype("str").to_numpy(), index=layers["events"].index)


def _near(state: State, articles: pd.DataFrame) -> pd.Series:
    """Which articles of the archive were published about when the new ones were."""
    days = pd.DatetimeIndex(articles["published_at"].dropna().dt.floor("D").unique())
    if not len(days) or not len(state.register):
        return pd.Series(False, index=state.register.index)
    spans = [days + pd.Timedelta(days=shift) for shift in range(-NEIGHBOURS, NEIGHBOURS + 1)]
    nearby = spans[0].append(spans[1:]).unique()
    return state.register["published_at"].dt.floor("D").isin(nearby) & ~state.register["article_id"].isin(articles["article_id"])


def _older_story(found: pd.Series, told: pd.Series) -> dict[str, str]:
    """For each story found now, the stored one that most of its older events belong to; ties go to the lesser id."""
    if told.empty:
        return {}
    pairs = pd.DataFrame({"now": found.reindex(told.index).to_numpy(), "then": told.to_numpy()}).dropna()
    counted = pairs.groupby(["now", "then"], as_index=False).size().sort_values(["now", "size", "then"], ascending=[True, False, True])
    first = counted.drop_duplicates("now")
    return dict(zip(first["now"], first["then"], strict=True))
