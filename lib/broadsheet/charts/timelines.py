"""The timeline: a line per happening, days as points, periods as bars, what is planned hatched, what is denied crossed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from broadsheet.analysis import said_date
from broadsheet.charts.bars import tidy_time_axis
from broadsheet.charts.style import ACCENT, FAINT, INK, KEY_PAD, MUTED, NEGATIVE, PAPER, SECOND, is_narrow, on_own_axes, set_height
from broadsheet.safe_text import chart_text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

MOST = 24
"""Happenings in one picture; the table has them all."""

COLOURS = {"planned": SECOND, "conditional": SECOND, "denied": NEGATIVE}
"""Colours by status; what is not named has the accent's colour."""

_LINE = 0.40
"""Inches of a line: the words above, the mark below."""

_BULK = 0.7
"""Share of the happenings that the window has to hold before far-off ones are set at the edge."""

_DATELINE = re.compile(r"^[A-Z][A-Z'’ ]{2,30}(?:, [^—–-]{2,40}?)?(?: \([^)]{2,30}\))? [—–-] ")


@on_own_axes
def timeline_chart(
    stories: pd.DataFrame, ax: Axes, *, title: str = "", volume: pd.DataFrame | None = None, now: pd.Timestamp | None = None,
) -> Axes:
    """Happenings by date, from `timeline`; each with the words that tell it.

    A day is a point, the larger the more outlets tell it, a longer period a bar from its first to its last day. Planned and
    conditional ones are hollow and hatched, denied ones crossed; what lies far outside the rest is an arrow at the edge. Beyond
    `MOST` rows the most salient of each date are drawn.

    Parameters
    ----------
    stories
        Rows with `earliest`, `latest`, `status`, `sentence` and `salience`.
    volume
        Rows of `article_volume`, for a strip of publication days below.
    now
        A moment to mark, where it lies inside the picture.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.
    """
    kept = _drawn(stories)
    set_height(ax, 0.7 + _LINE * len(kept) + (0.5 if volume is not None else 0))
    first, last = days_shown(kept)
    for line, (position, story) in enumerate(kept):
        mark_story(ax, line, position, story, first, last)
    for line, (position, story) in enumerate(kept):
        _label(ax, line, position, story, first, last)
    ax.set(yticks=[], ylim=(len(kept) - 0.35, -0.75), xlim=(first, last))
    if volume is not None:
        _strip(ax, volume, len(kept))
    if now is not None and first < now < last:
        ax.axvline(now, color=MUTED, linewidth=0.8, linestyle=":")  # type: ignore[arg-type]  # days are numbers to matplotlib
    tidy_time_axis(ax)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    status_key(ax, stories)
    ax.set_title(title, pad=KEY_PAD)
    return ax


def _drawn(stories: pd.DataFrame) -> list[tuple[int, dict[Any, Any]]]:
    """(position in the frame, row), by date. Where there are too many: of each date the most salient, news before history."""
    dated = stories.assign(position=range(len(stories)), background=stories.get("background", pd.Series(False, index=stories.index)))
    dated = dated[dated["earliest"].notna() & dated["latest"].notna()].assign(background=dated["background"].fillna(False).astype(bool))
    dated = dated.sort_values(["background", "salience"], ascending=[True, False], kind="stable")
    dated = dated.drop_duplicates(["sentence", "earliest", "latest"])
    turn = dated.groupby(["earliest", "latest"]).cumcount()
    chosen = dated.assign(turn=turn).sort_values(["turn", "background", "salience"], ascending=[True, True, False], kind="stable")
    chosen = chosen.head(MOST).sort_values(["earliest", "latest", "position"], kind="stable")
    return list(zip(chosen["position"], chosen.to_dict("records"), strict=True))


def days_shown(kept: list[tuple[int, dict[Any, Any]]]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The days drawn: the shortest window with most of the news in it, and all of it where that costs little.

    One mention of the 1990s would else press a month of news into a corner; what lies outside is at the edge. What is reported as
    history counts only where there is hardly anything else, and a happening in several lanes counts once.
    """
    stories = list({(s["sentence"], s["earliest"], s["latest"]): s for _, s in kept}.values())
    news = [s for s in stories if s.get("background") is not True]
    stories = news if len(news) > 1 else stories
    middles = sorted(s["earliest"] + (s["latest"] - s["earliest"]) / 2 for s in stories)
    size = max(1, round(len(middles) * _BULK))
    low, high = min(((middles[i], middles[i + size - 1]) for i in range(len(middles) - size + 1)), key=lambda pair: pair[1] - pair[0])
    first, last = min(s["earliest"] for s in stories), max(s["latest"] for s in stories)
    room = max((high - low) * 0.35, pd.Timedelta(days=5))
    if last - first > 3 * ((high - low) + 2 * room):
        first, last = max(first, low - room), min(last, high + room)
    margin = max((last - first) * 0.04, pd.Timedelta(days=1))
    return first - margin, last + margin


def mark_story(
    ax: Axes, line: float, position: int, story: dict[Any, Any], first: pd.Timestamp, last: pd.Timestamp, *, height: float = 0.3,
) -> None:
    """The mark of a happening at the height `line`: a point or a bar, or an arrow where it lies outside `first` to `last`."""
    status = str(story.get("status"))
    colour = COLOURS.get(status, ACCENT)
    hollow = status in ("planned", "conditional")
    start, end = story["earliest"], story["latest"] + pd.Timedelta(days=1)
    gid, width, size = f"row-{position}", last - first, _size(story)
    if end <= first or start >= last:
        edge: Any  # a day, which matplotlib takes for a number
        edge, pointing = (first + width * 0.006, "<") if end <= first else (last - width * 0.006, ">")
        ax.plot([edge], [line], marker=pointing, markersize=size, color=colour, markerfacecolor=PAPER if hollow else colour,
                markeredgewidth=1.5, linestyle="none", gid=gid, zorder=3, clip_on=False)
        return
    if (end - start) <= max(pd.Timedelta(days=1.5), width * 0.012):
        marker = "X" if status == "denied" else "D" if status == "claimed" else "o"
        middle = start + (end - start) / 2
        ax.plot([middle], [line], marker=marker, markersize=size, color=colour, markerfacecolor=PAPER if hollow else colour,
                markeredgewidth=1.5, linestyle="none", gid=gid, zorder=3)
        return
    ax.barh(line, end - start, left=start, height=height, facecolor=PAPER if hollow else colour, edgecolor=colour, linewidth=1.0,
            hatch="//////" if hollow else "xxxx" if status == "denied" else None, gid=gid, zorder=2)


def _size(story: dict[Any, Any]) -> float:
    """Points across a mark: its area grows with the number of outlets that tell it."""
    sources = story.get("sources")
    return min(6.0 * (1.0 if sources is None or pd.isna(sources) else max(float(sources), 1.0)) ** 0.5, 14.0)


def _label(ax: Axes, line: int, position: int, story: dict[Any, Any], first: pd.Timestamp, last: pd.Timestamp) -> None:
    """The telling words above the mark, from its left edge, or ending at its right edge where they would run out."""
    width = 52 if is_narrow(ax) else 104
    text = chart_text(_words(story), width=width)
    start = min(max(story["earliest"], first), last)
    share = (start - first) / (last - first)
    room = 1 - share
    needed = len(text) / (width * 1.06)
    at, side = (share, "left") if needed <= room else (1.0, "right")
    ax.annotate(text, (at, line - 0.30), xycoords=("axes fraction", "data"), ha=side, va="bottom", fontsize=7.6, color=INK,
                gid=f"row-{position}-label", annotation_clip=False)


def _words(story: dict[Any, Any]) -> str:
    when = said_date(story["earliest"], story["latest"], story.get("precision"))
    told = story.get("sentence")
    return f"{when} · {_DATELINE.sub('', told)}" if isinstance(told, str) else when


def _strip(ax: Axes, volume: pd.DataFrame, lines: int) -> None:
    """Publication days below the happenings: the darker, the more articles."""
    period = str(volume.columns[0])
    totals = volume.groupby(period)["articles"].sum()
    length: Any = {"day": pd.Timedelta(days=1), "week": pd.Timedelta(days=7), "month": pd.Timedelta(days=30)}[period]
    most = float(totals.max())
    low, high = ax.get_xlim()
    for begin, count in zip(totals.index.tolist(), totals.tolist(), strict=True):
        ax.barh(lines + 0.1, length, left=begin, height=0.5, color=MUTED, alpha=0.15 + 0.85 * float(count) / most, linewidth=0)
    ax.annotate(f"articles published per {period}: darker is more, at most {most:.0f}", (0, lines + 0.42),
                xycoords=("axes fraction", "data"), fontsize=7.6, color=MUTED, va="top")
    ax.set_ylim(lines + 1.0, -0.75)
    ax.set_xlim(low, high)


def status_key(ax: Axes, stories: pd.DataFrame) -> None:
    """The key to the marks that are drawn, between the title and the axes."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    present = set(stories["status"].dropna())
    options = {
        "occurred": Line2D([], [], marker="o", linestyle="none", color=ACCENT, label="occurred"),
        "claimed": Line2D([], [], marker="D", linestyle="none", color=ACCENT, label="claimed"),
        "planned": Line2D([], [], marker="o", linestyle="none", color=SECOND, markerfacecolor=PAPER, label="planned or conditional"),
        "denied": Line2D([], [], marker="X", linestyle="none", color=NEGATIVE, label="denied"),
    }
    present |= {"occurred"} if present & {"ongoing"} else set()
    present |= {"planned"} if "conditional" in present else set()
    handles: list[Artist] = [handle for status, handle in options.items() if status in present]
    handles.append(Patch(facecolor=FAINT, edgecolor=MUTED, label="a period, not a day"))
    handles += [
        Line2D([], [], marker=arrow, linestyle="none", color=MUTED, label=when)
        for arrow, when in (("<", "earlier"), (">", "later")) if any(line.get_marker() == arrow for line in ax.get_lines())
    ]
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2 if is_narrow(ax) else 7, frameon=False, fontsize=8,
              columnspacing=1.2, borderpad=0, handletextpad=0.4)
