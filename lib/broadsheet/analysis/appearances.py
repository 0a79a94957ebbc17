"""Where actors appear: their mentions in articles that count once, with outlet, day and sentence."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from broadsheet.analysis.corpus import independent, told_by
from broadsheet.annotating import Layers

SPAN = ["article_id", "start", "end"]

ACTING = ("person", "organisation", "country", "group")
"""Kinds that act and speak. Places are where things happen, so they are in no ranking unless they are asked for."""


def appearances(layers: Layers, *, kinds: Collection[str] = ACTING) -> pd.DataFrame:
    """The mentions of actors of these kinds in independent articles: copies and replaced versions are left out.

    Returns
    -------
    pandas.DataFrame
        One row per mention that has an actor: `actor_id article_id start end form source published_at sentence_no`, and
        `sentence_start`, `sentence_end` (null outside all sentences). Sorted by article and place.
    """
    articles = independent(layers.articles)[["article_id", "source", "published_at"]]
    articles = articles.assign(source=told_by(articles))
    acting = layers.actors.loc[layers.actors["kind"].isin(kinds), "actor_id"]
    mentions = layers.mentions.loc[layers.mentions["actor_id"].isin(acting), ["actor_id", *SPAN, "form"]]
    rows = mentions.merge(articles, on="article_id", validate="many_to_one")
    return _with_sentences(rows, layers.sentences).sort_values(SPAN, kind="stable", ignore_index=True)


def _with_sentences(rows: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    opened = sentences[["article_id", "sentence_no", "start", "end"]].rename(columns={"start": "sentence_start", "end": "sentence_end"})
    opened = opened.assign(start=opened["sentence_start"]).astype({"start": "int64"}).sort_values("start", kind="stable")
    ordered = rows.astype({"start": "int64", "end": "int64"}).sort_values("start", kind="stable")
    return pd.merge_asof(ordered, opened, on="start", by="article_id")


def reach(layers: Layers, rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """In how many articles and outlets each group of `appearances` rows stands, counting copies once and counting them all.

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
