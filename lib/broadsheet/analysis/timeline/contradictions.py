"""What differs between reports of one happening: its figures, its day, its place, the number of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.dated_stories import dated_reports, in_whole_days, numbered_reports, told_sentences
from broadsheet.analysis.counting.figures_told import MAY_TELL, Figure, figures_told
from broadsheet.analysis.counting.focus import stories_of
from broadsheet.analysis.counting.numbered import day_numbers, different, first_met, in_order, paired
from broadsheet.analysis.counting.once import once
from broadsheet.analysis.counting.shared_words import SharedWords, chunks
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.question import Asked, Column, hidden, question
from broadsheet.annotating import Layers, kind_of

COLUMNS = (
    "story_id", "what", "unit", "value", "other_value", "sentence", "other_sentence", "article_id", "other_article_id", "source",
    "other_source", "published_at", "other_published_at", "start", "end", "event_id", "other_event_id",
)

ROUNDED = 0.02
"""Figures closer than this share of the larger are the same figure, rounded."""

_Telling = tuple[float | str, str, int]
"""A value, the words that state it, and the report's position."""

_NUMBERS = ("event_at", "told_at", "story_no", "article_no", "stated")
_OF_BOTH = ("sentence", "article_id", "source", "published_at", "start", "end", "event_id")


class _Found(NamedTuple):
    """Two reports, by position, and the words in which they differ."""

    what: str
    unit: str | None
    value: str
    other_value: str
    report: int
    other: int


APART = 4
"""Days by which two tellings of one happening may differ in its date."""

ALIKE = 0.6
"""Share of content words that two reports of one kind must have in common for their differing days to be a contradiction."""

FEWEST = 4
"""Content words of a sentence below which it is like nothing."""

_CHUNK = 256


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """How many stories are told in ways that differ."""
    return f"Reports of {quantity(frame['story_id'].nunique(), 'happening')} differ in figures, people, places or days"


@question(
    asks="What contradicts what?",
    columns=columns.some(
        "story_id article_id start end event_id",
        what=Column("What", "in what they differ: figure, people, place or date"),
        unit=hidden("what a figure counts"),
        value=Column("Value", "what the first report says"),
        other_value=Column("Other value", "what the other report says"),
        sentence=Column("Sentence", "the report told first", form="told", beside=("source", "published_at")),
        other_sentence=Column("Other sentence", "the report that differs", form="told", beside=("other_source", "other_published_at")),
        source=Column("Outlet", "the outlet of the first report"),
        other_source=Column("Other outlet", "the outlet of the other report"),
        published_at=Column("Published", "when the first report was published"),
        other_published_at=Column("Other published", "when the other report was published"),
        other_article_id=hidden("the article of the other report"),
        other_event_id=hidden("the other report, as in `events`"),
    ),
    proof=proofs.joined(proofs.own_span, proofs.events_by(other_event_id="event_id")),
    finding=_finding,
    empty="No two reports of one happening contradict each other.",
    group="what",
)
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
    found = _all(layers)
    return found if focus is None else found[found["story_id"].isin(stories_of(layers, focus))].reset_index(drop=True)


@once("articles", "sentences", "events")
def _all(layers: Layers) -> pd.DataFrame:
    reports = _Reports(layers)
    found = _told(layers, [*_within_stories(reports), *_days_apart(reports)])
    return found.sort_values(["story_id", "what", "unit", "other_published_at", "other_event_id"], ignore_index=True)


class _Reports:
    """The dated reports as numbers; rows are asked for by their position."""

    def __init__(self, layers: Layers) -> None:
        numbers = numbered_reports(layers)
        self.event_at, self.told_at, self.story, self.article, self.stated = (numbers[name].to_numpy() for name in _NUMBERS)
        self.published = in_order(layers.articles["published_at"])[self.article]
        self.events, self.words = layers.events, told_sentences(layers)["sentence"]

    def column(self, name: str, rows: np.ndarray) -> pd.Series:
        """A column of the events of some rows."""
        return self.events[name].take(self.event_at[rows])


def _told(layers: Layers, rows: list[_Found]) -> pd.DataFrame:
    """The pairs with the sentences, outlets and days of both reports."""
    pairs = pd.DataFrame(rows, columns=list(_Found._fields))
    one, other = (dated_reports(layers, pairs[name].to_numpy(dtype=np.int64)) for name in ("report", "other"))
    found = pairs.drop(columns=["report", "other"]).assign(**{name: one[name] for name in _OF_BOTH}, story_id=one["story_id"])
    return found.assign(**{f"other_{name}": other[name] for name in _OF_BOTH if f"other_{name}" in COLUMNS})[list(COLUMNS)]


def _within_stories(reports: _Reports) -> Iterator[_Found]:
    rows = np.flatnonzero(different(reports.story, reports.article)[reports.story] > 1) if len(reports.story) else reports.story
    rows = rows[first_met(paired(reports.story[rows], reports.told_at[rows]))]
    rows = rows[np.lexsort((rows, reports.published[rows], reports.story[rows]))]
    values: dict[tuple[int, str, str], list[_Telling]] = defaultdict(list)
    numbers, places = _with_figures(reports, rows), reports.column("place", rows).tolist()
    for row, story, sentence, place in zip(
        rows.tolist(), reports.story[rows].tolist(), reports.told_at[rows].tolist(), places, strict=True,
    ):
        for figure in numbers.get(sentence, ()):
            values[story, "people" if figure.people else "figure", figure.unit].append((figure.value, figure.text, row))
        if isinstance(place, str):
            values[story, "place", ""].append((place, place, row))
    for (_, what, unit), tellings in values.items():
        yield from _rows(what, unit, tellings, reports.article)


def _with_figures(reports: _Reports, rows: np.ndarray) -> dict[int, list[Figure]]:
    """The figures told in the sentences of these reports, by the sentence's row; those without any are left out."""
    sentences = pd.unique(reports.told_at[rows])
    words = reports.words.take(sentences)
    some = np.asarray(pc.match_substring_regex(pa.array(words, type=pa.large_string()), MAY_TELL), dtype=bool)
    found = zip(sentences[some].tolist(), map(figures_told, words[some].tolist()), strict=True)
    return {sentence: figures for sentence, figures in found if figures}


def _differ(value: float | str, other: float | str) -> bool:
    if isinstance(value, str) or isinstance(other, str):
        one, two = str(value).casefold(), str(other).casefold()
        return one not in two and two not in one
    return abs(value - other) > ROUNDED * max(abs(value), abs(other))


def _rows(what: str, unit: str, told: list[_Telling], articles: np.ndarray) -> Iterator[_Found]:
    """The first telling beside each later one, of another article, that differs from it."""
    value, wording, first = told[0]
    seen = {value}
    for other_value, other_wording, other in told[1:]:
        if other_value not in seen and articles[other] != articles[first] and _differ(value, other_value):
            seen.add(other_value)
            yield _Found(what, unit or None, wording, other_wording, first, other)


def _days_apart(reports: _Reports) -> Iterator[_Found]:
    """Reports of one kind in the same words from different articles that state different days close to each other."""
    rows = np.flatnonzero(reports.stated)
    rows = rows[(in_whole_days(reports.column("precision", rows)) == "day").to_numpy()]
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
                told = [(str(np.datetime64(int(days[at]), "D")), int(rows[at])) for at in both]
                yield from _rows("date", "", [(day, day, row) for day, row in told], reports.article)


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
