"""Who speaks most."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.appearances import SPAN
from broadsheet.analysis.counting.stated_roles import held_roles
from broadsheet.analysis.counting.statements import statements
from broadsheet.analysis.question import Asked, Chart, Column, question
from broadsheet.annotating import Layers


def _of_known_speakers(layers: Layers) -> pd.DataFrame:
    """What is said by somebody with a name."""
    said = statements(layers)
    return said[said["actor_id"].notna()]


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Everything that the speaker is quoted with; one statement in several outlets is shown in each of them."""
    return proofs.same(frame, _of_known_speakers(asked.layers), {"actor_id": "actor_id"})


@question(
    asks="Who speaks, and how often in their own words?",
    columns=columns.some(
        "actor_id role statements article_id start end",
        name=Column("Speaker", "who is quoted"),
        articles=Column("Articles", "articles that quote the speaker, copies out", unit="articles"),
        outlets=Column("Outlets", "outlets of these articles", unit="outlets"),
        direct=Column("In own words", "of the statements, those quoted word for word in whole or in part", form="share"),
    ),
    proof=_proof,
    finding=lambda frame, asked: wording.leading(frame, name="name", count="statements", noun="statement"),
    empty="Nobody with a name is quoted.",
    chart=Chart("speaker_bars"),
    unit="Statements",
    headline=True,
)
def speaker_ranking(layers: Layers, *, top: int | None = None) -> pd.DataFrame:
    """Who speaks most.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    top
        At most so many speakers; None keeps all.

    Returns
    -------
    DataFrame
        One row per actor who is quoted, most statements first: `actor_id`, `name`, `role` (the one held last, null if
        none), `statements`, `articles`, `outlets`, `direct` (share of the statements that are quoted in whole or in
        part word for word), and the newest of the longest direct quotations as evidence: `article_id`, `start`, `end`.
    """
    said = _of_known_speakers(layers)
    counted = said.groupby("actor_id", as_index=False).agg(
        statements=("statement", "nunique"), articles=("article_id", "nunique"), outlets=("outlet", "nunique"),
    ).astype({"statements": "int64"})
    words = said[said["manner"] != "indirect"].groupby("actor_id")["statement"].nunique()
    evidence = _most_telling(said)
    ranked = (
        counted.assign(direct=words.reindex(counted["actor_id"], fill_value=0).to_numpy(dtype="float64") / counted["statements"])
        .astype({"direct": "Float64"})
        .merge(layers.actors[["actor_id", "name"]], on="actor_id", how="left", validate="one_to_one")
        .merge(held_roles(layers), on="actor_id", how="left", validate="one_to_one")
        .merge(evidence, on="actor_id", how="left", validate="one_to_one")
        .sort_values(["statements", "articles", "actor_id"], ascending=[False, False, True], ignore_index=True)
    )
    order = ["actor_id", "name", "role", "statements", "articles", "outlets", "direct", *SPAN]
    ranked = ranked[order].astype({"statements": "Int64", "articles": "Int64", "outlets": "Int64"})
    return ranked.head(len(ranked) if top is None else top)


def _most_telling(said: pd.DataFrame) -> pd.DataFrame:
    """One quotation per speaker: direct before indirect, the newest article, the longest."""
    rising = {"_indirect": True, "published_at": False, "_shortness": True, "article_id": True, "start": True, "end": True}
    ordered = said.assign(_indirect=said["manner"] != "direct", _shortness=said["start"] - said["end"])
    ordered = ordered.sort_values(list(rising), ascending=list(rising.values()), kind="stable")
    return ordered.drop_duplicates("actor_id")[["actor_id", *SPAN]]
