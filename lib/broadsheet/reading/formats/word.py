"""Word documents (DOCX)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from broadsheet.reading.documents import Line, document_xml, read_document, style_name
from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.forms import SIGNATURE, Form, Job
from broadsheet.reading.packed import PackedFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TWICE = {_FALLBACK, "Fallback", f"{_W}moveFrom", f"{_W}del"}
"""What repeats or deletes text: the drawing of a text box for old programs, the place from which text was moved."""
LARGEST_XML = 100_000_000
"""Bytes of a document's XML, unpacked."""
LARGEST_STYLES = 10_000_000


def read_docx(piece: Piece, job: Job) -> Found:
    """The articles of a Word document."""
    with PackedFile(piece, job, "document in it") as packed:
        xml = packed.read("word/document.xml", most=LARGEST_XML)
        styles = _styles(packed)
    yield from read_document(piece, list(_lines(document_xml(xml, "word/document.xml"), styles, job)))


def _styles(packed: PackedFile) -> dict[str, str]:
    """The id of each style → its name, which is English for the styles that Word brings, whatever language Word speaks."""
    try:
        root = document_xml(packed.read("word/styles.xml", most=LARGEST_STYLES), "word/styles.xml")
    except ReadingError:
        return {}
    named = ((style.get(f"{_W}styleId"), style.find(f"{_W}name")) for style in root.iter(f"{_W}style"))
    return {key: name.get(f"{_W}val") or key for key, name in named if key and name is not None}


def _lines(root: etree._Element, styles: Mapping[str, str], job: Job) -> Iterator[Line]:
    for paragraph in root.iter(f"{_W}p"):
        if len(paragraph):
            job.budget.check_time()
            yield from _paragraph_lines(paragraph, styles)


def _paragraph_lines(paragraph: etree._Element, styles: Mapping[str, str]) -> list[Line]:
    """A paragraph's lines: a line break within it parts them. Deleted text and footnote marks are left out."""
    if any(above.tag in _TWICE for above in paragraph.iterancestors()):
        return []
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    key = style.get(f"{_W}val") or "" if style is not None else ""
    name = style_name(styles.get(key, key))
    parts: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        above = _up_to(element, paragraph)
        if above is None or any(tag in _TWICE for tag in above):
            continue
        kind = element.tag.removeprefix(_W)
        parts.append(element.text or "" if kind == "t" else {"tab": "\t", "noBreakHyphen": "-"}.get(kind, "\n"))
    return [Line(line, name) for line in "".join(parts).split("\n")]


def _up_to(element: etree._Element, paragraph: etree._Element) -> list[str] | None:
    """The tags between an element and its paragraph; None where another paragraph (of a text box) lies between them."""
    tags: list[str] = []
    for above in element.iterancestors():
        if above is paragraph:
            return tags
        if above.tag == f"{_W}p":
            return None
        tags.append(above.tag)
    return None


FORM = Form("docx", read_docx, lambda sample: b"word/document.xml" in sample.members, endings=(".docx", ".docm"), rank=SIGNATURE)
