"""OpenDocument texts (ODT)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from broadsheet.reading.documents import Line, document_xml, read_document, style_name
from broadsheet.reading.draft import Found, Piece
from broadsheet.reading.forms import SIGNATURE, Form, Job, Sample
from broadsheet.reading.packed import PackedFile

_SPACES = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _STYLE = (f"{{{_SPACES}{name}:1.0}}" for name in ("office", "text", "style"))
_LEFT_OUT = {
    f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content", f"{_TEXT}illustration-index",
    f"{_TEXT}alphabetical-index", f"{_TEXT}bibliography", f"{_TEXT}ruby-text",
}
"""What is no running text: comments, notes, deleted passages, indexes."""
_CHARACTERS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
LARGEST_XML = 100_000_000
"""Bytes of a document's XML, unpacked."""


def read_odt(piece: Piece, job: Job) -> Found:
    """The articles of an OpenDocument text."""
    with PackedFile(piece, job, "document in it") as packed:
        root = document_xml(packed.read("content.xml", most=LARGEST_XML), "content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    yield from read_document(piece, list(_lines(body, _parents(root), job)) if body is not None else [])


def _parents(root: etree._Element) -> dict[str, str]:
    """The style that each automatic style ("P3") was made from."""
    styles = root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style")
    return {style.get(f"{_STYLE}name") or "": style.get(f"{_STYLE}parent-style-name") or "" for style in styles}


def _lines(body: etree._Element, parents: Mapping[str, str], job: Job) -> Iterator[Line]:
    for paragraph in body.iter(f"{_TEXT}p", f"{_TEXT}h"):
        job.budget.check_time()
        if not len(paragraph) and not paragraph.text:
            continue
        if any(above.tag in _LEFT_OUT for above in paragraph.iterancestors()):
            continue
        key = paragraph.get(f"{_TEXT}style-name") or ""
        name = f"heading{paragraph.get(f'{_TEXT}outline-level') or 1}" if paragraph.tag == f"{_TEXT}h" else parents.get(key, key)
        yield from (Line(line, style_name(name.replace("_20_", " "))) for line in "".join(_text(paragraph)).split("\n"))


def _text(element: etree._Element) -> Iterator[str]:
    """The characters of a paragraph, without those of paragraphs within it (text boxes), which are lines of their own."""
    yield element.text or ""
    for inner in element:
        if inner.tag in _CHARACTERS:
            yield _CHARACTERS[inner.tag]
        elif isinstance(inner.tag, str) and inner.tag not in _LEFT_OUT and inner.tag not in (f"{_TEXT}p", f"{_TEXT}h"):
            yield from _text(inner)
        yield inner.tail or ""


def _is_odt(sample: Sample) -> bool:
    return b"application/vnd.oasis.opendocument.text" in sample.members[:200] and b"content.xml" in sample.members


FORM = Form("odt", read_odt, _is_odt, endings=(".odt", ".ott"), rank=SIGNATURE)
