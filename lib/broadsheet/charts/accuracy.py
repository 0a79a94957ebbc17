"""Accuracy with its doubt: its interval, and how many marks it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from broadsheet.charts.style import ACCENT, INK, MUTED, PAPER, on_own_axes, row_label, set_height

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@on_own_axes
def accuracy_bars(scores: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """A bar from 0 to 1 per row of `accuracy_table`, with its 95 % interval and the number of marks.

    Parameters
    ----------
    scores
        Rows of `accuracy_table`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    set_height(ax, 0.6 + 0.3 * len(scores))
    for row, record in enumerate(scores.to_dict("records")):
        row_label(ax, row, record["task"], at=-0.015, width=30, narrow=18)
        if pd.isna(record["f1"]):
            ax.text(0.01, row, "nothing marked", va="center", fontsize=8, color=MUTED)
            continue
        ax.barh(row, float(record["f1"]), height=0.6, color=ACCENT, alpha=0.85, gid=f"row-{row}")
        if not pd.isna(record["low"]):
            ax.plot([record["low"], record["high"]], [row, row], color=INK, linewidth=1.3)
        end = float(record["high"]) if not pd.isna(record["high"]) else float(record["f1"])
        said = f"{record['f1']:.2f}  (n {record['marks']})"
        ax.text(max(end, float(record["f1"])) + 0.015, row, said, va="center", fontsize=8, color=MUTED, gid=f"row-{row}-number")
    ax.set(yticks=[], ylim=(len(scores) - 0.5, -0.5), xlim=(0, 1.18), xticks=[0, 0.25, 0.5, 0.75, 1])
    ax.set_xlabel("F1, or agreement; line: 95 % interval", fontsize=8.5, loc="left")
    ax.spines["left"].set_visible(False)
    ax.set_title(title)
    return ax


@on_own_axes
def own_accuracy_points(scores: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """A filled point for precision and a hollow one for recall per row of `own_accuracy`, each with its 95 % interval.

    Parameters
    ----------
    scores
        Rows of `own_accuracy`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    set_height(ax, 0.7 + 0.42 * len(scores))
    for row, record in enumerate(scores.to_dict("records")):
        row_label(ax, row, record["task"], at=-0.015, width=30, narrow=18)
        for name, above, filled in (("precision", -0.15, True), ("recall", 0.15, False)):
            if pd.isna(record[name]):
                continue
            ax.plot([record[f"{name}_low"], record[f"{name}_high"]], [row + above] * 2, color=ACCENT, linewidth=1.5)
            ax.plot([record[name]], [row + above], marker="o", markersize=7, color=ACCENT, markerfacecolor=ACCENT if filled else PAPER,
                    linestyle="none", gid=f"row-{row}")
        ax.text(1.03, row, f"n {record['labelled']}", va="center", fontsize=8, color=MUTED, gid=f"row-{row}-number")
    ax.set(yticks=[], ylim=(len(scores) - 0.5, -0.5), xlim=(0, 1.12), xticks=[0, 0.25, 0.5, 0.75, 1])
    ax.set_xlabel("filled: precision; hollow: recall; line: 95 % interval", fontsize=8.5, loc="left")
    ax.spines["left"].set_visible(False)
    ax.set_title(title)
    return ax
