"""Who is for what and who against, as a grid of actors and issues."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from broadsheet.charts.style import ACCENT, FAINT, INK, KEY_PAD, MUTED, NEGATIVE, PAPER, POSITIVE, is_narrow, on_own_axes, set_height
from broadsheet.safe_text import chart_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACTORS: Final = 18
ISSUES: Final = 9
NARROW_ISSUES: Final = 4
"""Lines and columns that are drawn, those with most positions; the table has them all."""

_COLOURS: Final = {"for": POSITIVE, "against": NEGATIVE, "mixed": ACCENT, "undecided": MUTED}
_SIGNS: Final = {"for": "+", "against": "−", "mixed": "±", "undecided": "?"}
_SIZES: Final = (11.0, 14.5, 18.0)
"""Points of a mark: one sentence, two, three or more."""


@on_own_axes
def matrix_chart(matrix: pd.DataFrame, ax: Axes, *, title: str = "") -> Axes:
    """A mark per actor and issue: its sign and colour say the side, its size how many sentences show it, a ring that it changed.

    Parameters
    ----------
    matrix
        Rows of `position_matrix`.
    ax
        Where to draw; None makes a figure of its own.
    title
        What the picture says, above it; empty for none.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    numbered = matrix.assign(row=range(len(matrix)))
    issues = list(dict.fromkeys(numbered["issue"]))[: NARROW_ISSUES if is_narrow(ax) else ISSUES]
    numbered = numbered[numbered["issue"].isin(issues)]
    most = numbered.groupby("holder", sort=False)["issue"].nunique().sort_values(ascending=False, kind="stable")
    actors = list(most.index[:ACTORS])
    set_height(ax, 1.75 + 0.27 * len(actors))
    ax.set_title(title, pad=KEY_PAD + 44)
    _grid(ax, actors, issues)
    for record in numbered[numbered["holder"].isin(actors)].to_dict("records"):
        _mark(ax, issues.index(record["issue"]), actors.index(record["holder"]), record)
    _key(ax, numbered)
    return ax


def _grid(ax: Axes, actors: list[str], issues: list[str]) -> None:
    for line in range(len(actors)):
        ax.axhline(line, color=FAINT, linewidth=0.6, zorder=0)
    ax.set(xlim=(-0.6, len(issues) - 0.4), ylim=(len(actors) - 0.4, -0.6), xticks=range(len(issues)), yticks=range(len(actors)))
    ax.set_yticklabels([chart_text(name, width=20 if is_narrow(ax) else 30) for name in actors], fontsize=8.8)
    ax.set_xticklabels([chart_text(name, width=24) for name in issues], fontsize=8.3, rotation=38, ha="left", rotation_mode="anchor")
    ax.xaxis.tick_top()
    for side in ("left", "bottom", "top"):
        ax.spines[side].set_visible(False)


def _mark(ax: Axes, column: int, line: int, record: dict[Hashable, Any]) -> None:
    side = str(record["side"])
    colour = _COLOURS[side]
    filled = record["shown_by"] != "reported"
    size = _SIZES[min(int(record["sentences"]), len(_SIZES)) - 1]
    if record["changed"]:
        ax.plot([column], [line], marker="o", markersize=size + 6, color=INK, markerfacecolor="none", markeredgewidth=1.1,
                gid=f"row-{record['row']}-ring")
    face, sign = (colour, PAPER) if filled else (PAPER, colour)
    ax.plot([column], [line], marker="o", markersize=size, color=colour, markerfacecolor=face, markeredgewidth=1.5,
            gid=f"row-{record['row']}")
    ax.text(column, line, _SIGNS[side], ha="center", va="center_baseline", fontsize=9.5, fontweight="bold", color=sign,
            gid=f"row-{record['row']}-label")


def _key(ax: Axes, shown: pd.DataFrame) -> None:
    from matplotlib.lines import Line2D

    def dot(label: str, colour: str, **how: str) -> Line2D:
        return Line2D([], [], marker="o", linestyle="none", markersize=8, color=colour, label=label, **how)  # type: ignore[arg-type]

    handles = [dot(f"{_SIGNS[side]} {side}", colour) for side, colour in _COLOURS.items() if (shown["side"] == side).any()]
    if (shown["shown_by"] == "reported").any():
        handles.append(dot("only reported", MUTED, markerfacecolor=PAPER))
    if shown["changed"].any():
        handles.append(dot("changed", INK, markerfacecolor="none"))
    ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, 0.0), ncols=3 if is_narrow(ax) else 6, frameon=False, fontsize=8,
              borderpad=0.4, handletextpad=0.2)
