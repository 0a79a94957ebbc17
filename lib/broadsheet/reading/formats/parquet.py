"""Tables in Parquet files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.forms import SIGNATURE, Form, Job
from broadsheet.reading.tables import table_articles

BATCH = 1000
FLOOR = 10_000_000
"""Bytes up to which the rows may unpack whatever their ratio."""


def read_parquet(piece: Piece, job: Job) -> Found:
    """The articles in the rows of a Parquet file.

    Raises
    ------
    ReadingError
        The file is truncated or broken, or its rows hold far more than the file.
    """
    yield from table_articles(piece, _rows(piece, job), job)


def _rows(piece: Piece, job: Job) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows, numbered from 1.

    Texts are read as dictionaries, so that one value in a thousand rows is in memory once; row by row it counts as often as
    it is repeated, against the ratio that holds for packed files.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(io.BytesIO(piece.data))
        texts = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_binary(field.type)]
        table = pq.ParquetFile(io.BytesIO(piece.data), read_dictionary=texts)
        number, most = 0, max(FLOOR, job.limits.ratio * len(piece.data))
        for batch in table.iter_batches(batch_size=BATCH):
            columns = [(name, batch.column(i)) for i, name in enumerate(batch.schema.names)]
            for i in range(batch.num_rows):
                number += 1
                row = {name: column[i].as_py() for name, column in columns}
                size = sum(len(value) for value in row.values() if isinstance(value, (str, bytes)))
                most -= size
                if most < 0:
                    raise ReadingError("zip bomb", f"{len(piece.data)} bytes hold rows of more than {job.limits.ratio} times as many")
                job.budget.take_bytes(size)
                yield f"row {number}", row
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ReadingError("truncated" if not piece.data.endswith(b"PAR1") else "broken", str(error)[:200]) from error


FORM = Form(
    "parquet", read_parquet, lambda sample: sample.head.startswith(b"PAR1"), endings=(".parquet",), rank=SIGNATURE, one_article=False,
)
