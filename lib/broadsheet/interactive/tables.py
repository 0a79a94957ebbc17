"""Answers as tables that can be searched and sorted, with itables; a click on a row is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from broadsheet.display.presenting import SHARES, cell, label, presented, shown_columns
from broadsheet.safe_text import is_null, plain

MOST: Final = 2000
"""Rows in the browser at once; how many are left out is said above the table."""

_OPTIONS: Final[dict[str, Any]] = {
    "select": "single", "showIndex": False, "classes": "display compact", "maxBytes": 0, "allow_html": False,
    "style": "table-layout:auto;width:100%;caption-side:bottom",
    "lengthMenu": [10, 25, 100], "pageLength": 10, "warn_on_selected_rows_not_rendered": False,
}
_FORMS: Final = {"year": "%Y", "decade": "%Y", "century": "%Y", "month": "%Y-%m", "quarter": "%Y-%m", "season": "%Y-%m"}
_DAY: Final = "%Y-%m-%d"


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

    def show(self, answer: pd.DataFrame) -> None:
        """Put the rows of an answer in the place of those before."""
        self._quiet = True
        self.widget.selected_rows = []
        self.widget.update(sortable(answer.head(MOST)), **_OPTIONS)
        self._quiet = False

    def select(self, row: int) -> None:
        """Select a row as a click on it would."""
        if row < MOST:
            self.widget.selected_rows = [row]

    def _chosen(self, rows: list[int], chosen: Callable[[int], None]) -> None:
        if rows and not self._quiet:
            chosen(int(rows[0]))


def sortable(answer: pd.DataFrame) -> pd.DataFrame:
    """An answer as it stands in a searchable table: the columns for readers, days in ISO form so that they sort, text made plain."""
    shown = presented(answer)
    if "when" in shown.columns:
        shown["when"] = [_day(*three) for three in zip(answer["earliest"], answer["latest"], answer["precision"], strict=True)]
    columns = shown_columns(shown)
    return pd.DataFrame({label(column): _plain(shown[column]) for column in columns}, index=range(len(shown)))


def _day(earliest: Any, latest: Any, precision: Any) -> str:
    if is_null(earliest):
        return ""
    form = _FORMS.get(precision, _DAY)
    first, last = f"{earliest:{form}}", f"{latest:{form}}"
    return first if first == last else f"{first} – {last}"


def _plain(column: pd.Series) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(column):
        return ["" if pd.isna(value) else f"{value:{_DAY}}" for value in column]
    if pd.api.types.is_bool_dtype(column):
        return ["" if is_null(value) else "yes" if value else "no" for value in column]
    if pd.api.types.is_numeric_dtype(column):
        digits = 2 if column.name in SHARES or pd.api.types.is_float_dtype(column) else 0
        return [None if is_null(value) else round(float(value), digits) if digits else int(value) for value in column]
    return [plain(cell(value, "country") if column.name == "country" else value) for value in column]
