"""How much is written about actors, period by period."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.appearances import ACTING, appearances
from broadsheet.analysis.counting.articles import independent
from broadsheet.analysis.counting.periods import period_starts
from broadsheet.analysis.counting.wording import capitalised, in_period, the
from broadsheet.analysis.question import Asked, Chart, Column, question
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor
from broadsheet.schemas import KINDS


def _dated(rows: pd.DataFrame, every: str) -> pd.DataFrame:
    """Rows that have a date, with the first day of their period in a column named as the period."""
    rows = rows[rows["published_at"].notna()]
    return rows.assign(**{every: period_starts(rows["published_at"], every)})


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The mentions of the actor in that period; where there are none, the articles that were searched for them."""
    layers, every = asked.layers, asked.options["every"]
    named = proofs.same(frame, _dated(appearances(layers, kinds=KINDS), every), {"actor_id": "actor_id", every: every})
    searched = _dated(independent(layers.articles), every)[[every, "article_id"]]
    unnamed = proofs.numbered(frame).loc[frame["articles"] == 0, ["row", every]].merge(searched, on=every)
    return pd.concat([named, proofs.whole(unnamed[["row", "article_id"]])], ignore_index=True)


def trend(series: pd.DataFrame, asked: Asked | None = None) -> str:
    """Who is named in most articles of the newest period, from `actor_over_time`."""
    period = str(series.columns[0])
    newest = series[series[period] == series[period].max()]
    top = newest.sort_values(["articles", "name"], ascending=[False, True], kind="stable").iloc[0]
    if not int(top["articles"]):
        return f"None of them is named {in_period(top[period], period)}"
    most, leaders = int(top["articles"]), int((newest["articles"] == top["articles"]).sum())
    if leaders > 1:
        return f"{leaders} actors are named in {most} article{'s' * (most > 1)} each {in_period(top[period], period)}, none in more"
    return capitalised(f"{the(top['name'])} is named in most articles {in_period(top[period], period)}: {most}")


@question(
    asks="How much is written about actors, period by period?",
    columns=columns.some(
        "day week month actor_id name mentions",
        articles=Column("Articles", "independent articles of the period that name the actor", unit="articles"),
        share=Column("Share", "of all independent articles of the period", form="share"),
    ),
    proof=_proof,
    finding=trend,
    chart=Chart("actor_lines"),
    unit="Articles that name the actor; share: of all articles of that time",
    rows=30,
)
def actor_over_time(
    layers: Layers, *, focus: str | None = None, top: int = 6, every: str = "week", gaps: bool = False,
) -> pd.DataFrame:
    """How much is written about actors, period by period.

    Parameters
    ----------
    layers
        Annotated articles; those without a date are left out.
    focus
        One actor's name, alias or id; None takes the `top` most mentioned.
    top
        How many actors, without a focus.
    every
        day, week (from Monday) or month.
    gaps
        Whether a period whose articles do not name the actor has a row too; it rests on these articles. A period without any
        article never has one: nothing shows that nobody was named in it.

    Returns
    -------
    pandas.DataFrame
        One row per period and actor: the first day of the period (`day`, `week` or `month`), `actor_id name mentions articles
        share` (of the period's independent articles that name the actor).

    Raises
    ------
    RequestError
        `every` is no period, or no actor has the name of the focus.
    """
    rows = _dated(appearances(layers, kinds=ACTING if focus is None else KINDS), every)
    ids = [find_actor(layers, focus)] if focus is not None else rows["actor_id"].value_counts().head(top).index.tolist()
    searched = _dated(independent(layers.articles), every)[every].value_counts().sort_index()
    whole = pd.MultiIndex.from_product([searched.index, ids], names=[every, "actor_id"])
    mine = rows[rows["actor_id"].isin(ids)]
    counted = mine.groupby([every, "actor_id"]).agg(mentions=("start", "size"), articles=("article_id", "nunique"))
    made = counted.reindex(whole, fill_value=0).reset_index()
    names = layers.actors.set_index("actor_id")["name"]
    made = made.assign(name=made["actor_id"].map(names), share=made["articles"] / made[every].map(searched))
    made = made if gaps else made[made["articles"] > 0].reset_index(drop=True)
    return made[[every, "actor_id", "name", "mentions", "articles", "share"]].astype({
        every: "datetime64[us]", "actor_id": "str", "name": "str", "mentions": "Int64", "articles": "Int64", "share": "Float64",
    })
