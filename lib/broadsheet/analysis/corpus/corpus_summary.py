"""What the answers rest on: articles, outlets, period, and what was found in them."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import proofs
from broadsheet.analysis.counting.articles import foreign, independent, unjudged
from broadsheet.analysis.question import PROOF, Asked, Column, question
from broadsheet.annotating import Layers


def _counted(layers: Layers) -> dict[str, pd.DataFrame]:
    """Each measure with the rows that it counts: articles, or passages with offsets; an actor is its first mention."""
    articles = layers.articles
    dated = articles.dropna(subset="published_at").sort_values(["published_at", "article_id"])
    whole = {
        "articles": articles, "independent articles": independent(articles),
        "copies of another article": articles[articles["copy_of"].notna()],
        "revisions of an earlier version": articles[articles["supersedes"].notna()], "outlets": articles.drop_duplicates("source"),
        "first day": dated.head(1), "last day": dated.tail(1), "articles without a date": articles[articles["published_at"].isna()],
        "articles in other languages, kept unannotated": articles[foreign(articles)],
        "articles without stances and positions, which are not measured in their language": articles[unjudged(articles)], "words": articles,
    }
    found = {
        "sentences": layers.sentences, "actors": layers.mentions.dropna(subset="actor_id").drop_duplicates("actor_id"),
        "quotes": layers.quotes, "dates": layers.dates, "events": layers.events, "judged mentions": layers.stances,
    }
    return {name: rows.assign(start=None, end=None) for name, rows in whole.items()} | found


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    counted = _counted(asked.layers)
    typed = {"start": "Int64", "end": "Int64"}
    parts = [counted[measure].assign(row=row)[list(PROOF)].astype(typed) for row, measure in enumerate(frame["measure"])]
    return pd.concat(parts, ignore_index=True) if parts else proofs.own_span(frame.assign(article_id=None, start=None, end=None), asked)


@question(
    asks="What was found in the articles?",
    columns={"measure": Column("Measure", "what is counted"), "value": Column("Value", "how many, or which day")},
    proof=_proof,
    finding=lambda frame, asked: "What was found in the articles, and counted: the other pages rest on it",
    empty="No article.",
)
def corpus_summary(layers: Layers) -> pd.DataFrame:
    """What the answers rest on, one row per measure.

    Parameters
    ----------
    layers
        Annotated articles.

    Returns
    -------
    pandas.DataFrame
        `measure` and `value`, both text: articles, independent articles (copies and replaced versions out), copies, revisions,
        outlets, first and last day, undated articles, articles that are kept unannotated or without stances, words, and rows per layer.
        What there is none of has no row.
    """
    counted = _counted(layers)
    told = {name: f"{len(rows):,}" for name, rows in counted.items() if len(rows)}
    if "words" in told:
        told["words"] = f"{int(layers.articles['words'].fillna(0).sum()):,}"
    for name in ("first day", "last day"):
        if name in told:
            told[name] = counted[name]["published_at"].iloc[0].date().isoformat()
    return pd.DataFrame({"measure": list(told), "value": list(told.values())}, dtype="str")
