"""Exports of ProQuest: documents between rules, each with its labels ("Full text:", "Publication title:")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from broadsheet.reading.exports.layout import Document, Layout, labelled
from broadsheet.reading.moments import parse_moment

_RULE = re.compile(r"^\s*(?:_{8,}|-{20,}|={20,})\s*$")
_NUMBER = re.compile(r"^\s*Document\s+\d+\s+of\s+\d+\s*$", re.IGNORECASE)
_NOT_GIVEN = re.compile(r"^(?:not available|none available|full text not available)", re.IGNORECASE)
_SHARED = frozenset(("title", "author", "section", "language", "headline"))
"""Labels that other texts have too: they do not show that a text is ProQuest's."""


def _fits(lines: Sequence[str]) -> bool:
    found = {name.lower() for line in lines if (name := line.partition(":")[0].strip()) and len(name) < 30 and labelled(line, "proquest")}
    proof = found & {"proquest document id", "publication title", "publication info", "document url", "language of publication"}
    return len(proof) >= 2 or (bool(proof) and bool(found & {"full text", "abstract"}))


def _documents(lines: Sequence[str]) -> Iterator[Document]:
    held: list[str] = []
    for line in [*lines, "_" * 20]:
        if _RULE.match(line) or _NUMBER.match(line):
            if any(labelled(part, "proquest") for part in held):
                yield _document(held)
            held = []
        else:
            held.append(line)


def _document(lines: Sequence[str]) -> Document:
    """The parts that the labels name; a part goes on until the next label, the text over as many paragraphs as it has."""
    parts: dict[str, list[str]] = {}
    field = "above"
    for line in lines:
        found = labelled(line, "proquest")
        if found is None or (field == "body" and not _ends_text(line)):
            parts.setdefault(field, []).append(line)
        else:
            field = found.field or "unused"
            parts.setdefault(field, []).append(found.value)
    text = parts.get("body", [])
    if not any(part.strip() for part in text) or _NOT_GIVEN.match(text[0]):
        text = parts.get("abstract", [])
    single = {name: " ".join(" ".join(part).split()) for name, part in parts.items() if name not in ("body", "abstract", "unused", "id")}
    above = next((line.strip() for line in parts.get("above", []) if line.strip()), "")
    values = {"headline": above} | {name: value for name, value in single.items() if name not in ("above", "info") and value}
    return Document({**_from_info(single.get("info", "")), **values}, list(text))


def _ends_text(line: str) -> bool:
    """Whether a label stands below the text: one that only ProQuest prints, or Title, which it repeats there."""
    name = line.partition(":")[0].strip().lower()
    return name not in _SHARED or name == "title"


def _from_info(info: str) -> dict[str, str]:
    """Outlet and day in "The Ledger; London (UK) [London (UK)]21 Oct 2025: 4."."""
    outlet = info.split(";")[0].strip() if ";" in info else ""
    day = info.split("]")[-1] if parse_moment(info.split("]")[-1]) else ""
    return {name: value for name, value in (("source", outlet), ("published_at", day)) if value}


LAYOUT = Layout("ProQuest", _fits, _documents)
