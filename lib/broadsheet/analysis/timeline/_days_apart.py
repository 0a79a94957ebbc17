"""Reports of one happening that state different days: of one kind, in the same words, the days close to each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.dated_stories import numbered_reports, told_sentences
from broadsheet.analysis.counting.numbered import day_numbers, first_met, in_order, paired
from broadsheet.analysis.counting.patterns import pattern_text
from broadsheet.analysis.counting.shared_words import SharedWords, chunks
from broadsheet.annotating import Layers, kind_of

APART = 4
"""Days by which two tellings of one happening may differ in its date."""

ALIKE = 0.6
"""Share of content words that two reports of one kind must have in common for their differing days to be a contradiction."""

FEWEST = 4
"""Content words of a sentence below which it is like nothing."""

_CHUNK = 256
_NUMBERS = ("event_at", "told_at", "article_no", "stated")


class _Apart(NamedTuple):
    """Two reports, by position, and the days that they state."""

    value: str
    other_value: str
    report: int
    other: int


class _Reports:
    """The dated reports as numbers; rows are asked for by their position."""

    def __init__(self, layers: Layers) -> None:
        numbers = numbered_reports(layers)
        self.event_at, self.told_at, self.article, self.stated = (numbers[name].to_numpy() for name in _NUMBERS)
        self.published = in_order(layers.articles["published_at"])[self.article]
        self.events, self.words = layers.events, told_sentences(layers)["sentence"]

    def column(self, name: str, rows: np.ndarray) -> pd.Series:
        """A column of the events of some rows."""
        return self.events[name].take(self.event_at[rows])


def days_apart(layers: Layers) -> pd.DataFrame:
    """The pairs of reports that date one happening differently: `value other_value report other`, the reports by position."""
    return pd.DataFrame(list(_pairs(_Reports(layers))), columns=list(_Apart._fields))


def _pairs(reports: _Reports) -> Iterator[_Apart]:
    """Reports of one kind in the same words from different articles that state different days close to each other."""
    rows = np.flatnonzero(reports.stated)
    rows = rows[_by_calendar(reports, rows)]
    # What is dated to the minute is a post or a page, not a happening.
    rows = rows[(reports.column("precision", rows) == "day").to_numpy()]
    rows = rows[first_met(paired(reports.told_at[rows], in_order(reports.column("earliest", rows))))]
    words, triggers = pd.factorize(reports.column("text", rows))
    kind = pd.factorize(np.array([kind_of(text) for text in triggers], dtype=object), sort=True)[0][words]
    order = np.lexsort((rows, in_order(reports.column("earliest", rows)), kind))
    rows, kind = rows[order], kind[order]
    days, shared = day_numbers(reports.column("earliest", rows).to_numpy()), SharedWords(reports.words.take(reports.told_at[rows]))
    opens = np.flatnonzero(np.diff(kind, prepend=-1))
    for first, last in zip(opens, np.append(opens, len(kind))[1:], strict=True):
        for one, other in _alike(np.arange(first, last), days, shared):
            if reports.article[rows[one]] != reports.article[rows[other]]:
                both = sorted((one, other), key=lambda at: (reports.published[rows[at]], rows[at]))
                values = [str(np.datetime64(int(days[at]), "D")) for at in both]
                yield _Apart(values[0], values[1], int(rows[both[0]]), int(rows[both[1]]))


def _by_calendar(reports: _Reports, rows: np.ndarray) -> np.ndarray:
    """Whether the sentence names the day by its date: "on Friday" depends on the day of publication, and what that is may be wrong."""
    return reports.words.take(reports.told_at[rows]).str.contains(pattern_text("days.date")).to_numpy(dtype=bool)


def _alike(rows: np.ndarray, days: np.ndarray, words: SharedWords) -> Iterator[tuple[int, int]]:
    """Pairs of rows, by day, that lie up to `APART` days apart and share most of their words."""
    own = days[rows]
    for chunk in chunks(len(rows), _CHUNK):
        some = rows[chunk]
        others = rows[np.searchsorted(own, days[some[0]], side="right"):np.searchsorted(own, days[some[-1]] + APART, side="right")]
        if not len(others):
            continue
        gap = days[others][None, :] - days[some][:, None]
        smaller = words.smaller(some, others)
        close = (gap > 0) & (gap <= APART) & (smaller >= FEWEST)
        alike = close & (words.common(some, others) >= ALIKE * np.maximum(smaller, 1))
        ones, found = np.nonzero(alike)
        yield from zip(some[ones].tolist(), others[found].tolist(), strict=True)
