"""Stance with its doubt: a mean and its interval, or the words "not enough evidence"."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import pandas as pd

from broadsheet.analysis import quantity
from broadsheet.charts.bars import tidy_time_axis
from broadsheet.charts.style import ACCENT, CYCLE, INK, KEY_PAD, MUTED, NEGATIVE, PAPER, POSITIVE, is_narrow, on_own_axes, set_height
from broadsheet.safe_text import chart_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 24
FEW = 6
"""Rows without enough evidence that are drawn; the table has them all."""

_LENGTHS = {"day": pd.DateOffset(days=1), "week": pd.DateOffset(weeks=1), "month": pd.DateOffset(months=1)}

COLOURS = {"negative": NEGATIVE, "positive": POSITIVE}


@on_own_axes
def stance_chart(ranking: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """A point and its 95 % interval per row of `stance_ranking` or `stance_by_outlet`.

    A filled point is the outlets' own voice, a hollow one quoted voices. The colour says which side of zero the interval
    supports. Rows without enough evidence say so instead.

    Parameters
    ----------
    ranking
        Rows of `stance_ranking` or `stance_by_outlet`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    shown = _worth_drawing(ranking)
    set_height(ax, 0.9 + 0.27 * len(shown))
    for line, record in enumerate(shown.to_dict("records")):
        _stance_row(ax, line, record, shown)
    ax.axvline(0, color=MUTED, linewidth=0.8)
    ax.set(yticks=[], ylim=(len(shown) - 0.4, -0.6), xlim=(-1, 1), xticks=[-1, -0.5, 0, 0.5, 1])
    ax.set_xticklabels(["−1\nnegative", "−0.5", "0", "0.5", "1\npositive"], fontsize=8)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    ax.set_title(title, pad=KEY_PAD)
    _voice_key(ax, shown)
    return ax


def _worth_drawing(ranking: pd.DataFrame) -> pd.DataFrame:
    """Rows with enough evidence, and the few most mentioned without it that say so; `row` is their position in the answer."""
    numbered = ranking.assign(row=range(len(ranking)))
    bare = numbered[numbered["stance"].isna()].sort_values("mentions", ascending=False, kind="stable").head(FEW)
    return numbered[numbered["stance"].notna() | numbered["row"].isin(bare["row"])].head(MOST)


def _stance_row(ax: Axes, line: int, record: dict[Hashable, Any], shown: pd.DataFrame) -> None:
    name = chart_text(record["name"], width=20 if is_narrow(ax) else 32)
    by = record.get("source")
    label = f"{name} · {chart_text(by, width=14 if is_narrow(ax) else 24)}" if by is not None else name
    row = record["row"]
    first = line == 0 or by is not None or shown["name"].iloc[line - 1] != record["name"]
    if first:
        ax.annotate(label, (-0.01, line), xycoords=("axes fraction", "data"), ha="right", va="center", fontsize=8.8, color=INK,
                    gid=f"row-{row}-label")
    if pd.isna(record["stance"]):
        n = quantity(record["articles"], "article")
        voice = "quoted: " if record["voice"] == "quoted" else ""
        ax.text(0, line, f"{voice}not enough evidence ({n})", ha="center", va="center", fontsize=7.8, color=MUTED, gid=f"row-{row}",
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1})
        return
    colour = COLOURS.get(str(record["verdict"]), ACCENT)
    own = record["voice"] == "own"
    ax.plot([record["low"], record["high"]], [line, line], color=colour, linewidth=2, solid_capstyle="butt", gid=f"row-{row}-interval")
    ax.plot([record["stance"]], [line], marker="o", markersize=7, color=colour, markerfacecolor=colour if own else PAPER,
            markeredgewidth=1.6, gid=f"row-{row}")
    ax.annotate(f"n {record['articles']}", (1.01, line), xycoords=("axes fraction", "data"), va="center", fontsize=7.8, color=MUTED,
                gid=f"row-{row}-number")


@on_own_axes
def stance_lines(series: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """Stance by period with its interval, one colour per actor, from `stance_over_time`.

    Parameters
    ----------
    series
        Rows of `stance_over_time`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    period = next(c for c in ("day", "week", "month") if c in series.columns)
    known = series[series["stance"].notna()]
    ax.set_title(title)
    if known.empty:
        # An axis without a mark on it says nothing that the title does not.
        ax.set_axis_off()
        set_height(ax, 0.2)
        return ax
    set_height(ax, 2.5)
    names = list(dict.fromkeys(known["name"]))
    for number, name in enumerate(names):
        rows = known[known["name"] == name]
        colour = CYCLE[number % len(CYCLE)]
        ax.plot(rows[period], rows["stance"].astype(float), color=colour, linewidth=1, alpha=0.6)
        for position, record in rows.iterrows():
            ax.plot([record[period]] * 2, [record["low"], record["high"]], color=colour, linewidth=1.6, gid=f"row-{position}-interval")
            ax.plot([record[period]], [record["stance"]], marker="o", markersize=5.5, color=colour, gid=f"row-{position}")
    _end_labels(ax, known, names)
    ax.axhline(0, color=MUTED, linewidth=0.8)
    ax.set(ylim=(-1, 1), yticks=[-1, 0, 1])
    ax.set_ylabel("stance, −1 to 1", fontsize=8.5)
    periods = known[period]
    if periods.nunique() == 1:
        # Of one period alone the axis would run over years.
        around = 2 * _LENGTHS[period]
        ax.set_xlim(periods.min() - around, periods.max() + around)
    tidy_time_axis(ax)
    return ax


@on_own_axes
def reliability_chart(curve: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """How often a probability is right, from the sentiment model's own reliability curve: `confidence accuracy n`.

    Parameters
    ----------
    curve
        Rows of `reliability_curve`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    set_height(ax, 2.9)
    ax.plot([0, 1], [0, 1], color=MUTED, linewidth=0.8, linestyle="--")
    most = float(curve["n"].max())
    for row, record in enumerate(curve.to_dict("records")):
        ax.plot([record["confidence"]], [record["accuracy"]], marker="o", color=ACCENT, markersize=4 + 8 * (record["n"] / most) ** 0.5,
                gid=f"row-{row}")
    ax.set(xlim=(0.3, 1.01), ylim=(0.3, 1.01), xlabel="what the model says", ylabel="how often it is right")
    ax.annotate("says too little", (0.36, 0.93), fontsize=8, color=MUTED)
    ax.annotate("says too much", (0.78, 0.36), fontsize=8, color=MUTED)
    ax.set_title(title)
    return ax


def _end_labels(ax: Axes, known: pd.DataFrame, names: list[str]) -> None:
    """Names at the ends of their lines, moved apart where they would overlap."""
    last = {name: known[known["name"] == name].iloc[-1] for name in names}
    ends = [(float(last[name]["stance"]), number, name) for number, name in enumerate(names)]
    at = -2.0
    for value, number, name in sorted(ends):
        at = max(value, at + 0.17)
        ax.annotate(chart_text(name, width=22), (1.01, at), xycoords=("axes fraction", "data"), va="center", fontsize=8.5,
                    color=CYCLE[number % len(CYCLE)], annotation_clip=False, gid=f"row-{last[name].name}-label")


def _voice_key(ax: Axes, shown: pd.DataFrame) -> None:
    from matplotlib.lines import Line2D

    if shown["stance"].isna().all():
        return
    handles = [Line2D([], [], marker="o", linestyle="none", color=ACCENT, label="own voice of the outlets")]
    if (shown["voice"] == "quoted").any():
        handles.append(Line2D([], [], marker="o", linestyle="none", color=ACCENT, markerfacecolor=PAPER, label="quoted voices"))
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, frameon=False, fontsize=8, borderpad=0)
