"""Stance as a picture: intervals, words where there is too little evidence, and marks that name their row."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from broadsheet.charts import reliability_chart, stance_chart, stance_lines
from broadsheet.charts.style import NARROW, WIDE, chart_style

NUMBERS = {"stance": "Float64", "low": "Float64", "high": "Float64"}
STANCE = pd.DataFrame({
    "name": ["Ada Moss", "Ada Moss", "Bo Finch"], "voice": ["own", "quoted", "own"], "articles": [9, 2, 7],
    "mentions": [12, 3, 8], "stance": [-0.4, None, 0.1],
    "low": [-0.6, None, -0.1], "high": [-0.2, None, 0.3], "verdict": ["negative", "not enough evidence", "neither"],
}).astype(NUMBERS)
SERIES = pd.DataFrame({
    "month": pd.to_datetime(["2025-05-01", "2025-06-01"]), "name": ["Ada Moss"] * 2, "stance": [-0.4, 0.2],
    "low": [-0.6, 0.0], "high": [-0.2, 0.4], "articles": [6, 7],
}).astype(NUMBERS)
CURVE = pd.DataFrame({"confidence": [0.5, 0.9], "accuracy": [0.5, 0.9], "n": [10, 90]})


def drawn(chart: Callable[..., Axes], frame: pd.DataFrame, *, title: str = "", width: float = WIDE) -> Axes:
    """The chart on a canvas of its own."""
    with chart_style():
        figure = Figure(figsize=(width, 3))
        FigureCanvasAgg(figure)
        ax = chart(frame, figure.add_subplot(), title=title)
        figure.canvas.draw()
        return ax


@pytest.mark.parametrize(("chart", "frame"), [(stance_chart, STANCE), (stance_lines, SERIES), (reliability_chart, CURVE)])
def test_the_title_is_the_sentence_that_is_given_and_the_frame_stays_as_it_is(chart: Callable[..., Axes], frame: pd.DataFrame) -> None:
    before = frame.copy(deep=True)
    assert drawn(chart, frame, title="The outlets write badly of Ada Moss").get_title(loc="left") == "The outlets write badly of Ada Moss"
    assert drawn(chart, frame).get_title(loc="left") == ""
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["laptop", "phone"])
def test_labels_do_not_overlap(width: float) -> None:
    ax = drawn(stance_chart, STANCE, width=width)
    renderer = ax.figure.canvas.get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in ax.texts if text.get_text()]
    clashes = [
        (one, other) for number, (one, a) in enumerate(boxes) for other, b in boxes[:number]
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]
    assert clashes == []


@pytest.mark.parametrize(("chart", "frame", "rows"), [
    (stance_chart, STANCE, {0, 2}), (stance_lines, SERIES, {0, 1}), (reliability_chart, CURVE, {0, 1}),
])
def test_marks_carry_the_row_they_stand_for(chart: Callable[..., Axes], frame: pd.DataFrame, rows: set[int]) -> None:
    marks = {line.get_gid() for line in drawn(chart, frame).lines if line.get_gid()}
    assert {f"row-{row}" for row in rows} == {gid for gid in marks if gid.count("-") == 1}


def test_too_little_evidence_is_words_not_a_bar() -> None:
    ax = drawn(stance_chart, STANCE)
    assert "quoted: not enough evidence (2 articles)" in [text.get_text() for text in ax.texts]
    assert not [line for line in ax.lines if line.get_gid() == "row-1"]


def test_stances_without_evidence_are_a_sentence_and_no_empty_axis() -> None:
    bare = SERIES.assign(stance=None, low=None, high=None).astype(NUMBERS)
    ax = drawn(stance_lines, bare, title="Not enough evidence")
    assert ax.get_title("left") == "Not enough evidence"
    assert not ax.axison and ax.figure.get_size_inches()[1] < 1


@pytest.mark.parametrize(("period", "first"), [("day", "2025-04-29"), ("week", "2025-04-17"), ("month", "2025-03-01")])
def test_one_period_alone_stands_between_two_of_its_own_length(period: str, first: str) -> None:
    ax = drawn(stance_lines, SERIES.head(1).rename(columns={"month": period}))
    left, _ = ax.get_xlim()
    assert left == (pd.Timestamp(first) - pd.Timestamp("1970-01-01")).days


def test_without_evidence_those_most_mentioned_are_drawn() -> None:
    names = [f"Person {n}" for n in range(9)]
    bare = pd.DataFrame({
        "name": names, "voice": "own", "articles": 1, "mentions": [1] * 8 + [20], "stance": None, "low": None, "high": None,
        "verdict": "not enough evidence",
    }).astype(NUMBERS)
    shown = [text.get_text() for text in drawn(stance_chart, bare).texts]
    assert "Person 8" in shown and "Person 7" not in shown
