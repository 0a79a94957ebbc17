"""A file packed by gzip."""

from __future__ import annotations

import gzip
import io

from broadsheet.reading.draft import Found, Piece
from broadsheet.reading.forms import PACKED, Form, Job
from broadsheet.reading.packed import check_depth, unpacked


def read_gzip(piece: Piece, job: Job) -> Found:
    """What the packed file holds."""
    check_depth(piece, job)
    with gzip.GzipFile(fileobj=io.BytesIO(piece.data)) as stream:
        data = unpacked(stream, len(piece.data), job)
    name = piece.name[:-3] if piece.name.lower().endswith(".gz") else piece.name
    inner = Piece(piece.path, data, part=piece.part, name=name, depth=piece.depth + 1, url=piece.url, fetched=piece.fetched)
    yield from job.inner([inner])


FORM = Form("gzip", read_gzip, lambda sample: sample.head.startswith(b"\x1f\x8b"), endings=(".gz",), rank=PACKED, one_article=False)
