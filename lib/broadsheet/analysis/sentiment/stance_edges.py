"""Who is for whom and who against, from what people are quoted as saying of each other."""

from __future__ import annotations

from typing import Final

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.judged import class_counts, focus_id, judged_mentions
from broadsheet.analysis.counting.statements import statements_naming
from broadsheet.analysis.counting.wording import quantity, the
from broadsheet.analysis.question import Asked, Chart, Column, question
from broadsheet.annotating import Layers

TELLING: Final = 0.25
"""Share of a speaker's judged mentions that must not be neutral for the tie to have a sign."""

STATEMENTS: Final = 2
"""Statements for or against that a sign takes: one remark is no camp."""

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
    """The judged mentions of the target in the holder's words: just those that the row counts."""
    return proofs.same(frame, _judged_of_others(asked.layers), {"holder_id": "holder_id", "actor_id": "actor_id"})


@question(
    asks="Who is for whom, and who against?",
    columns=columns.some(
        "negative neutral positive holder_id actor_id",
        holder=Column("Speaker", "who is quoted"),
        target=Column("Speaks of", "of whom"),
        articles=Column("Articles", "independent articles with a judged mention of the target in the speaker's words", unit="articles"),
        mentions=Column("Mentions", "judged mentions of the target in the speaker's words", unit="mentions"),
        stance=Column("Stance", "their mean, from −1, negative, to 1, positive"),
        sign=Column("Tone", "critical or supportive from two statements on; mixed, neutral, or one statement only"),
    ),
    proof=_proof,
    finding=lambda frame, asked: _alliances(frame),
    chart=Chart("network_chart"),
    unit="Statements",
    headline=True,
)
def stance_edges(layers: Layers, *, focus: str | None = None, top: int | None = 30, least: int = 1) -> pd.DataFrame:
    """Who criticises and who supports whom, from what they are quoted saying: signed, directed.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        Only edges from or to this actor.
    top
        So many edges, those with most judged mentions.
    least
        Judged mentions below which an edge is left out.

    Returns
    -------
    pandas.DataFrame
        One row per speaker and target: `holder target articles mentions negative neutral positive stance sign holder_id
        actor_id`. sign: critical or supportive where the judged mentions of one class outnumber the other two thirds to
        one third, else mixed; neutral where three of four mentions or more are; "one statement" where no side has more than
        one, which is too little for a sign.

    Notes
    -----
    A statement is what one speaker says under one reporting word, as in `speaker_ranking`: a long quotation is one however
    often it names somebody, and the same words told by several articles are one. What speakers say of themselves or of their
    own country is no tie: who speaks for a country names it all the time.
    """
    judged = _judged_of_others(layers)
    chosen = focus_id(layers, focus)
    if chosen is not None:
        judged = judged[(judged["holder_id"] == chosen) | (judged["actor_id"] == chosen)]
    made = class_counts(judged, ["holder_id", "actor_id"])
    made = made[made["mentions"] >= least]
    made = made.merge(_statements_taking_sides(judged, layers), on=["holder_id", "actor_id"], how="left", validate="one_to_one")
    names = layers.actors.set_index("actor_id")["name"]
    made = made.assign(holder=made["holder_id"].map(names), target=made["actor_id"].map(names), sign=_signs(made))
    columns = ["holder", "target", "articles", "mentions", "negative", "neutral", "positive", "stance", "sign", "holder_id", "actor_id"]
    made = made[columns].sort_values(["mentions", "holder", "target"], ascending=[False, True, True], kind="stable", ignore_index=True)
    return made if top is None else made.head(top)


def _judged_of_others(layers: Layers) -> pd.DataFrame:
    """The judged mentions in the words of a known speaker, but those of the speaker and of the speaker's own country."""
    judged = judged_mentions(layers)
    judged = judged[(judged["voice"] == "quoted") & judged["holder_id"].notna() & (judged["holder_id"] != judged["actor_id"])]
    return judged[~_own_country(judged, layers.actors)]


def _own_country(judged: pd.DataFrame, actors: pd.DataFrame) -> pd.Series:
    """Whether the target is the country of the holder."""
    known = actors.set_index("actor_id")
    target = judged["actor_id"].map(known["country"].where(known["kind"] == "country"))
    return target.notna() & (target == judged["holder_id"].map(known["country"])).fillna(False).astype(bool)


def _statements_taking_sides(judged: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """`holder_id actor_id statements`: those on the side that has more of them; what is no statement counts by itself."""
    keys = ["holder_id", "actor_id", "article_id"]
    taken = judged.loc[judged["class"] != "neutral", [*keys, "class", "start"]].reset_index(drop=True).reset_index(names="mention")
    told = statements_naming(layers)[[*keys, "statement", "start", "end"]].drop_duplicates()
    near = taken.merge(told, on=keys, how="left", suffixes=("", "_said"))
    inside = (near["start_said"] <= near["start"]) & (near["start"] < near["end"])
    near = near.assign(statement=near["statement"].where(inside).astype("Float64").fillna(-1.0 - near["mention"]))
    each = near.groupby(["holder_id", "actor_id", "class", "mention"], as_index=False)["statement"].max()
    sides = each.groupby(["holder_id", "actor_id", "class"], as_index=False).agg(statements=("statement", "nunique"))
    return sides.groupby(["holder_id", "actor_id"], as_index=False)["statements"].max()


def _signs(made: pd.DataFrame) -> pd.Series:
    """critical or supportive by a majority of two thirds among what is not neutral; neutral where that is too little."""
    against, pro = made["negative"].astype(float), made["positive"].astype(float)
    share = (pro / (against + pro)).where(against + pro >= TELLING * made["mentions"].astype(float)).fillna(-1.0)
    signs = share.map(lambda s: "neutral" if s < 0 else "critical" if s <= 1 / 3 else "supportive" if s >= 2 / 3 else "mixed")
    return signs.where((signs == "neutral") | (made["statements"] >= STATEMENTS), ONE_STATEMENT).astype("str")
