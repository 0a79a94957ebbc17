"""What articles in other languages tell: of which story each is, who told it first, and where no English article is recognised."""

from __future__ import annotations

from typing import Final

import pandas as pd

from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.articles import days, independent, told_by
from broadsheet.analysis.counting.languages import first_to_tell, joins_no_storyline
from broadsheet.analysis.question import Asked, Column, hidden, question
from broadsheet.analysis.timeline.storylines import storylines
from broadsheet.annotating import Layers, annotated_language, in_language
from broadsheet.languages import language_name

COLUMNS: Final = (
    "story", "title", "tongue", "source", "day", "first", "english", "annotated", "article_id", "storyline_id", "language", "url",
)

ALONE: Final = "Told once, or not compared"
"""Heading of articles that share their story with no other one."""

ELSEWHERE: Final = "none recognised"


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """How much there is in which languages, what of it is told in English too, and that nothing is found in what is not annotated."""
    stories = frame[frame["story"] != ALONE].drop_duplicates("storyline_id")
    only = int((stories["english"] == ELSEWHERE).sum())
    names = ", ".join(frame["tongue"].value_counts().sort_index().index)
    said = f"{wording.quantity(len(frame), 'article')} in other languages ({names})"
    if len(stories):
        shared, alone = len(stories) - only, f", {only:,} where none is recognised" if only else ""
        said += f": {wording.quantity(shared, 'storyline')} with English articles{alone}"
    blank = sorted(frame["tongue"][frame["annotated"] == "no"].unique())
    if blank:
        said += f". {' and '.join(blank)} {'is' if len(blank) == 1 else 'are'} not annotated: nothing is marked in these articles"
    lone = joins_no_storyline(asked.layers.articles)
    return f"{said}. {lone}" if lone else said


@question(
    asks="What do articles in other languages tell?",
    columns=columns.some(
        "title source day article_id url",
        story=Column("Story", "the headline of the storyline, in English where an English article tells it"),
        tongue=Column("Language", "the language of the article"),
        first=Column("First told by", "outlet and language of the first article of the storyline"),
        english=Column("In English", "English articles of the storyline; none recognised: one in this archive may tell it all the same"),
        annotated=Column("Annotated", "whether names, quotations, dates and the rest were looked for in the article"),
        storyline_id=hidden("the storyline, as in `storylines`"), language=hidden("the language, as in `articles`"),
    ) | {"url": hidden("the article's address")},
    proof=proofs.own_article,
    finding=_finding,
    empty="No article is in another language than English.",
    group="story",
    rows=60,
    unit="Storylines across languages are found by likeness, not by words: see the limits",
)
def other_languages(layers: Layers, *, by_language: bool = False) -> pd.DataFrame:
    """The articles in other languages than English, story by story, those with most articles first.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    by_language
        Language by language, and not story by story.

    Returns
    -------
    pandas.DataFrame
        One row per article, copies and replaced versions aside.

        story, storyline_id
            Headline and id of its storyline; a heading for all that share theirs with no other article, with a null id.
        title, tongue, language, source, day, url, article_id
            The article; `tongue` is the name of its language, `language` the code.
        first
            Outlet and language of the first article of the storyline; null where there is no other.
        english
            How many English articles the storyline has, or that none is recognised; null where there is no other article.
        annotated
            yes or no.

    Notes
    -----
    Storylines across languages need the extra `languages`; without it articles in other languages are listed by themselves. That no English
    article is recognised is no proof that none tells the story, in this archive or outside it.

    Examples
    --------
    >>> import broadsheet as bs
    >>> articles = pd.DataFrame({"article_id": ["a"], "title": ["Die Fähre sank"], "text": ["Alle sind wohlauf."], "language": "de"})
    >>> other_languages(bs.annotate(articles, sentiment=None))[["title", "tongue", "annotated"]].values.tolist()
    [['Die Fähre sank', 'German', 'no']]
    """
    own = independent(layers.articles)
    own = own.assign(storyline_id=own["article_id"].map(layers.storylines.set_index("article_id")["storyline_id"]))
    rows = own[~in_language(own["language"])]
    shared = storylines(layers).set_index("storyline_id")
    theirs = own["storyline_id"].isin(shared.index) & own["storyline_id"].isin(rows["storyline_id"])
    first = {key: first_to_tell(told) for key, told in own[theirs].groupby("storyline_id")}
    counted = own[in_language(own["language"])].groupby("storyline_id").size()
    among = rows["storyline_id"].isin(shared.index)
    english = rows["storyline_id"].map(counted).fillna(0).astype(int).map(lambda n: f"{n:,}" if n else ELSEWHERE)
    made = rows.assign(
        story=rows["storyline_id"].map(shared["headline"]).where(among, ALONE), tongue=rows["language"].map(language_name),
        source=told_by(rows), day=days(rows["published_at"]), first=rows["storyline_id"].map(first).where(among),
        english=english.where(among), annotated=rows["language"].map(lambda code: "yes" if annotated_language(code) else "no"),
        storyline_id=rows["storyline_id"].where(among), _size=-rows["storyline_id"].map(shared["articles"]).fillna(0).astype(float),
    )
    order = ["tongue", "day", "article_id"] if by_language else ["_size", "storyline_id", "day", "article_id"]
    made = made.sort_values(order, na_position="last", kind="stable", ignore_index=True)
    text = ("story", "title", "tongue", "source", "first", "english", "annotated", "article_id", "storyline_id", "language", "url")
    return made[list(COLUMNS)].astype(dict.fromkeys(text, "str"))
