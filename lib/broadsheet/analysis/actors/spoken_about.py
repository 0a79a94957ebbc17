"""Who speaks about whom."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.appearances import SPAN
from broadsheet.analysis.counting.statements import statements_naming
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.question import Asked, Chart, Column, question
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """What the speaker says that names the other."""
    return proofs.same(frame, statements_naming(asked.layers), {"holder_id": "holder_id", "actor_id": "actor_id"})


def _most(frame: pd.DataFrame, asked: Asked) -> str:
    row = frame.iloc[0]
    return f"{row['holder']} speaks of {row['name']} most: {quantity(row['statements'], 'statement')}"


@question(
    asks="Who speaks of whom?",
    columns=columns.some(
        "holder_id actor_id article_id start end",
        holder=Column("Speaker", "who speaks"),
        name=Column("Speaks of", "who is named in what is said"),
        statements=Column("Statements", "statements of the speaker that name the other", unit="statements"),
        articles=Column("Articles", "articles that quote them, copies out", unit="articles"),
    ),
    proof=_proof,
    finding=_most,
    empty="Nobody who is quoted names another.",
    chart=Chart("network_chart", {"directed": True}),
    unit="Statements that name the other",
    rows=20,
)
def spoken_about(layers: Layers, *, focus: str | None = None) -> pd.DataFrame:
    """Who speaks about whom: of people, bodies and countries, not of places.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        Only what this actor (name, alias or id) says of others, and others of this actor.

    Returns
    -------
    DataFrame
        One row per speaker and actor named in what the speaker says, most statements first: `holder_id`, `holder` (name),
        `actor_id`, `name`, `statements`, `articles`, and the first such statement as evidence: `article_id`, `start`, `end`.
        Mentions in the reporting clause itself are not part of what is said; speakers who name themselves are left out.
    """
    pairs = statements_naming(layers)
    counted = pairs.groupby(["holder_id", "actor_id"], as_index=False).agg(
        statements=("statement", "nunique"), articles=("article_id", "nunique"),
        article_id=("article_id", "first"), start=("start", "first"), end=("end", "first"),
    )
    order = ["statements", "articles", "holder_id", "actor_id"]
    if focus is not None:
        chosen = find_actor(layers, focus)
        counted = counted[(counted["holder_id"] == chosen) | (counted["actor_id"] == chosen)]
    names = layers.actors.set_index("actor_id")["name"]
    named = counted.assign(holder=counted["holder_id"].map(names).astype("str"), name=counted["actor_id"].map(names).astype("str"))
    ordered = named.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    shown = ["holder_id", "holder", "actor_id", "name", "statements", "articles", *SPAN]
    return ordered[shown].astype(dict.fromkeys(["statements", "articles", "start", "end"], "Int64"))
