"""Which articles there are."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.articles import days, foreign
from broadsheet.analysis.question import Column, hidden, question
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor
from broadsheet.languages import language_name


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
        language=hidden("the article's language, as in `articles`"), tongue=Column("Language", "the language that it is in", once=True),
    ),
    proof=proofs.own_article,
    finding=lambda frame, asked: _newest(frame),
    rows=100,
)
def article_list(layers: Layers, *, focus: str | None = None) -> pd.DataFrame:
    """The articles, the latest first: `day source title tongue words kind article_id language`.

    `kind` says whether the article is a copy, a revision, or in a language that is not annotated; null for an ordinary one.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives; not changed.
    focus
        An actor's name, alias or id: only articles that mention the actor.

    Returns
    -------
    pandas.DataFrame
        One row per article. `kind` says whether it is a copy, a revision, or in a language that is not annotated; null for an
        ordinary one. `tongue` is the name of its language.
    """
    articles = layers.articles
    if focus is not None:
        naming = layers.mentions.loc[layers.mentions["actor_id"] == find_actor(layers, focus), "article_id"]
        articles = articles[articles["article_id"].isin(naming)]
    kind = pd.Series(pd.NA, index=articles.index, dtype="object")
    kind = kind.mask(foreign(articles), "not annotated").mask(articles["supersedes"].notna(), "revision")
    kind = kind.mask(articles["copy_of"].notna(), "copy")
    tongue = articles["language"].map(language_name, na_action="ignore").astype("str")
    shown = ["published_at", "source", "title", "tongue", "words", "kind", "article_id", "language"]
    listed = articles.assign(kind=kind.astype("str"), tongue=tongue)[shown]
    listed = listed.assign(published_at=days(listed["published_at"])).rename(columns={"published_at": "day"})
    return listed.sort_values(["day", "article_id"], ascending=[False, True], na_position="last", ignore_index=True)
