"""An actor by its name, an alias or its id: the one look-up for a focus, a correction and an analysis."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import Layers
from broadsheet.errors import RequestError

_SUGGESTED = 3
_CLEARLY = 2
"""Times as many mentions by which one bearer of an alias stands out among the others."""


class UnknownActor(RequestError):
    """Nobody is called so."""


class AmbiguousActor(RequestError):
    """Several are called so; `actor_ids` has them, those called so most often first."""

    def __init__(self, message: str, actor_ids: list[str]) -> None:
        super().__init__(message)
        self.actor_ids = actor_ids


def find_actor(layers: Layers, name: str) -> str:
    """The id of the actor that a focus names; one whom only the rest of the archive names is known, though none of these articles does.

    An id wins over a shown name, a shown name over an alias; case does not matter. An alias that several actors have
    ("Smith") means the one that is called so at least twice as often as any other.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    name
        An actor's id, name or alias.

    Returns
    -------
    str
        The actor's id.

    Raises
    ------
    UnknownActor, AmbiguousActor
        No actor has this name, or several have and none stands out; the message says what would do.
    """
    if not str(name).strip():
        raise UnknownActor("focus is empty; give an actor's name, alias or id")
    called = actors_called(layers.actors, layers.aliases, str(name))
    if called.empty and layers.whole is not layers:
        return find_actor(layers.whole, name)
    if called.empty:
        raise UnknownActor(f"no actor is called {name!r}{_suggestion(layers, _folded(name))}")
    if len(called) == 1 or called.iloc[0] >= _CLEARLY * called.iloc[1]:
        return str(called.index[0])
    ids = called.index.tolist()
    raise AmbiguousActor(f"focus {name!r} may be {', '.join(f'{key!r}' for key in ids[:5])}; give one of these ids", ids)


def named_actor(actors: pd.DataFrame, aliases: pd.DataFrame, name: str) -> str:
    """The id of the only actor that is called so: a correction does not guess among several.

    Parameters
    ----------
    actors, aliases
        The tables of these names.
    name
        An id, a shown name or an alias.

    Raises
    ------
    UnknownActor, AmbiguousActor
        None or several are called so.
    """
    called = actors_called(actors, aliases, name)
    if called.empty:
        raise UnknownActor(f"no actor is called {name!r}")
    if len(called) > 1:
        ids = called.index.tolist()
        raise AmbiguousActor(f"{name!r} may be {', '.join(sorted(ids))}; give one of these ids", ids)
    return str(called.index[0])


def actors_called(actors: pd.DataFrame, aliases: pd.DataFrame, name: str) -> pd.Series:
    """Whom a name may mean: mentions by actor id, most first.

    Parameters
    ----------
    actors, aliases
        The tables of these names.
    name
        An id, a shown name or an alias. Where it is a shown name, those who only have it as an alias are not meant.

    Returns
    -------
    pandas.Series
        `actor_id` → mentions (`int64`): under this alias, or, of those who share a shown name, under any.
    """
    if (actors["actor_id"] == name).any():
        return pd.Series([0], index=[name], dtype="int64")
    wanted = _folded(name)
    named = sorted(actors.loc[actors["name"].str.casefold() == wanted, "actor_id"].unique())
    if named:
        counted = aliases[aliases["actor_id"].isin(named)].groupby("actor_id")["mentions"].sum().reindex(named, fill_value=0)
    else:
        counted = aliases[aliases["alias"].str.casefold() == wanted].groupby("actor_id")["mentions"].sum()
    return counted.astype("int64").sort_values(ascending=False, kind="stable")


def _folded(name: str) -> str:
    return " ".join(str(name).split()).casefold()


def _suggestion(layers: Layers, wanted: str) -> str:
    from rapidfuzz import fuzz, process

    known = pd.concat([layers.actors["name"], layers.aliases["alias"]]).dropna().drop_duplicates().tolist()
    near = process.extract(wanted, known, scorer=fuzz.WRatio, processor=str.casefold, limit=_SUGGESTED, score_cutoff=60)
    return f"; did you mean {' or '.join(repr(name) for name, _, _ in near)}?" if near else "; the table `aliases` has all names"
