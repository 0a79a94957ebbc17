"""The sentences that are strongest for or against somebody."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.judged import judged_mentions
from broadsheet.analysis.counting.sentences import with_sentences
from broadsheet.analysis.question import Column, question
from broadsheet.annotating import Layers

_SHOWN = [
    "side", "name", "sentence", "voice", "holder", "stance", "source", "day", "article_id", "start", "end", "actor_id", "holder_id",
]


@question(
    asks="Which sentences are strongest for or against somebody?",
    columns=columns.some(
        "name voice source article_id start end actor_id holder_id",
        side=Column("Side", "negative or positive"),
        sentence=Column("Sentence", "the sentence that is judged"),
        holder=Column("Speaker", "who is quoted, where somebody is"),
        stance=Column("Stance", "from −1, negative, to 1, positive"),
        day=Column("Day", "day of publication", form="day"),
    ),
    proof=proofs.own_span,
    finding=lambda frame, asked: "The most negative and the most positive sentences",
    group="side",
)
def stance_evidence(layers: Layers, *, focus: str | None = None, top: int = 10) -> pd.DataFrame:
    """The most negative and the most positive sentences, each with its voice; what speakers say of themselves is out.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only sentences on that actor.
    top
        Sentences per side.

    Returns
    -------
    pandas.DataFrame
        `side name sentence voice holder stance source day article_id start end actor_id holder_id`; `top` rows per side, the
        most extreme first, at most one per actor and article.
    """
    judged = judged_mentions(layers, focus=focus)
    judged = judged[judged["holder_id"].isna() | (judged["holder_id"] != judged["actor_id"])]
    names = layers.actors.set_index("actor_id")["name"]
    judged = judged.assign(
        name=judged["actor_id"].map(names), holder=judged["holder_id"].map(names).where(judged["voice"] == "quoted"),
        day=judged["published_at"].dt.tz_localize(None).dt.normalize(),
    )
    ordered = judged.sort_values(["stance", "article_id", "start"], kind="stable")
    lowest = ordered[ordered["p_negative"] > 0.5].drop_duplicates(["article_id", "actor_id"]).head(top).assign(side="negative")
    highest = ordered[ordered["p_positive"] > 0.5].iloc[::-1].drop_duplicates(["article_id", "actor_id"]).head(top).assign(side="positive")
    return with_sentences(pd.concat([lowest, highest], ignore_index=True), layers)[_SHOWN]
