"""PDF documents."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from typing import TYPE_CHECKING

from broadsheet.reading.cleaning import clean_line, clean_paragraphs, optional_line
from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.exports import is_export, read_export
from broadsheet.reading.forms import SIGNATURE, Form, Job, Sample
from broadsheet.reading.hyphens import joined, words_in
from broadsheet.reading.plain import read_lines

if TYPE_CHECKING:
    from pypdf import PdfReader

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
PAGE_BYTES = 10_000_000
"""Unpacked bytes that one page of a PDF may draw; a page of print has some ten thousand."""
PDF_SECONDS = 120
"""Seconds after which a PDF is given up."""
MOST_PAGES = 500


def read_pdf(piece: Piece, job: Job) -> Found:
    """The article that a PDF holds: its text in paragraphs, words hyphenated at a line's end joined, running heads left out.

    Columns are read in the order in which the file draws them. The dates in a PDF's properties are when the file was made,
    not when the article appeared, and are not used.

    Raises
    ------
    ReadingError
        The file is encrypted, broken, or holds pictures of text.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(piece.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError("encrypted", "the PDF needs a password")
        if len(reader.pages) > MOST_PAGES:
            raise ReadingError("too large", f"{len(reader.pages)} pages; at most {MOST_PAGES} are read")
        pages = _page_lines(reader)
        stated = optional_line(reader.metadata.get("/Title") if reader.metadata else None)
    except (PyPdfError, pypdf.errors.DependencyError) as error:
        raise ReadingError("truncated" if b"%%EOF" not in piece.data[-2048:] else "broken", str(error)[:200]) from error
    if not any(line.strip() for page in pages for line in page):
        raise ReadingError("no text", "the PDF holds pictures of text, or nothing")
    lines = [line for page in without_running_heads(pages) for line in page]
    if is_export(lines):
        yield from read_export(piece, lines)
        return
    title = stated if stated and len(stated.split()) > 2 and not re.search(r"\.\w{2,4}$|^Microsoft Word", stated) else None
    yield read_lines(piece, printed_paragraphs(lines), title=title)


def _page_lines(reader: PdfReader) -> list[list[str]]:
    """The lines of each page, as long as the file is no trap: reading costs seconds per megabyte that a page draws."""
    began = time.monotonic()
    pages: list[list[str]] = []
    for number, page in enumerate(reader.pages, 1):
        contents = page.get_contents()
        if contents is not None and (drawn := len(contents.get_data())) > PAGE_BYTES:
            raise ReadingError("too large", f"page {number} draws {drawn} bytes; at most {PAGE_BYTES} are read")
        pages.append((page.extract_text() or "").split("\n"))
        if time.monotonic() - began > PDF_SECONDS:
            raise ReadingError("too slow", f"not read after {PDF_SECONDS} s, at page {number} of {len(reader.pages)}")
    return pages


def without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """The pages without page numbers and without first and last lines that most pages repeat."""
    edges = Counter(_edge(line) for page in pages for line in {*page[:2], *page[-2:]})
    repeated = {edge for edge, n in edges.items() if len(pages) > 2 and n > 0.5 * len(pages)}
    return [
        [
            line for i, line in enumerate(page)
            if not re.fullmatch(r"\s*(?:page )?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*", line, re.IGNORECASE)
            and not ((i < 2 or i >= len(page) - 2) and _edge(line) in repeated)
        ]
        for page in pages
    ]


def _edge(line: str) -> str:
    return re.sub(r"\d+", "#", clean_line(line))


def printed_paragraphs(lines: list[str]) -> list[str]:
    """Paragraphs from lines as a printer set them.

    A line ends its paragraph if it ends a sentence and is clearly shorter than the lines around it, or if a blank line or
    an indented one follows. A word that a line's end parts is joined (`hyphens`).
    """
    known = words_in(lines)
    widths = sorted(len(line.strip()) for line in lines if line.strip())
    full = widths[int(0.8 * (len(widths) - 1))] if widths else 0
    paragraphs: list[str] = [""]
    for line in lines:
        text = line.strip()
        if not text:
            paragraphs.append("")
            continue
        indented = len(line) - len(line.lstrip()) >= 3 and paragraphs[-1] and re.search(r"[.!?”\"]$", paragraphs[-1])
        if indented:
            paragraphs.append("")
        paragraphs[-1] = joined([paragraphs[-1], text], known)
        ended = len(text) < 0.85 * full and _SENTENCE_END.search(text)
        if ended or (len(text) < 0.6 * full and not text.endswith((",", "-", ";"))):
            paragraphs.append("")
    return clean_paragraphs(paragraphs)


def _is_pdf(sample: Sample) -> bool:
    """Some printers write a few bytes in front of the mark."""
    return b"%PDF-" in sample.head[:1024]


FORM = Form("pdf", read_pdf, _is_pdf, endings=(".pdf",), rank=SIGNATURE)
