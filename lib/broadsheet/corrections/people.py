"""Corrections of actors and quotations, applied to layers. Nothing is read again; ids change where actors do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating import Layers, ResolvedActors, alias_form, slug
from broadsheet.corrections.actor_names import AmbiguousActor, UnknownActor, named_actor
from broadsheet.corrections.entries import ActorCorrection, Corrections, QuoteCorrection

_IDS = {
    "mentions": ("actor_id",), "roles": ("actor_id", "affiliation_id"), "quotes": ("actor_id",), "events": ("source_actor_id",),
    "event_actors": ("actor_id",), "stances": ("actor_id", "holder_id"), "positions": ("holder_id", "target_id"),
}
_BELONGING = {"roles": "actor_id", "event_actors": "actor_id", "stances": "actor_id", "positions": "holder_id"}
"""Rows that are nothing without their actor: they go where it is rejected."""


class CorrectedLayers(NamedTuple):
    """The layers as corrected, and one row per entry without effect: `correction`, `reason`."""

    layers: Layers
    unmatched: pd.DataFrame


class _NoEffect(Exception):
    """Why an entry changes nothing."""


def apply_corrections(layers: Layers, corrections: Corrections, *, known: ResolvedActors | None = None) -> CorrectedLayers:
    """The layers with the corrections applied in order, and those that no longer match anything.

    Parameters
    ----------
    layers
        Layers as read; they are not changed.
    corrections
        What is right (`parse_corrections`).
    known
        All actors of the archive that the layers are a part of: an actor may be merged into one that this part does not
        mention.

    Returns
    -------
    CorrectedLayers
        `layers`, and `unmatched`: one row per entry without effect, with `correction` (which) and `reason`.
    """
    tables = {name: getattr(layers, name) for name in schemas.LAYERS}
    others = (known.actors, known.aliases) if known is not None else (layers.actors, layers.aliases)
    unmatched: list[tuple[str, str]] = []
    entries: tuple[ActorCorrection | QuoteCorrection, ...] = (*corrections.actors, *corrections.quotes)
    for entry in entries:
        try:
            tables = _apply_actor(tables, entry, others) if isinstance(entry, ActorCorrection) else _apply_quote(tables, entry, others)
        except (_NoEffect, UnknownActor, AmbiguousActor) as reason:
            unmatched.append((str(entry), str(reason)))
    if corrections.people:
        tables = {name: schemas.frame(name, table) for name, table in tables.items()}
    return CorrectedLayers(replace(layers, **tables), pd.DataFrame(unmatched, columns=["correction", "reason"], dtype="str"))


Tables = dict[str, pd.DataFrame]
Others = tuple[pd.DataFrame, pd.DataFrame]
"""Actors and aliases beyond the layers."""


def _apply_actor(tables: Tables, entry: ActorCorrection, others: Others) -> Tables:
    actor_id = _find(tables, entry.actor, others)
    if not (tables["actors"]["actor_id"] == actor_id).any():
        raise _NoEffect(f"no article here mentions {entry.actor!r}")
    if entry.reject:
        return _rejected(tables, actor_id)
    if entry.split_to is not None:
        tables, actor_id = _split(tables, actor_id, entry, others)
    if entry.merge_into is not None:
        target = _find(tables, entry.merge_into, others)
        if target == actor_id:
            raise _NoEffect(f"{entry.merge_into!r} is the same actor already")
        tables, actor_id = _merged(_with_actor(tables, target, others), actor_id, target), target
    values = {key: getattr(entry, key) for key in ("name", "kind", "country") if getattr(entry, key) is not None}
    if values:
        tables = _set(tables, actor_id, values)
    if entry.role is not None:
        tables = _with_role(tables, actor_id, entry)
    return tables


def _with_actor(tables: Tables, actor_id: str, others: Others) -> Tables:
    """The tables with the row of an actor that only the rest of the archive mentions."""
    if (tables["actors"]["actor_id"] == actor_id).any():
        return tables
    row = others[0][others[0]["actor_id"] == actor_id]
    return {**tables, "actors": pd.concat([tables["actors"], row], ignore_index=True)}


def _find(tables: Tables, wanted: str, others: Others) -> str:
    """The actor of this id, shown name or alias: among those of the layers, else among all known."""
    try:
        return named_actor(tables["actors"], tables["aliases"], wanted)
    except UnknownActor:
        return named_actor(*others, wanted)


def _rejected(tables: Tables, actor_id: str) -> Tables:
    """The tables without the actor; what it said is said by nobody known."""
    made = dict(tables)
    for name in ("actors", "aliases"):
        made[name] = tables[name][tables[name]["actor_id"] != actor_id]
    for name, columns in _IDS.items():
        table = tables[name]
        if name in _BELONGING:
            table = table[table[_BELONGING[name]] != actor_id]
        made[name] = table.assign(**{column: table[column].mask(table[column] == actor_id, None) for column in columns})
    return made


def _merged(tables: Tables, actor_id: str, target: str) -> Tables:
    """The tables with everything of the actor given to the target."""
    made = dict(tables)
    for name, columns in _IDS.items():
        table = tables[name]
        made[name] = table.assign(**{column: table[column].mask(table[column] == actor_id, target) for column in columns})
    for name in ("roles", "event_actors"):
        made[name] = made[name].drop_duplicates(list(schemas.TABLES[name].key))
    made["actors"] = tables["actors"][tables["actors"]["actor_id"] != actor_id]
    renamed = tables["aliases"].assign(actor_id=tables["aliases"]["actor_id"].mask(tables["aliases"]["actor_id"] == actor_id, target))
    made["aliases"] = renamed.groupby(["actor_id", "alias"], as_index=False).agg({"mentions": "sum"})
    return made


def _split(tables: Tables, actor_id: str, entry: ActorCorrection, others: Others) -> tuple[Tables, str]:
    """The tables with the actor's mentions in some articles, or under some aliases, given to somebody else."""
    mentions = tables["mentions"]
    mine = mentions["actor_id"] == actor_id
    moved = mine & (_in_articles(mentions, entry.articles) if entry.articles else True)
    if entry.aliases:
        forms = {alias.casefold() for alias in entry.aliases}
        moved &= mentions["text"].map(lambda text: alias_form(text).casefold() in forms)
    if not moved.any():
        raise _NoEffect(f"{entry.actor!r} is not mentioned so")
    kind = entry.kind or tables["actors"].set_index("actor_id")["kind"][actor_id]
    other = _existing(tables, str(entry.split_to), others) or f"{kind}:{slug(str(entry.split_to))}"
    if other == actor_id:
        raise _NoEffect(f"{entry.split_to!r} is the same actor already")
    tables = _with_actor(tables, other, others)
    made = dict(tables)
    spans = _spans(mentions[moved])
    for name, columns in _IDS.items():
        table = tables[name]
        rows = _following(name, table, spans, set(mentions.loc[moved, "article_id"]), whole=not entry.aliases)
        made[name] = table.assign(**{
            column: table[column].mask(rows & (table[column] == actor_id), other) for column in columns if column != "affiliation_id"
        })
    if not (tables["actors"]["actor_id"] == other).any():
        row = pd.DataFrame([{"actor_id": other, "name": entry.split_to, "kind": kind, "country": entry.country}])
        made["actors"] = pd.concat([tables["actors"], schemas.frame("actors", row)], ignore_index=True)
    made["event_actors"] = made["event_actors"].drop_duplicates(["event_id", "actor_id"])
    made["aliases"] = _recounted(tables["aliases"], made["mentions"], (actor_id, other))
    return made, other


def _existing(tables: Tables, wanted: str, others: Others) -> str | None:
    try:
        return _find(tables, wanted, others)
    except UnknownActor:
        return None


def _in_articles(table: pd.DataFrame, articles: tuple[str, ...]) -> pd.Series:
    return table["article_id"].map(lambda key: any(key.startswith(article) for article in articles)).astype(bool)


def _spans(mentions: pd.DataFrame) -> set[tuple[str, int, int]]:
    return set(zip(mentions["article_id"], mentions["start"].astype(int), mentions["end"].astype(int), strict=True))


def _following(name: str, table: pd.DataFrame, spans: set[tuple[str, int, int]], articles: set[str], *, whole: bool) -> pd.Series:
    """Rows that go with the moved mentions: those at their places; of tables without a place, all of their articles."""
    if name == "event_actors":
        owner = table["event_id"].str.rpartition(":")[0]
        return owner.isin(articles) & whole
    if name in ("mentions", "stances"):
        keys = zip(table["article_id"], table["start"].astype(int), table["end"].astype(int), strict=True)
        return pd.Series([key in spans for key in keys], index=table.index, dtype=bool)
    if name == "quotes" and not whole:
        starts = {(article, start) for article, start, _ in spans}
        places = zip(table["article_id"], table["speaker_start"].fillna(-1).astype(int), strict=True)
        return pd.Series([place in starts for place in places], index=table.index, dtype=bool)
    return table["article_id"].isin(articles) & whole


def _recounted(aliases: pd.DataFrame, mentions: pd.DataFrame, actors: tuple[str, str]) -> pd.DataFrame:
    """The aliases with those of the two actors counted again."""
    named = mentions[mentions["actor_id"].isin(actors) & (mentions["form"] == "name")]
    counted = named.assign(alias=named["text"].map(alias_form)).groupby(["actor_id", "alias"], as_index=False).size()
    kept = aliases[~aliases["actor_id"].isin(actors)]
    return pd.concat([kept, counted.rename(columns={"size": "mentions"})], ignore_index=True)


def _set(tables: Tables, actor_id: str, values: dict[str, Any]) -> Tables:
    actors = tables["actors"].copy()
    for column, value in values.items():
        actors.loc[actors["actor_id"] == actor_id, column] = value
    made = {**tables, "actors": actors}
    if "kind" in values:
        mentions = tables["mentions"]
        made["mentions"] = mentions.assign(kind=mentions["kind"].mask(mentions["actor_id"] == actor_id, values["kind"]))
    return made


def _with_role(tables: Tables, actor_id: str, entry: ActorCorrection) -> Tables:
    """The role set where one was read; where none was, stated at the actor's first mention."""
    roles = tables["roles"]
    rows = roles["actor_id"] == actor_id
    if entry.articles:
        rows &= _in_articles(roles, entry.articles)
    if entry.instead_of is not None:
        rows &= roles["role"].str.casefold() == entry.instead_of.casefold()
    if rows.any():
        return {**tables, "roles": roles.assign(role=roles["role"].mask(rows, entry.role))}
    if entry.instead_of is not None:
        raise _NoEffect(f"no article states the role {entry.instead_of!r} of {entry.actor!r}")
    mentions = tables["mentions"]
    mine = mentions[(mentions["actor_id"] == actor_id) & (_in_articles(mentions, entry.articles) if entry.articles else True)]
    if mine.empty:
        raise _NoEffect(f"{entry.actor!r} is not mentioned there")
    first = mine.sort_values(["article_id", "start"], kind="stable").iloc[[0]]
    row = first[["actor_id", "article_id", "start", "end"]].assign(role=entry.role)
    return {**tables, "roles": pd.concat([roles, schemas.frame("roles", row)], ignore_index=True)}


def _apply_quote(tables: Tables, entry: QuoteCorrection, others: Others) -> Tables:
    quotes = tables["quotes"]
    begins = quotes["text"].map(lambda text: " ".join(text.split()).casefold()).str.startswith(" ".join(entry.text.split()).casefold())
    rows = _in_articles(quotes, (entry.article_id,)) & begins.astype(bool)
    if not rows.any():
        raise _NoEffect(f"no quotation in {entry.article_id!r} begins so")
    if entry.drop:
        return {**tables, "quotes": quotes[~rows]}
    speaker = None if entry.speaker is None else _find(tables, entry.speaker, others)
    tables = tables if speaker is None else _with_actor(tables, speaker, others)
    changed = quotes.assign(actor_id=quotes["actor_id"].mask(rows, speaker), anonymous=quotes["anonymous"].mask(rows, entry.anonymous))
    return {**tables, "quotes": changed}
