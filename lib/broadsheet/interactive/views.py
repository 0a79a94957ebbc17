"""What an analyst can look at while exploring: each view is a question, its frame and its picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from broadsheet import analysis, display
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor


@dataclass(frozen=True)
class Selection:
    """What the controls ask for; None asks for everything. Days are both included."""

    since: pd.Timestamp | None = None
    until: pd.Timestamp | None = None
    sources: tuple[str, ...] | None = None
    focus: str | None = None
    status: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Looked:
    """An answer ready to be shown: the frame, the chart that draws it (or another frame), and what to say of none."""

    frame: pd.DataFrame
    chart: Callable[..., Any] | None = None
    drawn: pd.DataFrame | None = None
    finding: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def marks_are_rows(self) -> bool:
        """Whether the marks of the picture stand for rows of the table."""
        return self.drawn is None


def _actors(layers: Layers, asked: Selection) -> Looked:
    """Who is named most; with an actor, who is named beside it."""
    if asked.focus is None:
        return Looked(analysis.actor_ranking(layers), display.actor_bars)
    ties = analysis.co_occurrence(layers, focus=asked.focus)
    return Looked(ties, display.network_chart, finding=f"{len(ties):,} actors stand in one sentence with {asked.focus}")


def _statements(layers: Layers, asked: Selection) -> Looked:
    """Who said what; with an actor, what it said."""
    ledger = analysis.quote_ledger(layers)
    if asked.focus is not None:
        own = layers.quotes[layers.quotes["actor_id"] == find_actor(layers, asked.focus)][["article_id", "start", "end"]]
        ledger = ledger.merge(own, on=["article_id", "start", "end"], validate="one_to_one")
        return Looked(ledger, finding=f"{len(ledger):,} statements by {asked.focus}")
    return Looked(ledger, display.speaker_bars, analysis.speaker_ranking(layers, top=15), f"{len(ledger):,} statements")


def _happenings(layers: Layers, asked: Selection) -> Looked:
    """What happened, or is to happen, when; of the chosen status."""
    return Looked(analysis.timeline(layers, focus=asked.focus, status=asked.status, stated=True), display.timeline_chart)


def _stance(layers: Layers, asked: Selection) -> Looked:
    """The sentences for and against; the picture has the means."""
    means = analysis.stance_ranking(layers, focus=asked.focus)
    return Looked(analysis.stance_evidence(layers, focus=asked.focus, top=100), display.stance_chart, means)


def _articles(layers: Layers, asked: Selection) -> Looked:
    """The articles; with an actor, those that name it."""
    chosen = layers if asked.focus is None else of_focus(layers, asked.focus)
    return Looked(analysis.article_list(chosen), display.volume_bars, analysis.article_volume(chosen))


def of_focus(layers: Layers, focus: str) -> Layers:
    """The layers of the articles that mention the actor."""
    mentions = layers.mentions
    return analysis.of_articles(layers, mentions.loc[mentions["actor_id"] == find_actor(layers, focus), "article_id"])


VIEWS: Final[dict[str, Callable[[Layers, Selection], Looked]]] = {
    "Actors": _actors, "Statements": _statements, "Happenings": _happenings, "Stance": _stance, "Articles": _articles,
}
"""The views by the name on their button."""


def looked_at(view: str, layers: Layers, asked: Selection) -> Looked:
    """The answer of a view to a selection.

    Parameters
    ----------
    view
        A key of `VIEWS`.
    layers
        All layers; they are narrowed to the period and the outlets here.
    asked
        What the controls say.

    Raises
    ------
    RequestError
        No actor has the name of the focus, or several have.
    """
    focus = None if asked.focus is None else find_actor(layers, asked.focus)
    kept = analysis.narrowed(layers, since=asked.since, until=asked.until, sources=asked.sources)
    if focus is not None and focus not in set(kept.actors["actor_id"]):
        return Looked(pd.DataFrame(), finding=f"{asked.focus} is not named in these articles")
    return VIEWS[view](kept, asked)
