"""The controls of exploring: period, outlets, actor, status and view, and what they ask for together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from broadsheet.analysis import UNKNOWN
from broadsheet.annotating import Layers
from broadsheet.interactive.views import SEARCH, VIEWS, Selection
from broadsheet.safe_text import plain
from broadsheet.schemas import STATUSES

SUGGESTED: Final = 400
"""Actors offered by name while typing; any other name, alias or id is understood as well."""

_LOOK: Final = {"description_width": "5.5em"}


class Controls:
    """Six widgets; `changed` is called whenever one of them was moved.

    Parameters
    ----------
    layers
        What there is to choose from.
    changed
        Called without arguments.
    focus
        The actor to begin with.
    searched
        Whether there is an archive that can be searched.
    """

    def __init__(self, layers: Layers, changed: Callable[[], None], *, focus: str | None = None, searched: bool = False) -> None:
        import ipywidgets as widgets

        wide = widgets.Layout(width="36em")
        self._days = _days(layers)
        self._outlets = sorted(layers.articles["source"].fillna(UNKNOWN).unique())
        said = [(f"{day:%-d %b %Y}", i) for i, day in enumerate(self._days)] or [("no dated article", 0)]
        self.period = widgets.SelectionRangeSlider(
            options=said, index=(0, len(said) - 1), description="Period", continuous_update=False, disabled=len(said) < 2, layout=wide,
            style=_LOOK, readout=False,
        )
        between = widgets.Label(self._between())
        self.period.observe(lambda _: between.set_trait("value", self._between()), "index")
        self.outlets = widgets.SelectMultiple(
            options=[(plain(name), name) for name in self._outlets], value=tuple(self._outlets), description="Outlets",
            rows=min(6, max(2, len(self._outlets))), style=_LOOK,
        )
        self.actor = widgets.Combobox(
            options=_names(layers), value=focus or "", description="Actor", placeholder="everybody", continuous_update=False,
            ensure_option=False, style=_LOOK,
        )
        self.query = widgets.Text(
            description="Search", placeholder='words, "a phrase", deport*, NEAR(a b, 5), outlet:…, day:2025-10', continuous_update=False,
            disabled=not searched, layout=wide, style=_LOOK,
        )
        self.status = widgets.SelectMultiple(
            options=STATUSES, value=STATUSES, description="Status", rows=len(STATUSES), style=_LOOK, tooltip="of happenings",
        )
        self.view = widgets.ToggleButtons(options=[*VIEWS, *([SEARCH] if searched else [])], style={"button_width": "8em"})
        for control in (self.query, self.period, self.outlets, self.actor, self.status, self.view):
            control.observe(lambda _: changed(), "value")
        hint = widgets.HTML("<small>Ctrl or Shift chooses several outlets and statuses; an empty actor is everybody.</small>")
        choices = widgets.HBox([self.outlets, self.status, self.actor])
        self.box = widgets.VBox([*([self.query] if searched else []), widgets.HBox([self.period, between]), choices, hint, self.view])

    def _between(self) -> str:
        """The days chosen, in words: the slider's own label is cut off after a few letters."""
        return " to ".join(str(self.period.options[i][0]) for i in self.period.index)

    @property
    def selection(self) -> Selection:
        """What the controls ask for; where everything is chosen nothing is narrowed, so that undated articles count too."""
        first, last = self.period.index
        outlets, status = tuple(self.outlets.value), tuple(self.status.value)
        return Selection(
            since=self._days[first] if first > 0 else None, until=self._days[last] if last < len(self._days) - 1 else None,
            sources=None if len(outlets) == len(self._outlets) else outlets, focus=self.actor.value.strip() or None,
            status=None if len(status) == len(STATUSES) else status, query=self.query.value.strip() or None,
        )


def _days(layers: Layers) -> list[pd.Timestamp]:
    """The days on which an article was published, the first one first."""
    days = layers.articles["published_at"].dropna().dt.tz_localize(None).dt.normalize()
    return sorted(days.unique())


def _names(layers: Layers) -> list[Any]:
    """Names of those who act and are mentioned most, one per name."""
    from broadsheet import analysis

    return [plain(name) for name in analysis.actor_ranking(layers, top=SUGGESTED)["name"].drop_duplicates()]
