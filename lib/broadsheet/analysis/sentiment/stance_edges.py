"""Who is for whom and who against, from what people are quoted as saying of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from broadsheet.analysis.actors.speaker_ranking import statements_naming
from broadsheet.analysis.sentiment.stance_ranking import class_counts, focus_id, judged_mentions
from broadsheet.annotating import Layers

if TYPE_CHECKING:
    import networkx as nx

TELLING = 0.25
"""Share of a speaker's judged mentions that must not be neutral for the tie to have a sign."""

STATEMENTS = 2
"""Statements for or against that a sign takes: one remark is no camp."""

ONE_STATEMENT = "one statement"
"""In place of a sign where no side has more statements."""


def stance_edges(layers: Layers, *, focus: str | None = None, top: int | None = 30, least: int = 1) -> pd.DataFrame:
    """Who criticises and who supports whom, from what they are quoted saying: signed, directed.

    Parameters
    ----------
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
    judged = judged_mentions(layers)
    judged = judged[(judged["voice"] == "quoted") & judged["holder_id"].notna() & (judged["holder_id"] != judged["actor_id"])]
    judged = judged[~_own_country(judged, layers.actors)]
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


def stance_network(layers: Layers, *, focus: str | None = None, top: int | None = None) -> nx.DiGraph:
    """The edges of `stance_edges` as a signed, directed graph, for `save_network` and for Gephi or Cytoscape.

    Returns
    -------
    networkx.DiGraph
        Nodes are actor ids with `label kind country`; edges run from speaker to target with `sign` (critical, supportive,
        mixed, neutral, one statement), `weight` (judged mentions), `stance` (their mean, −1 to 1), `articles negative neutral
        positive`.
    """
    import networkx as nx

    graph, edges = nx.DiGraph(), stance_edges(layers, focus=focus, top=top)
    known = layers.actors.set_index("actor_id")
    for actor_id in sorted({*edges["holder_id"], *edges["actor_id"]}):
        facts = known.loc[actor_id, ["name", "kind", "country"]].rename({"name": "label"}).dropna()
        graph.add_node(actor_id, **facts.to_dict())
    for row in edges.to_dict("records"):
        values = {name: int(row[name]) for name in ("articles", "negative", "neutral", "positive")} | {"weight": int(row["mentions"])}
        graph.add_edge(row["holder_id"], row["actor_id"], sign=row["sign"], stance=float(row["stance"]), **values)
    return graph


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
