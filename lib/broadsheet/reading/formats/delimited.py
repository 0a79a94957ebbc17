"""CSV and TSV files with a header line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import Found, Piece, Reject
from broadsheet.reading.forms import GUESSED, Form, Job, Sample
from broadsheet.reading.tables import guessed_mapping, table_articles

_ENDINGS = (".csv", ".tsv", ".tab")


def read_delimited(piece: Piece, job: Job) -> Found:
    """The articles in the rows; the delimiter is guessed from the header line."""
    yield from table_articles(piece, _rows(piece, decode(piece.data)), job)


def _rows(piece: Piece, text: str) -> Iterator[tuple[str, Any]]:
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


def _is_delimited(sample: Sample) -> bool:
    if sample.ends(*_ENDINGS):
        return True
    if sample.ends(".txt", ".md"):
        return False
    header = sample.text.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    delimiter = max(",;\t|", key=header.count)
    cells = [cell.strip().strip('"') for cell in header.split(delimiter)]
    short = 2 <= len(cells) <= 60 and all(len(c) < 40 for c in cells)
    return short and b"\n" in sample.text and "text" in guessed_mapping(cells).values()


FORM = Form("csv", read_delimited, _is_delimited, endings=_ENDINGS, rank=GUESSED, one_article=False)
