"""Articles in tables: JSON, JSON Lines, CSV and TSV, Parquet and Excel, their columns guessed or mapped."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from broadsheet.errors import RequestError
from broadsheet.reading.cleaning import join_paragraphs
from broadsheet.reading.draft import Draft, Found, Piece, Reject
from broadsheet.reading.fields import fields_from, folded, names
from broadsheet.reading.pages import read_page
from broadsheet.reading.plain import article_body, split_paragraphs

logger = logging.getLogger(__name__)
Record = dict[str, Any]
MARKUP_SHARE = 2


def guessed_mapping(columns: Iterable[str]) -> dict[str, str]:
    """Which column of `articles` each column of a table stands for, guessed from its name (`resources/reading/fields.csv`).

    Of several columns that could be one, the likeliest is taken. Columns that say nothing known are left out.
    """
    order = list(names())
    mapping: dict[str, str] = {}
    for name in sorted((c for c in columns if folded(c) in names()), key=lambda c: order.index(folded(c))):
        column = names()[folded(name)]
        if column not in mapping.values():
            mapping[name] = column
    return mapping


def records_to_drafts(piece: Piece, records: Iterable[tuple[str, Any]], columns: Mapping[str, str] | None = None) -> Found:
    """The articles of numbered records; a record without text is a reject of its own."""
    shown = False
    for label, record in records:
        part = piece.inside(label)
        if isinstance(record, Reject):
            yield record
            continue
        if not isinstance(record, dict):
            yield Reject(piece.path, part, "no article", f"a {type(record).__name__}, not an object with fields")
            continue
        flat = _flat(record)
        filled = [name for name, value in flat.items() if not _empty(value)]
        mapping = {name: columns[name] for name in filled if name in columns} if columns else guessed_mapping(filled)
        if not shown:
            logger.info("%s: columns read as %s", piece.path, mapping)
            shown = True
        yield _draft(piece, part, {column: flat[name] for name, column in mapping.items()})


def checked_mapping(columns: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """The same mapping (a table's column → a column of `articles`), once its targets are known.

    Raises
    ------
    RequestError
        A target is no column that can be read.
    """
    known = set(names().values())
    for name, column in (columns or {}).items():
        if column not in known:
            raise RequestError(f"columns: {name!r} is mapped to {column!r}; it can be mapped to {', '.join(sorted(known))}")
    return columns


def _flat(record: Record) -> Record:
    """Nested objects one level down under "outer_inner" names (`headline.main`), lists and the rest as they are."""
    flat: Record = {}
    for name, value in record.items():
        if isinstance(value, dict):
            flat[str(name)] = value
            flat |= {f"{name}_{inner}": v for inner, v in value.items() if not isinstance(v, (dict, list))}
        else:
            flat[str(name)] = value
    return flat


def _empty(value: Any) -> bool:
    return value is None or value != value or (isinstance(value, (str, list, dict)) and not value)


def _draft(piece: Piece, part: str, values: Record) -> Draft | Reject:
    text = values.pop("text", None)
    if isinstance(text, list):
        text = "\n\n".join(str(item) for item in text)
    if not isinstance(text, str) or not text.strip():
        return Reject(piece.path, part, "empty", "no text in the record")
    fields = fields_from(values)
    if _is_markup(text):
        page = read_page(Piece(piece.path, text.encode("utf-8", "surrogatepass"), part=part, charset="utf-8", url=fields.url))
        text = page.text
    else:
        text = join_paragraphs(article_body(split_paragraphs(text), fields.title))
    if not text:
        return Reject(piece.path, part, "empty", "no text in the record")
    return fields.draft(piece, text, part=part)


def _is_markup(text: str) -> bool:
    head = text[:5000].lower()
    return head.count("<p") + head.count("<br") + head.count("<div") + head.count("</") >= MARKUP_SHARE


def read_json(text: str) -> Iterator[tuple[str, Any]]:
    """The records of a JSON file: a list, an object that holds a list of objects, or one object."""
    loaded = json.loads(text, strict=False)
    if isinstance(loaded, dict):
        lists = {name: v for name, v in loaded.items() if isinstance(v, list) and v and isinstance(v[0], dict)}
        holder = next((n for n in ("articles", "docs", "items", "results", "data", "documents", "hits", "response") if n in lists), None)
        has_text = "text" in guessed_mapping(loaded).values()
        if holder is None and lists and not has_text:
            holder = max(lists, key=lambda name: len(lists[name]))
        if holder is None and not has_text and isinstance(loaded.get("response"), dict):
            yield from read_json(json.dumps(loaded["response"]))
            return
        loaded = lists[holder] if holder is not None and not has_text else [loaded]
    if not isinstance(loaded, list):
        loaded = [loaded]
    yield from ((f"record {n}", record) for n, record in enumerate(loaded, 1))


def read_json_lines(piece: Piece, text: str) -> Iterator[tuple[str, Any]]:
    """One record a line; a line that is no JSON is a reject of its own."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        label = f"line {number}"
        try:
            yield label, json.loads(line, strict=False)
        except (ValueError, RecursionError) as error:
            yield label, Reject(piece.path, piece.inside(label), "broken JSON", str(error)[:200])


def read_delimited(piece: Piece, text: str) -> Iterator[tuple[str, Any]]:
    """The rows of a CSV or TSV file with a header line; the delimiter is guessed from that line."""
    header = text.lstrip("\n").split("\n", 1)[0]
    delimiter = max(",;\t|", key=header.count)
    csv.field_size_limit(2**30)
    rows = csv.DictReader(io.StringIO(text.lstrip("\n")), delimiter=delimiter, restkey="")
    number = 1
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield f"row {number}", Reject(piece.path, piece.inside(f"row {number}"), "broken CSV", str(error)[:200])
            continue
        if row is None:
            return
        yield f"row {number}", {name: value for name, value in row.items() if name}
