"""Which articles count, who published them and when: what every question asks of the articles."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import Layers, in_annotated_language, without_stances

UNKNOWN = "unknown outlet"


def newest_day(layers: Layers) -> str:
    """The newest day of publication, in ISO form; 1970-01-01 where no article has a date.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives; not changed.

    Returns
    -------
    str
        A day such as "2025-10-22", in UTC.

    Examples
    --------
    >>> import broadsheet as bs
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["The quay is safe."], "published_at": ["2025-10-22"]})
    >>> newest_day(bs.annotate(articles, sentiment=None))
    '2025-10-22'
    """
    newest = layers.articles["published_at"].max()
    return "1970-01-01" if pd.isna(newest) else newest.date().isoformat()


def moment_asked(layers: Layers, now: str | pd.Timestamp | None) -> pd.Timestamp | None:
    """A moment in UTC; None means the newest article's, and stays None where no article has a date.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives; not changed.
    now
        A moment, a day (its beginning), or None.

    Returns
    -------
    pandas.Timestamp or None
        In UTC.
    """
    if now is None:
        newest = layers.articles["published_at"].max()
        return None if pd.isna(newest) else newest
    moment = pd.Timestamp(now)
    return moment.tz_localize("UTC") if moment.tz is None else moment.tz_convert("UTC")


def independent(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles that are neither a copy of another one nor replaced by a later version.

    Parameters
    ----------
    articles
        Rows of the table `articles`.

    Returns
    -------
    pandas.DataFrame
        Some of the rows, their index kept.
    """
    replaced = set(articles["supersedes"].dropna())
    return articles[articles["copy_of"].isna() & ~articles["article_id"].isin(replaced)]


def told_by(articles: pd.DataFrame) -> pd.Series:
    """The outlet of each article; those that name none are one unknown outlet, in every count and comparison.

    Parameters
    ----------
    articles
        Rows of the table `articles`.

    Returns
    -------
    pandas.Series
        Names of outlets, `UNKNOWN` where there is none.

    Examples
    --------
    >>> told_by(pd.DataFrame({"source": ["The Courier", None]})).tolist()
    ['The Courier', 'unknown outlet']
    """
    return articles["source"].fillna(UNKNOWN)


def looked_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """The value of each key, by the index of `values`, with their dtype; `Series.map` loses it where there are none.

    Parameters
    ----------
    keys
        What to look up.
    values
        The values, their index the keys.

    Returns
    -------
    pandas.Series
        In the order and with the index of `keys`; null where a key is missing.
    """
    return values.reindex(keys).set_axis(keys.index)


def texts_of(articles: pd.DataFrame) -> dict[str, str]:
    """The text of each article, by its id.

    Parameters
    ----------
    articles
        Rows of the table `articles`.

    Returns
    -------
    dict
        `article_id` → text.
    """
    return dict(zip(articles["article_id"].tolist(), articles["text"].tolist(), strict=True))


def foreign(articles: pd.DataFrame) -> pd.Series:
    """Whether an article is in a language that is kept and not annotated.

    Parameters
    ----------
    articles
        Rows of the table `articles`.

    Returns
    -------
    pandas.Series
        True or false, the index that of the articles.
    """
    return ~in_annotated_language(articles["language"])


def unjudged(articles: pd.DataFrame) -> pd.Series:
    """Whether an article is in a language that is annotated, but not for who is for or against whom: nobody has measured it there.

    Parameters
    ----------
    articles
        Rows of the table `articles`.

    Returns
    -------
    pandas.Series
        True or false, the index that of the articles.
    """
    return without_stances(articles["language"])


def days(moments: pd.Series) -> pd.Series:
    """Moments as days (UTC), without a zone.

    Parameters
    ----------
    moments
        In UTC.

    Returns
    -------
    pandas.Series
        Midnights, null where there is no moment.
    """
    return moments.dt.tz_localize(None).dt.normalize().astype("datetime64[us]")
