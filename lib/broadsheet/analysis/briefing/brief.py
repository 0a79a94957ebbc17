"""The story so far, in a dozen sentences of the articles: what happened, who wants what, what comes next."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.articles import newest_day
from broadsheet.analysis.question import PROOF, Asked, Column, question
from broadsheet.analysis.sentiment.positions import positions
from broadsheet.analysis.timeline.timeline import timeline
from broadsheet.annotating import Layers

HAPPENED: Final = 7
WANTED: Final = 3
AHEAD: Final = 2
"""Sentences of each part; twelve in all are what a reader takes in at once."""

_COLUMNS = ["part", "when", "sentence", "outlets", "source", "story_id", "article_id", "start", "end"]
_DATELINE = re.compile(r"^[A-Z][A-Z'’. ]{2,30}(?:, [^—–-]{2,40}?)?(?: \([^)]{2,30}\))? ?(?:[—–-]|--) ")


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The sentence itself, and all reports of the same happening."""
    told = proofs.events_by(story_id="story_id")(frame, asked)
    return pd.concat([proofs.own_span(frame, asked), told], ignore_index=True)[list(PROOF)]


@question(
    asks="What is the story so far?",
    columns=columns.some(
        "article_id start end story_id source",
        part=Column("Part", "what happened, who wants what, or what comes next"),
        when=Column("When", "the day that the sentence tells of", form="day"),
        sentence=Column("Sentence", "a sentence of an article, without its place line", form="told", beside=("source",)),
        outlets=Column("Outlets", "outlets that tell it", unit="outlets"),
    ),
    proof=_proof,
    finding=lambda frame, asked: f"The story so far, in {wording.quantity(len(frame), 'sentence')}",
    empty="There is nothing to tell: no dated happening, plan or position in these articles.",
    group="part",
    headline=True,
)
def brief(layers: Layers, *, focus: str | None = None) -> pd.DataFrame:
    """The story so far: the happenings that matter most, by date, then who wants what, then the next plans.

    Parameters
    ----------
    layers
        Annotated articles.
    focus
        An actor's name, alias or id: only what the actor takes part in, or wants.

    Returns
    -------
    pandas.DataFrame
        One row per sentence, in reading order: `part when sentence outlets source story_id article_id start end`.

    Notes
    -----
    Every sentence stands in an article as it is here, but for a place line and white space: nothing is written, so nothing is
    invented. Which are taken is `salience` of the timeline, one for each happening.
    """
    told = _happened(layers, focus)
    said = set(told["sentence"])
    wanted = _wanted(layers, focus, said)
    ahead = _ahead(layers, focus, said | set(wanted["sentence"]))
    parts = [part.reindex(columns=_COLUMNS).astype(object) for part in (told, wanted, ahead) if len(part)]
    made = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_COLUMNS)
    made = made.astype({name: "str" for name in ("part", "sentence", "source", "story_id", "article_id")})
    made = made.assign(sentence=[_DATELINE.sub("", sentence) for sentence in made["sentence"]])
    return made.astype({"outlets": "Int64", "start": "Int64", "end": "Int64", "when": "datetime64[us]"})


def _happened(layers: Layers, focus: str | None) -> pd.DataFrame:
    rows = timeline(layers, focus, stated=True)
    rows = rows[rows["status"].isin(["occurred", "ongoing", "claimed"])]
    best = rows.sort_values("salience", ascending=False, kind="stable").drop_duplicates("sentence").head(HAPPENED)
    best = best.sort_values(["earliest", "latest", "story_id"], kind="stable")
    sources = layers.articles.set_index("article_id")["source"].reindex(best["article_id"]).to_numpy()
    return best.assign(part="What happened", when=best["earliest"], outlets=best["sources"], source=sources)


def _wanted(layers: Layers, focus: str | None, said: set[str]) -> pd.DataFrame:
    """The newest position on each of the issues that most actors speak of, each by another actor."""
    rows = positions(layers, focus=focus)
    rows = rows[~rows["sentence"].isin(said)].drop_duplicates("issue").drop_duplicates("sentence")
    return rows.head(WANTED).assign(part="Who wants what", when=rows["day"], outlets=1)


def _ahead(layers: Layers, focus: str | None, said: set[str]) -> pd.DataFrame:
    """The most salient dated plans after the newest article."""
    rows = timeline(layers, focus, stated=True, status="planned", since=newest_day(layers))
    rows = rows[rows["earliest"] >= pd.Timestamp(newest_day(layers))]
    best = rows[~rows["sentence"].isin(said)].sort_values("salience", ascending=False, kind="stable").head(AHEAD)
    best = best.sort_values(["earliest", "story_id"], kind="stable")
    sources = layers.articles.set_index("article_id")["source"].reindex(best["article_id"]).to_numpy()
    return best.assign(part="What comes next", when=best["earliest"], outlets=best["sources"], source=sources)
