"""A focus: the one actor that an analysis is about, by name, alias or id."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import Layers
from broadsheet.errors import RequestError

_SUGGESTED = 3


def find_actor(layers: Layers, focus: str) -> str:
    """The id of the actor that `focus` names.

    An id wins over a shown name, a shown name over an alias; case does not matter. An alias that several actors have
    ("Smith") means the one that is called so at least twice as often as any other.

    Raises
    ------
    RequestError
        No actor has this name, or several have and none stands out; the message says what would do.
    """
    actors, wanted = layers.actors, " ".join(str(focus).split()).casefold()
    if not wanted:
        raise RequestError("focus is empty; give an actor's name, alias or id")
    if (actors["actor_id"] == focus).any():
        return str(focus)
    named = actors.loc[actors["name"].str.casefold() == wanted, "actor_id"].tolist()
    if len(named) == 1:
        return str(named[0])
    called = _called(layers, wanted, named)
    if len(called) == 1 or len(called) > 1 and called.iloc[0] >= 2 * called.iloc[1]:
        return str(called.index[0])
    if len(called):
        raise RequestError(f"focus {focus!r} may be {', '.join(f'{key!r}' for key in called.index[:5])}; give one of these ids")
    raise RequestError(f"no actor is called {focus!r}{_suggestion(layers, wanted)}")


def stories_of(layers: Layers, focus: str) -> pd.Series:
    """The ids of the stories that an actor, by name, alias or id, takes part in."""
    theirs = layers.event_actors[layers.event_actors["actor_id"] == find_actor(layers, focus)]["event_id"]
    return layers.events[layers.events["event_id"].isin(theirs)]["story_id"]


def _called(layers: Layers, wanted: str, among: list[str]) -> pd.Series:
    """Mentions under this alias per actor, most first; `among` limits the actors where several show this name."""
    aliases = layers.aliases[layers.aliases["alias"].str.casefold() == wanted]
    if among:
        aliases = layers.aliases[layers.aliases["actor_id"].isin(among)]
    counts = aliases.groupby("actor_id")["mentions"].sum().astype("int64")
    return counts.sort_values(ascending=False, kind="stable")


def _suggestion(layers: Layers, wanted: str) -> str:
    from rapidfuzz import fuzz, process

    known = pd.concat([layers.actors["name"], layers.aliases["alias"]]).dropna().drop_duplicates().tolist()
    near = process.extract(wanted, known, scorer=fuzz.WRatio, processor=str.casefold, limit=_SUGGESTED, score_cutoff=60)
    return f"; did you mean {' or '.join(repr(name) for name, _, _ in near)}?" if near else "; the table `aliases` has all names"
