"""Storylines across languages: articles in other languages join the storylines of the English ones, and each other.

English storylines are found first, by their words, as if nothing else was there (`storylines`). Then each article in another language
joins, in the order of publication, the storyline with the article that is most like it by meaning and by the names and numbers that both
have; or it begins a storyline of its own. What has joined stays: later articles join it, and never move it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from broadsheet.annotating.languages import in_language
from broadsheet.annotating.meaning import encodable, encoder_installed, leads, meanings, unit_vectors
from broadsheet.annotating.stories.clues import Clues, clues_of, evidence
from broadsheet.annotating.stories.storylines import join_storylines, sketches

ENOUGH: Final = 0.80
"""Likeness from which two articles are of one storyline: 0.52 by meaning where they share two names, 0.66 with one, 0.80 with none. The
three weights were set together on all 180 pairs of our own, each language also left out in turn: tests/annotating/across_languages."""

SHARED: Final = 0.14
"""What each name that both have adds to the likeness of meaning (`evidence`)."""

MOST: Final = 2.0
"""Names up to which more add more: a minister in two stories brings party, country and rival with her."""

DAYS: Final = 10
"""Days between two articles up to which they can be of one storyline: last month's earthquake means much the same."""

LOOKED_AT: Final = 12
"""Articles most like one by meaning whose names and numbers are compared with its own."""

COMPARED: Final = ("article_id", "title", "text", "language", "published_at")
"""What of an article is needed to compare it with those in other languages."""


def storylines_of(articles: pd.DataFrame, annotated: pd.Series) -> pd.DataFrame:
    """`article_id storyline_id` of the annotated articles, and of those in other languages that can be compared with them.

    Parameters
    ----------
    articles
        Rows of `articles`.
    annotated
        Which of them are annotated.
    """
    articles = articles.reindex(columns=list(dict.fromkeys([*articles.columns, *COMPARED, "copy_of"])))
    across = joins_across(articles)
    by_words = by_language(articles[annotated & ~across])
    made = [own.assign(storyline_id=join_storylines(own.assign(sketch=sketches(own)))) for own in by_words]
    told = pd.concat(made) if made else articles.iloc[:0].assign(storyline_id=pd.Series(dtype="str"))
    fresh = articles[across]
    if len(fresh):
        comparable = told[encodable(told["language"])]
        alone = by_themselves(fresh["published_at"], comparable["published_at"])
        begin, fresh = fresh[alone], fresh[~alone]
        begin = begin.assign(storyline_id=begin["article_id"])
        near = comparable[near_days(comparable["published_at"], fresh["published_at"])]
        fresh, near = (rows.assign(meaning=pd.Series(meanings(leads(rows)), index=rows.index, dtype=object)) for rows in (fresh, near))
        told = pd.concat([told, begin, fresh.assign(storyline_id=join_across(fresh, near))])
    return told[["article_id", "storyline_id"]].reset_index(drop=True)


def joins_across(articles: pd.DataFrame) -> pd.Series:
    """Which articles join storylines across languages: no copies, in another language than English, and the encoder is there.

    Parameters
    ----------
    articles
        Rows with `language` and `copy_of`.
    """
    if not encoder_installed():
        return pd.Series(False, index=articles.index)
    return encodable(articles["language"]) & ~in_language(articles["language"]) & articles["copy_of"].isna()


def by_language(articles: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The English articles, and those of each other language by themselves: words tell stories within one language only."""
    first = in_language(articles["language"])
    yield from (own for _, own in articles.groupby(articles["language"].where(~first, ""), sort=False, dropna=False))


def near_days(published: pd.Series, among: pd.Series) -> pd.Series:
    """Which articles were published within `DAYS` of one of those others."""
    days = np.unique(_days(among.dropna()))
    own = _days(published)
    if not len(days):
        return pd.Series(False, index=published.index)
    at = np.searchsorted(days, own)
    before, after = days[np.maximum(at - 1, 0)], days[np.minimum(at, len(days) - 1)]
    return pd.Series(np.minimum(np.abs(own - before), np.abs(own - after)) <= DAYS, index=published.index)


def by_themselves(published: pd.Series, told: pd.Series) -> pd.Series:
    """Which articles are compared with no other, so that what they mean need not be known: none is within `DAYS`, or no day is known.

    Parameters
    ----------
    published
        When the articles in question were published.
    told
        When the articles whose storylines stand were.
    """
    days = _days(published)
    order = np.argsort(days)
    near = np.diff(days[order]) <= DAYS
    beside = np.zeros(len(days), dtype=bool)
    beside[order[1:]] |= near
    beside[order[:-1]] |= near
    return ~(near_days(published, told) | beside)


def join_across(fresh: pd.DataFrame, told: pd.DataFrame) -> pd.Series:
    """The `storyline_id` of each article in another language, aligned with `fresh`.

    Parameters
    ----------
    fresh
        Rows with `article_id title text language published_at`, and `meaning` as `meanings` gives it of their leads.
    told
        The same of articles whose storylines stand, in any language, with `storyline_id`.

    Notes
    -----
    An article without a day begins a storyline of its own: of what is alike, the day tells one happening from another.
    """
    if fresh.empty:
        return pd.Series(index=fresh.index, dtype="str")
    ordered = fresh.sort_values(["published_at", "article_id"], na_position="last", kind="stable")
    rows = pd.concat([told, ordered], ignore_index=True)
    storyline = rows["storyline_id"].astype(object).tolist() if "storyline_id" in rows.columns else [None] * len(rows)
    likeness = _Likeness(rows)
    for at in range(len(told), len(rows)):
        best = likeness.best(at, np.arange(len(rows)) < at)
        storyline[at] = rows["article_id"].iat[at] if best is None else storyline[best[1]]
    found = pd.Series(storyline[len(told):], index=ordered.index, dtype="str")
    return found.reindex(fresh.index)


def continued(begun: pd.DataFrame, told: pd.DataFrame) -> dict[str, str]:
    """Storylines that begin in English and go on one that was told in other languages only: its name → the name that stands.

    Parameters
    ----------
    begun
        The English articles of storylines that are new, as `join_across` takes them, with `storyline_id`.
    told
        The articles of storylines that stand and have no English article.
    """
    if begun.empty or told.empty:
        return {}
    rows = pd.concat([told, begun], ignore_index=True)
    likeness = _Likeness(rows)
    standing = np.arange(len(rows)) < len(told)
    pairs = []
    for at in range(len(told), len(rows)):
        best = likeness.best(at, standing)
        if best is not None:
            pairs.append((-best[0], str(rows["storyline_id"].iat[at]), str(rows["storyline_id"].iat[best[1]])))
    names: dict[str, str] = {}
    for _, new, old in sorted(pairs):
        # Two storylines in English never become one, so that each storyline goes on as one at most.
        if new not in names and old not in names.values():
            names[new] = old
    return names


class _Likeness:
    """How alike articles are, by meaning and by names and numbers; what is compared more than once is worked out once."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.vectors = unit_vectors(rows["meaning"])
        self.days = _days(rows["published_at"])
        self.leads, self.codes = leads(rows), rows["language"].tolist()
        self.clues = cache(self._clues)

    def best(self, at: int, among: np.ndarray) -> tuple[float, int] | None:
        """The likeness and the number of the article most like one, of those that may be compared; None where none is alike enough."""
        near = np.flatnonzero(among & (np.abs(self.days - self.days[at]) <= DAYS))
        alike = self.vectors[near] @ self.vectors[at]
        near, alike = near[alike >= ENOUGH - SHARED * MOST], alike[alike >= ENOUGH - SHARED * MOST]
        first = np.argsort(-alike, kind="stable")[:LOOKED_AT]
        found = [(float(alike[n]) + SHARED * self.names(at, int(near[n])), int(near[n])) for n in first]
        best = max(found, key=lambda pair: (pair[0], -pair[1]), default=None)
        return best if best is not None and best[0] >= ENOUGH else None

    def names(self, one: int, other: int) -> float:
        """What of names and numbers two articles have in common, as far as it counts."""
        return min(MOST, evidence(self.clues(one), self.clues(other)))

    def _clues(self, at: int) -> Clues:
        return clues_of(self.leads[at], self.codes[at])


def _days(published: pd.Series) -> np.ndarray:
    """Days since 1970; NaN where none is known."""
    return ((pd.to_datetime(published, utc=True) - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)).to_numpy(dtype=float)
