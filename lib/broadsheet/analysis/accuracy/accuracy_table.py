"""How often broadsheet is right on articles that people have annotated."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from broadsheet.analysis.accuracy._matching import TASKS, matches
from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.question import PROOF, Asked, Chart, Column, question
from broadsheet.annotating import Layers

DRAWS: Final = 1000
AGREEMENT: Final = frozenset({"speakers", "status of events", "stance"})
"""Tasks that ask what is said of the places that both mark."""

_SHOWN = ["task", "marks", "found", "right", "precision", "recall", "f1", "low", "high", "note"]


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The places that a score rests on: the marks, and the findings without a mark where the annotation is complete.

    Of a task of which nothing is marked, the annotated articles as a whole: that nothing is marked shows in all of them.
    """
    gold = asked.options["gold"]
    parts = []
    for row, task in enumerate(frame["task"]):
        scored = _compared(task, asked.layers, gold)
        if not TASKS[task][0]:
            scored = scored[scored["kind"] != "wrong"]
        if scored.empty:
            marks = gold[gold["task"] == task]
            scored = marks if len(marks) else proofs.whole(gold[["article_id"]].assign(row=row))
        parts.append(scored.assign(row=row)[list(PROOF)].astype({"start": "Int64", "end": "Int64"}))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(PROOF))


def _finding(scores: pd.DataFrame) -> str:
    """F1 of what is annotated completely."""
    known = scores[scores["precision"].notna() & scores["f1"].notna()]
    listed = [f"{task} {float(f1):.2f}" for task, f1 in zip(known["task"], known["f1"], strict=True)]
    return f"On annotated articles, where 1 is perfect, F1: {', '.join(listed)}" if listed else "On annotated articles nothing was measured"


@question(
    asks="How often is broadsheet right on articles that people have annotated?",
    columns=columns.some(
        "low high",
        task=Column("Task", "what is asked of broadsheet"),
        marks=Column("Marks", "places that people marked", unit="marks"),
        found=Column("Found", "places that broadsheet found in the same articles"),
        right=Column("Right", "places that both have"),
        precision=Column("Precision", "of what is found, how much is right; empty where the annotation is not complete"),
        recall=Column("Recall", "of what is right, how much is found"),
        f1=Column("F1", "precision and recall in one number; recall alone where there is no precision"),
        note=Column("Note", "what counts as right"),
    ),
    proof=_proof,
    finding=lambda frame, asked: _finding(frame),
    empty="No annotated article is at hand.",
    chart=Chart("accuracy_bars"),
)
def accuracy_table(layers: Layers, gold: pd.DataFrame) -> pd.DataFrame:
    """Precision, recall and F1 per layer, each with the number of marks and an interval.

    Parameters
    ----------
    layers, gold
        Annotated articles as broadsheet finds them and as people marked them, both from `gold_articles`.

    Returns
    -------
    pandas.DataFrame
        One row per task: `task`, `marks` (marked by people), `found` (by broadsheet), `right`, `precision`, `recall`, `f1`,
        `low`, `high` (95 %, articles resampled), `note`. Where the annotation is not complete, precision is null and f1 stands
        for recall; agreement is the share of what both found where they also say the same.
    """
    rows = [_scored(task, layers, gold) for task in TASKS] if len(gold) else []
    made = pd.DataFrame(rows, columns=_SHOWN)
    shares = dict.fromkeys(["precision", "recall", "f1", "low", "high"], "Float64")
    return made.astype({"task": "str", **dict.fromkeys(["marks", "found", "right"], "Int64"), **shares})


def _compared(task: str, layers: Layers, gold: pd.DataFrame) -> pd.DataFrame:
    """What is counted of a task: all that is marked or found, or of an agreement what both have."""
    found = matches(task, layers, gold)
    return found[found["kind"].isin(["right", "other"])] if task in AGREEMENT else found


def _scored(task: str, layers: Layers, gold: pd.DataFrame) -> tuple[Any, ...]:
    complete, note = TASKS[task]
    compared = _compared(task, layers, gold)
    right = compared["kind"] == "right"
    of_marks = compared["kind"] != "wrong"
    of_found = compared["kind"] != "missed"
    per_article = pd.DataFrame({"a": compared["article_id"], "r": right, "m": of_marks, "f": of_found}).groupby("a").sum()
    r, m, f = (per_article[c].to_numpy(dtype=float) for c in "rmf")
    low, high = _interval(r, m, f if complete else m)
    precision = r.sum() / f.sum() if complete and f.sum() else None
    recall = r.sum() / m.sum() if m.sum() else None
    return (task, int(m.sum()), int(f.sum()), int(r.sum()), precision, recall, _f1(r.sum(), m.sum(), f.sum() if complete else m.sum()),
            low, high, note)


def _f1(right: float, marks: float, found: float) -> float | None:
    return 2 * right / (marks + found) if marks + found else None


def _interval(right: np.ndarray, marks: np.ndarray, found: np.ndarray) -> tuple[float | None, float | None]:
    if len(right) < 2:
        return None, None
    drawn = np.random.default_rng(0).integers(0, len(right), size=(DRAWS, len(right)))
    totals = marks[drawn].sum(axis=1) + found[drawn].sum(axis=1)
    scores = 2 * right[drawn].sum(axis=1) / np.maximum(totals, 1)
    low, high = np.quantile(scores, [0.025, 0.975])
    return float(low), float(high)
