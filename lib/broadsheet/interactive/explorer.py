"""Explore an archive with controls: the picture and the table follow, and a click on either shows the sentences."""

from __future__ import annotations

from typing import Any

import pandas as pd

from broadsheet.analysis import capitalised
from broadsheet.annotating import Layers
from broadsheet.archive import Archive, is_there, open_archive
from broadsheet.display import KEPT, Answer, Evidence, Saying, correction_lines, evidence_list, passages, say
from broadsheet.errors import BroadsheetError
from broadsheet.interactive.controls import Controls
from broadsheet.interactive.pictures import clickable_picture, clickable_svg, copyable_lines
from broadsheet.interactive.session import carry_focus, unattended
from broadsheet.interactive.tables import MOST, SearchableTable
from broadsheet.interactive.views import looked_at
from broadsheet.safe_text import escape
from broadsheet.settings import Address

PASSAGES = 3
"""Sentences of each article that the search shows."""

_LISTED = 40
"""Sentences below a row that is clicked."""

_TO_CORRECT = "<p><small>To correct it, copy into <code>corrections.toml</code> in the archive, and change:</small></p>"


def explore(layers: Layers, *, archive: Address | None = None, focus: str | None = None) -> Explorer | Saying:
    """Controls for period, outlets, actor and status; the picture and the table follow, a click shows the sentences.

    Parameters
    ----------
    layers
        What an archive gives.
    archive
        Where the archive lies, so that the actor chosen here becomes the focus of the notebooks opened next.
    focus
        An actor to begin with: a name, an alias or an id.

    Returns
    -------
    Explorer
        It shows itself in a notebook. In a scheduled run, where nobody can move a control, a sentence that says so.
    """
    if unattended():
        return say("This notebook is for a person at the controls; a scheduled run has nothing to show here.")
    return Explorer(layers, archive=archive, focus=focus)


def _searchable(address: Address | None) -> Archive | None:
    """The archive at the address, None where there is none or nothing in it."""
    try:
        kept = None if address is None or not is_there(address) else open_archive(address)
    except BroadsheetError:
        return None
    return kept if kept is not None and len(kept) else None


class Explorer:
    """The controls and what follows them; `answer` is the frame shown, `row` the row chosen, for work in the next cell."""

    def __init__(self, layers: Layers, *, archive: Address | None = None, focus: str | None = None) -> None:
        import ipywidgets as widgets

        self.layers, self.archive = layers, archive
        self.answer = pd.DataFrame()
        self._shown: Answer | None = None
        self.row: pd.Series | None = None
        self._finding, self._sentences, self._hint = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._picture, self._lines = clickable_picture(self._clicked), copyable_lines()
        self._table = SearchableTable(self._chosen)
        self._kept = _searchable(archive)
        self._found: tuple[str, pd.DataFrame] | None = None
        self.controls = Controls(layers, self._follow, focus=focus, searched=self._kept is not None)
        self.box = widgets.VBox([
            self.controls.box, self._finding, self._picture, self._table.widget, self._sentences, self._hint, self._lines,
        ])
        self._follow()

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.box._repr_mimebundle_(**options)

    def _follow(self) -> None:
        """Show what the controls ask for; what is wrong with it is said in the place of the finding."""
        self._finding.value = "<p>Working …</p>"
        asked = self.controls.selection
        try:
            looked = looked_at(self.controls.view.value, self.layers, asked, self._hits(asked.query))
        except BroadsheetError as error:
            self._put(None, str(error), "")
            return
        if looked is None:
            self._put(None, f"{asked.focus} is not named in these articles", "")
            return
        svg = clickable_svg(looked.answer) if looked.picture is None else clickable_svg(looked.picture, linked=False)
        self._put(looked.answer, looked.answer.finding, svg)
        if self.archive is not None and len(looked.answer.frame):
            carry_focus(self.archive, asked.focus)

    def _hits(self, query: str | None) -> pd.DataFrame | None:
        """What the archive's search gives for a query, kept until another is asked; None without a query."""
        if query is None or self._kept is None:
            self._found = None
            return None
        if self._found is None or self._found[0] != query:
            self._found = (query, self._kept.search(query, top=None, passages=PASSAGES))
        return self._found[1]

    def _put(self, answer: Answer | None, said: str, svg: str) -> None:
        self._shown, self.row = answer, None
        self.answer = pd.DataFrame() if answer is None else answer.frame
        left = len(self.answer) - MOST
        more = f" The first {MOST:,} of {len(self.answer):,} rows are below; all are in <code>.answer</code>." if left > 0 else ""
        self._finding.value = f"<p><b>{escape(capitalised(said.rstrip('.?')))}.</b>{more}</p>"
        self._picture.svg = svg
        self._table.show(self.answer, {} if answer is None else answer.columns)
        hint = "<p><small>Click a row, or a mark of the picture, to see its sentences.</small></p>"
        self._sentences.value = hint if len(self.answer) else ""
        self._hint.value, self._lines.text = "", ""

    def _clicked(self, row: int) -> None:
        """A mark of the picture: its row is selected, and so shown."""
        self._table.select(row)

    def _chosen(self, row: int) -> None:
        """The sentences of a row, and the lines that correct it."""
        if self._shown is None or not 0 <= row < len(self.answer):
            return
        self.row = self.answer.iloc[row]
        proof = self._shown.evidence
        found = passages(proof[proof["row"] == row].head(KEPT), self.layers.articles, sentences=self.layers.sentences)
        self._sentences.value = Evidence(found, evidence_list(found, most=_LISTED))._repr_html_()
        lines = correction_lines(self.row, self.layers)
        self._hint.value = _TO_CORRECT if lines else ""
        self._lines.text = lines
