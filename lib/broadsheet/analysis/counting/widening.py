"""Layers with more than was read: further articles beside them, or columns of one's own on their articles."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import Layers
from broadsheet.errors import RequestError


def with_articles(layers: Layers, articles: pd.DataFrame) -> Layers:
    """The layers with further articles, of which nothing but the article itself is looked at.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives; not changed.
    articles
        Rows of the table `articles`; those that the layers have already are passed over.

    Returns
    -------
    Layers
        New ones; each frame is read when it is asked for, as before.
    """
    def read(name: str) -> pd.DataFrame:
        return pd.concat([layers.articles, further], ignore_index=True) if name == "articles" and len(further) else getattr(layers, name)

    further = articles[~articles["article_id"].isin(layers.articles["article_id"])]
    return Layers.read_when_asked(read, texts=layers.texts).within(lambda: layers.whole)


def with_columns(layers: Layers, table: pd.DataFrame, *, on: str = "article_id") -> Layers:
    """The layers with columns of one's own on their articles, such as the desk of an article or the country of an outlet.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives; not changed.
    table
        One row per value of `on`, with the columns to add, such as `pandas.read_csv("outlets.csv")`.
    on
        The column of `articles` by which the rows are found: "article_id", "source", "path" or another.

    Returns
    -------
    Layers
        New ones. `articles` has the further columns; they are null where the table says nothing.

    Raises
    ------
    RequestError
        The table has no column `on`, or a value in it twice, or one of its columns is a column of `articles` already.

    Examples
    --------
    >>> import broadsheet as bs
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["The quay is safe."], "source": ["The Courier"]})
    >>> own = pd.DataFrame({"source": ["The Courier"], "country": ["XK"]})
    >>> with_columns(bs.annotate(articles, sentiment=None), own, on="source").articles["country"].tolist()
    ['XK']
    """
    articles = layers.articles
    for name, frame in (("the table", table), ("articles", articles)):
        if on not in frame.columns:
            raise RequestError(f"{name} has no column {on!r} to join on; it has {', '.join(map(str, frame.columns))}")
    twice = table[on][table[on].duplicated()]
    if len(twice):
        raise RequestError(f"the table has {on} {twice.iloc[0]!r} twice; one row for each is needed")
    taken = [str(column) for column in table.columns if column != on and column in articles.columns]
    if taken:
        raise RequestError(f"articles have a column {taken[0]!r} already; give the table's another name")
    wider = articles.merge(table, on=on, how="left", validate="many_to_one")
    return Layers.read_when_asked(
        lambda name: wider if name == "articles" else getattr(layers, name), texts=layers.texts,
    ).within(lambda: layers.whole)
