"""Web pages: one article, or an export of several that is a page."""

from __future__ import annotations

import re

from broadsheet.reading.decoding import declared_in_markup, decode
from broadsheet.reading.draft import Found, Piece
from broadsheet.reading.exports import is_export, read_export
from broadsheet.reading.forms import Form, Job, Sample
from broadsheet.reading.page_blocks import page_blocks
from broadsheet.reading.pages import parsed, read_page

_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<meta\s", re.IGNORECASE)
_TAGS = re.compile(rb"<(?:p|div|h[1-6]|br|span|a|table|ul|section)[\s>/]", re.IGNORECASE)
_FACTIVA_END = re.compile(rb"Document\s+[A-Z0-9]{4,}\d{8}\w+")
_ENDINGS = (".html", ".htm", ".xhtml")


def read_html(piece: Piece, job: Job) -> Found:
    """The article of a page, or those of an export in HTML."""
    if _may_be_export(piece.data):
        lines = [block.text for block in page_blocks(parsed(decode(piece.data, piece.charset or declared_in_markup(piece.data))))]
        if is_export(lines):
            yield from read_export(piece, lines)
            return
    yield read_page(piece)


def _may_be_export(data: bytes) -> bool:
    """Whether a page has what ends an article in an export: looked for as plain bytes, since every page is searched whole."""
    lowered = data.lower()
    return b"end of document" in lowered or b"load-date:" in lowered or _FACTIVA_END.search(data) is not None


def _is_html(sample: Sample) -> bool:
    text = sample.text
    declared = _HTML.search(text[:4096]) is not None
    return declared or (sample.ends(*_ENDINGS) and b"<" in text) or (text[:1] == b"<" and len(_TAGS.findall(text)) >= 2)


FORM = Form("html", read_html, _is_html, endings=_ENDINGS, rank=50)
