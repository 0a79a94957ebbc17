"""What differs between reports of one happening: its figures, its day, its place, the number of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from broadsheet.analysis.figures_told import figures_told
from broadsheet.analysis.timeline import dated_reports
from broadsheet.annotating.layers import Layers
from broadsheet.annotating.stories.words import content_words, kind_of

COLUMNS = (
    "story_id", "what", "unit", "value", "other_value", "sentence", "other_sentence", "article_id", "other_article_id", "source",
    "other_source", "published_at", "other_published_at", "start", "end", "event_id", "other_event_id",
)

ROUNDED = 0.02
"""Figures closer than this share of the larger are the same figure, rounded."""

Telling = tuple[float | str, str, pd.Series]
"""A value, the words that state it, and the report."""

APART = 4
"""Days by which two tellings of one happening may differ in its date."""

ALIKE = 0.6
"""Share of content words that two reports of one kind must have in common for their differing days to be a contradiction."""


def contradictions(layers: Layers) -> pd.DataFrame:
    """Where reports of one story, from different articles, do not agree: one row per value that differs from the first one told.

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
    return found.sort_values(["story_id", "what", "unit", "other_published_at", "other_event_id"], ignore_index=True)


def _within_stories(reports: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    told_twice = reports.groupby("story_id")["article_id"].transform("nunique") > 1
    for story_id, group in reports[told_twice].groupby("story_id", sort=True):
        values: dict[tuple[str, str], list[Telling]] = defaultdict(list)
        for _, report in group.drop_duplicates(["article_id", "sentence_no"]).iterrows():
            for figure in figures_told(report["sentence"]):
                values["people" if figure.people else "figure", figure.unit].append((figure.value, figure.text, report))
            if isinstance(report["place"], str):
                values["place", ""].append((report["place"], report["place"], report))
        for (what, unit), told in values.items():
            if len({report["article_id"] for _, _, report in told}) > 1:
                yield from _rows(str(story_id), what, unit, told)


def _differ(values: list[float | str]) -> bool:
    if any(isinstance(value, str) for value in values):
        names = {str(value).casefold() for value in values}
        return not any(all(one in other for other in names) for one in names)
    numbers = [float(value) for value in values]
    return max(numbers) - min(numbers) > ROUNDED * max(abs(n) for n in numbers)


def _rows(story_id: str, what: str, unit: str, told: list[Telling]) -> Iterator[tuple[object, ...]]:
    """The first telling beside each later one, of another article, that differs from it."""
    ordered = sorted(told, key=lambda telling: (str(telling[2]["published_at"]), telling[2]["event_id"]))
    value, wording, first = ordered[0]
    seen = set()
    for other_value, other_wording, other in ordered[1:]:
        if other["article_id"] != first["article_id"] and other_value not in seen and _differ([value, other_value]):
            seen.add(other_value)
            yield (
                story_id, what, unit or None, wording, other_wording, first["sentence"], other["sentence"], first["article_id"],
                other["article_id"], first["source"], other["source"], first["published_at"], other["published_at"], first["start"],
                first["end"], first["event_id"], other["event_id"],
            )


def _days_apart(reports: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Reports of one kind in the same words from different articles that state different days close to each other."""
    stated = reports[reports["stated"] & (reports["precision"] == "day")].drop_duplicates(["article_id", "sentence_no", "earliest"])
    stated = stated.assign(kind=[kind_of(text) for text in stated["text"]], words=[content_words(s) for s in stated["sentence"]])
    for _, group in stated.sort_values(["kind", "earliest", "event_id"]).groupby("kind"):
        records = group.to_dict("records")
        for position, one in enumerate(records):
            for other in records[position + 1:]:
                if (other["earliest"] - one["earliest"]).days > APART:
                    break
                if other["earliest"] > one["latest"] and other["article_id"] != one["article_id"] and _alike(one["words"], other["words"]):
                    pair = [(f"{r['earliest']:%Y-%m-%d}", f"{r['earliest']:%Y-%m-%d}", pd.Series(r)) for r in (one, other)]
                    yield from _rows(one["story_id"], "date", "", pair)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    smaller = min(len(one), len(other))
    return smaller >= 4 and len(one & other) / smaller >= ALIKE
