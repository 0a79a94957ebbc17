"""JSON files: a list of records, an object that holds one, or one record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import Found, Piece
from broadsheet.reading.forms import MARKED, Form, Job, Sample
from broadsheet.reading.tables import guessed_mapping, table_articles


def read_json(piece: Piece, job: Job) -> Found:
    """The articles in a JSON file."""
    yield from table_articles(piece, _records(decode(piece.data)), job)


def _records(text: str) -> Iterator[tuple[str, Any]]:
    loaded = json.loads(text, strict=False)
    if isinstance(loaded, dict):
        lists = {name: v for name, v in loaded.items() if isinstance(v, list) and v and isinstance(v[0], dict)}
        holder = next((n for n in ("articles", "docs", "items", "results", "data", "documents", "hits", "response") if n in lists), None)
        has_text = "text" in guessed_mapping(loaded).values()
        if holder is None and lists and not has_text:
            holder = max(lists, key=lambda name: len(lists[name]))
        if holder is None and not has_text and isinstance(loaded.get("response"), dict):
            yield from _records(json.dumps(loaded["response"]))
            return
        loaded = lists[holder] if holder is not None and not has_text else [loaded]
    if not isinstance(loaded, list):
        loaded = [loaded]
    yield from ((f"record {n}", record) for n, record in enumerate(loaded, 1))


def _is_json(sample: Sample) -> bool:
    if sample.text[:1] not in (b"{", b"[") or sample.ends(".txt", ".md"):
        return False
    return sample.ends(".json") or re.match(rb"\{\s*[\"}]|\[\s*[\[{\"\]]", sample.text) is not None


FORM = Form("json", read_json, _is_json, endings=(".json",), rank=MARKED + 1, one_article=False)
