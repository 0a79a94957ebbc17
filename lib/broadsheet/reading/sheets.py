"""Tables in binary form: Parquet and Excel."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from broadsheet.reading.draft import Piece, ReadingError

LARGEST = 1_000_000_000
"""Bytes that a workbook may unpack to."""
BATCH = 1000


def read_parquet(piece: Piece) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a Parquet file, numbered from 1.

    Raises
    ------
    ReadingError
        The file is truncated or broken.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(io.BytesIO(piece.data))
        number = 0
        for batch in table.iter_batches(batch_size=BATCH):
            for row in batch.to_pylist():
                number += 1
                yield f"row {number}", row
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ReadingError("truncated" if not piece.data.endswith(b"PAR1") else "broken", str(error)[:200]) from error


def read_excel(piece: Piece) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of every sheet of a workbook whose first filled row names its columns; the numbers are the sheet's own.

    Raises
    ------
    ReadingError
        The workbook is broken, encrypted, or unpacks to too much.
    """
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(piece.data)) as packed:
            size = sum(member.file_size for member in packed.infolist())
        if size > max(LARGEST // 20, 200 * len(piece.data)) or size > LARGEST:
            raise ReadingError("zip bomb", f"{len(piece.data)} bytes unpack to {size}")
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
