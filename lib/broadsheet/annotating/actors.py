"""Actors across articles: which of the articles' own actors are one person, organisation or country."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from broadsheet import schemas


class ResolvedActors(NamedTuple):
    """`ids`: a local actor's key → its actor_id; `actors` and `aliases`: the tables of that name."""

    ids: dict[str, str]
    actors: pd.DataFrame
    aliases: pd.DataFrame


def resolve_actors(mentions: pd.DataFrame, roles: pd.DataFrame, *, known: ResolvedActors | None = None) -> ResolvedActors:
    """Actors of the whole set of articles.

    Parameters
    ----------
    mentions
        Columns of `mentions`, where `actor_id` is the local actor's key, `<article_id>#<chain>`.
    roles
        Columns of `roles`, with local keys likewise.
    known
        Actors resolved before (an archive's): their ids stay as they are.
    """
    named = mentions[mentions["actor_id"].notna() & (mentions["form"] == "name")]
    first = named.drop_duplicates("actor_id")
    ids = dict(zip(first["actor_id"], first["text"].str.casefold(), strict=True))
    actors = first.assign(actor_id=first["actor_id"].map(ids), name=first["text"]).drop_duplicates("actor_id")
    aliases = named.assign(actor_id=named["actor_id"].map(ids), alias=named["text"]).groupby(["actor_id", "alias"], as_index=False).size()
    return ResolvedActors(ids, schemas.frame("actors", actors), schemas.frame("aliases", aliases.rename(columns={"size": "mentions"})))
