"""Days on which more was published than the weeks before would lead one to expect."""

from __future__ import annotations

import numpy as np
import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.articles import independent, told_by
from broadsheet.analysis.counting.wording import day, quantity
from broadsheet.analysis.question import Asked, Chart, Column, question
from broadsheet.annotating import Layers

WEEKS = 4
"""Whole weeks before a day that it is held against; whole ones, so that every day of the week is in them equally often."""

FEWEST_DAYS = 14
"""Days of publication before a day without which nothing can be expected of it."""

FEWEST = 3
"""Independent articles without which no day is a burst."""

RARE = 0.01
"""A day is a burst if chance alone would bring as many articles less often than this."""


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """On how many days more was published than expected, and on which by most."""
    found = frame[frame["burst"].fillna(False).astype(bool)]
    if found.empty:
        return "No day brought more articles than the weeks before let expect"
    top = found.sort_values(["chance", "day"], kind="stable").iloc[0]
    said = "1 day is a burst" if len(found) == 1 else f"{len(found)} days are bursts"
    told = quantity(int(top["independent"]), "independent article")
    which = "" if len(found) == 1 else ", above all"
    return f"{said}{which}: {day(top['day'])}, with {told} where {float(top['expected']):.1f} were to be expected"


@question(
    asks="When was more written than usual?",
    columns=columns.some(
        "day independent", articles=Column("Articles", "articles published on the day, copies included", unit="articles"),
        outlets=Column("Outlets", "outlets of the independent ones", unit="outlets"),
        expected=Column("Expected", "independent articles a day in the four weeks before", unit="articles"),
        chance=Column("Probability by chance", "how likely as many are, or more, if the day is like those before"),
        burst=Column("Burst", "at least three, and less likely than once in a hundred days"),
    ),
    proof=proofs.articles_of_row,
    finding=_finding,
    empty="No dated article.",
    chart=Chart("burst_bars"),
    unit="Independent articles a day",
)
def article_bursts(layers: Layers) -> pd.DataFrame:
    """How many articles each day brought, how many the four weeks before let expect, and whether that is more than chance.

    Returns
    -------
    pandas.DataFrame
        One row per day with an article, the first one in front:

        day
            Day of publication, UTC.
        articles, independent, outlets
            All articles; those that are no copy and not replaced; the outlets of the latter.
        expected
            The mean of independent articles a day in the four weeks before, days without one counted as 0. Null within the first
            two weeks.
        chance
            The probability of as many independent articles or more by chance. Null where nothing is expected.
        burst
            Whether there are at least three and chance would bring them less than once in a hundred days.

    Notes
    -----
    Each day is held against a window that moves with it, as public health watches counts of cases (EARS, Hutwagner et al. 2003).
    Where the window's days scatter more than a Poisson distribution allows, as news does, its negative binomial of the same mean
    and variance is taken; half an article is added to the window's sum, so that a silent month expects a little.
    A long rise is a burst at its beginning only, as it soon becomes what is expected.
    """
    articles = layers.articles[layers.articles["published_at"].notna()]
    days = articles["published_at"].dt.tz_localize(None).dt.normalize().astype("datetime64[us]")
    articles = articles.assign(day=days, alone=articles["article_id"].isin(independent(articles)["article_id"]))
    counted = articles.groupby("day").agg(articles=("article_id", "size"), independent=("alone", "sum"))
    outlets = told_by(articles[articles["alone"]]).groupby(articles["day"]).nunique()
    if counted.empty:
        return _frame(counted.reset_index().assign(outlets=[], expected=[], chance=[], burst=[]))
    every = counted["independent"].astype(float).reindex(pd.date_range(counted.index[0], counted.index[-1]), fill_value=0.0)
    before = every.shift(1).rolling(7 * WEEKS, min_periods=FEWEST_DAYS)
    mean = (before.sum() + 0.5) / before.count()
    variance = before.var().clip(lower=mean)
    chance = pd.Series(_tail(every.to_numpy(), mean.to_numpy(), variance.to_numpy()), index=every.index)
    found = counted.assign(outlets=outlets.reindex(counted.index).fillna(0), expected=mean.reindex(counted.index))
    found = found.assign(chance=chance.reindex(counted.index))
    found["burst"] = (found["chance"] < RARE) & (found["independent"] >= FEWEST)
    return _frame(found.reset_index())


def _tail(counts: np.ndarray, mean: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """The probability of at least so many: Poisson, or negative binomial where the variance is larger than the mean."""
    from scipy import special

    wider = variance > mean * 1.05
    share = np.where(wider, mean / np.where(wider, variance, 1.0), 0.5)
    size = np.where(wider, mean * share / (1 - share), 1.0)
    some = np.maximum(counts, 1.0)
    # The survival functions of the two distributions, at one less; scipy.stats has them too, but takes a second to import.
    tail = np.where(wider, special.betainc(some, size, 1 - share), special.gammainc(some, mean))
    return np.where(counts > 0, tail, np.where(np.isnan(mean), np.nan, 1.0))


def _frame(rows: pd.DataFrame) -> pd.DataFrame:
    columns = ["day", "articles", "independent", "outlets", "expected", "chance", "burst"]
    numbers = {name: "Int64" for name in ("articles", "independent", "outlets")}
    return rows[columns].astype({"day": "datetime64[us]", "expected": "Float64", "chance": "Float64", "burst": "boolean", **numbers})
