"""Word documents (DOCX)."""

from __future__ import annotations

import re
from typing import NamedTuple

from broadsheet.reading.cleaning import optional_line
from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.exports import is_export, read_export
from broadsheet.reading.forms import SIGNATURE, Form, Job
from broadsheet.reading.packed import PackedFile
from broadsheet.reading.plain import read_lines

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LARGEST_XML = 100_000_000
"""Bytes of a document's XML, unpacked."""


class _Line(NamedTuple):
    text: str
    style: str


def read_docx(piece: Piece, job: Job) -> Found:
    """The articles of a Word document: one, or those of an export.

    The title is the paragraph in the style Title or, failing that, Heading 1; other headings are no text.
    """
    lines = _docx_lines(piece, job)
    if is_export([line.text for line in lines]):
        yield from read_export(piece, [line.text for line in lines])
        return
    titled = [line.text for style in ("title", "heading1") for line in lines if line.style == style and line.text.strip()]
    kept = [line.text for line in lines if not line.style.startswith(("heading", "title", "caption", "footer", "header"))]
    yield read_lines(piece, kept, title=optional_line(titled[0]) if titled else None)


def _docx_lines(piece: Piece, job: Job) -> list[_Line]:
    from lxml import etree

    with PackedFile(piece, job, "document in it") as packed:
        xml = packed.read("word/document.xml", most=LARGEST_XML)
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except etree.XMLSyntaxError as error:
        raise ReadingError("broken", f"word/document.xml: {error}") from error
    if root is None:
        raise ReadingError("broken", "word/document.xml is no XML")
    return [line for paragraph in root.iter(f"{_W}p") for line in _docx_paragraph(paragraph)]


def _docx_paragraph(paragraph) -> list[_Line]:  # type: ignore[no-untyped-def]
    """A paragraph's lines: a line break within it parts them. Deleted text and footnote marks are left out."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = re.sub(r"[^a-z0-9]", "", (style.get(f"{_W}val") or "").lower()) if style is not None else ""
    parts: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if next(element.iterancestors(f"{_W}p"), None) is not paragraph:
            continue
        kind = element.tag.removeprefix(_W)
        parts.append(element.text or "" if kind == "t" else {"tab": "\t", "noBreakHyphen": "-"}.get(kind, "\n"))
    return [_Line(line, name) for line in "".join(parts).split("\n")]


FORM = Form("docx", read_docx, lambda sample: b"word/document.xml" in sample.members, endings=(".docx", ".docm"), rank=SIGNATURE)
