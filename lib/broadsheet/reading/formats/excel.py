"""Tables in Excel workbooks."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.forms import SIGNATURE, Form, Job
from broadsheet.reading.packed import PackedFile
from broadsheet.reading.tables import HEADER_WITHIN, header_row, table_articles

LARGEST = 1_000_000_000
"""Bytes that a workbook may unpack to."""
LARGEST_GAP = 100_000
"""Empty rows after which a sheet is given up: people leave some dozens."""
MOST_COLUMNS = 500
"""Columns of a sheet that are read."""


def read_excel(piece: Piece, job: Job) -> Found:
    """The articles in every sheet of a workbook whose first filled row names its columns; the row numbers are the sheet's own.

    Raises
    ------
    ReadingError
        The workbook is broken, encrypted, or unpacks to too much.
    """
    with PackedFile(piece, job, "workbook") as packed:
        packed.take_all(most=min(LARGEST, max(LARGEST // 20, job.limits.ratio * len(piece.data))))
    yield from table_articles(piece, _rows(piece, job), job)


def _rows(piece: Piece, job: Job) -> Iterator[tuple[str, dict[str, Any]]]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(piece.data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        raise ReadingError("truncated", f"no readable workbook ({error})"[:200]) from error
    for sheet in book.worksheets:
        yield from _sheet_rows(sheet, job, several=len(book.worksheets) > 1)


def _sheet_rows(sheet: Any, job: Job, *, several: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = _filled(sheet, job)
    ahead = list(islice(rows, HEADER_WITHIN))
    if not ahead:
        return
    at = header_row([cells for _, cells in ahead], job.columns)
    names = [str(cell).strip() if cell is not None else "" for cell in ahead[at][1]]
    for number, cells in chain(ahead[at + 1 :], rows):
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        yield (f"sheet {sheet.title}, row {number}" if several else f"row {number}"), row


def _filled(sheet: Any, job: Job) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that are not empty, with their numbers.

    openpyxl fills gaps between rows with empty ones, all of them the same tuple: a sheet of two rows may have a million
    million between them, and a row of one cell sixteen thousand before it.
    """
    sheet.reset_dimensions()
    gap, last = 0, None
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        job.budget.check_time()
        if cells is last or not any(cell not in (None, "") for cell in cells[:MOST_COLUMNS]):
            gap, last = gap + 1, cells
            if gap > LARGEST_GAP:
                raise ReadingError("too large", f"sheet {sheet.title}: more than {LARGEST_GAP} empty rows before row {number + 1}")
            continue
        gap = 0
        yield number, cells[:MOST_COLUMNS]


FORM = Form(
    "xlsx", read_excel, lambda sample: b"xl/workbook.xml" in sample.members, endings=(".xlsx", ".xlsm"), rank=SIGNATURE, one_article=False,
)
