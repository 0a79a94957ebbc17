"""Frames as HTML tables: escaped, labelled, with the evidence of each row beneath it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from broadsheet.display.escape import csv_cell, escape, is_null, plain
from broadsheet.display.evidence import evidence_list

HIDDEN = frozenset({
    "start", "end", "sentence_no", "cue_start", "cue_end", "speaker_start", "speaker_end", "date_start", "event_id",
    "story_id", "_order",
})
LABELS = {
    "name": "Actor", "kind": "Kind", "copy_of": "Copy of", "p_negative": "P(negative)", "p_neutral": "P(neutral)",
    "p_positive": "P(positive)", "url": "Link", "n": "n", "source": "Outlet", "sources": "Outlets",
}
_LONG = 420


def table_html(
    answer: pd.DataFrame, *, key: str, found: pd.DataFrame | None = None, rows: int = 100, sentences: int = 5, caption: str = "",
) -> str:
    """An answer as an HTML table; each row can be opened to the sentences behind it.

    Parameters
    ----------
    answer
        Any answer; ids and offsets are not shown.
    key
        Name of the answer: row 3 has the id `<key>-3`, which links can point to.
    found
        Passages (`broadsheet.display.passages`) with `row`, the position in `answer`; None leaves the evidence out.
    rows, sentences
        Rows shown, and sentences shown beneath each; how many are left out is said.
    caption
        A line above the table.
    """
    columns = shown_columns(answer)
    head = "".join(f'<th scope="col"{_right(answer[column])}>{escape(label(column))}</th>' for column in columns)
    kept = answer.head(rows)
    by_row = {} if found is None else dict(tuple(found.groupby("row", sort=False)))
    body = "".join(
        _row(position, record, columns, answer, key, by_row.get(position), found is not None, sentences)
        for position, record in enumerate(kept[columns].to_dict("records"))
    )
    left = len(answer) - len(kept)
    more = f'<p class="more">and {left:,} more rows in the CSV</p>' if left > 0 else ""
    above = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<div class="table"><table>{above}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{more}'


def shown_columns(answer: pd.DataFrame) -> list[str]:
    """The columns of an answer that mean something to a reader."""
    return [str(c) for c in answer.columns if not (str(c) in HIDDEN or str(c).endswith("_id") or str(c) == "actor_ids")]


def label(column: str) -> str:
    """A column's heading: `first_seen` → First seen."""
    return LABELS.get(column, column.replace("_", " ").strip().capitalize())


def cell(value: Any, column: str = "") -> str:
    """A value as a reader expects it, unescaped: days as ISO, shares with two decimals, nothing for null."""
    if isinstance(value, pd.Timestamp):
        return "" if pd.isna(value) else _moment(value)
    if is_null(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if column not in ("year", "sentence_no") else str(value)
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) >= 10 else f"{value:.2f}"
    if hasattr(value, "item"):
        return cell(value.item(), column)
    text = plain(value)
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def csv_text(answer: pd.DataFrame) -> str:
    """An answer as CSV that no spreadsheet runs as a formula; all columns, ids and offsets too."""
    safe = pd.DataFrame({str(csv_cell(str(c))): [csv_cell(_iso(v)) for v in answer[c]] for c in answer.columns})
    return safe.to_csv(index=False, lineterminator="\n")


def _iso(value: Any) -> Any:
    if is_null(value):
        return None
    return _moment(value) if isinstance(value, pd.Timestamp) else value


def _moment(value: pd.Timestamp) -> str:
    midnight = value == value.normalize()
    return value.date().isoformat() if midnight else value.strftime("%Y-%m-%d %H:%M")


def _right(column: pd.Series) -> str:
    numeric = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    return ' class="num"' if numeric else ""


def _row(
    position: int, record: Mapping[str, Any], columns: list[str], answer: pd.DataFrame, key: str, found: pd.DataFrame | None,
    with_evidence: bool, sentences: int,
) -> str:
    cells = "".join(
        f'<{_tag(i)} data-label="{escape(label(column))}"{_right(answer[column])}>{escape(cell(record[column], column))}</{_tag(i, False)}>'
        for i, column in enumerate(columns)
    )
    line = f'<tr id="{escape(key)}-{position}">{cells}</tr>'
    return line + _beneath(found, len(columns), sentences) if with_evidence else line


def _tag(position: int, opening: bool = True) -> str:
    return ('th scope="row"' if opening else "th") if position == 0 else "td"


def _beneath(found: pd.DataFrame | None, columns: int, sentences: int) -> str:
    if found is None or found.empty:
        return f'<tr class="ev"><td colspan="{columns}"><span class="more">no sentence on record</span></td></tr>'
    articles, outlets = found["article_id"].nunique(), found["source"].nunique()
    count = _plural(len(found), "sentence")
    if articles > 1:
        count += f" in {_plural(articles, 'article')}" + (f" of {_plural(outlets, 'outlet')}" if outlets > 1 else "")
    listed = evidence_list(found, most=sentences, more="in the CSV of the evidence")
    return f'<tr class="ev"><td colspan="{columns}"><details><summary>{count}</summary>{listed}</details></td></tr>'


def _plural(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
