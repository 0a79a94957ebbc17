"""Articles per day against what the weeks before let expect, with the days marked that are more than chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from broadsheet.charts.bars import tidy_time_axis
from broadsheet.charts.style import ACCENT, FAINT, INK, KEY_PAD, MUTED, SECOND, is_narrow, on_own_axes, set_height, whole_numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABELLED = 6
"""Bursts whose day and number are written beside their bar, the largest first."""

_WIDEST, _THINNEST = 1.0, 0.006
"""Days that a bar is wide, and the least share of the picture that it is, to be seen at all."""


@on_own_axes
def burst_bars(bursts: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """Independent articles a day, from `article_bursts`: bursts in colour, the expected number as a line, days without a bar empty.

    Parameters
    ----------
    bursts
        Rows of `article_bursts`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    set_height(ax, 2.3)
    shown = bursts.reset_index(drop=True)
    first, last = shown["day"].min(), shown["day"].max() + pd.Timedelta(days=1)
    width = max(pd.Timedelta(days=_WIDEST), (last - first) * _THINNEST)
    for row, record in enumerate(shown.to_dict("records")):
        colour = SECOND if record["burst"] is True else ACCENT
        ax.bar(record["day"], float(record["independent"]), width=width * 0.9, align="edge", color=colour, gid=f"row-{row}")
    known = shown[shown["expected"].notna()]
    if len(known):
        ax.step(known["day"], known["expected"].astype(float), where="post", color=MUTED, linewidth=1.2, linestyle="--")
    _label(ax, shown, first, last)
    margin = (last - first) * 0.02
    ax.set(xlim=(first - margin, last + margin), ylim=(0, max(float(shown["independent"].max()), 1.0) * 1.22))
    ax.set_ylabel("independent articles", fontsize=8.5)
    whole_numbers(ax)
    ax.grid(axis="y", color=FAINT)
    ax.spines["left"].set_visible(False)
    tidy_time_axis(ax)
    _key(ax, known=bool(len(known)))
    ax.set_title(title, pad=KEY_PAD)
    return ax


def _label(ax: Axes, shown: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Day and number above the largest bursts, those left out that would touch a larger one's words."""
    taken: list[pd.Timestamp] = []
    room = (last - first) * 0.14
    ranked = shown[shown["burst"].fillna(False).astype(bool)].sort_values(["independent", "day"], ascending=[False, True]).head(LABELLED)
    for record in ranked.to_dict("records"):
        if any(abs(record["day"] - other) < room for other in taken):
            continue
        taken.append(record["day"])
        late = record["day"] > first + (last - first) * 0.85
        ax.annotate(f"{record['day']:%-d %b}: {int(record['independent'])}", (record["day"], float(record["independent"])), xytext=(0, 3),
                    textcoords="offset points", ha="right" if late else "left", va="bottom", fontsize=8, color=INK)


def _key(ax: Axes, *, known: bool) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Patch | Line2D] = [Patch(color=ACCENT, label="a day's articles"), Patch(color=SECOND, label="a burst")]
    if known:
        handles.append(Line2D([], [], color=MUTED, linestyle="--", label="expected from the four weeks before"))
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2 if is_narrow(ax) else 3, frameon=False, fontsize=8,
              columnspacing=1.2, borderpad=0, handletextpad=0.4)
