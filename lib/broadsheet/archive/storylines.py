"""Storylines of new articles, joined with those the archive knows: each language by its words, then across languages by meaning."""

from __future__ import annotations

from typing import Final

import pandas as pd

from broadsheet.annotating import (
    by_language,
    by_themselves,
    continued,
    encodable,
    encoder_installed,
    in_language,
    join_across,
    join_storylines,
    joins_across,
    near_days,
    sketches,
)
from broadsheet.archive.searching import Meanings
from broadsheet.archive.state import State
from broadsheet.archive.tables import pandas_frame

RUNNING: Final = pd.Timedelta(days=120)
"""Before and after the new articles, for storylines."""

_COMPARED: Final = ["article_id", "title", "text", "language", "published_at", "copy_of"]


def awaiting_storyline(state: State) -> pd.Series:
    """Which articles of the register are in a language that joins storylines by meaning and have none: the encoder came after them."""
    waiting = joins_across(state.register)
    if waiting.any():
        rows = state.layer_rows("storylines", waiting, ["article_id"])
        waiting &= ~state.register["article_id"].isin(rows["article_id"].to_pylist())
    return waiting


def joined_storylines(state: State, own: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """`article_id storyline_id sketch` of the new articles, and of those of the archive that wait for a storyline.

    Articles of the archive keep the storylines that they have: a new article joins one of them, or begins another.

    Parameters
    ----------
    state
        The archive without the new articles.
    own
        Rows of `storylines`: the new articles that are annotated.
    articles
        All that come in.
    """
    known = _known(state, articles["published_at"])
    kept = known.set_index("article_id")["storyline_id"]
    incoming = articles.reindex(columns=_COMPARED)
    annotated = incoming.set_index("article_id", drop=False).reindex(own["article_id"]).reset_index(drop=True)
    told = annotated.assign(sketch=pd.Series(sketches(annotated), dtype=object))
    by_words = _joined_by_words(told[~joins_across(told)], known[~known["article_id"].isin(told["article_id"])])
    fresh = _others(state, incoming)
    fresh = fresh[~fresh["article_id"].isin(kept.index)]
    by_words, across = _joined_across(state, by_words, fresh, known[~known["article_id"].isin(incoming["article_id"])])
    made = pd.concat([by_words, across], ignore_index=True)
    # Those annotated again, or now for the first time, keep what they have; their sketch is as new as their layers.
    again = told[~told["article_id"].isin(made["article_id"])]
    made = pd.concat([made, again.assign(storyline_id=None)], ignore_index=True).reindex(columns=["article_id", "storyline_id", "sketch"])
    before = made["article_id"].map(kept).astype("str")
    return made.assign(storyline_id=before.fillna(made["storyline_id"].astype("str")))


def _joined_by_words(told: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The annotated articles with their storylines, each language by itself."""
    made = [told.assign(storyline_id=pd.Series(dtype="str")).iloc[:0]]
    for own in by_language(told):
        code = own["language"].iloc[0]
        same = in_language(known["language"]) if in_language(own["language"]).all() else known["language"] == code
        made.append(own.assign(storyline_id=join_storylines(own, known=known[same & known["sketch"].notna()])))
    return pd.concat(made)


def _others(state: State, incoming: pd.DataFrame) -> pd.DataFrame:
    """Articles in other languages that come in, or wait for a storyline; none where nothing can be compared."""
    waiting = awaiting_storyline(state)
    stored = state.articles(waiting)[_COMPARED] if waiting.any() else incoming.iloc[:0]
    new = incoming[joins_across(incoming)]
    return pd.concat([new, stored[~stored["article_id"].isin(incoming["article_id"])]], ignore_index=True)


def _joined_across(
    state: State, by_words: pd.DataFrame, fresh: pd.DataFrame, known: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The English articles, those of storylines that go on with one in other languages under its name; and the others, joined."""
    english = set(known["storyline_id"][in_language(known["language"])])
    elsewhere = ~in_language(known["language"]) & ~known["storyline_id"].isin(english)
    begun = in_language(by_words["language"]) & ~by_words["storyline_id"].isin(known["storyline_id"])
    begun &= near_days(by_words["published_at"], known["published_at"][elsewhere])
    if not encoder_installed() or not (len(fresh) or begun.any()):
        return by_words, fresh.iloc[:0].assign(storyline_id=pd.Series(dtype="str"))
    meanings = Meanings(state.store.place)
    near = near_days(known["published_at"], pd.concat([fresh["published_at"], by_words["published_at"][begun]]))
    stored = state.articles(state.register["article_id"].isin(known["article_id"][near & encodable(known["language"])]))[_COMPARED]
    stored = stored.assign(storyline_id=stored["article_id"].map(known.set_index("article_id")["storyline_id"]))
    stored = stored.assign(meaning=meanings.of(stored))
    names = continued(_with(meanings, by_words[begun]), stored[stored["article_id"].isin(known["article_id"][elsewhere])])
    by_words = by_words.assign(storyline_id=by_words["storyline_id"].replace(names))
    compared = by_words[encodable(by_words["language"]) & near_days(by_words["published_at"], fresh["published_at"])]
    alone = by_themselves(fresh["published_at"], pd.concat([stored["published_at"], compared["published_at"]]))
    begin, fresh = fresh[alone], fresh[~alone]
    begin = begin.assign(storyline_id=begin["article_id"])
    told = pd.concat([stored, _with(meanings, compared)], ignore_index=True)
    return by_words, pd.concat([begin, fresh.assign(storyline_id=join_across(_with(meanings, fresh), told))])


def _with(meanings: Meanings, articles: pd.DataFrame) -> pd.DataFrame:
    return articles.assign(meaning=meanings.of(articles))


def _known(state: State, published: pd.Series) -> pd.DataFrame:
    """The archive's articles of about that time, with their storylines and what they are compared by."""
    columns = ["article_id", "storyline_id", "sketch"]
    if not len(state.batches):
        return pd.DataFrame(columns=[*columns, "published_at", "language"])
    register, moments = state.register, published.dropna()
    near = register["published_at"].isna() | register["published_at"].between(moments.min() - RUNNING, moments.max() + RUNNING)
    if moments.empty or published.isna().any():
        near |= True
    rows = pandas_frame(state.layer_rows("storylines", near, columns))
    of = register.set_index("article_id")[["published_at", "language"]].reindex(rows["article_id"]).set_axis(rows.index)
    return rows.assign(published_at=of["published_at"], language=of["language"])
