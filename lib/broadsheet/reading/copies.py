"""Copies: which articles are one text in several papers, found by what they share and not by what they tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from broadsheet.errors import SchemaError
from broadsheet.reading.fingerprints import Hashes, Overlap, candidate_pairs, fingerprint, overlap

UNION = 0.22
"""Share of all word triples of two texts that makes them copies of one."""
SMALLER, LARGER = 0.42, 0.26
"""Shares of the smaller and of the larger text that make them copies of one, together."""


def are_copies(shared: Overlap) -> bool:
    """Whether two texts that share so much are one text, edited.

    A copy that was cut lies almost whole in its original; a follow-up that takes over some paragraphs of background has
    a smaller share of itself and of the other.
    """
    return shared.union >= UNION or (shared.smaller >= SMALLER and shared.larger >= LARGER)


def mark_copies(articles: pd.DataFrame, *, known: pd.DataFrame | None = None) -> pd.DataFrame:
    """The same articles with `copy_of` filled: the id of the earliest article that an article is a copy of.

    Parameters
    ----------
    articles
        Rows with `article_id` and `text`; `published_at` tells which is the earliest (an article without a date comes
        last; ties are broken by id).
    known
        Articles seen before, in the same columns, that copies may be of; they are not in the result.

    Returns
    -------
    pandas.DataFrame
        The rows and columns of `articles`, `copy_of` (`str`) set or replaced; null for an article that is no copy.

    Raises
    ------
    SchemaError
        `articles` lacks a column.

    Notes
    -----
    Candidates share sampled hashes of word triples (FracMinHash, Irber et al. 2022) and are then compared on all their
    triples, so the cost grows with the number of articles, not of pairs. Texts that tell the same without sharing words
    are not copies.
    """
    for column in ("article_id", "text"):
        if column not in articles.columns:
            raise SchemaError(f"articles: no column {column!r}; mark_copies needs article_id and text")
    both = articles if known is None else pd.concat([known[~known["article_id"].isin(articles["article_id"])], articles], ignore_index=True)
    heads = _heads(both)
    ids = both["article_id"].to_numpy(dtype=object)
    originals = {ids[i]: ids[head] if head != i else None for i, head in enumerate(heads)}
    marked = articles.copy()
    marked["copy_of"] = pd.Series([originals[i] for i in articles["article_id"]], index=articles.index, dtype=object).astype("str")
    marked.loc[[originals[i] is None for i in articles["article_id"]], "copy_of"] = None
    return marked


def _heads(articles: pd.DataFrame) -> Sequence[int]:
    """For each row the position of the earliest article of its group."""
    prints: list[Hashes] = [fingerprint(text if isinstance(text, str) else "") for text in articles["text"]]
    groups = np.arange(len(prints))
    for one, other in candidate_pairs(prints):
        first, second = _root(groups, int(one)), _root(groups, int(other))
        if first != second and are_copies(overlap(prints[one], prints[other])):
            groups[second] = first
    roots = [_root(groups, i) for i in range(len(prints))]
    earliest: dict[int, int] = {}
    for i in _by_day(articles):
        earliest.setdefault(roots[i], i)
    return [earliest[root] for root in roots]


def _root(groups: np.ndarray, i: int) -> int:
    while groups[i] != i:
        groups[i] = groups[groups[i]]
        i = int(groups[i])
    return i


def _by_day(articles: pd.DataFrame) -> list[int]:
    days = pd.to_datetime(articles["published_at"], utc=True) if "published_at" in articles else pd.Series(pd.NaT, index=articles.index)
    order = pd.DataFrame({"day": days.to_numpy(), "id": articles["article_id"].to_numpy(dtype=object), "i": np.arange(len(articles))})
    return order.sort_values(["day", "id"], na_position="last", kind="stable")["i"].tolist()
