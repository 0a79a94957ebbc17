"""Tables in Parquet files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.forms import SIGNATURE, Form, Job
from broadsheet.reading.tables import table_articles

BATCH = 1000


def read_parquet(piece: Piece, job: Job) -> Found:
    """The articles in the rows of a Parquet file.

    Raises
    ------
    ReadingError
        The file is truncated or broken.
    """
    yield from table_articles(piece, _rows(piece), job)


def _rows(piece: Piece) -> Iterator[tuple[str, dict[str, Any]]]:
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


FORM = Form(
    "parquet", read_parquet, lambda sample: sample.head.startswith(b"PAR1"), endings=(".parquet",), rank=SIGNATURE, one_article=False,
)
