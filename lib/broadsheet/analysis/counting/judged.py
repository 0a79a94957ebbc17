"""The judged mentions that every question about stance counts: of known actors, in independent articles."""

from __future__ import annotations

from typing import Final

import pandas as pd

from broadsheet.analysis.counting.articles import independent, told_by
from broadsheet.analysis.counting.once import once
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor

ALPHA: Final = 0.05
NOT_ENOUGH: Final = "not enough evidence"


def judged_mentions(layers: Layers, *, focus: str | None = None) -> pd.DataFrame:
    """The judged mentions of known actors in independent articles.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only mentions of that actor.

    Returns
    -------
    pandas.DataFrame
        Rows of `stances` with `source`, `published_at` and `class`: negative, neutral or positive, the likeliest.
    """
    judged = _judged(layers)
    chosen = focus_id(layers, focus)
    return judged if chosen is None else judged[judged["actor_id"] == chosen]


def focus_id(layers: Layers, focus: str | None) -> str | None:
    """The id of the actor that the focus names, if there is a focus."""
    return None if focus is None else str(find_actor(layers, focus))


def likeliest(judged: pd.DataFrame) -> pd.Series:
    """The likeliest class of each row of `stances`: negative, neutral or positive."""
    odds = judged[["p_negative", "p_neutral", "p_positive"]].astype(float)
    return odds.idxmax(axis=1).astype("str").str.removeprefix("p_") if len(odds) else pd.Series(dtype="str")


def class_counts(judged: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Per group, `articles mentions negative neutral positive` and the mean `stance` of its judged mentions."""
    flags = judged.assign(**{name: (judged["class"] == name).astype("int64") for name in ("negative", "neutral", "positive")})
    made = flags.groupby(by, sort=True, dropna=False).agg(
        articles=("article_id", "nunique"), mentions=("article_id", "size"), negative=("negative", "sum"), neutral=("neutral", "sum"),
        positive=("positive", "sum"), stance=("stance", "mean"),
    ).reset_index()
    return made.astype({name: "Int64" for name in ("articles", "mentions", "negative", "neutral", "positive")} | {"stance": "Float64"})


@once("articles", "stances")
def _judged(layers: Layers) -> pd.DataFrame:
    articles = independent(layers.articles)[["article_id", "source", "published_at"]]
    articles = articles.assign(source=told_by(articles))
    judged = layers.stances[layers.stances["actor_id"].notna() & layers.stances["stance"].notna()]
    judged = judged.merge(articles, on="article_id", validate="many_to_one")
    return judged.assign(**{"class": likeliest(judged)})
