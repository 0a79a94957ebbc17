"""Frames as HTML tables: escaped, labelled, with the evidence of each row beneath it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.analysis import UNKNOWN, Column, capitalised, said_day
from broadsheet.display.evidence import listed_passages
from broadsheet.display.forms import Shown, shown_columns, value
from broadsheet.languages import lang_attributes
from broadsheet.safe_text import csv_cell, escape, is_null, plain
from broadsheet.schemas import records

_FORMULA = r"^ *[=+@＝＋－＠-]"
_ODD = "[^ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]"
"""Texts that `csv_cell` may have to change: all but plain letters and signs that do not open a formula. A long corpus has few."""

_TO: Final = " – "
"""What stands between the first and the last day of a stretch."""

_UNBROKEN = re.compile(r"\S{40}")


_OWN_WORDS = frozenset({"title", "headline", "text", "sentence"})
"""Columns that hold words of an article: where a frame has a column `language`, they are in that language."""


Found = Sequence[Mapping[str, Any]]
"""Passages as rows: see `broadsheet.display.passages`."""


class Amount(NamedTuple):
    """How much evidence a row has: passages, and the articles and outlets they stand in."""

    passages: int
    articles: int
    outlets: int


def table_html(
    answer: pd.DataFrame, columns: Mapping[str, Column], *, key: str, found: pd.DataFrame | None = None,
    amounts: Mapping[int, Amount] | None = None, rows: int | Sequence[int] = 100, sentences: int = 5, group: str | None = None,
) -> str:
    """An answer as an HTML table; each row can be opened to the sentences behind it.

    Parameters
    ----------
    answer
        The frame.
    columns
        What its columns mean and how they are shown; columns that are not declared, or hidden, are not shown.
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
    positions = list(range(min(rows, len(answer)))) if isinstance(rows, int) else list(rows)
    shown = shown_columns(answer, columns, positions, group=group)
    head = "".join(f'<th scope="col"{_class(one, body=False)} title="{escape(one.note)}">{escape(one.label)}</th>' for one in shown)
    headings = {} if group is None else _headings(answer[group], positions, len(shown))
    beneath = passages_by_row(found, positions)
    outlet_told = any(one.name == "source" for one in shown)
    body = []
    tongues = answer["language"].tolist() if "language" in answer.columns else None
    for place, position in enumerate(positions):
        tongue = "" if tongues is None else lang_attributes(tongues[position])
        body += [headings.get(position, ""), _row(f"{key}-{position}", shown, place, tongue)]
        if position in beneath:
            amount = (amounts or {}).get(position)
            body.append(_beneath(beneath[position], amount, len(shown), sentences, outlet_told))
    left = len(answer) - len(positions)
    more = f'<p class="more">and {left:,} more rows in the CSV</p>' if left > 0 else ""
    names = ["stack"] * (len(shown) > 3) + ["grouped"] * (group is not None)
    kind = f' class="{" ".join(names)}"' if names else ""
    return f'<div class="table"><table{kind}><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table></div>{more}'


def csv_text(answer: pd.DataFrame) -> str:
    """An answer as CSV that no spreadsheet runs as a formula; all columns, ids and offsets too."""
    safe = pd.DataFrame({str(csv_cell(str(column))): _csv_column(answer[column]) for column in answer.columns})
    return safe.to_csv(index=False, lineterminator="\n")


def _csv_column(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        places, moments = pd.factorize(column)
        said = [f"{one:%Y-%m-%d}" if one == one.normalize() else f"{one:%Y-%m-%d %H:%M}" for one in moments]
        return pd.Series([*said, None], dtype="str").take(places).set_axis(column.index)
    if pd.api.types.is_numeric_dtype(column):
        return column
    if column.dtype != "str":
        return column.astype(object).map(csv_cell, na_action="ignore")
    doubtful = _doubtful(column)
    if not doubtful.any():
        return column
    return column.mask(doubtful, column[doubtful].astype(object).map(csv_cell, na_action="ignore").astype("str"))


def _doubtful(column: pd.Series) -> np.ndarray:
    """Which texts `csv_cell` may have to change; those of printable ASCII are known without looking for single characters."""
    texts = pa.array(column, type=pa.large_string())
    found = pc.fill_null(pc.match_substring_regex(texts, _FORMULA), False).to_numpy(zero_copy_only=False).copy()
    other = np.flatnonzero(pc.fill_null(pc.invert(pc.ascii_is_printable(texts)), False).to_numpy(zero_copy_only=False))
    found[other] |= pc.match_substring_regex(texts.take(other), _ODD).to_numpy(zero_copy_only=False)
    return found


def _class(column: Shown, *, body: bool = True) -> str:
    """The class of a column: numbers stand right, days are never broken, long texts get room."""
    return f' class="{column.align}"' if column.align and (body or column.align != "long") else ""


def _sorted_as(one: Any) -> str:
    return f' data-sort="{one.isoformat()}"' if isinstance(one, pd.Timestamp) and not pd.isna(one) else ""


def _row(anchor: str, columns: Sequence[Shown], place: int, tongue: str) -> str:
    """A row of the table; the article's own words in it are set in its language."""
    cells = "".join(
        f'<{_tag(i)} data-label="{escape(column.label)}"{_class(column)}{_sorted_as(column.order[place])}'
        f"{tongue if column.name in _OWN_WORDS else ''}>"
        f"{_days_whole(column, _breakable(escape(column.cells[place])))}</{_tag(i, False)}>"
        for i, column in enumerate(columns)
    )
    return f'<tr id="{escape(anchor)}">{cells}</tr>'


def _days_whole(column: Shown, cell: str) -> str:
    """A stretch of days may break between its days, not inside one."""
    if column.align != "day" or _TO not in cell:
        return cell
    return _TO.join(f'<span class="day">{one}</span>' for one in cell.split(_TO))


def _breakable(text: str) -> str:
    """Very long words may break; what is an entity stays whole."""
    return _UNBROKEN.sub(lambda found: found.group() + ("" if "&" in found.group()[-9:] else "<wbr>"), text)


def _headings(values: pd.Series, positions: Sequence[int], columns: int) -> dict[int, str]:
    """A heading row before the first row of each value, with the number of its rows."""
    counts, made, last = values.value_counts(), {}, None
    for position in positions:
        heading = values.iloc[position]
        if heading != last:
            said = f"{escape(capitalised(plain(heading)))}: {counts[heading]:,}"
            made[position] = f'<tr class="group"><th colspan="{columns}">{said}</th></tr>'
        last = heading
    return made


def _tag(position: int, opening: bool = True) -> str:
    return ('th scope="row"' if opening else "th") if position == 0 else "td"


def _beneath(found: Found, amount: Amount | None, columns: int, sentences: int, outlet_told: bool) -> str:
    opened = evidence_to_open(found, amount, sentences, outlet_told)
    return f'<tr class="ev"><td colspan="{columns}">{opened}</td></tr>'


def passages_by_row(found: pd.DataFrame | None, rows: Sequence[int]) -> dict[int, Found]:
    """The passages of each of some rows of an answer, all at once: a frame for each would take long.

    Parameters
    ----------
    found
        As in `table_html`.
    rows
        The positions that are shown.
    """
    made: dict[int, list[Mapping[str, Any]]] = {}
    for one in [] if found is None else records(found[found["row"].isin(rows)]):
        made.setdefault(one["row"], []).append(one)
    return dict(made)


def evidence_to_open(found: Found, amount: Amount | None, sentences: int, outlet_told: bool) -> str:
    """The passages of one row, folded behind a line that says how many there are.

    Parameters
    ----------
    found
        The row's passages, as in `table_html`.
    amount
        How much evidence it has in all; None counts `found`.
    sentences
        Sentences to show.
    outlet_told
        Whether the row says already which outlet it is.
    """
    amount = amount or Amount(len(found), *(_different(found, name) for name in ("article_id", "source")))
    left = amount.passages - sentences
    more = f'<p class="more">and {left:,} more, in the CSV of the evidence</p>' if left > 0 else ""
    listed = listed_passages(found[:sentences]) + more
    return f"<details><summary>{_said_amount(found, amount, outlet_told)}</summary>{listed}</details>"


def _different(found: Found, name: str) -> int:
    return len({one[name] for one in found if not is_null(one[name])})


def _said_amount(found: Found, amount: Amount, outlet_told: bool) -> str:
    """`23 passages in 15 articles of 4 outlets`; a single sentence says where it stands unless the row does."""
    of = f" of {_plural(amount.outlets, 'outlet')}" if amount.outlets > 1 else ""
    if all(one["marked"] == "" for one in found):
        return _plural(amount.articles, "article") + of
    if amount.passages == 1:
        return "Sentence" if outlet_told else f"Sentence: {_where_first(found)}"
    return _plural(amount.passages, "passage") + (f" in {_plural(amount.articles, 'article')}{of}" if amount.articles > 1 else "")


def _where_first(found: Found) -> str:
    first = found[0]
    return ", ".join(part for part in (escape(value(first["source"]) or UNKNOWN), escape(said_day(first["published"]))) if part)


def _plural(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
