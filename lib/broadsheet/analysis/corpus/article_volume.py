"""How many articles appeared when."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.articles import independent, told_by
from broadsheet.analysis.counting.periods import Every, period_starts
from broadsheet.analysis.question import Chart, Column, question
from broadsheet.annotating import Layers


def _busiest(volume: pd.DataFrame) -> str:
    """When most articles appeared."""
    period = str(volume.columns[0])
    totals = volume.groupby(period)["articles"].sum()
    if len(totals) == 1:
        n = int(totals.iloc[0])
        return f"{'The one article' if n == 1 else f'All {n:,} articles'} appeared {wording.in_period(totals.index[0], period)}"
    if int((totals == totals.max()).sum()) > 1:
        first, last = wording.day(totals.index.min()), wording.day(totals.index.max())
        spoken = f"between {first} and {last}" if period == "day" else f"from the {period} of {first} to that of {last}"
        return f"{wording.quantity(totals.sum(), 'article')} {spoken}"
    peak = totals.index[int(totals.argmax())]
    return f"Most articles appeared {wording.in_period(peak, period)}: {int(totals.max()):,} of {int(totals.sum()):,}"


@question(
    asks="When did the articles appear?",
    columns=columns.some(
        "day week month source independent", articles=Column("Articles", "articles published, copies included", unit="articles"),
    ),
    proof=proofs.articles_of_row,
    finding=lambda frame, asked: _busiest(frame),
    chart=Chart("volume_bars"),
    headline=True,
)
def article_volume(layers: Layers, *, every: Every | None = None) -> pd.DataFrame:
    """Articles per outlet and period, by day of publication.

    Parameters
    ----------
    every
        day, week (from Monday) or month; None takes what gives at most about 40 periods.

    Returns
    -------
    pandas.DataFrame
        One row per period and outlet that published: the period's first day in a column named `day`, `week` or `month`,
        then `source`, `articles`, `independent`. Undated articles are not in it.
    """
    articles = layers.articles[layers.articles["published_at"].notna()]
    every = every or _fitting_period(articles["published_at"])
    if articles.empty:
        return pd.DataFrame({every: pd.Series(dtype="datetime64[us]"), "source": pd.Series(dtype="str"),
                             "articles": pd.Series(dtype="Int64"), "independent": pd.Series(dtype="Int64")})
    begins = period_starts(articles["published_at"], every)
    alone = articles["article_id"].isin(independent(articles)["article_id"])
    counted = articles.assign(source=told_by(articles), alone=alone, **{every: begins})
    made = counted.groupby([every, "source"]).agg(articles=("article_id", "size"), independent=("alone", "sum"))
    return made.reset_index().astype({"articles": "Int64", "independent": "Int64"})


def _fitting_period(moments: pd.Series) -> Every:
    span = (moments.max() - moments.min()).days if len(moments) else 0
    return "day" if span <= 45 else "week" if span <= 300 else "month"
