"""Bars: who, how often, and when articles appeared. Each takes a tidy frame and an `ax` and returns the `Axes`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from broadsheet.charts.style import ACCENT, CYCLE, FAINT, KEY_PAD, MUTED, is_narrow, on_own_axes, row_label, set_height
from broadsheet.safe_text import chart_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 15
"""Bars in one chart."""


@on_own_axes
def ranked_bars(
    answer: pd.DataFrame, ax: Axes, *, name: str | Sequence[str], count: str, noun: str, nouns: str | None = None,
    within: str | None = None, ordered_with: str | None = None, title: str = "",
) -> Axes:
    """Horizontal bars in the order of the frame, each labelled with its number; in the order given.

    Parameters
    ----------
    answer
        One row per bar.
    name, count
        Columns of the label and of the length. Of several columns the label is their values, with a colon between.
    noun, nouns
        What is counted.
    within
        A column that is part of `count` (independent of all): drawn dark inside the bar.
    ordered_with
        A column that the order goes by, too: its number stands beside that of the bar, as a shorter bar may be above a longer one.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> words = pd.DataFrame({"word": ["quay", "ferry"], "uses": [3, 1]})
    >>> ax = ranked_bars(words, plt.figure().add_subplot(), name="word", count="uses", noun="use", title="“quay” is used most")
    >>> ax.get_title()
    '“quay” is used most'
    """
    shown = answer.head(MOST)
    set_height(ax, max(1.0, 0.36 + 0.27 * len(shown)))
    values: list[float] = shown[count].astype(float).tolist()
    parts: list[float] = values if within is None else shown[within].astype(float).tolist()
    top = max(*values, 1.0)
    names = [name] if isinstance(name, str) else list(name)
    texts = [": ".join(map(str, several)) for several in shown[names].itertuples(index=False)]
    for row, (value, part, text) in enumerate(zip(values, parts, texts, strict=True)):
        if part < value:
            ax.barh(row, value, height=0.62, color=FAINT, gid=f"row-{row}-all")
        ax.barh(row, part, height=0.62, color=ACCENT, gid=f"row-{row}")
        beside = "" if ordered_with is None else f" in {int(shown[ordered_with].iloc[row]):,}"
        ax.text(value + 0.012 * top, row, _number(value, part) + beside, va="center", fontsize=8.5, color=MUTED, gid=f"row-{row}-number")
        row_label(ax, row, text, at=-0.012 * top, width=36, narrow=22)
    ax.set(yticks=[], xticks=[], ylim=(len(shown) - 0.5, -0.5), xlim=(0, top * 1.12))
    ax.spines[:].set_visible(False)
    what = nouns or noun + "s"
    what += "" if ordered_with is None else f", in how many {ordered_with}; ordered by both"
    ax.set_xlabel(what if within is None else f"{what}; in colour and in brackets: {within.replace('_', ' ')}", fontsize=8.5, loc="left")
    ax.set_title(title)
    return ax


@on_own_axes
def actor_bars(ranking: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """Actors by mentions, from `actor_ranking`.

    Parameters
    ----------
    ranking
        Rows of `actor_ranking`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    beside = "articles" if "articles" in ranking.columns else None
    return ranked_bars(ranking, ax, name="name", count="mentions", noun="mention", ordered_with=beside, title=title)


@on_own_axes
def speaker_bars(ranking: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """Speakers by statements, from `speaker_ranking`.

    Parameters
    ----------
    ranking
        Rows of `speaker_ranking`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    count = next(c for c in ("statements", "quotes", "mentions") if c in ranking.columns)
    return ranked_bars(ranking, ax, name="name", count=count, noun="statement", title=title)


@on_own_axes
def outlet_bars(table: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """Outlets by articles, from `outlets`; what is not a copy is dark.

    Parameters
    ----------
    table
        Rows of `outlets`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    return ranked_bars(table, ax, name="source", count="articles", noun="article", within="independent", title=title)


@on_own_axes
def volume_bars(volume: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """Articles over time, stacked by outlet, from `article_volume`.

    Parameters
    ----------
    volume
        Rows of `article_volume`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    period = str(volume.columns[0])
    set_height(ax, 1.9)
    ranked = volume.groupby("source")["articles"].sum().sort_values(ascending=False, kind="stable")
    leaders = list(ranked.index[:6])
    width = {"day": 0.8, "week": 5.6, "month": 24}[period]
    stacked: dict[pd.Timestamp, float] = {}
    for row, record in enumerate(volume.to_dict("records")):
        colour = CYCLE[leaders.index(record["source"])] if record["source"] in leaders else FAINT
        base = stacked.get(record[period], 0.0)
        ax.bar(record[period], float(record["articles"]), bottom=base, width=width, align="edge", color=colour, gid=f"row-{row}")
        stacked[record[period]] = base + float(record["articles"])
    _outlet_key(ax, leaders, len(ranked) - len(leaders))
    tidy_time_axis(ax)
    ax.set_ylabel(f"articles per {period}", fontsize=8.5)
    ax.locator_params(axis="y", integer=True, nbins=4)
    ax.grid(axis="y")
    ax.spines["left"].set_visible(False)
    ax.set_title(title, pad=KEY_PAD)
    return ax


def tidy_time_axis(ax: Axes) -> None:
    """Dates along the axis in as many ticks as fit, the year said once."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(minticks=2, maxticks=4 if is_narrow(ax) else 8)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def _outlet_key(ax: Axes, leaders: list[str], others: int) -> None:
    from matplotlib.patches import Patch

    handles = [Patch(color=CYCLE[i], label=chart_text(name, width=24)) for i, name in enumerate(leaders)]
    handles += [Patch(color=FAINT, label=f"{others} other {'outlet' if others == 1 else 'outlets'}")] * bool(others > 0)
    columns = 2 if is_narrow(ax) else 4
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=columns, frameon=False, fontsize=8, handlelength=1,
              columnspacing=1.2, borderpad=0)


def _number(value: float, part: float) -> str:
    return f"{value:,.0f}" if part == value else f"{value:,.0f} ({part:,.0f})"
