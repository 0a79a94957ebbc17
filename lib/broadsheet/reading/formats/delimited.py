"""CSV and TSV files with a header line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import Found, Piece, Reject
from broadsheet.reading.forms import GUESSED, Form, Job, Sample
from broadsheet.reading.tables import guessed_mapping, header_row, table_articles

_ENDINGS = (".csv", ".tsv", ".tab")
_DELIMITERS = ",;\t|"
_STATED = re.compile(r"\Asep=(?P<delimiter>[^\n])[ \t]*\n", re.IGNORECASE)
"""The line by which Excel is told the delimiter."""
_AHEAD = 500
SHORT_SHARE = 0.2
"""Share of rows with fewer cells than the header from which a file is taken as one whose writer leaves empty cells at the end out."""


def read_delimited(piece: Piece, job: Job) -> Found:
    """The articles in the rows.

    The delimiter is what a first line "sep=;" states, or guessed from the header. Lines above the header (a title of the
    export) are passed over. A row with more cells than the header is a reject, since its values have moved; so is one with
    fewer, unless many rows have fewer.
    """
    yield from table_articles(piece, _records(piece, decode(piece.data).lstrip("\n"), job), job)


def _records(piece: Piece, text: str, job: Job) -> Iterator[tuple[str, Any]]:
    stated = _STATED.match(text)
    body = text[stated.end():] if stated else text
    delimiter = stated["delimiter"] if stated else _delimiter(body)
    csv.field_size_limit(2**30)
    rows = _rows(csv.reader(io.StringIO(body), delimiter=delimiter), 1 + (stated is not None))
    ahead = list(islice(rows, _AHEAD))
    at = header_row([cells if isinstance(cells, list) else [] for _, cells in ahead], job.columns)
    named = ahead[at][1] if ahead else []
    header = [cell.strip() for cell in named] if isinstance(named, list) else []
    widths = [len(cells) for _, cells in ahead[at + 1 :] if isinstance(cells, list)]
    trims = len(widths) > 4 and sum(width < len(header) for width in widths) > SHORT_SHARE * len(widths)
    for number, cells in chain(ahead[at + 1 :], rows):
        yield f"row {number}", _record(piece, number, cells, header, trims)


def _rows(reader: Any, number: int) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """The rows that are not empty, numbered as in the file; an error stands for a row that is no CSV."""
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield number, error
            number += 1
            continue
        if cells is None:
            return
        if cells:
            yield number, cells
            number += 1


def _record(piece: Piece, number: int, cells: list[str] | csv.Error, header: list[str], trims: bool) -> dict[str, str] | Reject:
    part = piece.inside(f"row {number}")
    if isinstance(cells, csv.Error):
        return Reject(piece.path, part, "broken CSV", str(cells)[:200])
    kept = _trimmed(cells) if len(cells) > len(header) else cells
    if len(kept) > len(header) or (len(kept) < len(header) and not trims):
        return Reject(piece.path, part, "shifted row", f"{len(cells)} cells, the header {len(header)}")
    return {name: cell for name, cell in zip(header, kept, strict=False) if name}


def _trimmed(cells: list[str]) -> list[str]:
    """The cells without empty ones at the end."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _delimiter(text: str) -> str:
    """The delimiter of the first line that has one of them at least once and names a text; else of the first line."""
    lines = text.split("\n", 10)[:10]
    for line in lines:
        delimiter = max(_DELIMITERS, key=line.count)
        if "text" in guessed_mapping(cell.strip().strip('"') for cell in line.split(delimiter)).values():
            return delimiter
    return max(_DELIMITERS, key=lines[0].count)


def _is_delimited(sample: Sample) -> bool:
    if sample.ends(*_ENDINGS):
        return True
    if sample.ends(".txt", ".md"):
        return False
    header = sample.text.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    delimiter = max(_DELIMITERS, key=header.count)
    cells = [cell.strip().strip('"') for cell in header.split(delimiter)]
    short = 2 <= len(cells) <= 60 and all(len(c) < 40 for c in cells)
    return short and b"\n" in sample.text and "text" in guessed_mapping(cells).values()


FORM = Form("csv", read_delimited, _is_delimited, endings=_ENDINGS, rank=GUESSED, one_article=False)
