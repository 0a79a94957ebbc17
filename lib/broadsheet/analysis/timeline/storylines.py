"""Which stories run through the articles: each with its headline, its days, who tells it and who is in it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.appearances import ACTING
from broadsheet.analysis.counting.articles import days, foreign, independent, told_by
from broadsheet.analysis.counting.languages import counted_languages, first_to_tell
from broadsheet.analysis.counting.salience import sentence_vectors
from broadsheet.analysis.counting.sentences import sentence_texts
from broadsheet.analysis.counting.standing_alone import whole
from broadsheet.analysis.counting.trimming import shortened
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.question import Asked, Column, hidden, question
from broadsheet.annotating import Layers, in_language
from broadsheet.corrections import find_actor

COLUMNS = (
    "headline", "first_day", "last_day", "articles", "articles_with_copies", "outlets", "languages", "first_told", "actors", "article_id",
    "storyline_id", "language",
)

LEADING = 3
"""Actors that a row names."""

OPENING = 2
"""Sentences of an article without a title among which its headline is looked for."""

FEWEST = 2
"""Articles in which an actor must be to be named as one of the leading ones."""


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The articles of the storyline, copies included; the one whose headline is shown is among them."""
    told = _told(asked.layers)[["storyline_id", "article_id"]]
    found = proofs.numbered(frame)[["row", "storyline_id"]].merge(told, on="storyline_id", validate="one_to_many")
    return proofs.whole(found)


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """How many storylines there are, and which has most articles."""
    first = frame.iloc[0]
    return f"{quantity(len(frame), 'storyline')}; most is written on “{first['headline']}”: {quantity(int(first['articles']), 'article')}"


@question(
    asks="Which stories run through the articles?",
    columns=columns.some(
        "article_id",
        headline=Column("Story", "the title, or the first sentence cut short, of the article most like the others"),
        first_day=Column("First day", "day of its first article", form="day"),
        last_day=Column("Last day", "day of its last article", form="day"),
        articles=columns.COMMON["independent"],
        articles_with_copies=columns.COMMON["articles_with_copies"],
        outlets=columns.COMMON["outlets"],
        languages=Column("Languages", "the languages that it is told in, with the articles in each", once=True),
        first_told=Column("First told by", "outlet and language of its first article, where it is told in several languages", once=True),
        actors=Column("Who", "the people, bodies, groups and countries named in most of its articles"),
        storyline_id=hidden("the storyline, as in `storylines`"), language=hidden("the language of the headline"),
    ),
    proof=_proof,
    finding=_finding,
    empty="No two articles are of one story.",
    unit="Articles that are neither copies nor replaced versions",
)
def storylines(layers: Layers, focus: str | None = None, *, fewest: int = 2) -> pd.DataFrame:
    """Stories that several articles tell, those with most articles first.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only stories of which an article mentions it.
    fewest
        Articles, copies and replaced versions aside, that a story must have.

    Returns
    -------
    pandas.DataFrame
        headline, article_id
            The title, or else the first sentence that stands alone, `shortened`, of the article most like the others, and that article.
        first_day, last_day
            Days of publication of its first and its last article.
        articles, articles_with_copies, outlets
            Articles that are neither copies nor replaced versions; all of them; outlets of the former, those that give no outlet as one.
        languages, first_told
            The languages of the articles that count, with their numbers ("English 4, French 2"), and outlet and language of the first one;
            null where all articles are in one language that is annotated.
        actors
            The actors that are in most of its articles, with commas.
        storyline_id
            As in `storylines`: the id of its first article. It stays as articles are added.
        language
            That of the headline, as in `articles`. Where there is an English article the headline is English.

    Examples
    --------
    >>> import broadsheet as bs
    >>> texts = ["The ferry Marigold sank off Eastmere.", "Why the ferry Marigold sank off Eastmere.", "A lion was born in Ellan zoo."]
    >>> layers = bs.annotate(pd.DataFrame({"article_id": list("abc"), "text": texts}), sentiment=None)
    >>> storylines(layers)[["headline", "articles"]].values.tolist()
    [['The ferry Marigold sank off Eastmere.', 2]]
    """
    told = _told(layers)
    own = told[told["article_id"].isin(independent(layers.articles)["article_id"])]
    counted = own.assign(outlet=told_by(own)).groupby("storyline_id").agg(articles=("article_id", "nunique"), outlets=("outlet", "nunique"))
    kept = counted[counted["articles"] >= fewest]
    if focus is not None:
        theirs = layers.mentions.loc[layers.mentions["actor_id"] == find_actor(layers, focus), "article_id"]
        kept = kept[kept.index.isin(own.loc[own["article_id"].isin(theirs), "storyline_id"])]
    all_ = told.groupby("storyline_id").agg(
        articles_with_copies=("article_id", "nunique"), first_day=("day", "min"), last_day=("day", "max"),
    )
    own = own[own["storyline_id"].isin(kept.index)]
    found = kept.join(all_).join(_headlines(own, layers)).join(_languages(own)).join(_leading(own, layers)).reset_index()
    ordered = found.sort_values(["articles", "last_day", "storyline_id"], ascending=[False, False, True], ignore_index=True)
    return ordered[list(COLUMNS)].astype(dict.fromkeys(("headline", "languages", "first_told", "actors", "article_id", "language"), "str"))


def _told(layers: Layers) -> pd.DataFrame:
    """`storyline_id day` and columns of `articles`: every article of a storyline; a copy is of that of its original."""
    articles = layers.articles.assign(day=days(layers.articles["published_at"]))
    of = articles["copy_of"].fillna(articles["article_id"])
    storyline = of.map(layers.storylines.set_index("article_id")["storyline_id"])
    shown = ["storyline_id", "article_id", "source", "title", "text", "day", "language", "published_at", "published_precision"]
    told = articles.assign(storyline_id=storyline.astype("str"))[shown]
    return told[told["storyline_id"].notna()]


def _headlines(own: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """By storyline: the headline most like those of its articles, and its article; of equals the earliest article's."""
    untitled = own.loc[own["title"].isna(), "article_id"]
    first = layers.sentences[layers.sentences["article_id"].isin(untitled)].groupby("article_id", sort=False).head(OPENING)
    said = first.assign(_told=sentence_texts(first, layers.articles).array)
    # What ran into a sentence, or leans on another one, is no headline.
    said = said.assign(_alone=whole(said["_told"], layers)).sort_values("_alone", ascending=False, kind="stable")
    opening = said.drop_duplicates("article_id").set_index("article_id")
    leaning = own["title"].isna() & ~own["article_id"].isin(opening.index[opening["_alone"]])
    beginning = own["article_id"].map(opening["_told"]).astype("str").fillna(own["text"].str.split("\n", n=1).str[0])
    headline = own["title"].where(own["title"].notna(), beginning).fillna("")
    rows = own.assign(headline=headline, _leaning=leaning).sort_values(["storyline_id", "day", "article_id"], ignore_index=True)
    vectors, group = sentence_vectors(rows["headline"].astype("str").array), pd.factorize(rows["storyline_id"])[0]
    likeness = np.zeros(len(rows))
    for part in pd.Series(np.arange(len(rows))).groupby(group).indices.values():
        likeness[part] = np.asarray(vectors[part] @ np.asarray(vectors[part].sum(axis=0)).ravel()).ravel()
    best = rows.assign(_likeness=likeness, _other=~in_language(rows["language"]))
    best = best.sort_values(["storyline_id", "_other", "_leaning", "_likeness"], ascending=[True, True, True, False], kind="stable")
    best = best.drop_duplicates("storyline_id").set_index("storyline_id")
    best["headline"] = best["headline"].where(best["title"].notna() | best["_other"], best["headline"].map(shortened))
    return best[["headline", "article_id", "language"]]


def _languages(own: pd.DataFrame) -> pd.DataFrame:
    """By storyline: its languages with their articles, and who told it first; null where it is told in one annotated language only."""
    made = {}
    for storyline, articles in own.groupby("storyline_id", sort=False):
        if articles["language"].fillna("").nunique() > 1 or foreign(articles).any():
            made[storyline] = (counted_languages(articles), first_to_tell(articles))
    return pd.DataFrame.from_dict(made, orient="index", columns=["languages", "first_told"], dtype="str")


def _leading(own: pd.DataFrame, layers: Layers) -> pd.Series:
    """By storyline: the names of the actors that are in most of its articles."""
    kinds = layers.actors[layers.actors["kind"].isin(ACTING)].set_index("actor_id")["name"]
    named = layers.mentions[layers.mentions["actor_id"].isin(kinds.index) & layers.mentions["article_id"].isin(own["article_id"])]
    of = own.set_index("article_id")["storyline_id"]
    rows = pd.DataFrame({"storyline_id": named["article_id"].map(of), "actor_id": named["actor_id"], "article_id": named["article_id"]})
    counted = rows.groupby(["storyline_id", "actor_id"]).agg(articles=("article_id", "nunique"), mentions=("article_id", "size"))
    counted = counted[counted["articles"] >= FEWEST].reset_index()
    most = counted.sort_values(["storyline_id", "articles", "mentions", "actor_id"], ascending=[True, False, False, True])
    most = most.groupby("storyline_id").head(LEADING)
    made = most["actor_id"].map(kinds).groupby(most["storyline_id"]).agg(", ".join)
    return made.rename("actors")
