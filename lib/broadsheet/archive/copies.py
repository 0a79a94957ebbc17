"""Copies and revisions among new articles and those of the archive, by fingerprints kept with it."""

from __future__ import annotations

from typing import Final, NamedTuple

import pandas as pd

from broadsheet.archive.state import State
from broadsheet.archive.tables import OWN, pandas_frame
from broadsheet.reading import copy_links, fingerprint_table

NEAR: Final = 30
"""Days before and after a new article within which an older one of the archive may be the same text."""

_LINKS: Final = ["copy_of", "supersedes"]


class MarkedCopies(NamedTuple):
    """What is known of copies.

    `articles`: the new ones with `copy_of` and `supersedes`; `marks`: the archive's articles of which either changes
    (`article_id copy_of supersedes`); `prints`: rows of `prints` for the new ones.
    """

    articles: pd.DataFrame
    marks: pd.DataFrame
    prints: pd.DataFrame


def marked_copies(state: State, articles: pd.DataFrame) -> MarkedCopies:
    """Copies and revisions found among the new articles, and between them and the archive's of about the same days.

    An article of the archive without a date is compared with every new one, and a new one without a date with all. Where
    a new article is the earliest of its group, the archive's articles come to point at it.
    """
    if articles.empty:
        nothing = pandas_frame(OWN["prints"].empty_table()).assign(published_at=articles["published_at"])
        return MarkedCopies(articles, pd.DataFrame(columns=["article_id", *_LINKS], dtype="str"), nothing)
    prints = fingerprint_table(articles)
    stored = state.stored[~state.stored["article_id"].isin(articles["article_id"])]
    known = _with_groups(stored, _near(stored, articles) | stored["url"].isin(articles["url"].dropna()))
    compared = known.drop(columns="batch").merge(_stored_prints(state, known), how="left", on="article_id", validate="one_to_one")
    new = articles.merge(prints, on="article_id", validate="one_to_one")
    links = copy_links(new, known=compared if len(compared) else None).set_index("article_id")
    own = links.reindex(articles["article_id"])
    made = articles.assign(**{column: own[column].astype("str").to_numpy() for column in _LINKS})
    marks = links.drop(index=articles["article_id"].tolist()).astype("str").reset_index()
    return MarkedCopies(made, marks, prints.merge(articles[["article_id", "title", "modified_at", "published_at"]], on="article_id"))


def _near(stored: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Which articles of the archive were published about when the new ones were, or have no date."""
    if articles["published_at"].isna().any() or stored.empty:
        return pd.Series(True, index=stored.index)
    days = pd.DatetimeIndex(articles["published_at"].dt.floor("D").unique())
    spans = [days + pd.Timedelta(days=shift) for shift in range(-NEAR, NEAR + 1)]
    published = stored["published_at"]
    return published.isna() | published.dt.floor("D").isin(spans[0].append(spans[1:]).unique())


def _with_groups(stored: pd.DataFrame, chosen: pd.Series) -> pd.DataFrame:
    """The chosen articles and all that are linked with them, so that no group is seen in part."""
    while True:
        ids = set(stored.loc[chosen, "article_id"])
        linked = {key for column in _LINKS for key in stored.loc[chosen, column].dropna()}
        more = stored["article_id"].isin(linked) | stored["copy_of"].isin(ids | linked) | stored["supersedes"].isin(ids | linked)
        if not (more & ~chosen).any():
            return stored[chosen]
        chosen = chosen | more


def _stored_prints(state: State, known: pd.DataFrame) -> pd.DataFrame:
    """Fingerprint, title and time of change of these articles."""
    read = state.read_articles_of("prints", ["article_id", "title", "modified_at", "print", "batch"], known)
    return pandas_frame(read).sort_values("batch").drop_duplicates("article_id", keep="last").drop(columns="batch")
