"""Frames as HTML tables: escaped, labelled, with the evidence of each row beneath it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from broadsheet.display.escape import csv_cell, escape, is_null, plain
from broadsheet.display.evidence import evidence_list

HIDDEN = frozenset({
    "start", "end", "sentence_no", "cue_start", "cue_end", "speaker_start", "speaker_end", "date_start", "event_id", "story_id", "p",
    "difference_p", "other_start", "other_end", "background", "source_actor", "stated", "unit", "sort_key", "moved_from", "outcome_at",
})
"""Columns for programs, not for readers; the CSV has them."""

SHARES = frozenset({"share", "direct"})
"""Columns between 0 and 1 that are said in per cent."""

LABELS = {
    "name": "Actor", "kind": "Kind", "copy_of": "Copy of", "p_negative": "P(negative)", "p_neutral": "P(neutral)",
    "p_positive": "P(positive)", "url": "Link", "n": "n", "source": "Outlet", "sources": "Outlets",
}
_INTERVALS = (
    ("low", "high", "95 % interval"), ("difference_low", "difference_high", "95 % interval of difference"),
    ("precision_low", "precision_high", "95 % of precision"), ("recall_low", "recall_high", "95 % of recall"),
)
_LONG = 420
_WORDY = 60
"""Characters from which a column counts as text, not as a label."""

_DOUBTFUL = r"^ *[=+@＝＋－＠-]|[^ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]"
"""Texts that `csv_cell` may have to change: all but plain letters and signs that do not open a formula. A long corpus has few."""

_UNBROKEN = re.compile(r"\S{40}")


class Amount(NamedTuple):
    """How much evidence a row has: passages, and the articles and outlets they stand in."""

    passages: int
    articles: int
    outlets: int


def table_html(
    answer: pd.DataFrame, *, key: str, found: pd.DataFrame | None = None, amounts: Mapping[int, Amount] | None = None,
    rows: int | Sequence[int] = 100, sentences: int = 5, group: str | None = None,
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
    amounts
        How much evidence each row has in all, where `found` does not hold it all.
    rows
        Rows shown: so many, or those at these positions, in rising order; how many are left out is said.
    sentences
        Sentences shown beneath each row; how many are left out is said.
    group
        A column whose values become headings between the rows; rows of one value stand together.
    """
    shown = presented(answer)
    columns = [column for column in shown_columns(shown) if column != group]
    classes = {column: _class(shown[column], body=True) for column in columns}
    head = "".join(f'<th scope="col"{_class(shown[column])}>{escape(label(column))}</th>' for column in columns)
    positions = list(range(min(rows, len(answer)))) if isinstance(rows, int) else list(rows)
    headings = {} if group is None else _headings(shown[group], positions, len(columns))
    beneath = {} if found is None else dict(tuple(found[found["row"].isin(positions)].groupby("row", sort=False)))
    body = []
    for position, record in zip(positions, shown.iloc[positions].to_dict("records"), strict=True):
        moment = answer["earliest"].iloc[position] if "when" in classes else None
        body += [headings.get(position, ""), _row(f"{key}-{position}", record, classes, moment)]
        if position in beneath:
            amount = (amounts or {}).get(position)
            body.append(_beneath(beneath[position], amount, len(columns), sentences, "source" in classes))
    left = len(answer) - len(positions)
    more = f'<p class="more">and {left:,} more rows in the CSV</p>' if left > 0 else ""
    names = ["stack"] * (len(columns) > 3) + ["grouped"] * (group is not None)
    kind = f' class="{" ".join(names)}"' if names else ""
    return f'<div class="table"><table{kind}><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table></div>{more}'


def presented(answer: pd.DataFrame) -> pd.DataFrame:
    """An answer with what belongs together in one column: first and last day as one date, both ends of an interval as one text."""
    made = answer.copy(deep=False)
    if {"earliest", "latest", "precision"} <= set(made.columns):
        triples = zip(made["earliest"], made["latest"], made["precision"], strict=True)
        made["earliest"] = [said_date(*triple) for triple in triples]
        made = made.rename(columns={"earliest": "when"}).drop(columns=["latest", "precision"])
    for count in [name for name in made.columns if f"{name}_with_copies" in made.columns]:
        pairs = zip(made[count], made[f"{count}_with_copies"], strict=True)
        made[count] = [cell(a) if a == b else f"{cell(a)} ({cell(b)})" for a, b in pairs]
        made = made.rename(columns={count: f"{count} (with copies)"}).drop(columns=[f"{count}_with_copies"])
    for low, high, name in _INTERVALS:
        if {low, high} <= set(made.columns):
            pairs = zip(made[low], made[high], strict=True)
            made[low] = [None if is_null(a) or is_null(b) else f"{cell(float(a))} to {cell(float(b))}" for a, b in pairs]
            made = made.rename(columns={low: name}).drop(columns=[high])
    empty = [column for column in made.columns if len(made) and made[column].isna().all()]
    return made.drop(columns=[*empty, *_SAID_ONCE.intersection(_constant(made))])


_SAID_ONCE = frozenset({"voice"})
"""Columns that are left out where all rows say the same: the line below the picture says it for all."""


def _constant(answer: pd.DataFrame) -> list[str]:
    return [column for column in answer.columns if len(answer) > 1 and answer[column].notna().all() and answer[column].nunique() == 1]


def said_date(earliest: Any, latest: Any, precision: Any) -> str:
    """`9 Oct 2025`, `9 Oct – 12 Oct 2025`, `Oct 2025`, `2024`: as exact as the date is; empty for none."""
    if is_null(earliest) or is_null(latest):
        return ""
    if precision in ("year", "decade", "century"):
        return f"{earliest:%Y}" if earliest.year == latest.year else f"{earliest:%Y}–{latest:%Y}"
    if precision in ("month", "quarter", "season"):
        same = (earliest.year, earliest.month) == (latest.year, latest.month)
        return f"{earliest:%b %Y}" if same else f"{earliest:%b}–{latest:%b %Y}"
    if earliest == latest:
        return f"{earliest.day} {earliest:%b %Y}"
    return f"{earliest.day} {earliest:%b} – {latest.day} {latest:%b %Y}"


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
        if column in SHARES:
            return f"{100 * value:.0f} %"
        said = f"{value:,.0f}" if value.is_integer() and abs(value) >= 10 else f"{value:.2f}"
        return said.replace("-", "−")
    if hasattr(value, "item"):
        return cell(value.item(), column)
    text = plain(value)
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def csv_text(answer: pd.DataFrame) -> str:
    """An answer as CSV that no spreadsheet runs as a formula; all columns, ids and offsets too."""
    safe = pd.DataFrame({str(csv_cell(str(column))): _csv_column(answer[column]) for column in answer.columns})
    return safe.to_csv(index=False, lineterminator="\n")


def _csv_column(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        days = column.dt.strftime("%Y-%m-%d")
        return days.where(column == column.dt.normalize(), column.dt.strftime("%Y-%m-%d %H:%M")).where(column.notna(), None)
    if pd.api.types.is_numeric_dtype(column):
        return column
    if column.dtype != "str":
        return column.astype(object).map(csv_cell, na_action="ignore")
    doubtful = column.str.contains(_DOUBTFUL, regex=True).fillna(False).astype(bool)
    return column.mask(doubtful, column[doubtful].astype(object).map(csv_cell, na_action="ignore").astype("str"))


def _moment(value: pd.Timestamp) -> str:
    midnight = value == value.normalize()
    return value.date().isoformat() if midnight else value.strftime("%Y-%m-%d %H:%M")


def _class(column: pd.Series, *, body: bool = False) -> str:
    """The class of a column: numbers stand right, long texts get room."""
    numeric = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    if numeric or str(column.name).startswith("95 %") or "(with" in str(column.name):
        return ' class="num"'
    if column.name == "when" or pd.api.types.is_datetime64_any_dtype(column):
        return ' class="day"'
    if body and pd.api.types.is_string_dtype(column) and column.str.len().max() > _WORDY:
        return ' class="long"'
    return ""


def _sorted_as(value: Any) -> str:
    return f' data-sort="{value.isoformat()}"' if isinstance(value, pd.Timestamp) and not pd.isna(value) else ""


def _row(anchor: str, record: Mapping[str, Any], classes: Mapping[str, str], moment: Any) -> str:
    cells = "".join(
        f'<{_tag(i)} data-label="{escape(label(column))}"{kind}{_sorted_as(moment if column == "when" else record[column])}>'
        f"{_breakable(escape(cell(record[column], column)))}</{_tag(i, False)}>"
        for i, (column, kind) in enumerate(classes.items())
    )
    return f'<tr id="{escape(anchor)}">{cells}</tr>'


def _breakable(text: str) -> str:
    """Very long words may break; what is an entity stays whole."""
    return _UNBROKEN.sub(lambda found: found.group() + ("" if "&" in found.group()[-9:] else "<wbr>"), text)


def _headings(values: pd.Series, positions: Sequence[int], columns: int) -> dict[int, str]:
    """A heading row before the first row of each value, with the number of its rows."""
    counts, made, last = values.value_counts(), {}, None
    for position in positions:
        value = values.iloc[position]
        if value != last:
            said = f"{escape(plain(value).capitalize())}: {counts[value]:,}"
            made[position] = f'<tr class="group"><th colspan="{columns}">{said}</th></tr>'
        last = value
    return made


def _tag(position: int, opening: bool = True) -> str:
    return ('th scope="row"' if opening else "th") if position == 0 else "td"


def _beneath(found: pd.DataFrame, amount: Amount | None, columns: int, sentences: int, outlet_told: bool) -> str:
    amount = amount or Amount(len(found), found["article_id"].nunique(), found["source"].nunique())
    left = amount.passages - sentences
    more = f'<p class="more">and {left:,} more, in the CSV of the evidence</p>' if left > 0 else ""
    listed = evidence_list(found.head(sentences), most=sentences) + more
    said = _said_amount(found, amount, outlet_told)
    return f'<tr class="ev"><td colspan="{columns}"><details><summary>{said}</summary>{listed}</details></td></tr>'


def _said_amount(found: pd.DataFrame, amount: Amount, outlet_told: bool) -> str:
    """`23 sentences in 15 articles of 4 outlets`; a single one says where it stands unless the row does."""
    of = f" of {_plural(amount.outlets, 'outlet')}" if amount.outlets > 1 else ""
    if (found["marked"] == "").all():
        return _plural(amount.articles, "article") + of
    if amount.passages == 1:
        return "Sentence" if outlet_told else f"Sentence: {_where_first(found)}"
    return _plural(amount.passages, "sentence") + (f" in {_plural(amount.articles, 'article')}{of}" if amount.articles > 1 else "")


def _where_first(found: pd.DataFrame) -> str:
    first = found.iloc[0]
    return ", ".join(part for part in (escape(first["source"]), escape(first["published"])) if part) or "unknown outlet"


def _plural(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
