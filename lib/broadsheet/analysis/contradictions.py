"""What differs between reports of one happening: its figures, its day, its place, the number of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.analysis.dated_stories import dated_reports
from broadsheet.analysis.figures_told import figures_told
from broadsheet.analysis.shared_words import SharedWords, chunks
from broadsheet.analysis.timeline import stories_of
from broadsheet.annotating.layers import Layers
from broadsheet.annotating.stories.words import kind_of

COLUMNS = (
    "story_id", "what", "unit", "value", "other_value", "sentence", "other_sentence", "article_id", "other_article_id", "source",
    "other_source", "published_at", "other_published_at", "start", "end", "event_id", "other_event_id",
)

ROUNDED = 0.02
"""Figures closer than this share of the larger are the same figure, rounded."""

Telling = tuple[float | str, str, Any]
"""A value, the words that state it, and the report."""

_TOLD = ("story_id", "event_id", "article_id", "source", "sentence", "place", "earliest", "published_at", "start", "end")

APART = 4
"""Days by which two tellings of one happening may differ in its date."""

ALIKE = 0.6
"""Share of content words that two reports of one kind must have in common for their differing days to be a contradiction."""

FEWEST = 4
"""Content words of a sentence below which it is like nothing."""

_CHUNK = 256


def contradictions(layers: Layers, focus: str | None = None) -> pd.DataFrame:
    """Where reports of one story, from different articles, do not agree: one row per value that differs from the first one told.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only stories that the actor takes part in.

    Returns
    -------
    DataFrame
        story_id
            The story.
        what, unit
            figure, people, place or date; and what the figure counts ("£", "%", a noun's stem).
        value, other_value
            The words of the first report and of the other one: "22,000 migrants" and "25,000 migrants".
        sentence, article_id, source, published_at, start, end, event_id
            The report told first.
        other_sentence, other_article_id, other_source, other_published_at, other_event_id
            The report that differs from it.

    Notes
    -----
    Figures are compared only if they count the same thing, and differences of rounding (2 %) are none. A later, higher count of the
    same thing is shown like any other difference: which one holds is for the reader to judge.
    """
    reports = dated_reports(layers)
    rows = [*_within_stories(reports), *_days_apart(reports)]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    if focus is not None:
        found = found[found["story_id"].isin(stories_of(layers, focus))]
    return found.sort_values(["story_id", "what", "unit", "other_published_at", "other_event_id"], ignore_index=True)


def _within_stories(reports: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    told_twice = reports.groupby("story_id")["article_id"].transform("nunique") > 1
    told = reports[told_twice].drop_duplicates(["story_id", "article_id", "sentence_no"])
    told = told.sort_values(["story_id", "published_at", "event_id"])
    figures = {sentence: figures_told(sentence) for sentence in told["sentence"].unique()}
    values: dict[tuple[str, str, str], list[Telling]] = defaultdict(list)
    for report in told[list(_TOLD)].astype(object).itertuples(index=False, name="Told"):
        for figure in figures[report.sentence]:
            values[report.story_id, "people" if figure.people else "figure", figure.unit].append((figure.value, figure.text, report))
        if isinstance(report.place, str):
            values[report.story_id, "place", ""].append((report.place, report.place, report))
    for (_, what, unit), tellings in values.items():
        yield from _rows(what, unit, tellings)


def _differ(value: float | str, other: float | str) -> bool:
    if isinstance(value, str) or isinstance(other, str):
        one, two = str(value).casefold(), str(other).casefold()
        return one not in two and two not in one
    return abs(value - other) > ROUNDED * max(abs(value), abs(other))


def _rows(what: str, unit: str, told: list[Telling]) -> Iterator[tuple[object, ...]]:
    """The first telling beside each later one, of another article, that differs from it."""
    value, wording, first = told[0]
    seen = {value}
    for other_value, other_wording, other in told[1:]:
        if other_value not in seen and other.article_id != first.article_id and _differ(value, other_value):
            seen.add(other_value)
            yield (
                first.story_id, what, unit or None, wording, other_wording, first.sentence, other.sentence, first.article_id,
                other.article_id, first.source, other.source, first.published_at, other.published_at, first.start,
                first.end, first.event_id, other.event_id,
            )


def _days_apart(reports: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Reports of one kind in the same words from different articles that state different days close to each other."""
    stated = reports[reports["stated"] & (reports["precision"] == "day")].drop_duplicates(["article_id", "sentence_no", "earliest"])
    stated = stated.assign(kind=[kind_of(text) for text in stated["text"].tolist()])
    stated = stated.sort_values(["kind", "earliest", "event_id"], ignore_index=True)
    words, days = SharedWords(stated["sentence"]), stated["earliest"].to_numpy(dtype="datetime64[D]").astype("int64")
    pairs = [pair for rows in stated.groupby("kind").indices.values() for pair in _alike(rows, days, words)]
    articles = stated["article_id"].to_numpy()
    records = stated[list(_TOLD)]
    for one, other in pairs:
        if articles[one] != articles[other]:
            both = sorted(records.iloc[[one, other]].itertuples(index=False, name="Told"), key=_told_when)
            yield from _rows("date", "", [(f"{r.earliest:%Y-%m-%d}", f"{r.earliest:%Y-%m-%d}", r) for r in both])


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


def _told_when(report: Any) -> tuple[str, str]:
    return str(report.published_at), report.event_id
