"""The network of actors: who appears with whom, and who speaks for or against whom; readable at thirty actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from broadsheet.charts.style import ACCENT, INK, MUTED, NEGATIVE, PAPER, POSITIVE, is_narrow, on_own_axes, set_height, width_of
from broadsheet.safe_text import chart_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 30
"""Actors in one picture."""

_ENDS = (
    ("holder", "target"), ("holder", "name"), ("name", "other"), ("name", "other_name"), ("source", "target"), ("a", "b"),
    ("actor", "other"),
)
_SIGNS = {"critical": NEGATIVE, "supportive": POSITIVE, "mixed": "#8a6d1b", "neutral": MUTED, "one statement": MUTED}
_UNSIGNED = ("neutral", "one statement")
_FEW = 3


@on_own_axes
def network_chart(edges: pd.DataFrame, ax: Axes, *, title: str = "", directed: bool = False) -> Axes:
    """Actors around a circle, in an order that keeps ties short, with their names outside it.

    A circle of names stays readable where a cloud of points would bury them. The line's width is the number of articles or
    sentences; with a `sign` its colour says critical or supportive, and it ends in an arrow; neutral ties are
    left out where there are others, and so are those that rest on one statement where at least three others have a sign.

    Parameters
    ----------
    edges
        Two columns that name the actors (`source`/`target`, `name`/`other`, `holder`/`target`, `holder`/`name`) and one that
        weighs the tie (`sentences`, `statements`, `articles`, `mentions` or `weight`); optionally `sign`.
    title
        What the picture says.
    directed
        Whether a tie leads from the first to the second and ends in an arrow; one with a sign always does.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    first, second, weight = edge_columns(edges)
    edges = edges.reset_index(drop=True)
    if "sign" in edges.columns:
        edges = _telling(edges)
    kept = _strongest(edges, first, second, weight)
    order = _ring_order(kept, first, second, weight)
    set_height(ax, min(width_of(ax), 5.6))
    at = {name: _point(i, len(order)) for i, name in enumerate(order)}
    most = float(kept[weight].max())
    for position, row in kept.iterrows():
        _tie(ax, at[row[first]], at[row[second]], float(row[weight]) / most, row.get("sign"), f"row-{position}", arrow=directed)
    strength = {name: float(kept.loc[(kept[first] == name) | (kept[second] == name), weight].sum()) for name in order}
    for name in order:
        strongest = int(kept.index[(kept[first] == name) | (kept[second] == name)][0])
        _node(ax, name, at[name], strength[name] / max(strength.values()), f"row-{strongest}")
    ax.set(xlim=(-1.75, 1.75), ylim=(-1.95, 1.95), aspect="equal")
    ax.axis("off")
    ax.set_title(title)
    if "sign" in kept.columns:
        _sign_key(ax, set(kept["sign"].dropna()))
    return ax


def _telling(edges: pd.DataFrame) -> pd.DataFrame:
    """The ties with a sign; with fewer than `_FEW` of them those of one statement too, and all ties where there is nothing else."""
    signed, stated = edges[~edges["sign"].isin(_UNSIGNED)], edges[edges["sign"] != "neutral"]
    return signed if len(signed) >= _FEW else stated if len(stated) else edges


def edge_columns(edges: pd.DataFrame) -> tuple[str, str, str]:
    """The columns that name the two ends of an edge and that weigh it."""
    for pair in _ENDS:
        if set(pair) <= set(edges.columns):
            break
    else:
        raise ValueError(f"network_chart needs two columns of names such as name and other; these are {', '.join(map(str, edges.columns))}")
    weight = next((c for c in ("sentences", "statements", "weight", "articles", "mentions") if c in edges.columns), None)
    if weight is None:
        raise ValueError(f"network_chart needs a weight such as sentences or articles; columns are {', '.join(map(str, edges.columns))}")
    return pair[0], pair[1], weight


def _strongest(edges: pd.DataFrame, first: str, second: str, weight: str) -> pd.DataFrame:
    """Ties among the `MOST` actors that have most of them."""
    ends = pd.concat([edges[[first, weight]].set_axis(["n", "w"], axis=1), edges[[second, weight]].set_axis(["n", "w"], axis=1)])
    totals = ends.groupby("n")["w"].sum().sort_values(ascending=False, kind="stable")
    inside = set(totals.index[:MOST])
    kept = edges
    kept = kept[kept[first].isin(inside) & kept[second].isin(inside)]
    return kept.sort_values(weight, ascending=False, kind="stable").head(3 * MOST)


def _ring_order(kept: pd.DataFrame, first: str, second: str, weight: str) -> list[str]:
    """Names in the order of the second eigenvector's angle: strongly tied ones are side by side."""
    names = sorted(set(kept[first]) | set(kept[second]))
    index = {name: i for i, name in enumerate(names)}
    ties = np.zeros((len(names), len(names)))
    for a, b, w in zip(kept[first], kept[second], kept[weight], strict=True):
        ties[index[a], index[b]] += float(w)
        ties[index[b], index[a]] += float(w)
    if len(names) < 4:
        return names
    degrees = ties.sum(axis=1)
    scale = 1 / np.sqrt(np.maximum(degrees, 1e-9))
    _, vectors = np.linalg.eigh(np.eye(len(names)) - scale[:, None] * ties * scale[None, :])
    angles = np.round(np.arctan2(vectors[:, 2], vectors[:, 1]), 6)
    return [names[i] for i in sorted(range(len(names)), key=lambda i: (angles[i], names[i]))]


def _point(position: int, n: int) -> tuple[float, float]:
    angle = np.pi / 2 - 2 * np.pi * position / n
    return float(np.cos(angle)), float(np.sin(angle))


def _tie(ax: Axes, a: tuple[float, float], b: tuple[float, float], share: float, sign: Any, gid: str, *, arrow: bool) -> None:
    """A curve bent toward the middle; a signed or directed one points at its target."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    signed = isinstance(sign, str)
    colour = _SIGNS.get(sign, MUTED) if signed else ACCENT
    bend = (0.175 * (a[0] + b[0]), 0.175 * (a[1] + b[1]))
    path = Path([a, bend, b], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    alpha = 0.8 if signed else 0.25 + 0.6 * share
    ax.add_patch(PathPatch(path, fill=False, linewidth=0.5 + 3.0 * share, edgecolor=colour, alpha=alpha, capstyle="round", gid=gid))
    if signed or arrow:
        ax.plot([b[0] - 0.09 * (b[0] - bend[0])], [b[1] - 0.09 * (b[1] - bend[1])], linestyle="none", color=colour, markersize=6,
                marker=(3, 0, float(np.degrees(np.arctan2(b[1] - bend[1], b[0] - bend[0])) - 90)), gid=f"{gid}-arrow", zorder=3)


def _node(ax: Axes, name: str, at: tuple[float, float], share: float, gid: str) -> None:
    """An actor: a click on it leads to its strongest tie, whose sentences name it."""
    x, y = at
    ax.plot([x], [y], marker="o", markersize=4 + 7 * share, color=INK, markeredgecolor=PAPER, zorder=4, gid=f"{gid}-node")
    angle = np.degrees(np.arctan2(y, x))
    left = x < -1e-9
    turned = angle + 180 if left else angle
    if abs(abs(angle) - 90) < 1e-6:
        turned, left = (90, False) if y > 0 else (90, True)
    ax.text(1.07 * x, 1.07 * y, chart_text(name, width=18 if is_narrow(ax) else 26), rotation=turned, rotation_mode="anchor",
            ha="right" if left else "left", va="center", fontsize=6.6 if is_narrow(ax) else 8.4, color=INK, gid=f"{gid}-name")


def _sign_key(ax: Axes, present: set[str]) -> None:
    from matplotlib.lines import Line2D

    handles = [Line2D([], [], color=colour, linewidth=2, label=sign) for sign, colour in _SIGNS.items() if sign in present]
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 0), frameon=False, fontsize=8, ncols=1, borderpad=0, labelcolor=INK)
