"""Rows that are read as one account: sentences under headings, each with what goes with it, and its evidence to open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from broadsheet.analysis import Column
from broadsheet.display.forms import shown_columns
from broadsheet.display.tables import Amount, evidence_to_open, passages_by_row
from broadsheet.safe_text import escape


def prose_html(
    answer: pd.DataFrame, columns: Mapping[str, Column], prose: str, *, key: str, found: pd.DataFrame | None = None,
    amounts: Mapping[int, Amount] | None = None, rows: Sequence[int] = (), sentences: int = 8, group: str | None = None,
    remarks: Sequence[str] = (),
) -> str:
    """An answer as sentences to be read; each can be opened to the passages behind it.

    Parameters
    ----------
    answer, columns
        The frame, and what its columns mean.
    prose
        The column that is read; the others that are shown stand small behind it.
    key
        Name of the answer: sentence 3 has the id `<key>-3`, which links can point to.
    found, amounts, rows, sentences
        As in `broadsheet.display.tables.table_html`.
    group
        A column whose values become headings.
    remarks
        Lines below: who phrased the sentences, and what was dropped.
    """
    shown = {one.name: one for one in shown_columns(answer, columns, rows, group=group)}
    beneath = passages_by_row(found, rows)
    made: list[str] = []
    last = None
    for place, position in enumerate(rows):
        heading = None if group is None else answer[group].iloc[position]
        if heading != last or not made:
            made.append(f"{'</ul>' if made else ''}{'' if heading is None else f'<h3>{escape(heading)}</h3>'}<ul>")
        last = heading
        facts = [one.cells[place] for name, one in shown.items() if name != prose and one.cells[place]]
        said = f' <span class="where">{escape(" · ".join(facts))}</span>' if facts else ""
        opened = evidence_to_open(beneath[position], (amounts or {}).get(position), sentences, True) if position in beneath else ""
        made.append(f'<li id="{escape(f"{key}-{position}")}">{escape(shown[prose].cells[place])}{said}{opened}</li>')
    below = "".join(f'<p class="note">{escape(line)}</p>' for line in remarks)
    return f'<div class="prose">{"".join(made)}{"</ul>" if made else ""}{below}</div>'
