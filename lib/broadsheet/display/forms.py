"""Forms: how the values of a declared column become the words of a cell. A form may take further columns into the same cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from broadsheet.analysis import UNKNOWN, Column, said_date, said_day
from broadsheet.annotating import country_names
from broadsheet.errors import BroadsheetError
from broadsheet.safe_text import is_null, plain

Align = Literal["", "num", "day", "long"]

_LONG = 420
"""Characters of a text in a cell; more stands in the CSV."""

_WORDY = 60
"""Characters from which a column counts as text, not as a label."""


@dataclass(frozen=True)
class Form:
    """How a cell is worded from the value of its column and of those beside it, and how the column is set.

    Parameters
    ----------
    words
        A function of the values, null or not; empty for nothing to say.
    align
        num: to the right; day: never broken; long: given room. None: by the values.
    takes
        Whether it takes the columns beside it into the cell; otherwise it only reads them, and they are shown by themselves too.
    """

    words: Callable[..., str]
    align: Align | None = None
    takes: bool = True


@dataclass(frozen=True)
class Shown:
    """A column as a reader sees it."""

    name: str
    label: str
    cells: list[str]
    align: Align
    order: list[Any]
    """Values to sort by, one a cell: the column's own."""
    note: str
    """What the column means, for whoever asks."""


def value(one: Any) -> str:
    """A value as a reader expects it, unescaped: `9 Oct 2025`, `1,204`, `0.31`, `yes`; nothing for null."""
    if is_null(one):
        return ""
    if isinstance(one, pd.Timestamp):
        return said_day(one)
    if isinstance(one, bool):
        return "yes" if one else "no"
    if isinstance(one, int):
        return f"{one:,}"
    if isinstance(one, float):
        said = f"{one:,.0f}" if one.is_integer() and abs(one) >= 10 else f"{one:z.2f}"
        return said.replace("-", "−")
    if hasattr(one, "item"):
        return value(one.item())
    text = plain(one)
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def _share(one: Any) -> str:
    return "" if is_null(one) else f"{100 * float(one):.0f} %"


def _interval(low: Any, high: Any) -> str:
    return "" if is_null(low) or is_null(high) else f"{value(float(low))} to {value(float(high))}"


def _interval_of_shares(low: Any, high: Any) -> str:
    return "" if is_null(low) or is_null(high) else f"{_share(low)} to {_share(high)}"


def _mean(mean: Any, low: Any, high: Any) -> str:
    interval = _interval(low, high)
    return f"{value(None if is_null(mean) else float(mean))} ({interval})" if interval else value(mean)


def _with_copies(own: Any, all_of_them: Any) -> str:
    return value(own) if is_null(all_of_them) or own == all_of_them else f"{value(own)} ({value(all_of_them)})"


def _told(sentence: Any, source: Any, day: Any = None, announcer: Any = None) -> str:
    """`The Courier, 9 Oct 2025: It rained. (announced by Bo Finch)`"""
    if is_null(sentence):
        return ""
    where = ", ".join(part for part in (value(source) or UNKNOWN, value(day)) if part)
    return f"{where}: {value(sentence)}" + ("" if is_null(announcer) else f" (announced by {value(announcer)})")


def _worded(fact: Any, word: Any) -> str:
    """`intended (“due”)`"""
    return value(fact) if is_null(word) else f"{value(fact)} (“{value(word)}”)"


FORMS: Mapping[str, Form] = {
    "plain": Form(value),
    "day": Form(value, "day"),
    "month": Form(lambda one: "" if is_null(one) else f"{one:%b %Y}", "day"),
    "date": Form(said_date, "day"),
    "days": Form(lambda first, last: said_date(first, last, "day"), "day"),
    "year": Form(lambda one: "" if is_null(one) else str(one)),
    "share": Form(_share, "num"),
    "outlet": Form(lambda one: value(one) or UNKNOWN),
    "country": Form(lambda one: "" if is_null(one) else country_names().get(one, plain(one))),
    "interval": Form(_interval, "num"),
    "interval of shares": Form(_interval_of_shares, "num"),
    "mean": Form(_mean, "num"),
    "with copies": Form(_with_copies, "num"),
    "counts": Form(lambda *counts: " / ".join(value(n) for n in counts), "num"),
    "told": Form(_told),
    "worded": Form(_worded),
    "unless as beside": Form(lambda own, other: "" if own == other else value(own), takes=False),
}
"""day, month, year: a moment. date: earliest, beside latest and precision. days: the first, beside the last. share: of 1, in per cent.
interval: low, beside high. mean: with low and high beside it. with copies: beside the count with copies. counts: several, with strokes
between. told: a sentence, beside its outlet, the day, and who announced it. worded: a fact, beside the word that shows it. unless as
beside: empty where the column beside it says the same already."""


def shown_columns(
    frame: pd.DataFrame, columns: Mapping[str, Column], positions: Sequence[int] | None = None, *, group: str | None = None,
) -> list[Shown]:
    """The columns of an answer for a reader, in the frame's order.

    Parameters
    ----------
    frame
        The answer.
    columns
        What each of its columns means. One that is not declared is for programs.
    positions
        The rows to show; None all. Which columns say nothing, and are left out, is decided by all rows.
    group
        A column that stands as headings between the rows.
    """
    declared = [columns.get(str(name), _HIDDEN) for name in frame.columns]
    beside = {other for column in declared if _form(column).takes for other in column.beside}
    made = []
    for name in map(str, frame.columns):
        column = columns.get(name, _HIDDEN)
        if column.hidden or name in beside or name == group or _says_nothing(frame, name, column):
            continue
        one = _shown(frame, name, column, positions)
        if any(one.cells) or positions is not None:
            made.append(one)
    return made


def _shown(frame: pd.DataFrame, name: str, column: Column, positions: Sequence[int] | None) -> Shown:
    form = _form(column)
    rows = frame if positions is None else frame.iloc[list(positions)]
    taken = _values(rows, name, column)
    cells = [form.words(*values) for values in zip(*taken, strict=True)]
    note = column.meaning + (f" ({column.unit})" if column.unit and column.unit.lower() != column.label.lower() else "")
    return Shown(name, column.label, cells, _align(rows[name], cells, form), taken[0], note)


def _form(column: Column) -> Form:
    if column.form not in FORMS:
        raise BroadsheetError(f"column {column.label!r} has the form {column.form!r}; forms are {', '.join(FORMS)}")
    return FORMS[column.form]


def _values(rows: pd.DataFrame, name: str, column: Column) -> list[list[Any]]:
    """The values of a column and of those beside it."""
    return [rows[one].tolist() if one in rows.columns else [None] * len(rows) for one in (name, *column.beside)]


def _says_nothing(frame: pd.DataFrame, name: str, column: Column) -> bool:
    values, form = frame[name], _form(column)
    if len(values) and values.isna().all():
        return True
    if len(values) and not form.takes:
        return not any(form.words(*each) for each in zip(*_values(frame, name, column), strict=True))
    return column.once and len(values) > 1 and bool(values.notna().all()) and values.nunique() == 1


def _align(values: pd.Series, cells: Sequence[str], form: Form) -> Align:
    if form.align is not None:
        return form.align
    if form.words is value and pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return "num"
    if pd.api.types.is_datetime64_any_dtype(values):
        return "day"
    return "long" if max(map(len, cells), default=0) > _WORDY else ""


_HIDDEN = Column("", "", hidden=True)
