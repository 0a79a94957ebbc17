"""Tables in Excel workbooks."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.forms import SIGNATURE, Form, Job
from broadsheet.reading.packed import PackedFile
from broadsheet.reading.tables import table_articles

LARGEST = 1_000_000_000
"""Bytes that a workbook may unpack to."""


def read_excel(piece: Piece, job: Job) -> Found:
    """The articles in every sheet of a workbook whose first filled row names its columns; the row numbers are the sheet's own.

    Raises
    ------
    ReadingError
        The workbook is broken, encrypted, or unpacks to too much.
    """
    with PackedFile(piece, job, "workbook") as packed:
        packed.take_all(most=min(LARGEST, max(LARGEST // 20, job.limits.ratio * len(piece.data))))
    yield from table_articles(piece, _rows(piece), job)


def _rows(piece: Piece) -> Iterator[tuple[str, dict[str, Any]]]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(piece.data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        raise ReadingError("truncated", f"no readable workbook ({error})"[:200]) from error
    for sheet in book.worksheets:
        yield from _sheet_rows(sheet, several=len(book.worksheets) > 1)


def _sheet_rows(sheet: Any, *, several: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    names: list[str] | None = None
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if not any(cell not in (None, "") for cell in cells):
            continue
        if names is None:
            names = [str(cell).strip() if cell is not None else "" for cell in cells]
            continue
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        yield (f"sheet {sheet.title}, row {number}" if several else f"row {number}"), row


FORM = Form(
    "xlsx", read_excel, lambda sample: b"xl/workbook.xml" in sample.members, endings=(".xlsx", ".xlsm"), rank=SIGNATURE, one_article=False,
)
