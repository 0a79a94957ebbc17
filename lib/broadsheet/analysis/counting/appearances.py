"""Where actors appear: their mentions in articles that count once, with outlet, day and sentence."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.articles import independent, told_by
from broadsheet.analysis.counting.numbered import positions
from broadsheet.analysis.counting.once import once
from broadsheet.analysis.counting.sentences import sentence_rows
from broadsheet.annotating import Layers

SPAN = ["article_id", "start", "end"]

_PLACED = {"sentence_no": "sentence_no", "sentence_start": "start", "sentence_end": "end"}

ACTING = ("person", "organisation", "country", "group")
"""Kinds that act and speak. Places are where things happen, so they are in no ranking unless they are asked for."""


def appearances(layers: Layers, *, kinds: Collection[str] = ACTING) -> pd.DataFrame:
    """The mentions of actors of these kinds in independent articles: copies and replaced versions are left out.

    So is where an outlet names itself ("told the Post"): it is no actor of its own news.

    Returns
    -------
    pandas.DataFrame
        One row per mention that has an actor: `actor_id article_id start end form source published_at sentence_no`, and
        `sentence_start`, `sentence_end` (null outside all sentences). Sorted by article and place.
    """
    rows = _all_appearances(layers)
    kept = rows["kind"].isin(kinds)
    return rows[kept].drop(columns="kind").reset_index(drop=True)


@once("articles", "sentences", "mentions", "actors")
def _all_appearances(layers: Layers) -> pd.DataFrame:
    """The appearances of actors of all kinds, with `kind`, a category."""
    articles, actors, mentions, sentences = independent(layers.articles), layers.actors, layers.mentions, layers.sentences
    article, actor = positions(mentions["article_id"], articles["article_id"]), positions(mentions["actor_id"], actors["actor_id"])
    kept = np.flatnonzero((article >= 0) & (actor >= 0))
    rows = mentions[["actor_id", *SPAN, "form"]].take(kept).astype({"start": "int64", "end": "int64"}).reset_index(drop=True)
    at = sentence_rows(rows, sentences)
    told = told_by(articles).array.take(article[kept])
    published = articles["published_at"].array.take(article[kept])
    placed = {name: sentences[column].array.take(at, allow_fill=True) for name, column in _PLACED.items()}
    kind = pd.Categorical(actors["kind"]).take(actor[kept])
    made = rows.assign(source=told, published_at=published, **placed, kind=kind)
    return made[~_of_itself(made, actors)].reset_index(drop=True)


def _of_itself(rows: pd.DataFrame, actors: pd.DataFrame) -> np.ndarray:
    """Whether each row is an outlet's mention of itself, by its whole name or the end of it: "the Post" in the Northgate Post."""
    names = actors.loc[actors["kind"] == "organisation"].set_index("actor_id")["name"].map(_bare)
    outlets = {source: f" {_bare(source)}" for source in rows["source"].dropna().unique()}
    ends = {name for outlet in outlets.values() for name in _endings(outlet)}
    names = names[names.isin(ends)]
    asked = rows["actor_id"].isin(names.index).to_numpy()
    found = np.zeros(len(rows), dtype=bool)
    pairs = zip(rows.loc[asked, "actor_id"], rows.loc[asked, "source"], strict=True)
    found[asked] = [source in outlets and outlets[source].endswith(f" {names[actor]}") for actor, source in pairs]
    return found


def _endings(outlet: str) -> list[str]:
    words = outlet.split()
    return [" ".join(words[at:]) for at in range(len(words))]


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def reach(layers: Layers, rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """In how many articles and outlets each group of `appearances` rows occurs, counting copies once and counting them all.

    Returns
    -------
    pandas.DataFrame
        One row per group: the columns `by`, `articles` and `outlets` (independent), `articles_with_copies` and
        `outlets_with_copies`.
    """
    placed = rows[[*by, "article_id", "source"]].drop_duplicates([*by, "article_id"])
    copies = layers.articles.loc[layers.articles["copy_of"].notna(), ["article_id", "copy_of", "source"]]
    copies = copies.assign(source=told_by(copies))
    again = placed[[*by, "article_id"]].merge(
        copies.rename(columns={"article_id": "copy", "copy_of": "article_id"}), on="article_id", validate="many_to_many",
    )
    every = pd.concat([placed, again.assign(article_id=again["copy"]).drop(columns="copy")], ignore_index=True)
    once = placed.groupby(by, as_index=False).agg(articles=("article_id", "nunique"), outlets=("source", "nunique"))
    raw = every.groupby(by, as_index=False).agg(articles_with_copies=("article_id", "nunique"), outlets_with_copies=("source", "nunique"))
    counts = ["articles", "outlets", "articles_with_copies", "outlets_with_copies"]
    return once.merge(raw, on=by, validate="one_to_one").astype(dict.fromkeys(counts, "Int64"))


def best_sentences(rows: pd.DataFrame) -> pd.DataFrame:
    """One sentence per actor as evidence: by name before by pronoun, the newest article, the first place in it.

    Returns
    -------
    pandas.DataFrame
        `actor_id article_id start end`, where start and end span the sentence (the mention, where it has none).
    """
    ordered = rows.assign(_named=rows["form"] != "name", _at=-rows["published_at"].astype("int64").where(rows["published_at"].notna(), 0))
    ordered = ordered.sort_values(["_named", "_at", *SPAN], kind="stable").drop_duplicates("actor_id")
    made = ordered.assign(start=ordered["sentence_start"].fillna(ordered["start"]), end=ordered["sentence_end"].fillna(ordered["end"]))
    return made[["actor_id", *SPAN]].astype({"start": "Int64", "end": "Int64"})
