"""Which articles there are."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.articles import days, foreign
from broadsheet.analysis.question import Column, question
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor


def _newest(listed: pd.DataFrame) -> str:
    """Which article is the newest."""
    dated = listed[listed["day"].notna()]
    if dated.empty:
        return f"{wording.quantity(len(listed), 'article')}, none of them dated"
    row = dated.iloc[0]
    title = row["title"] if isinstance(row["title"], str) else "an untitled article"
    return f"The newest of {wording.quantity(len(listed), 'article')} is of {wording.day(row['day'])}: {title}"


@question(
    asks="Which articles are there?",
    columns=columns.some(
        "day source title article_id",
        words=Column("Words", "length of the article", unit="words"),
        kind=Column("Kind", "copy, revision, or not annotated (another language); empty for an ordinary article"),
    ),
    proof=proofs.own_article,
    finding=lambda frame, asked: _newest(frame),
    rows=100,
)
def article_list(layers: Layers, *, focus: str | None = None) -> pd.DataFrame:
    """The articles, the latest first: `published_at source title words kind article_id`.

    `kind` says whether the article is a copy, a revision, undated or in another language; null for an ordinary one.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives; not changed.
    focus
        An actor's name, alias or id: only articles that mention the actor.

    Returns
    -------
    pandas.DataFrame
        One row per article. `kind` says whether it is a copy, a revision, undated or in another language; null for an ordinary
        one.
    """
    articles = layers.articles
    if focus is not None:
        naming = layers.mentions.loc[layers.mentions["actor_id"] == find_actor(layers, focus), "article_id"]
        articles = articles[articles["article_id"].isin(naming)]
    kind = pd.Series(pd.NA, index=articles.index, dtype="object")
    kind = kind.mask(foreign(articles), "not annotated").mask(articles["supersedes"].notna(), "revision")
    kind = kind.mask(articles["copy_of"].notna(), "copy")
    listed = articles.assign(kind=kind.astype("str"))[["published_at", "source", "title", "words", "kind", "article_id"]]
    listed = listed.assign(published_at=days(listed["published_at"])).rename(columns={"published_at": "day"})
    return listed.sort_values(["day", "article_id"], ascending=[False, True], na_position="last", ignore_index=True)
