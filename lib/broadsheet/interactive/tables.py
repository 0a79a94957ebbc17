"""Answers as tables that can be searched and sorted, with itables; a click on a row is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from broadsheet.analysis import Column
from broadsheet.display import Shown, shown_columns
from broadsheet.safe_text import is_null, plain

MOST: Final = 2000
"""Rows in the browser at once; how many are left out is said above the table."""

_OPTIONS: Final[dict[str, Any]] = {
    "select": "single", "showIndex": False, "classes": "display compact", "maxBytes": 0, "allow_html": False,
    "style": "table-layout:auto;width:100%;caption-side:bottom",
    "lengthMenu": [10, 25, 100], "pageLength": 10, "warn_on_selected_rows_not_rendered": False,
}
_LOWEST: Final = -1e300
"""Sorts what has no number below every number."""


class Sortable(NamedTuple):
    """A table for the browser: the words of each cell, and in columns that are not shown the values by which a column sorts."""

    frame: pd.DataFrame
    orders: dict[int, int]
    """Position of a column of words → that of its values."""
    numbers: list[int]
    """Positions of columns that are set to the right."""

    def definitions(self) -> list[dict[str, Any]]:
        """The columns for DataTables: values are neither shown nor searched, and words sort by them."""
        sorting = [{"targets": words, "orderData": [values]} for words, values in self.orders.items()]
        right = {"targets": self.numbers, "className": "dt-right"}
        return [*sorting, right, {"targets": sorted(self.orders.values()), "visible": False, "searchable": False}]


class SearchableTable:
    """A table in the page; `chosen` is called with the position of the row that is clicked.

    Parameters
    ----------
    chosen
        Called with a position in the answer shown last.
    """

    def __init__(self, chosen: Callable[[int], None]) -> None:
        from itables.widget import ITable

        self.widget = ITable(pd.DataFrame(), **_OPTIONS)
        self._quiet = False
        self.widget.observe(lambda change: self._chosen(change["new"], chosen), "selected_rows")

    def show(self, frame: pd.DataFrame, columns: Mapping[str, Column]) -> None:
        """Put the rows of an answer in the place of those before."""
        table = sortable(frame, columns)
        self._quiet = True
        self.widget.selected_rows = []
        self.widget.update(table.frame, columnDefs=table.definitions(), **_OPTIONS)
        self._quiet = False

    def select(self, row: int) -> None:
        """Select a row as a click on it would."""
        if row < MOST:
            self.widget.selected_rows = [row]

    def _chosen(self, rows: list[int], chosen: Callable[[int], None]) -> None:
        if rows and not self._quiet:
            chosen(int(rows[0]))


def sortable(frame: pd.DataFrame, columns: Mapping[str, Column]) -> Sortable:
    """The first `MOST` rows of an answer, worded as on a page; numbers, shares and days sort by what they are.

    Parameters
    ----------
    frame, columns
        Rows of an answer, and what its columns mean.
    """
    shown = shown_columns(frame, columns, range(min(MOST, len(frame))))
    words = [pd.Series(one.cells, dtype="str") for one in shown]
    values = {position: order for position, one in enumerate(shown) if (order := _order(one)) is not None}
    orders = {position: len(words) + place for place, position in enumerate(values)}
    headings = _different([one.label for one in shown] + [f"{shown[position].label} (value)" for position in values])
    made = pd.concat([*words, *values.values()], axis=1) if shown else pd.DataFrame()
    return Sortable(made.set_axis(headings, axis=1), orders, [position for position, one in enumerate(shown) if one.align == "num"])


def _order(column: Shown) -> pd.Series | None:
    """The values of a column to sort by: numbers, and moments in ISO form; None where its words sort well."""
    known = [one for one in column.order if not is_null(one)]
    if known and all(isinstance(one, pd.Timestamp) for one in known):
        return pd.Series(["" if is_null(one) else one.isoformat() for one in column.order], dtype="str")
    if known and all(isinstance(one, int | float) and not isinstance(one, bool) for one in known):
        return pd.Series([_LOWEST if is_null(one) else float(one) for one in column.order])
    return None


def _different(headings: Sequence[str]) -> list[str]:
    """Headings in plain text, the second of one name with a space more: a table has each once."""
    made: list[str] = []
    for heading in map(plain, headings):
        while heading in made:
            heading += " "
        made.append(heading)
    return made
