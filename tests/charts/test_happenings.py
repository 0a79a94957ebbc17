"""Pictures of happenings: timeline, lanes and bursts. Marks name their row, labels do not overlap, the title is what it is given."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from broadsheet.charts import burst_bars, lanes_chart, timeline_chart
from broadsheet.charts.style import NARROW, WIDE, chart_style

STORIES = pd.DataFrame({
    "earliest": pd.to_datetime(["1994-01-01", "2025-05-05", "2025-05-06", "2025-06-01", "2025-05-20"]),
    "latest": pd.to_datetime(["1994-12-31", "2025-05-05", "2025-05-06", "2025-06-30", "2025-05-20"]),
    "precision": ["year", "day", "day", "month", "day"], "status": ["occurred", "occurred", "denied", "planned", "claimed"],
    "sentence": ["A treaty was signed.", "The bridge opened.", "The mayor denied it.", "The ferry will return.", "He left, they say."],
    "salience": [1.0, 5.0, 4.0, 3.0, 2.0],
})
LANES = pd.concat([
    STORIES.assign(actor_id=f"a{n}", name=f"An actor with the long name number {n}", sources=n + 1) for n in range(8)
], ignore_index=True)
BURSTS = pd.DataFrame({
    "day": pd.date_range("2025-05-01", periods=60), "articles": 9, "independent": [1, 1, 8, 9, 1, 1] * 10,
    "expected": [None] * 14 + [1.0] * 46, "chance": [None] * 14 + [0.002, 0.001, 0.5, 0.5, 0.5, 0.5] * 7 + [0.002, 0.001, 0.5, 0.5],
    "burst": [n % 6 in (2, 3) and n > 13 for n in range(60)],
}).astype({"expected": "Float64", "chance": "Float64", "burst": "boolean"})


def drawn(chart: Callable[..., Axes], frame: pd.DataFrame, width: float = WIDE, title: str = "") -> Axes:
    """The chart on a canvas of its own."""
    with chart_style():
        figure = Figure(figsize=(width, 3))
        FigureCanvasAgg(figure)
        ax = chart(frame, figure.add_subplot(), title=title)
        figure.canvas.draw()
        return ax


CHARTS = pytest.mark.parametrize(("chart", "frame"), [(timeline_chart, STORIES), (lanes_chart, LANES), (burst_bars, BURSTS)])


@CHARTS
def test_the_title_is_the_sentence_and_the_frame_stays_as_it_was(chart: Callable[..., Axes], frame: pd.DataFrame) -> None:
    before = frame.copy(deep=True)
    assert drawn(chart, frame, title="Much happened").get_title(loc="left") == "Much happened"
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["laptop", "phone"])
@CHARTS
def test_labels_do_not_overlap(chart: Callable[..., Axes], frame: pd.DataFrame, width: float) -> None:
    ax = drawn(chart, frame, width)
    renderer = ax.figure.canvas.get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in ax.texts if text.get_text()]
    clashes = [
        (one, other) for i, (one, box) in enumerate(boxes) for other, next_to in boxes[:i]
        if min(box.x1, next_to.x1) - max(box.x0, next_to.x0) > 1 and min(box.y1, next_to.y1) - max(box.y0, next_to.y0) > 1
    ]
    assert clashes == []


def test_marks_carry_the_row_they_stand_for() -> None:
    gids = {artist.get_gid() for artist in drawn(timeline_chart, STORIES).get_children() if artist.get_gid()}
    assert {f"row-{i}" for i in range(len(STORIES))} <= gids


def test_a_status_is_drawn_as_what_it_is() -> None:
    ax = drawn(timeline_chart, STORIES)
    marks = {line.get_gid(): line.get_marker() for line in ax.lines if line.get_gid()}
    assert (marks["row-1"], marks["row-2"], marks["row-4"]) == ("o", "X", "D")
    planned = next(patch for patch in ax.patches if patch.get_gid() == "row-3")
    assert planned.get_hatch() == "//////"
    assert marks["row-0"] == "<", "far outside the rest: an arrow at the edge"


def test_a_mark_grows_with_the_outlets_that_tell_it() -> None:
    sizes = {line.get_gid(): line.get_markersize() for line in drawn(lanes_chart, LANES).lines if line.get_gid()}
    assert sizes["row-1"] < sizes["row-6"] < sizes["row-11"]


def test_history_that_many_lanes_share_does_not_set_the_days_of_the_picture() -> None:
    history = STORIES.assign(background=[True, False, False, False, False]).iloc[:3]
    lanes = pd.concat([history.assign(actor_id=f"a{n}", name=f"Actor {n}", sources=1) for n in range(4)], ignore_index=True)
    lanes = lanes[lanes["background"] | (lanes["actor_id"] == "a0")].reset_index(drop=True)
    ax = drawn(lanes_chart, lanes)
    marks = {line.get_gid(): line.get_marker() for line in ax.lines if line.get_gid()}
    assert [marks[f"row-{row}"] for row in range(6)] == ["<", "o", "X", "<", "<", "<"]


def test_bursts_have_a_colour_of_their_own_and_the_largest_a_label() -> None:
    ax = drawn(burst_bars, BURSTS)
    colours = {patch.get_gid(): patch.get_facecolor() for patch in ax.patches if patch.get_gid()}
    assert colours["row-15"] != colours["row-16"] == colours["row-0"]
    assert "16 May: 9" in [text.get_text() for text in ax.texts]
