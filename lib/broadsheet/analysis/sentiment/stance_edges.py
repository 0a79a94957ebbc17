"""Who is for whom and who against, from the judgements that articles report and that people are quoted with."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.judged import class_counts, focus_id
from broadsheet.analysis.counting.judgements import judgements
from broadsheet.analysis.counting.statements import statements_naming
from broadsheet.analysis.counting.wording import quantity, the
from broadsheet.analysis.question import Asked, Chart, Column, question
from broadsheet.annotating import Layers

TELLING: Final = 0.25
"""Share of a speaker's judged mentions that must not be neutral for the tie to have a sign."""

ENOUGH: Final = 1.0
"""Weight of the evidence that a sign takes, see `judgements`: one remark that only mentions somebody is no camp."""

SIGNS: Final = ("critical", "supportive")

ONE_STATEMENT: Final = "one statement"
"""In place of a sign where no side has more statements."""


def _alliances(edges: pd.DataFrame) -> str:
    """How many criticise and how many support, and how many ties rest on one statement only."""
    counted = {sign: int((edges["sign"] == sign).sum()) for sign in ("critical", "supportive", ONE_STATEMENT)}
    single = counted.pop(ONE_STATEMENT)
    signed = edges[edges["sign"].isin(list(counted))]
    if signed.empty:
        alone = f"; {quantity(single, 'tie rests', 'ties rest')} on one statement only" if single else ""
        return f"Nobody is seen clearly for or against another, in {quantity(len(edges), 'tie')}{alone}"
    row = signed.iloc[0]
    verb = "criticises" if row["sign"] == "critical" else "supports"
    counts = " and ".join(f"{n:,} {sign}" for sign, n in counted.items() if n)
    most = "most often " if len(signed) > 1 else ""
    alone = f" ({single:,} more {'rests' if single == 1 else 'rest'} on one statement only)" if single else ""
    return f"{counts} {'tie' if len(signed) == 1 else 'ties'}{alone}; {most}{the(row['holder'])} {verb} {the(row['target'])}"


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The clauses and mentions that the row counts; of a signed tie those on its side only."""
    rows = judgements(asked.layers)
    counted = rows.assign(sign=rows["class"].map({"negative": "critical", "positive": "supportive"}))
    keys = {"holder_id": "holder_id", "actor_id": "actor_id"}
    signed = proofs.same(frame, counted, keys | {"sign": "sign"})
    return pd.concat([signed, proofs.same(frame.assign(holder_id=frame["holder_id"].mask(frame["sign"].isin(SIGNS))), rows, keys)])


@question(
    asks="Who is for whom, and who against?",
    columns=columns.some(
        "negative neutral positive holder_id actor_id",
        holder=Column("Speaker", "who judges"),
        target=Column("Speaks of", "of whom"),
        articles=Column("Articles", "independent articles in which the one judges the other", unit="articles"),
        mentions=Column("Mentions", "judged mentions in the speaker's words, and clauses that state a judgement", unit="mentions"),
        stance=Column("Stance", "their mean, from −1, negative, to 1, positive; a stated judgement is one or the other"),
        sign=Column("Tone", "critical or supportive from one stated judgement or two statements on; mixed, neutral, or one statement only"),
    ),
    proof=_proof,
    finding=lambda frame, asked: _alliances(frame),
    chart=Chart("network_chart"),
    unit="Statements",
    headline=True,
)
def stance_edges(layers: Layers, *, focus: str | None = None, top: int | None = 100, least: int = 1) -> pd.DataFrame:
    """Who criticises and who supports whom: signed, directed.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        Only edges from or to this actor.
    top
        So many edges: those with a sign first, then those with most mentions.
    least
        Mentions below which an edge is left out.

    Returns
    -------
    pandas.DataFrame
        One row per holder and target: `holder target articles mentions negative neutral positive stance sign holder_id
        actor_id`. `mentions` counts judged mentions of the target in the holder's words, and clauses that state a judgement.
        sign: critical or supportive where one side has two thirds of the evidence, else mixed; neutral where three of four
        mentions or more are; "one statement" where there is too little evidence for a sign.

    Notes
    -----
    One clause that states a judgement ("Kralj criticised Reed", "she endorsed Moss") is enough for a sign, and so is one sentence of
    the holder about the target whose tone is sure; of targets that are only mentioned, and in the author's voice of a column, it
    takes two statements (see `judgements`). What the head of a body says counts for the body as well; what he or she does, does not.
    A statement is what one speaker says under one reporting word, as in `speaker_ranking`: a long quotation is one however often it
    names somebody, and the same words told by several articles are one. What speakers say of themselves or of their own country is no
    tie: who speaks for a country names it all the time.
    """
    judged = judgements(layers)
    chosen = focus_id(layers, focus)
    if chosen is not None:
        judged = judged[(judged["holder_id"] == chosen) | (judged["actor_id"] == chosen)]
    made = class_counts(judged, ["holder_id", "actor_id"])
    made = made[made["mentions"] >= least]
    made = made.merge(_sides(judged, layers), on=["holder_id", "actor_id"], how="left", validate="one_to_one")
    names = layers.actors.set_index("actor_id")["name"]
    made = made.assign(holder=made["holder_id"].map(names), target=made["actor_id"].map(names), sign=_signs(made))
    made["_unsigned"] = ~made["sign"].isin(SIGNS)
    columns = ["holder", "target", "articles", "mentions", "negative", "neutral", "positive", "stance", "sign", "holder_id", "actor_id"]
    by = ["_unsigned", "mentions", "holder", "target"]
    made = made.sort_values(by, ascending=[True, False, True, True], kind="stable", ignore_index=True)
    return made[columns] if top is None else made[columns].head(top)


def _sides(judged: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """`holder_id actor_id pro contra stated`: the weight of the evidence on each side, and whether a judgement is stated.

    Where one is stated, the tone toward an actor who is only mentioned weighs nothing.
    """
    keys = ["holder_id", "actor_id"]
    said = pd.MultiIndex.from_frame(judged.loc[judged["evidence"] == "stated", keys])
    outweighed = (judged["evidence"] == "mentioned") & pd.MultiIndex.from_frame(judged[keys]).isin(said)
    taken = _one_per_statement(judged[(judged["class"] != "neutral") & ~outweighed].reset_index(drop=True), layers)
    weights = taken.pivot_table(index=keys, columns="class", values="weight", aggfunc="sum", fill_value=0.0)
    weights = weights.reindex(columns=["positive", "negative"], fill_value=0.0).rename(columns={"positive": "pro", "negative": "contra"})
    stated = judged.assign(stated=judged["evidence"] == "stated").groupby(keys)["stated"].any()
    return weights.join(stated, how="outer").fillna({"pro": 0.0, "contra": 0.0}).reset_index()


def _one_per_statement(taken: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """Of the mentions in one statement the one that weighs most, class by class; what is no statement counts by itself."""
    keys = ["holder_id", "actor_id", "article_id"]
    taken = taken.reset_index(names="mention")
    told = statements_naming(layers)[[*keys, "statement", "start", "end"]].drop_duplicates()
    near = taken[["mention", *keys, "start"]].merge(told, on=keys, how="left", suffixes=("", "_said"))
    inside = (near["start_said"] <= near["start"]) & (near["start"] < near["end"])
    near = near.assign(statement=near["statement"].where(inside).astype("Float64").fillna(-1.0 - near["mention"]))
    taken = taken.assign(statement=taken["mention"].map(near.groupby("mention")["statement"].max()))
    taken = taken.sort_values("weight", ascending=False, kind="stable")
    return taken.drop_duplicates(["holder_id", "actor_id", "class", "statement"])


def _signs(made: pd.DataFrame) -> pd.Series:
    """critical or supportive by a majority of two thirds of the evidence; neutral where hardly any mention takes a side."""
    contra, pro = made["contra"].astype(float), made["pro"].astype(float)
    taken = made["negative"].astype(float) + made["positive"].astype(float)
    telling = made["stated"].astype(bool) | (taken >= TELLING * made["mentions"].astype(float))
    share = (pro / (contra + pro)).where(telling).fillna(-1.0)
    signs = share.map(lambda s: "neutral" if s < 0 else "critical" if s <= 1 / 3 else "supportive" if s >= 2 / 3 else "mixed")
    return signs.where((signs == "neutral") | (np.maximum(pro, contra) >= ENOUGH), ONE_STATEMENT).astype("str")
