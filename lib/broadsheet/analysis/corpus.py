"""What there is: articles, outlets, period, copies, languages, and how many articles appeared when."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from broadsheet.annotating import Layers
from broadsheet.annotating.languages import in_annotated_language

Every = Literal["day", "week", "month"]
UNKNOWN = "unknown outlet"
_PERIODS = {"day": "D", "week": "W-SUN", "month": "M"}


def corpus_summary(layers: Layers, rejects: pd.DataFrame | None = None) -> pd.DataFrame:
    """What the answers rest on, one row per measure.

    Parameters
    ----------
    layers
        Annotated articles.
    rejects
        What could not be read, where it is known.

    Returns
    -------
    pandas.DataFrame
        `measure` and `value`, both text: articles, independent articles (copies and replaced versions out), copies,
        revisions, outlets, first and last day, undated articles, articles not in English, words, rejects, and rows per layer.
    """
    articles = layers.articles
    days = articles["published_at"].dropna()
    rows = [
        ("articles", len(articles)), ("independent articles", len(independent(articles))),
        ("copies of another article", int(articles["copy_of"].notna().sum())),
        ("revisions of an earlier version", int(articles["supersedes"].notna().sum())),
        ("outlets", int(told_by(articles).nunique())),
        ("first day", days.min().date().isoformat() if len(days) else None),
        ("last day", days.max().date().isoformat() if len(days) else None),
        ("articles without a date", int(articles["published_at"].isna().sum())),
        ("articles not in English, kept unannotated", int(_foreign(articles).sum())),
        ("words", int(articles["words"].fillna(0).sum())),
        ("sentences", len(layers.sentences)), ("actors", len(layers.actors)), ("quotes", len(layers.quotes)),
        ("dates", len(layers.dates)), ("events", len(layers.events)), ("judged mentions", len(layers.stances)),
        ("files that could not be read", None if rejects is None else len(rejects)),
    ]
    shown = [(name, f"{value:,}" if isinstance(value, int) else value) for name, value in rows if value is not None]
    return pd.DataFrame(shown, columns=["measure", "value"]).astype("str")


def summary_passages(layers: Layers) -> pd.DataFrame:
    """What each row of `corpus_summary` counts: `row article_id start end`; whole articles have null offsets.

    Actors stand at their first mention; rejects, which are no articles, have no passage.
    """
    articles = layers.articles
    dated = articles.dropna(subset="published_at").sort_values(["published_at", "article_id"])
    whole = {
        "articles": articles, "independent articles": independent(articles),
        "copies of another article": articles[articles["copy_of"].notna()],
        "revisions of an earlier version": articles[articles["supersedes"].notna()], "outlets": articles.drop_duplicates("source"),
        "first day": dated.head(1), "last day": dated.tail(1), "articles without a date": articles[articles["published_at"].isna()],
        "articles not in English, kept unannotated": articles[_foreign(articles)], "words": articles,
    }
    placed = {
        "sentences": layers.sentences, "actors": layers.mentions.dropna(subset="actor_id").drop_duplicates("actor_id"),
        "quotes": layers.quotes, "dates": layers.dates, "events": layers.events, "judged mentions": layers.stances,
    }
    columns = ["article_id", "start", "end"]
    counted = {**{name: rows.reindex(columns=columns).assign(start=pd.NA, end=pd.NA) for name, rows in whole.items()}, **placed}
    measures = corpus_summary(layers)["measure"]
    parts = [counted[measure][columns].assign(row=row) for row, measure in enumerate(measures) if measure in counted]
    made = pd.concat(parts, ignore_index=True)[["row", *columns]]
    return made.astype({"article_id": "str", "start": "Int64", "end": "Int64"})


def coverage(layers: Layers, rejects: pd.DataFrame | None = None) -> str:
    """What the answers rest on, in one sentence: articles, outlets, period, copies, and what is missing.

    Parameters
    ----------
    layers
        Annotated articles.
    rejects
        What could not be read, where it is known.
    """
    articles = layers.articles
    if articles.empty:
        return "No article: the archive holds none of this period and outlet. The answers below are empty, and that is a result."
    days = articles["published_at"].dropna()
    period = f" from {_said_day(days.min())} to {_said_day(days.max())}" if len(days) else ""
    extras = [
        (int(articles["copy_of"].notna().sum()), "copy of another", "copies of another"),
        (int(articles["supersedes"].notna().sum()), "revision of an earlier version", "revisions of earlier versions"),
        (int(articles["source"].isna().sum()), "of an unknown outlet", "of an unknown outlet"),
        (int(articles["published_at"].isna().sum()), "without a date", "without a date"),
        (int(_foreign(articles).sum()), "not in English, kept unannotated", "not in English, kept unannotated"),
    ]
    among = [f"{n:,} {one if n == 1 else many}" for n, one, many in extras if n]
    said = f"{_number(len(articles), 'article')} of {_number(int(told_by(articles).nunique()), 'outlet')}{period}"
    said += f"; among them {', '.join(among)}" if among else ""
    unread = 0 if rejects is None else len(rejects)
    return said + "." + (f" {_number(unread, 'file')} could not be read." if unread else "")


def outlets(layers: Layers) -> pd.DataFrame:
    """The outlets, the one with most articles first.

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
    made = made.assign(first_day=_day(made["first_day"]), last_day=_day(made["last_day"]))
    return made.sort_values(["articles", "source"], ascending=[False, True], ignore_index=True)


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
    begins = _day(articles["published_at"]).dt.to_period(_PERIODS[every]).dt.start_time.astype("datetime64[us]")
    alone = articles["article_id"].isin(independent(articles)["article_id"])
    counted = articles.assign(source=told_by(articles), alone=alone, **{every: begins})
    made = counted.groupby([every, "source"]).agg(articles=("article_id", "size"), independent=("alone", "sum"))
    return made.reset_index().astype({"articles": "Int64", "independent": "Int64"})


def article_list(layers: Layers) -> pd.DataFrame:
    """The articles, the latest first: `published_at source title words kind article_id`.

    `kind` says whether the article is a copy, a revision, undated or in another language; null for an ordinary one.
    """
    articles = layers.articles
    kind = pd.Series(pd.NA, index=articles.index, dtype="object")
    kind = kind.mask(_foreign(articles), "not in English").mask(articles["supersedes"].notna(), "revision")
    kind = kind.mask(articles["copy_of"].notna(), "copy")
    listed = articles.assign(kind=kind.astype("str"))[["published_at", "source", "title", "words", "kind", "article_id"]]
    listed = listed.assign(published_at=_day(listed["published_at"])).rename(columns={"published_at": "day"})
    return listed.sort_values(["day", "article_id"], ascending=[False, True], na_position="last", ignore_index=True)


def newest_day(layers: Layers) -> str:
    """The newest day of publication, in ISO form; 1970-01-01 where no article has a date."""
    newest = layers.articles["published_at"].max()
    return "1970-01-01" if pd.isna(newest) else newest.date().isoformat()


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


def _foreign(articles: pd.DataFrame) -> pd.Series:
    return ~in_annotated_language(articles["language"])


def _number(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


def _said_day(moment: pd.Timestamp) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _day(moments: pd.Series) -> pd.Series:
    return moments.dt.tz_localize(None).dt.normalize().astype("datetime64[us]")


def _fitting_period(moments: pd.Series) -> Every:
    span = (moments.max() - moments.min()).days if len(moments) else 0
    return "day" if span <= 45 else "week" if span <= 300 else "month"


def _no_outlets() -> pd.DataFrame:
    return pd.DataFrame({
        "source": pd.Series(dtype="str"), **{name: pd.Series(dtype="Int64") for name in ("articles", "independent", "words", "quotes")},
        "first_day": pd.Series(dtype="datetime64[us]"), "last_day": pd.Series(dtype="datetime64[us]"),
    })
