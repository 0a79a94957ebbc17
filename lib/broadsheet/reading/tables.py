"""Articles in the records of a table, whatever form it has, their columns known by shape, guessed or mapped."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from broadsheet.errors import RequestError
from broadsheet.reading.cleaning import join_paragraphs
from broadsheet.reading.draft import Draft, Found, Piece, ReadingError, Reject
from broadsheet.reading.fields import fields_from, folded, name_ranks, names, says_nothing
from broadsheet.reading.forms import Job, at_least_one
from broadsheet.reading.markup import is_markup, is_whole_page, paragraphs_of_markup
from broadsheet.reading.moments import date_order
from broadsheet.reading.pages import read_page
from broadsheet.reading.plain import article_body, split_paragraphs
from broadsheet.reading.shapes import Record, Shape, at, flat, shape_of

logger = logging.getLogger(__name__)
AHEAD = 1000
"""Records that are looked at before the first is read: enough to tell whether 03/04 is a day of April or of March."""
AHEAD_CHARS = 20_000_000
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?\d[\d,.]*\s*(?:chars?|characters|words)\]\s*$")
"""How services mark that they cut a text: "… [+2345 chars]"."""


def guessed_mapping(columns: Iterable[str]) -> dict[str, str]:
    """Which column of `articles` each column of a table stands for, guessed from its name (`resources/reading/fields.csv`).

    Of several columns that could be one, the likeliest is taken. Columns that say nothing known are left out.
    """
    order = name_ranks()
    mapping: dict[str, str] = {}
    for name in sorted((c for c in columns if folded(c) in order), key=lambda c: order[folded(c)]):
        column = names()[folded(name)]
        if column not in mapping.values():
            mapping[name] = column
    return mapping


def checked_mapping(columns: Mapping[str, str] | None, named: Mapping[str, str] | None = None) -> Mapping[str, str] | None:
    """A table's column → column of `articles`, once the targets are known.

    Parameters
    ----------
    columns
        A mapping in this direction: nothing else of the table is read.
    named
        A mapping in the other direction (column of `articles` → the table's): what it leaves out is guessed.

    Raises
    ------
    RequestError
        A target is no column that can be read, or both mappings are given.
    """
    if columns and named:
        raise RequestError("columns and map: give one of them")
    known = set(names().values())
    for name, column in (columns or {}).items():
        if column not in known:
            raise RequestError(f"columns: {name!r} is mapped to {column!r}; it can be mapped to {', '.join(sorted(known))}")
    for column in named or {}:
        if column not in known:
            raise RequestError(f"map: no column {column!r}; there are {', '.join(sorted(known))}")
    return Mapped({name: column for column, name in named.items()}) if named else columns


HEADER_WITHIN = 10
"""Filled rows among which a table's header is looked for."""


def header_row(rows: Sequence[Sequence[Any]], columns: Mapping[str, str] | None) -> int:
    """Which of a table's first rows names its columns: the first in which one names the text, or else the first."""
    for number, cells in enumerate(rows[:HEADER_WITHIN]):
        stated = [str(cell).strip() for cell in cells if cell is not None]
        if any(name in (columns or {}) for name in stated) or "text" in guessed_mapping(stated).values():
            return number
    return 0


class Mapped(dict[str, str]):
    """A table's column → column of `articles`, beside which the other columns are guessed."""


def table_articles(piece: Piece, records: Iterable[tuple[str, Any]], job: Job) -> Found:
    """The articles of a table's labelled records; a record that is none is a reject of its own.

    Raises
    ------
    ReadingError
        There are no records, or none of the columns is known as text.
    """
    yield from at_least_one(_articles(piece, records, job), "no records in it")


@dataclass(slots=True)
class _Table:
    """What is known of a table as a whole."""

    piece: Piece
    job: Job
    day_first: bool = True
    cut: int = 0
    """Texts that their service cut."""
    without_text: dict[str, int] = field(default_factory=dict)
    """What records without text are → how many of them there were."""


def _articles(piece: Piece, records: Iterable[tuple[str, Any]], job: Job) -> Found:
    rest = iter(records)
    ahead, failure = _ahead(rest)
    table = _Table(piece, job)
    rows = [_flat(record) for _, record in ahead if isinstance(record, dict)]
    if rows and not any(_values(row, job.columns).get("text") is not None or shape_of(row) for row in rows):
        yield from (record for _, record in ahead if isinstance(record, Reject))
        raise ReadingError("empty", _no_text_column(rows, job.columns))
    if rows:
        logger.info("%s: columns read as %s", piece.path, _read_as(rows[0], job.columns))
    yield from _order_of_dates(table, rows)
    for label, record in ahead if failure else chain(ahead, rest):
        job.budget.check_time()
        yield from _one(table, label, record)
    if failure is not None:
        raise failure
    yield from _summed_up(table)


def _ahead(records: Iterator[tuple[str, Any]]) -> tuple[list[tuple[str, Any]], Exception | None]:
    """The first records, and what stopped the table within them."""
    first: list[tuple[str, Any]] = []
    held = 0
    try:
        for one in records:
            first.append(one)
            held += sum(len(value) for value in one[1].values() if isinstance(value, str)) if isinstance(one[1], dict) else 0
            if len(first) >= AHEAD or held > AHEAD_CHARS:
                break
    except Exception as error:
        return first, error
    return first, None


def _no_text_column(rows: Sequence[Record], columns: Mapping[str, str] | None) -> str:
    stated = list(dict.fromkeys(name for row in rows for name in row if row[name] is not None))
    if columns:
        return f"none of the mapped columns has text; the columns are {', '.join(stated)[:300]}"
    return (
        f"no text in a column that is known; the columns are {', '.join(stated)[:300]}; "
        'say which is the text: --map text=COLUMN, or map={"text": "COLUMN"}'
    )


def _order_of_dates(table: _Table, rows: Sequence[Record]) -> Found:
    """Decides whether the day or the month comes first in the table's dates; a reject where nothing tells."""
    given = table.job.day_first
    if given is not None:
        table.day_first = given
        return
    stated = [value for row in rows if isinstance(value := _values(row, table.job.columns).get("published_at"), str)]
    order, example = date_order(stated)
    table.day_first = order != "month first"
    if order == "unclear":
        detail = f"{example!r} may be day or month first; read day first, --month-first (day_first=False) reads it the other way"
        yield Reject(table.piece.path, table.piece.inside("dates, published_at"), "date order unclear", detail)


def _one(table: _Table, label: str, record: Any) -> Found:
    """The article of a record; whatever is wrong with it costs no other record."""
    part = table.piece.inside(label)
    if isinstance(record, Reject):
        yield record
    elif not isinstance(record, dict):
        yield Reject(table.piece.path, part, "no article", f"a {type(record).__name__}, not an object with fields")
    else:
        try:
            one = _draft(table, part, record)
        except ReadingError as error:
            one = Reject(table.piece.path, part, error.reason, error.detail)
        except Exception as error:
            one = Reject(table.piece.path, part, "broken", f"{type(error).__name__}: {error}"[:200])
        if one is not None:
            yield one


def _draft(table: _Table, part: str, record: Record) -> Draft | Reject | None:
    whole = _flat(record)
    shape = None if table.job.columns else shape_of(whole)
    values = _values(whole, table.job.columns, shape)
    text = _text(values.pop("text", None))
    if text is None:
        if shape is not None and shape.without_text:
            table.without_text[shape.without_text] = table.without_text.get(shape.without_text, 0) + 1
            return None
        return Reject(table.piece.path, part, "empty", "no text in the record")
    bare = _uncut(text)
    table.cut += bare is not text
    fields = fields_from(values, day_first=table.day_first)
    if is_whole_page(bare):
        page = read_page(Piece(table.piece.path, bare.encode("utf-8", "surrogatepass"), part=part, charset="utf-8", url=fields.url))
        stated = fields.draft(table.piece, page.text, part=part)
        return replace(page, **{name: value for name in _STATED if (value := getattr(stated, name)) is not None})
    paragraphs = paragraphs_of_markup(bare) if is_markup(bare) else split_paragraphs(bare)
    body = join_paragraphs(article_body(paragraphs, fields.title))
    if not body:
        return Reject(table.piece.path, part, "empty", "no text in the record")
    return fields.draft(table.piece, body, part=part)


_STATED = ("title", "source", "byline", "section", "url", "language", "place", "published", "published_from", "modified", "unread")


def _uncut(text: str) -> str:
    """The text without the mark of its service that it was cut there."""
    match = _CUT.search(text, max(0, len(text) - 80)) if text.rstrip().endswith("]") else None
    return text[: match.start()] if match else text


def _flat(record: Record) -> Record:
    return {name: None if says_nothing(value) else value for name, value in flat(record).items()}


def _values(whole: Record, columns: Mapping[str, str] | None, shape: Shape | None = None) -> Record:
    """The columns of `articles` that a record fills, as its mapping, its shape or the names of its fields tell."""
    if columns and not isinstance(columns, Mapped):
        return {column: value for name, column in columns.items() if (value := at(whole, name)) is not None}
    shape = shape or (None if columns else shape_of(whole))
    if shape is not None:
        return shape.values(whole)
    named = {column: value for name, column in (columns or {}).items() if (value := at(whole, name)) is not None}
    guessed = guessed_mapping(name for name, value in whole.items() if value is not None)
    return {column: whole[name] for name, column in guessed.items()} | named


def _read_as(row: Record, columns: Mapping[str, str] | None) -> str | Mapping[str, str]:
    """How a record is read, for the log: its shape, its mapping or what its columns' names tell."""
    shape = None if columns else shape_of(row)
    if shape is not None:
        return f"those of {shape.name}"
    return columns or guessed_mapping(name for name, value in row.items() if value is not None)


def _text(value: Any) -> str | None:
    """The text of a record: paragraphs in a list are parted by blank lines."""
    if isinstance(value, (list, tuple)):
        value = "\n\n".join(item for item in value if isinstance(item, str) and not says_nothing(item))
    return value if isinstance(value, str) and not says_nothing(value) else None


def _summed_up(table: _Table) -> Found:
    path, piece = table.piece.path, table.piece
    for said, number in table.without_text.items():
        yield Reject(path, piece.inside(f"{number} records"), "no text", said)
    if table.cut:
        yield Reject(path, piece.inside("texts"), "cut text", f"{table.cut} texts were cut by the service that gave them, and are read so")
