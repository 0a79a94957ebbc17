"""Which articles count, who published them and when: what every question asks of the articles."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import Layers, in_annotated_language

UNKNOWN = "unknown outlet"


def newest_day(layers: Layers) -> str:
    """The newest day of publication, in ISO form; 1970-01-01 where no article has a date."""
    newest = layers.articles["published_at"].max()
    return "1970-01-01" if pd.isna(newest) else newest.date().isoformat()


def moment_asked(layers: Layers, now: str | pd.Timestamp | None) -> pd.Timestamp | None:
    """A moment in UTC; None stands for the newest article's, and stays None where no article has a date."""
    if now is None:
        newest = layers.articles["published_at"].max()
        return None if pd.isna(newest) else newest
    moment = pd.Timestamp(now)
    return moment.tz_localize("UTC") if moment.tz is None else moment.tz_convert("UTC")


def independent(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles that are neither a copy of another one nor replaced by a later version."""
    replaced = set(articles["supersedes"].dropna())
    return articles[articles["copy_of"].isna() & ~articles["article_id"].isin(replaced)]


def told_by(articles: pd.DataFrame) -> pd.Series:
    """The outlet of each article; those that name none are one unknown outlet, in every count and comparison."""
    return articles["source"].fillna(UNKNOWN)


def looked_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """The value of each key, by the index of `values`, with their dtype; `Series.map` loses it where there are none."""
    return values.reindex(keys).set_axis(keys.index)


def foreign(articles: pd.DataFrame) -> pd.Series:
    """Whether an article is in a language that is kept and not annotated."""
    return ~in_annotated_language(articles["language"])


def days(moments: pd.Series) -> pd.Series:
    """Moments as days (UTC), without a zone."""
    return moments.dt.tz_localize(None).dt.normalize().astype("datetime64[us]")
