"""How often broadsheet is right on an analyst's own articles: fifty sentences drawn for her, labelled by her, scored ever after.

The sentences are drawn at random from her archive, so precision and recall hold for it, within their intervals. Scoring asks the
layers of today: what was labelled once also measures the next version.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from broadsheet.analysis.accuracy._labelled import TASKS, labels_at_hand, own_matches
from broadsheet.analysis.counting.intervals import bootstrap_mean, wilson
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.question import PROOF, Asked, Chart, Column, question
from broadsheet.annotating import Layers
from broadsheet.archive import Label

_SHOWN: Final = (
    "task", "labelled", "found", "right", "precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high",
)


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The words in the labelled sentences that a row counts.

    Of a task of which nothing is labelled and nothing found, the labelled sentences: that there is nothing shows in all of them.
    """
    labels = asked.options["labels"]
    matches = own_matches(asked.layers, labels)
    sentences = pd.DataFrame([(label.article_id, label.start, label.end) for label in labels_at_hand(asked.layers, labels)],
                             columns=["article_id", "start", "end"])
    values = {said: task for task, said in TASKS.items()}
    parts = []
    for row, task in enumerate(frame["task"]):
        counted = _values(matches, values[task]) if task in values else _words(matches, task)
        parts.append((counted if len(counted) else sentences).assign(row=row)[list(PROOF)])
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(PROOF))


def _finding(scores: pd.DataFrame, sentences: int) -> str:
    """Precision and recall on the analyst's own sentences."""
    known = scores[scores["precision"].notna() & scores["recall"].notna()]
    if known.empty:
        return f"{quantity(sentences, 'sentence')} labelled, and nothing found or missed in them"
    rows = zip(known["task"], known["precision"], known["recall"], strict=True)
    listed = [f"{task} {float(precision):.2f} and {float(recall):.2f}" for task, precision, recall in rows]
    return f"Precision and recall on {quantity(sentences, 'sentence')} of your own: {', '.join(listed)}"


def _empty(asked: Asked) -> str:
    labelled = len(asked.options["labels"])
    if not labelled:
        return "No sentence of this archive is labelled yet"
    return f"{quantity(labelled, 'sentence')} labelled, and {'its article is' if labelled == 1 else 'their articles are'} gone"


@question(
    asks="How often is broadsheet right on your own articles?",
    columns={
        "task": Column("Task", "what is asked of broadsheet"),
        "labelled": Column("Labelled", "words that you labelled as there", unit="marks"),
        "found": Column("Found", "words that broadsheet found in these sentences"),
        "right": Column("Right", "words that both have, or of which the right thing is said"),
        "precision": Column("Precision", "of what is found, how much is right"),
        "precision_low": Column("95 % of precision", "the 95 % interval of precision", form="interval", beside=("precision_high",)),
        "precision_high": Column("Upper end", "the upper end of the 95 % interval of precision"),
        "recall": Column("Recall", "of what is there, how much is found; empty for what is said about words"),
        "recall_low": Column("95 % of recall", "the 95 % interval of recall", form="interval", beside=("recall_high",)),
        "recall_high": Column("Upper end", "the upper end of the 95 % interval of recall"),
    },
    proof=_proof,
    finding=lambda frame, asked: _finding(frame, len(asked.options["labels"])),
    empty=_empty,
    chart=Chart("own_accuracy_points"),
)
def own_accuracy(layers: Layers, labels: Sequence[Label]) -> pd.DataFrame:
    """Precision and recall on the labelled sentences, with 95 % intervals.

    Parameters
    ----------
    layers
        What an archive gives.
    labels
        What was labelled, as `archive.labels()` gives it.

    Returns
    -------
    pandas.DataFrame
        One row per task: `task`, `labelled` (marks that are there), `found` (by broadsheet, in these sentences), `right`, `precision`
        and `recall` with `…_low` and `…_high`. For what is said about words (`who is meant`, `speakers`, `values of dates`, `status and
        days of happenings`, `stance`) precision is the share that is right among words found rightly, and recall is null. The interval is
        the wider of Wilson's, which knows that a hundred per cent of few is not certain, and one from resampling articles, whose marks
        hang together. Sentences whose article is gone are left out. Empty without labels.
    """
    matches = own_matches(layers, labels)
    rows = [row for task in TASKS for row in _scored(task, matches)] if labels_at_hand(layers, labels) else []
    made = pd.DataFrame(rows, columns=list(_SHOWN))
    shares = dict.fromkeys(_SHOWN[4:], "Float64")
    return made.astype({"task": "str", **dict.fromkeys(("labelled", "found", "right"), "Int64"), **shares})


def _words(matches: pd.DataFrame, task: str) -> pd.DataFrame:
    """What is labelled as there or found."""
    return matches[matches["task"] == task]


def _values(matches: pd.DataFrame, task: str) -> pd.DataFrame:
    """Those of which it is known whether the right thing is said of them."""
    return matches[(matches["task"] == task) & matches["right_value"].notna()]


def _scored(task: str, matches: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The row of the words, and the row of what is said of them; of stance only the second."""
    own, said = _words(matches, task), _values(matches, task)
    share = _share(said["right_value"], said["article_id"])
    value = (TASKS[task], len(said), len(said), int(said["right_value"].sum()), *share, None, None, None)
    found, there = own[own["found"]], own[own["there"]]
    words = (task, len(there), len(found), int((own["found"] & own["there"]).sum()), *_share(found["there"], found["article_id"]),
             *_share(there["found"], there["article_id"]))
    return [value] if task == TASKS[task] else [words, value]


def _share(right: pd.Series, articles: pd.Series) -> tuple[float | None, float | None, float | None]:
    """The share that is right, and its interval; nothing of nothing."""
    if not len(right):
        return None, None, None
    values = right.astype(float)
    low, high = (float(bound[0]) for bound in wilson(np.array([values.sum()]), np.array([float(len(values))])))
    drawn = bootstrap_mean(values, articles)
    return float(values.mean()), min(low, drawn.low), max(high, drawn.high)
