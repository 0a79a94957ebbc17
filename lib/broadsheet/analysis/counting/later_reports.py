"""Which later reports are about the same happening as a plan, found for all plans at once.

A plan is compared only with reports of its kind, published after it, whose days touch or lie near its own; for those the common
words, actors and places are counted as matrix products. The cost grows with the number of reports that lie near a plan.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import sparse

from broadsheet.analysis.counting.numbered import day_numbers
from broadsheet.analysis.counting.shared_words import SharedWords, chunks

WITHIN = 400
"""Days after its announcement within which a later report may still tell what became of a plan."""

NEAR = 60
"""Days by which a plan's day may move and still be the same plan."""

ALIKE = 0.3
"""Share of content words that the announcement and a later report have in common if they share an actor; without one, `SURE`."""
SURE = 0.6

JOINED = 0.2
"""The same of two reports that were joined to one story: stories join what is alike, and a plan is of one deed."""

MANY = 4
"""Common content words that are enough in any case for two long sentences that share an actor or the place."""

FEWEST = 3
"""Content words of a sentence below which it is like nothing."""

_CHUNK = 128

Pairs = tuple[np.ndarray, np.ndarray]
"""Positions of plans, and of as many reports, pair by pair."""


class LaterReports:
    """Reports, asked for those that are published later than some of them and tell the same happening.

    Parameters
    ----------
    reports
        Dated events: story, article, place (numbers), told_at, earliest, latest, published (a day without zone), sorted by
        publication; rows are asked for by their position.
    words
        The words of sentences; `told_at` are positions among them.
    taking_part, doing
        A row per report, a column per actor, 1 where it takes part, and where it does it: what different ones do is not the same.
    """

    def __init__(self, reports: pd.DataFrame, words: pd.Series, taking_part: sparse.csr_matrix, doing: sparse.csr_matrix) -> None:
        self._published, self._first, self._last = (day_numbers(reports[name].to_numpy()) for name in ("published", "earliest", "latest"))
        self._story, self._article, self._place = (reports[name].to_numpy() for name in ("story", "article", "place"))
        told, at = np.unique(reports["told_at"].to_numpy(), return_inverse=True)
        self._told, self._words = at, SharedWords(words.iloc[told])
        self._actors, self._doing = taking_part, doing
        self._done_by_some = doing.getnnz(axis=1) > 0

    def of_kind(self, plans: np.ndarray, others: np.ndarray) -> Iterator[Pairs]:
        """Plans and later reports of one kind whose days touch or lie near each other."""
        narrow = (self._last - self._first) <= NEAR
        wide, timed = others[~narrow[others]], others[narrow[others]]
        timed = timed[np.argsort(self._first[timed], kind="stable")]
        begins = self._first[timed]
        for part in (plans[narrow[plans]], plans[~narrow[plans]]):
            ordered = part[np.argsort(self._first[part], kind="stable")]
            for chunk in chunks(len(ordered), _CHUNK):
                some = ordered[chunk]
                low = np.searchsorted(begins, self._first[some].min() - 2 * NEAR - 1)
                high = np.searchsorted(begins, self._last[some].max() + NEAR, side="right")
                yield self._pairs(some, np.concatenate([timed[low:high], wide]))

    def about(self, plans: np.ndarray, others: np.ndarray) -> Iterator[Pairs]:
        """Plans and the reports that, whatever their days, speak of them."""
        for chunk in chunks(len(plans), _CHUNK):
            yield self._pairs(plans[chunk], others)

    def _pairs(self, plans: np.ndarray, others: np.ndarray) -> Pairs:
        after = self._published[others][None, :] - self._published[plans][:, None]
        later = (after > 0) & (after <= WITHIN) & (self._article[others][None, :] != self._article[plans][:, None])
        columns = np.flatnonzero(later.any(axis=0))
        rows, found = np.nonzero(later[:, columns] & self._same(plans, others[columns]))
        return plans[rows], others[columns][found]

    def _same(self, plans: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Whether they are of one story, or alike in words, the less so the more they share of actors and place."""
        ones, theirs = self._told[plans], self._told[others]
        common, smaller = self._words.common(ones, theirs), self._words.smaller(ones, theirs)
        together = (self._actors[plans] @ self._actors[others].T).toarray() > 0
        together |= (self._place[others][None, :] == self._place[plans][:, None]) & (self._place[plans][:, None] >= 0)
        enough = np.where(together, np.minimum(ALIKE * smaller, MANY), SURE * smaller)
        joined = (self._story[others][None, :] == self._story[plans][:, None]) & (common >= JOINED * smaller)
        alike = joined | ((smaller >= FEWEST) & (common >= enough))
        return alike & ~self._of_different_doers(plans, others)

    def _of_different_doers(self, plans: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Whether another does it who has no part in the plan, or not the one who planned it."""
        theirs = self._done_by_some[others][None, :]
        none_of_them = (self._actors[plans] @ self._doing[others].T).toarray() == 0
        others_do_it = self._done_by_some[plans][:, None] & ((self._doing[plans] @ self._doing[others].T).toarray() == 0)
        return theirs & (none_of_them | others_do_it)
