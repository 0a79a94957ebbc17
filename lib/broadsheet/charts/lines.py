"""Lines over time: how much is written about each actor, one small chart per actor on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from broadsheet.charts.bars import tidy_time_axis
from broadsheet.charts.style import ACCENT, FAINT, INK, MUTED, is_narrow, on_own_axes, set_height
from broadsheet.safe_text import chart_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 8
"""Actors in one picture."""

_TALLEST = 0.62
"""Height of the longest bar in a row, which leaves room for its number."""


@on_own_axes
def actor_lines(series: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """Articles per period that name each actor, from `actor_over_time`: a row of bars per actor, all on one scale.

    Rows side by side stay readable where lines on top of each other would not.

    Parameters
    ----------
    series
        Rows of `actor_over_time`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    period = str(series.columns[0])
    names = list(dict.fromkeys(series["name"]))[:MOST]
    shown = series.reset_index(drop=True).reset_index()
    shown = shown[shown["name"].isin(names)]
    set_height(ax, 0.5 + 0.5 * len(names))
    most = max(float(shown["articles"].max()), 1.0)
    width = {"day": 0.8, "week": 5.6, "month": 24}[period]
    for row, name in enumerate(names):
        own = shown[shown["name"] == name]
        base = len(names) - row - 1
        ax.axhline(base, color=FAINT, linewidth=0.8)
        for record in own.to_dict("records"):
            height = _TALLEST * float(record["articles"]) / most
            if height:
                ax.bar(record[period], height, bottom=base, width=width, align="edge", color=ACCENT, gid=f"row-{record['index']}")
        said = chart_text(name, width=18 if is_narrow(ax) else 30)
        peak = own.loc[own["articles"].astype(float).idxmax()]
        ax.annotate(said, (-0.01, base + 0.1), xycoords=("axes fraction", "data"), ha="right", va="bottom", fontsize=8.8, color=INK,
                    gid=f"row-{peak['index']}-label")
        at = (peak[period] + pd.Timedelta(days=width / 2), base + _TALLEST * float(peak["articles"]) / most)
        ax.annotate(f"{int(peak['articles'])}", at, ha="center", va="bottom", fontsize=7, color=MUTED, gid=f"row-{peak['index']}-number")
    ax.set(yticks=[], ylim=(-0.05, len(names) + 0.12))
    ax.spines["left"].set_visible(False)
    tidy_time_axis(ax)
    ax.set_title(title)
    return ax
