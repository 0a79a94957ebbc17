"""What was missed, what was found wrongly, and what was found with another value."""

from __future__ import annotations

from typing import Final

import pandas as pd

from broadsheet.analysis.accuracy._matching import TASKS, matches
from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.question import Column, question
from broadsheet.annotating import Layers

COLUMNS: Final = columns.some(
    "article_id start end",
    task=Column("Task", "what was asked of broadsheet"),
    mistake=Column("Mistake", "missed; wrong: nothing is there; other: something else is said of the right words"),
    expected=Column("Expected", "what is right"),
    got=Column("Found instead", "what broadsheet found"),
)
SHOWN: Final = ["task", "mistake", "expected", "got", "article_id", "start", "end"]


def counted(mistakes: pd.DataFrame) -> str:
    """How many were missed, how many found wrongly."""
    kinds = mistakes["mistake"].value_counts()
    return ", ".join(f"{int(n):,} {kind}" for kind, n in sorted(kinds.items()))


@question(
    asks="What was missed in annotated articles, and what was found wrongly?",
    columns=COLUMNS,
    proof=proofs.own_span,
    finding=lambda frame, asked: counted(frame),
    empty="No mistake",
    rows=80,
)
def mistakes(layers: Layers, gold: pd.DataFrame) -> pd.DataFrame:
    """What was missed, found wrongly, or found with another value.

    Parameters
    ----------
    layers, gold
        Annotated articles as broadsheet finds them and as people marked them, both from `gold_articles`.

    Returns
    -------
    pandas.DataFrame
        One row per mistake, by task: `task`, `mistake` (missed, wrong, other), `expected`, `got`, `article_id start end`. What
        is found beyond the marks is a mistake only where the annotation is complete.
    """
    rows = []
    for task, (complete, _) in TASKS.items():
        for match in matches(task, layers, gold).to_dict("records"):
            if match["kind"] == "right" or (match["kind"] == "wrong" and not complete):
                continue
            rows.append((task, match["kind"], match["expected"], match["got"], match["article_id"], match["start"], match["end"]))
    return pd.DataFrame(rows, columns=SHOWN)
