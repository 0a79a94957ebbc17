"""JSON Lines: one record a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import Found, Piece, Reject
from broadsheet.reading.forms import MARKED, Form, Job, Sample
from broadsheet.reading.shapes import records_in
from broadsheet.reading.tables import table_articles


def read_json_lines(piece: Piece, job: Job) -> Found:
    """The articles in the lines; a line that is no JSON is a reject of its own."""
    yield from table_articles(piece, line_records(piece, decode(piece.data)), job)


def line_records(piece: Piece, text: str) -> Iterator[tuple[str, Any]]:
    """The records of the lines, each with its label; what stands in `_source` (a search engine's hits) for such a record."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        label = f"line {number}"
        try:
            yield label, records_in([json.loads(line, strict=False)])[0]
        except (ValueError, RecursionError) as error:
            yield label, Reject(piece.path, piece.inside(label), "broken JSON", str(error)[:200])


def _is_json_lines(sample: Sample) -> bool:
    if sample.text[:1] not in (b"{", b"[") or sample.ends(".txt", ".md", ".json"):
        return False
    if sample.ends(".jsonl", ".ndjson"):
        return True
    lines = [line for line in sample.text.split(b"\n", 3) if line.strip()]
    return sample.text[:1] == b"{" and len(lines) > 1 and lines[0].rstrip().endswith(b"}") and lines[1].lstrip()[:1] == b"{"


FORM = Form("jsonl", read_json_lines, _is_json_lines, endings=(".jsonl", ".ndjson"), rank=MARKED, one_article=False)
