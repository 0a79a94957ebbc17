"""The sentences that an analyst labelled, beside what the layers of today say of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Final

import pandas as pd

from broadsheet.analysis.accuracy.found_marks import found_marks
from broadsheet.analysis.counting.narrowing import of_articles
from broadsheet.annotating import Layers
from broadsheet.archive import Label, Mark

TASKS: Final = {
    "names of actors": "who is meant", "quotations": "speakers", "dates": "values of dates",
    "happenings": "status and days of happenings", "stance": "stance",
}
"""What is marked in a sentence, and the task of what is said about the words marked."""

_OVERLAP = 0.5
"""Share of the longer one that two spans of a quotation share to count as one; the other tasks ask for the same characters."""


def labels_at_hand(layers: Layers, labels: Sequence[Label]) -> list[Label]:
    """The labelled sentences whose article is among the layers."""
    known = set(layers.articles["article_id"])
    return [label for label in labels if label.article_id in known]


def own_matches(layers: Layers, labels: Sequence[Label]) -> pd.DataFrame:
    """One row per mark and finding in the labelled sentences: `task article_id start end expected got there found right_value`.

    `there`: the words are labelled as there; `found`: broadsheet marks them; `right_value`: what is said of them is right, null where
    they are not both or it cannot be told.
    """
    kept = labels_at_hand(layers, labels)
    findings = found_marks(of_articles(layers, {label.article_id for label in kept}))
    by_article = dict(tuple(findings.groupby("article_id")))
    rows = [row for label in kept for row in _compared(label, by_article.get(label.article_id, findings.iloc[:0]))]
    columns = ["task", "article_id", "start", "end", "expected", "got", "there", "found", "right_value"]
    return pd.DataFrame(rows, columns=columns).astype({"task": "str", "there": bool, "found": bool, "right_value": "boolean"})


def _compared(label: Label, findings: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The marks of one sentence beside what the layers of today say of it."""
    inside = findings[(findings["start"] >= label.start) & (findings["start"] < label.end)].to_dict("records")
    rows, left = [], list(inside)
    for mark in label.marks:
        hit = next((each for each in left if each["task"] == mark.task and _same(mark, each)), None)
        if hit is not None:
            left.remove(hit)
        got = None if hit is None or pd.isna(hit["value"]) else hit["value"]
        there = mark.judged != "wrong"
        if there or hit is not None:
            value = _right_value(mark, got) if there and hit is not None else pd.NA
            rows.append((mark.task, label.article_id, mark.start, mark.end, mark.value, got, there, hit is not None, value))
    rows += [(each["task"], label.article_id, each["start"], each["end"], None, each["value"], False, True, pd.NA) for each in left]
    return rows


def _right_value(mark: Mark, got: str | None) -> Any:
    """Whether what is said of the words is right; null where only a wrong value was labelled and today another one is said."""
    if mark.judged == "right":
        return got == mark.value
    return False if mark.judged == "value" and got == mark.value else pd.NA


def _same(mark: Mark, hit: dict[Hashable, Any]) -> bool:
    shared = min(mark.end, hit["end"]) - max(mark.start, hit["start"])
    longer = max(mark.end - mark.start, hit["end"] - hit["start"])
    return shared >= _OVERLAP * longer if mark.task == "quotations" else (mark.start, mark.end) == (hit["start"], hit["end"])
