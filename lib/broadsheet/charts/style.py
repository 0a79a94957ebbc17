"""How charts look: one palette that survives colour blindness, print and the dark, and the settings of matplotlib."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, Protocol

import pandas as pd

from broadsheet.errors import RequestError
from broadsheet.safe_text import chart_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK: Final = "#1b1f24"
MUTED: Final = "#5f6873"
FAINT: Final = "#d5dae0"
ACCENT: Final = "#1f5f99"
SECOND: Final = "#c2571a"
POSITIVE: Final = "#1a7a5e"
NEGATIVE: Final = "#b3382c"
PAPER: Final = "#ffffff"

CYCLE: Final = (ACCENT, SECOND, POSITIVE, "#7a4d9a", "#8a6d1b", "#b3382c", "#3d8f9e", "#5f6873")

THEMED: Final = {
    INK: "--ink", MUTED: "--muted", FAINT: "--faint", ACCENT: "--accent", SECOND: "--second", POSITIVE: "--positive",
    NEGATIVE: "--negative", PAPER: "--paper", "#7a4d9a": "--fourth", "#8a6d1b": "--fifth", "#3d8f9e": "--seventh",
}
"""Colours that a page may replace in the dark, and the name it gives them."""

KEY_PAD: Final = 26
"""Points between a title and the axes where a key is between them."""

WIDE: Final = 7.6
NARROW: Final = 3.9
"""Inches of a chart on a laptop and on a phone."""

_SETTINGS: Final[dict[Any, Any]] = {
    "font.family": "DejaVu Sans", "font.size": 9.5, "axes.titlesize": 11, "axes.titleweight": "bold", "axes.titlelocation": "left",
    "axes.edgecolor": FAINT, "axes.labelcolor": MUTED, "axes.titlecolor": INK, "text.color": INK, "xtick.color": MUTED,
    "ytick.color": MUTED, "ytick.labelcolor": INK, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": False,
    "grid.color": FAINT, "grid.linewidth": 0.6, "axes.axisbelow": True, "figure.facecolor": "none", "axes.facecolor": "none",
    "svg.fonttype": "none", "svg.hashsalt": "broadsheet", "hatch.linewidth": 0.7, "xtick.major.size": 0, "ytick.major.size": 0,
    "text.parse_math": False, "path.simplify": True,
}


@contextmanager
def chart_style() -> Iterator[None]:
    """matplotlib's settings for our charts, inside a `with`."""
    import matplotlib as mpl

    with mpl.rc_context({**_SETTINGS}):
        yield


class ChartFunction[**P](Protocol):
    """A function that draws a frame on axes, or on new ones of its own."""

    def __call__(self, frame: pd.DataFrame, /, ax: Axes | None = None, *args: P.args, **options: P.kwargs) -> Axes:
        """Draw, and give the axes."""
        ...


def on_own_axes[**P](draw: Callable[Concatenate[pd.DataFrame, Axes, P], Axes]) -> ChartFunction[P]:
    """A chart that makes a figure of its own, of our look and width, where it is given no axes."""
    @wraps(draw)
    def drawing(frame: pd.DataFrame, /, ax: Axes | None = None, *args: P.args, **options: P.kwargs) -> Axes:
        if ax is not None:
            return draw(frame, ax, *args, **options)
        if frame.empty:
            raise RequestError("there is no row to draw")
        import matplotlib.pyplot as plt

        with chart_style():
            return draw(frame, plt.figure(figsize=(WIDE, 3.2)).add_subplot(), *args, **options)

    asked = inspect.signature(draw)
    optional = [one.replace(default=None, annotation="Axes | None") if one.name == "ax" else one for one in asked.parameters.values()]
    drawing.__signature__ = asked.replace(parameters=optional)  # type: ignore[attr-defined]
    return drawing


def figure_of(ax: Axes) -> Figure:
    """The figure that `ax` is a part of."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("these axes belong to no figure")
    return figure


def width_of(ax: Axes) -> float:
    """Inches of the figure that `ax` is a part of: charts shorten their labels by it."""
    return float(figure_of(ax).get_size_inches()[0])


def set_height(ax: Axes, inches: float) -> None:
    """Set the height of the figure of `ax`; its width stays."""
    figure_of(ax).set_size_inches(width_of(ax), inches)


def whole_numbers(ax: Axes) -> None:
    """At most four marks on the y axis, at whole numbers."""
    from matplotlib.ticker import MaxNLocator

    ax.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True, steps=[1, 2, 2.5, 5, 10]))


def is_narrow(ax: Axes) -> bool:
    """Whether `ax` is drawn for a phone."""
    return width_of(ax) < (WIDE + NARROW) / 2


def row_label(ax: Axes, row: int, text: object, *, at: float, width: int, narrow: int) -> None:
    """The label left of a row, wrapped to `width` characters, or to `narrow` on a narrow figure.

    Parameters
    ----------
    ax
        Where to draw.
    row
        Number of the row, from 0 at the top; also the mark's name in the picture.
    text
        Text of an article: made safe here.
    at
        Its right end, in data units.
    width, narrow
        Characters a line.
    """
    ax.text(at, row, chart_text(text, width=narrow if is_narrow(ax) else width), ha="right", va="center", fontsize=9, color=INK,
            gid=f"row-{row}-label")
