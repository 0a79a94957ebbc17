"""JSON files: a list of records, an object that holds one, or one record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import Found, Piece, Reject
from broadsheet.reading.formats.json_lines import line_records
from broadsheet.reading.forms import MARKED, Form, Job, Sample
from broadsheet.reading.shapes import records_in
from broadsheet.reading.tables import table_articles

_LIST_OF_OBJECTS = re.compile(r"\[\s*(?=\{)")
_BETWEEN = re.compile(r"\s*,\s*")


def read_json(piece: Piece, job: Job) -> Found:
    """The articles in a JSON file, whatever object or list holds them (`shapes`).

    A file that holds one object a line is read line by line. Of a file that breaks off or is damaged the records before the
    damage are read, and the rest is a reject.
    """
    text = decode(piece.data)
    try:
        loaded = json.loads(text, strict=False)
    except ValueError as error:
        records = line_records(piece, text) if _holds_lines(text) else _before_damage(piece, text, error)
        yield from table_articles(piece, records, job)
        return
    yield from table_articles(piece, ((f"record {n}", record) for n, record in enumerate(records_in(loaded), 1)), job)


def _holds_lines(text: str) -> bool:
    lines = [line for line in text.split("\n", 50)[:50] if line.strip()]
    return len(lines) > 1 and sum(line.startswith("{") and line.rstrip().endswith("}") for line in lines[:-1]) > 0.5 * (len(lines) - 1)


def _before_damage(piece: Piece, text: str, error: ValueError) -> Iterator[tuple[str, Any]]:
    decoder = json.JSONDecoder(strict=False)
    begin = _LIST_OF_OBJECTS.search(text)
    position, number = (begin.end() if begin else len(text)), 0
    while True:
        try:
            record, end = decoder.raw_decode(text, position)
        except ValueError:
            break
        number += 1
        yield f"record {number}", record
        comma = _BETWEEN.match(text, end)
        if comma is None:
            break
        position = comma.end()
    if number == 0:
        raise error
    yield "rest", Reject(piece.path, piece.inside(f"after record {number}"), "broken JSON", str(error)[:200])


def _is_json(sample: Sample) -> bool:
    if sample.text[:1] not in (b"{", b"[") or sample.ends(".txt", ".md"):
        return False
    return sample.ends(".json") or re.match(rb"\{\s*[\"}]|\[\s*[\[{\"\]]", sample.text) is not None


FORM = Form("json", read_json, _is_json, endings=(".json",), rank=MARKED + 1, one_article=False)
