"""Accuracy as a picture: a score with its interval, or the words that nothing was marked."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from broadsheet.charts import accuracy_bars, own_accuracy_points
from broadsheet.charts.style import chart_style

SCORES = pd.DataFrame({
    "task": ["dates", "stance"], "marks": [40, 0], "f1": [0.9, None], "low": [0.8, None], "high": [0.95, None],
}).astype({"f1": "Float64", "low": "Float64", "high": "Float64"})
OWN = pd.DataFrame({
    "task": ["dates", "values of dates"], "labelled": [12, 9], "precision": [0.75, 1.0],
    "precision_low": [0.5, 0.7], "precision_high": [0.9, 1.0],
    "recall": [0.8, None], "recall_low": [0.5, None], "recall_high": [0.9, None],
}).astype(dict.fromkeys(["recall", "recall_low", "recall_high"], "Float64"))


def test_a_score_is_a_bar_with_its_number_of_marks_and_what_is_not_marked_is_words() -> None:
    with chart_style():
        ax = accuracy_bars(SCORES, Figure().subplots(), title="F1: dates 0.90")
    assert ax.get_title("left") == "F1: dates 0.90"
    assert [patch.get_gid() for patch in ax.patches] == ["row-0"]
    assert {"0.90  (n 40)", "nothing marked"} <= {text.get_text() for text in ax.texts}


def test_precision_is_filled_recall_is_hollow_and_what_is_null_is_not_drawn() -> None:
    with chart_style():
        ax = own_accuracy_points(OWN, Figure().subplots(), title="Precision and recall")
    assert ax.get_title("left") == "Precision and recall"
    points = [(line.get_gid(), line.get_markerfacecolor() == line.get_markeredgecolor()) for line in ax.lines if line.get_gid()]
    assert points == [("row-0", True), ("row-0", False), ("row-1", True)]
