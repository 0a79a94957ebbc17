"""Which outlets write, and how much of it is their own."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.articles import days, independent, told_by
from broadsheet.analysis.question import Chart, Column, question
from broadsheet.annotating import Layers


@question(
    asks="Which outlets write, and how much of it is their own?",
    columns=columns.some(
        "source independent",
        articles=Column("Articles", "articles of the outlet, copies included", unit="articles"),
        words=Column("Words", "words of these articles", unit="words"),
        quotes=Column("Quotes", "quotations in them", unit="quotations"),
        first_day=Column("Days", "of the outlet's first and last article", form="days", beside=("last_day",)),
        last_day=Column("Last day", "day of the outlet's last article", form="day"),
    ),
    proof=proofs.articles_of_row,
    finding=lambda frame, asked: wording.leading(frame, name="source", count="articles", noun="article"),
    chart=Chart("outlet_bars"),
)
def outlets(layers: Layers) -> pd.DataFrame:
    """The outlets, the one with most articles first.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives; not changed.

    Returns
    -------
    pandas.DataFrame
        One row per outlet: `source`, `articles`, `independent` (without copies and replaced versions), `words`, `quotes`,
        `first_day`, `last_day`. Articles without an outlet stand as "unknown outlet".
    """
    articles = layers.articles.assign(source=told_by(layers.articles))
    if articles.empty:
        return _no_outlets()
    quoted = layers.quotes.groupby("article_id").size()
    articles = articles.assign(
        alone=articles["article_id"].isin(independent(articles)["article_id"]),
        quotes=articles["article_id"].map(quoted).fillna(0).astype("Int64"),
    )
    made = articles.groupby("source", sort=True).agg(
        articles=("article_id", "size"), independent=("alone", "sum"), words=("words", "sum"), quotes=("quotes", "sum"),
        first_day=("published_at", "min"), last_day=("published_at", "max"),
    )
    made = made.reset_index().astype({"articles": "Int64", "independent": "Int64", "words": "Int64", "quotes": "Int64"})
    made = made.assign(first_day=days(made["first_day"]), last_day=days(made["last_day"]))
    return made.sort_values(["articles", "source"], ascending=[False, True], ignore_index=True)


def _no_outlets() -> pd.DataFrame:
    return pd.DataFrame({
        "source": pd.Series(dtype="str"), **{name: pd.Series(dtype="Int64") for name in ("articles", "independent", "words", "quotes")},
        "first_day": pd.Series(dtype="datetime64[us]"), "last_day": pd.Series(dtype="datetime64[us]"),
    })
