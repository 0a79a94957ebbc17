"""Swim-lanes: a lane per actor, along the same days, with the marks of the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from broadsheet.charts.bars import tidy_time_axis
from broadsheet.charts.style import FAINT, INK, KEY_PAD, is_narrow, on_own_axes, set_height
from broadsheet.charts.timelines import days_shown, mark_story, status_key
from broadsheet.safe_text import chart_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DEEPEST = 4
"""Marks of one lane on top of each other where their days coincide; what is more is drawn over the last one."""

MOST = 60
"""Marks of one lane: the most salient ones. More of them cover each other, and each needs its row in the table of the page."""

_STEP, _BAR = 0.19, 0.11
"""Share of a lane between two of them, and the height of a bar."""


@on_own_axes
def lanes_chart(lanes: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """What each actor takes part in, from `actor_lanes`: points are days, bars are periods, as in the timeline.

    Marks whose days are too close to be distinguished are stacked. What lies far outside the rest is an arrow at the edge.

    Parameters
    ----------
    lanes
        Rows of `actor_lanes`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    shown = lanes.reset_index(drop=True)
    names = list(dict.fromkeys(zip(shown["actor_id"], shown["name"], strict=True)))
    set_height(ax, 0.7 + 0.62 * len(names))
    stories = list(enumerate(shown.to_dict("records")))
    first, last = days_shown(stories)
    for lane, (actor_id, name) in enumerate(names):
        ax.axhline(lane + 0.5, color=FAINT, linewidth=0.8)
        own = _weightiest([(row, story) for row, story in stories if story["actor_id"] == actor_id])
        for (row, story), depth in zip(own, _depths([story for _, story in own], first, last), strict=True):
            mark_story(ax, lane + 0.28 - _STEP * depth, row, story, first, last, height=_BAR)
        said = chart_text(name, width=16 if is_narrow(ax) else 26)
        ax.annotate(said, (-0.02, lane), xycoords=("axes fraction", "data"), ha="right", va="center", fontsize=8.8, color=INK,
                    gid=f"row-{own[0][0]}-label")
    ax.set(yticks=[], ylim=(len(names) - 0.5, -0.62), xlim=(first, last))
    tidy_time_axis(ax)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    status_key(ax, shown)
    ax.set_title(title, pad=KEY_PAD)
    return ax


def _weightiest(stories: list[tuple[int, dict[Any, Any]]]) -> list[tuple[int, dict[Any, Any]]]:
    """The `MOST` most salient stories of a lane, in their order."""
    ranked = sorted(stories, key=lambda pair: -float(pair[1].get("salience") or 0.0))[:MOST]
    return sorted(ranked, key=lambda pair: pair[0])


def _depths(stories: list[dict[str, pd.Timestamp]], first: pd.Timestamp, last: pd.Timestamp) -> list[int]:
    """How high each mark is in its lane: the lowest place that is free from its first day on."""
    apart = (last - first) * 0.016
    free: list[pd.Timestamp] = []
    found = []
    for story in stories:
        begin, end = max(story["earliest"], first), min(max(story["latest"], first), last) + apart
        place = next((place for place, day in enumerate(free) if day <= begin), len(free))
        place = min(place, DEEPEST - 1)
        free[place:place + 1] = [end]
        found.append(place)
    return found
