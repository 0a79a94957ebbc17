"""Charts: a frame and an ax in, the Axes out; the title states the finding, marks name their row, labels do not overlap."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from broadsheet import display
from broadsheet.charts.style import NARROW, WIDE, chart_style

OUTLETS = pd.DataFrame({"source": ["The Harbour Courier", "Northgate Post"], "articles": [7, 3], "independent": [6, 3]})
VOLUME = pd.DataFrame({
    "week": pd.to_datetime(["2025-05-05", "2025-05-05", "2025-05-12"]), "source": ["A", "B", "A"], "articles": [3, 1, 2],
})
ACTORS = pd.DataFrame({"name": [f"An actor with the long name number {i}" for i in range(20)], "mentions": range(40, 20, -1)})
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
EDGES = pd.DataFrame({
    "holder": [f"Speaker {i}" for i in range(30)], "target": [f"Speaker {(i * 7 + 1) % 30}" for i in range(30)],
    "mentions": range(30, 0, -1),
    "sign": ["critical", "supportive", "mixed"] * 10,
})


def drawn(chart: Callable[..., Axes], frame: pd.DataFrame, width: float = WIDE) -> Axes:
    """The chart on a canvas of its own."""
    with chart_style():
        figure = Figure(figsize=(width, 3))
        FigureCanvasAgg(figure)
        ax = chart(frame, figure.add_subplot())
        figure.canvas.draw()
        return ax


@pytest.mark.parametrize(("chart", "frame", "title"), [
    (display.outlet_bars, OUTLETS, "The Harbour Courier leads with 7 articles, ahead of Northgate Post (3)"),
    (display.volume_bars, VOLUME, "Most articles appeared in the week of 5 May 2025: 4 of 6"),
    (display.timeline_chart, STORIES, "5 dated happenings between 1994 and June 2025, 1 of them planned"),
    (display.lanes_chart, LANES, "An actor with the long name number 0 takes part in most: 5 dated happenings"),
    (display.burst_bars, BURSTS,
     "16 days are bursts, above all: 16 May 2025, with 9 independent articles where 1.0 were to be expected"),
    (display.network_chart, EDGES, "Speaker 0 and Speaker 1 appear together most: 30 mentions"),
])
def test_the_title_states_the_finding(chart: Callable[..., Axes], frame: pd.DataFrame, title: str) -> None:
    before = frame.copy(deep=True)
    assert drawn(chart, frame).get_title(loc="left") == title
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["laptop", "phone"])
@pytest.mark.parametrize(("chart", "frame"), [
    (display.actor_bars, ACTORS), (display.timeline_chart, STORIES), (display.lanes_chart, LANES),
    (display.burst_bars, BURSTS), (display.network_chart, EDGES),
])
def test_labels_do_not_overlap(chart: Callable[..., Axes], frame: pd.DataFrame, width: float) -> None:
    ax = drawn(chart, frame, width)
    renderer = ax.figure.canvas.get_renderer()
    words = [text for text in ax.texts if text.get_text() and text.get_rotation() in (0.0, 360.0)]
    boxes = [text.get_window_extent(renderer) for text in words]
    clashes = [
        (words[i].get_text(), words[j].get_text()) for i in range(len(boxes)) for j in range(i)
        if min(boxes[i].x1, boxes[j].x1) - max(boxes[i].x0, boxes[j].x0) > 1
        and min(boxes[i].y1, boxes[j].y1) - max(boxes[i].y0, boxes[j].y0) > 1
    ]
    assert clashes == []


def test_marks_carry_the_row_they_stand_for() -> None:
    gids = {artist.get_gid() for artist in drawn(display.timeline_chart, STORIES).get_children() if artist.get_gid()}
    assert {f"row-{i}" for i in range(len(STORIES))} <= gids


def test_a_status_is_drawn_as_what_it_is() -> None:
    ax = drawn(display.timeline_chart, STORIES)
    marks = {line.get_gid(): line.get_marker() for line in ax.lines if line.get_gid()}
    assert (marks["row-1"], marks["row-2"], marks["row-4"]) == ("o", "X", "D")
    planned = next(patch for patch in ax.patches if patch.get_gid() == "row-3")
    assert planned.get_hatch() == "//////"
    assert marks["row-0"] == "<", "far outside the rest: an arrow at the edge"


def test_a_mark_grows_with_the_outlets_that_tell_it() -> None:
    sizes = {line.get_gid(): line.get_markersize() for line in drawn(display.lanes_chart, LANES).lines if line.get_gid()}
    assert sizes["row-1"] < sizes["row-6"] < sizes["row-11"]


def test_history_that_many_lanes_share_does_not_set_the_days_of_the_picture() -> None:
    history = STORIES.assign(background=[True, False, False, False, False]).iloc[:3]
    lanes = pd.concat([history.assign(actor_id=f"a{n}", name=f"Actor {n}", sources=1) for n in range(4)], ignore_index=True)
    lanes = lanes[lanes["background"] | (lanes["actor_id"] == "a0")].reset_index(drop=True)
    ax = drawn(display.lanes_chart, lanes)
    marks = {line.get_gid(): line.get_marker() for line in ax.lines if line.get_gid()}
    assert [marks[f"row-{row}"] for row in range(6)] == ["<", "o", "X", "<", "<", "<"]


def test_bursts_have_a_colour_of_their_own_and_the_largest_a_label() -> None:
    ax = drawn(display.burst_bars, BURSTS)
    colours = {patch.get_gid(): patch.get_facecolor() for patch in ax.patches if patch.get_gid()}
    assert colours["row-15"] != colours["row-16"] == colours["row-0"]
    assert "16 May: 9" in [text.get_text() for text in ax.texts]
