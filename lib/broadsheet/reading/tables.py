"""Articles in the records of a table, whatever form it has, their columns guessed or mapped."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from broadsheet.errors import RequestError
from broadsheet.reading.cleaning import join_paragraphs
from broadsheet.reading.draft import Draft, Found, Piece, Reject
from broadsheet.reading.fields import fields_from, folded, names
from broadsheet.reading.forms import Job, at_least_one
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


def table_articles(piece: Piece, records: Iterable[tuple[str, Any]], job: Job) -> Found:
    """The articles of a table's labelled records; a record without text is a reject of its own.

    Raises
    ------
    ReadingError
        There are no records.
    """
    yield from at_least_one(_drafts(piece, records, job), "no records in it")


def _drafts(piece: Piece, records: Iterable[tuple[str, Any]], job: Job) -> Found:
    columns = job.columns
    shown = False
    for label, record in records:
        job.budget.check_time()
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
