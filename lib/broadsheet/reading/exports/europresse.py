"""Exports of Europresse: each document ends with its reference ("news·20251021·LM·4432"); labels where the export has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from broadsheet.reading.exports.layout import COPYRIGHT, Document, Layout, is_date, labelled

_END = re.compile(
    r"^\s*(?:(?:référence du )?document\s*:?\s*)?(?:news|public|web|bio)[·.]\d{8}[·.][\w-]+(?:[·.][\w-]+)?\s*$", re.IGNORECASE,
)
_CERTIFICATE = re.compile(
    r"^\s*(?:ce certificat|this certificate|certificat émis|certificate issued|visualiser l.article|view article|"
    r"tous droits réservés|all rights reserved|le présent document est protégé|this document is protected)", re.IGNORECASE,
)
_HEAD = 8
"""Filled lines among which outlet, day and headline stand."""


def _fits(lines: Sequence[str]) -> bool:
    return any(_END.match(line) for line in lines)


def _documents(lines: Sequence[str]) -> Iterator[Document]:
    held: list[str] = []
    for line in lines:
        if _END.match(line):
            if any(part.strip() for part in held):
                yield _document(held)
            held = []
        elif not _CERTIFICATE.match(line):
            held.append(line)


def _document(lines: Sequence[str]) -> Document:
    """What the labels name; without labels outlet, day and headline are the first lines, in this order."""
    document = Document()
    rest: list[str] = []
    awaited = ""
    for line in lines:
        bare = line.strip()
        found = labelled(line, "europresse") or (labelled(f"{bare}:", "europresse") if len(bare) < 30 and bare else None)
        if found is not None and found.field != "body":
            awaited = found.field if not found.value else ""
            if found.field and found.value:
                document.values.setdefault(found.field, found.value)
        elif awaited and bare:
            document.values.setdefault(awaited, bare)
            awaited = ""
        elif found is None and not COPYRIGHT.match(line):
            rest.append(line)
    if "headline" not in document.values:
        rest = _without_head(document, rest)
    document.body = rest
    return document


def _without_head(document: Document, lines: list[str]) -> list[str]:
    filled = [(i, line.strip()) for i, line in enumerate(lines) if line.strip()]
    dated = next((n for n, (_, line) in enumerate(filled[:_HEAD]) if is_date(line)), None)
    if dated is None:
        return lines
    document.values.setdefault("published_at", filled[dated][1])
    if dated > 0:
        document.values.setdefault("source", filled[0][1])
    if dated > 1:
        document.values.setdefault("section", filled[1][1])
    below = filled[dated + 1 :]
    if not below:
        return []
    document.values["headline"] = below[0][1]
    return lines[below[0][0] + 1 :]


LAYOUT = Layout("Europresse", _fits, _documents)
