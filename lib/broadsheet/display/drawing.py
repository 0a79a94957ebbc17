"""The picture of an answer: what is drawn, and the drawing as SVG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from broadsheet import charts
from broadsheet.analysis import Answered, Chart
from broadsheet.charts import chart_style
from broadsheet.display.svg import figure_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Drawing:
    """What is drawn: a function, its frame and options; `apart` if the marks do not stand for rows of the answer."""

    draw: Callable[..., Axes]
    frame: pd.DataFrame
    options: dict[str, Any]
    apart: bool = False


def drawing_of(found: Answered) -> Drawing | None:
    """The drawing that a question declares for its answer; None where it declares none."""
    chart = found.question.chart
    if chart is None:
        return None
    frame = found.frame if chart.drawn is None else chart.drawn(found.frame, found.asked)
    options = dict(chart.options) | ({} if chart.given is None or not len(found.frame) else dict(chart.given(found.frame, found.asked)))
    return Drawing(chart_function(chart), frame, options, apart=chart.drawn is not None)


def chart_function(chart: Chart) -> Callable[..., Axes]:
    """The function that draws, imported when an answer is to be drawn."""
    return getattr(charts, chart.draw) if isinstance(chart.draw, str) else chart.draw


def drawn(frame: pd.DataFrame, chart: Callable[..., Any], *, width: float, **options: Any) -> bytes:
    """The chart as SVG bytes, of a width in inches."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with chart_style():
        figure = Figure(figsize=(width, 3.2))
        FigureCanvasSVG(figure)
        chart(frame, figure.add_subplot(), **options)
        return figure_svg(figure)
