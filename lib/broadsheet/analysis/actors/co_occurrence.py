"""Who stands with whom in one sentence, more often than chance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.appearances import ACTING, SPAN, appearances
from broadsheet.analysis.counting.wording import capitalised, quantity, the
from broadsheet.analysis.question import Asked, Chart, Column, hidden, question
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor
from broadsheet.schemas import KINDS

_SENTENCE = ["article_id", "sentence_no"]


def _placed(layers: Layers, focus: str | None) -> pd.DataFrame:
    """The first mention of each actor in each sentence."""
    rows = appearances(layers, kinds=ACTING if focus is None else KINDS)
    return rows[rows["sentence_no"].notna()].drop_duplicates([*_SENTENCE, "actor_id"])


def _pairs(rows: pd.DataFrame, chosen: str | None) -> pd.DataFrame:
    """Every two mentions in one sentence, each pair in one order; with a chosen actor only its pairs, and it stands first."""
    left = rows if chosen is None else rows[rows["actor_id"] == chosen]
    right = rows[["actor_id", *_SENTENCE, "start", "end"]]
    right = right.rename(columns={"actor_id": "other_id", "start": "other_start", "end": "other_end"})
    pairs = left.merge(right, on=_SENTENCE, validate="many_to_many")
    return pairs[pairs["actor_id"] < pairs["other_id"]] if chosen is None else pairs[pairs["actor_id"] != pairs["other_id"]]


def meetings(layers: Layers, focus: str | None) -> pd.DataFrame:
    """The mentions of two actors in one sentence, of all or with `focus` first: `actor_id other_id published_at article_id start end
    other_start other_end`."""
    return _pairs(_placed(layers, focus), None if focus is None else find_actor(layers, focus))


def both_named(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """From the one mention to the other in each sentence that has both: as many passages as sentences were counted."""
    pairs = meetings(asked.layers, asked.options["focus"])
    pairs = pairs.assign(start=pairs[["start", "other_start"]].min(axis=1), end=pairs[["end", "other_end"]].max(axis=1))
    return proofs.same(frame, pairs, {"actor_id": "actor_id", "other_id": "other_id"})


def _closest(frame: pd.DataFrame, asked: Asked) -> str:
    """The strongest association: a list that is cut short has it too, while the pair with most sentences may be beyond its end."""
    row = frame.iloc[0]
    both = quantity(row["sentences"], "sentence names both", "sentences name both")
    return capitalised(f"{the(row['name'])} and {the(row['other'])} have the closest tie: {both}")


@question(
    asks="Who appears with whom?",
    columns=columns.some(
        "actor_id other_id name outlets article_id start end",
        other=Column("With", "the other actor"),
        sentences=Column("Sentences", "sentences that name both", unit="sentences"),
        articles=Column("Articles", "articles with such a sentence, copies and replaced versions out", unit="articles"),
        npmi=hidden("normalised pointwise mutual information"),
        association=Column("Association", "1: neither without the other; 0: as chance would have it; less where it rests on few sentences"),
    ),
    proof=both_named,
    finding=_closest,
    empty="No two actors are named in one sentence.",
    chart=Chart("network_chart"),
    unit="Sentences that name both",
)
def co_occurrence(layers: Layers, *, top: int | None = None, focus: str | None = None) -> pd.DataFrame:
    """Who stands with whom in one sentence, more often than chance.

    Raw counts only tell who is mentioned much. The normalised pointwise mutual information (Bouma 2009) of two actors is
    1 where neither ever appears without the other, 0 where they meet as chance would have it, below 0 where they avoid each
    other. `association` multiplies it by the discount of Pantel & Lin (2002), which takes back what rests on one or two sentences.

    Parameters
    ----------
    layers
        Annotated articles; copies do not count again.
    top
        At most so many pairs; None keeps all.
    focus
        Only pairs with this actor (name, alias or id), who then stands first.

    Returns
    -------
    pandas.DataFrame
        One row per pair, the strongest association first: `actor_id name other_id other sentences articles outlets npmi
        association`, and the newest sentence as evidence: `article_id start end`.
    """
    rows = _placed(layers, focus)
    total = len(rows.drop_duplicates(_SENTENCE))
    each = rows["actor_id"].value_counts()
    pairs = _pairs(rows, None if focus is None else find_actor(layers, focus))
    pairs = pairs.sort_values(["published_at", *_SENTENCE], kind="stable", na_position="first")
    made = pairs.groupby(["actor_id", "other_id"], as_index=False).agg(
        sentences=("sentence_no", "size"), articles=("article_id", "nunique"), outlets=("source", "nunique"),
        article_id=("article_id", "last"), start=("sentence_start", "last"), end=("sentence_end", "last"),
    )
    made = _with_association(made, each, total)
    names = layers.actors.set_index("actor_id")["name"]
    made = made.assign(name=made["actor_id"].map(names), other=made["other_id"].map(names))
    made = made.sort_values(["association", "sentences", "actor_id", "other_id"], ascending=[False, False, True, True], ignore_index=True)
    order = ["actor_id", "name", "other_id", "other", "sentences", "articles", "outlets", "npmi", "association", *SPAN]
    made = made[order].astype(dict.fromkeys(["sentences", "articles", "outlets", "start", "end"], "Int64"))
    return made.head(len(made) if top is None else top)


def _with_association(pairs: pd.DataFrame, each: pd.Series, total: int) -> pd.DataFrame:
    together = pairs["sentences"].to_numpy(dtype=float)
    first = pairs["actor_id"].map(each).to_numpy(dtype=float)
    second = pairs["other_id"].map(each).to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        mutual = np.log(together * total / (first * second))
        npmi = np.where(together >= total, 1.0, mutual / -np.log(together / total))
    rarer = np.minimum(first, second)
    discount = together / (together + 1) * rarer / (rarer + 1)
    return pairs.assign(npmi=pd.array(npmi, dtype="Float64"), association=pd.array(npmi * discount, dtype="Float64"))
