"""Charts: a frame and an ax in, the Axes out; the title is what it is given, marks name their row, labels do not overlap."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from broadsheet import charts
from broadsheet.charts.style import NARROW, WIDE, chart_style
from broadsheet.errors import RequestError

OUTLETS = pd.DataFrame({"source": ["The Harbour Courier", "Northgate Post"], "articles": [7, 3], "independent": [6, 3]})
VOLUME = pd.DataFrame({
    "week": pd.to_datetime(["2025-05-05", "2025-05-05", "2025-05-12"]), "source": ["A", "B", "A"], "articles": [3, 1, 2],
})
ACTORS = pd.DataFrame({"name": [f"An actor with the long name number {i}" for i in range(20)], "mentions": range(40, 20, -1)})
EDGES = pd.DataFrame({
    "holder": [f"Speaker {i}" for i in range(30)], "target": [f"Speaker {(i * 7 + 1) % 30}" for i in range(30)],
    "mentions": range(30, 0, -1),
    "sign": ["critical", "supportive", "mixed"] * 10,
})


def drawn(chart: Callable[..., Axes], frame: pd.DataFrame, width: float = WIDE, **options: str) -> Axes:
    """The chart on a canvas of its own."""
    with chart_style():
        figure = Figure(figsize=(width, 3))
        FigureCanvasAgg(figure)
        ax = chart(frame, figure.add_subplot(), **options)
        figure.canvas.draw()
        return ax


@pytest.mark.parametrize(("chart", "frame"), [(charts.outlet_bars, OUTLETS), (charts.volume_bars, VOLUME), (charts.network_chart, EDGES)])
def test_the_title_is_the_sentence_that_it_is_given(chart: Callable[..., Axes], frame: pd.DataFrame) -> None:
    before = frame.copy(deep=True)
    assert drawn(chart, frame, title="The Courier leads").get_title(loc="left") == "The Courier leads"
    assert drawn(chart, frame).get_title(loc="left") == ""
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["laptop", "phone"])
@pytest.mark.parametrize(("chart", "frame"), [
    (charts.actor_bars, ACTORS), (charts.network_chart, EDGES),
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


def test_a_chart_without_axes_makes_a_figure_of_its_own() -> None:
    words = pd.DataFrame({"name": ["Ada Moss"], "mentions": [3]})
    ax = charts.actor_bars(words)
    assert ax.figure.get_size_inches()[0] == pytest.approx(WIDE) and len(ax.patches) == 1
    assert charts.actor_bars(words, ax) is ax
    with pytest.raises(RequestError, match="no row to draw"):
        charts.actor_bars(words.iloc[:0])
