"""Documents of word processors and printers: DOCX, RTF and PDF."""

from __future__ import annotations

import io
import logging
import re
import time
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.reading.cleaning import clean_line, clean_paragraphs, optional_line
from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.exports import is_export, read_export
from broadsheet.reading.plain import read_lines

if TYPE_CHECKING:
    from pypdf import PdfReader

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
LARGEST_XML = 100_000_000
"""Bytes of a document's XML, unpacked."""
PAGE_BYTES = 10_000_000
"""Unpacked bytes that one page of a PDF may draw; a page of print has some ten thousand."""
PDF_SECONDS = 120
"""Seconds after which a PDF is given up."""
MOST_PAGES = 500


class _Line(NamedTuple):
    text: str
    style: str


def read_docx(piece: Piece) -> Found:
    """The articles of a Word document: one, or those of an export.

    The title is the paragraph in the style Title or, failing that, Heading 1; other headings are no text.
    """
    lines = _docx_lines(piece.data)
    if is_export([line.text for line in lines]):
        yield from read_export(piece, [line.text for line in lines])
        return
    titled = [line.text for style in ("title", "heading1") for line in lines if line.style == style and line.text.strip()]
    kept = [line.text for line in lines if not line.style.startswith(("heading", "title", "caption", "footer", "header"))]
    yield read_lines(piece, kept, title=optional_line(titled[0]) if titled else None)


def _docx_lines(data: bytes) -> list[_Line]:
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            info = packed.getinfo("word/document.xml")
            if info.flag_bits & 1:
                raise ReadingError("encrypted", "the document needs a password")
            if info.file_size > LARGEST_XML:
                raise ReadingError("too large", f"unpacks to {info.file_size} bytes")
            with packed.open(info) as stream:
                xml = stream.read(LARGEST_XML + 1)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise ReadingError("truncated", f"no readable document in it ({error})") from error
    if len(xml) > LARGEST_XML:
        raise ReadingError("too large", f"unpacks to more than {LARGEST_XML} bytes")
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


def read_rtf(piece: Piece) -> Found:
    """The articles of a document in Rich Text Format: one, or those of an export."""
    from striprtf.striprtf import rtf_to_text

    if not piece.data.rstrip(b"\x00\r\n\t ").endswith(b"}"):
        raise ReadingError("truncated", "the document's last group is not closed")
    text = rtf_to_text(piece.data.decode("latin-1"), encoding="cp1252", errors="replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if is_export(lines):
        yield from read_export(piece, lines)
    else:
        yield read_lines(piece, lines)


def read_pdf(piece: Piece) -> Found:
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
    an indented one follows. A hyphen at a line's end before a lower-case letter joins a word.
    """
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
        last = paragraphs[-1]
        if re.search(r"\w[-\u00ad]$", last) and text[:1].islower():
            paragraphs[-1] = last[:-1] + text
        else:
            paragraphs[-1] = f"{last} {text}".strip()
        ended = len(text) < 0.85 * full and _SENTENCE_END.search(text)
        if ended or (len(text) < 0.6 * full and not text.endswith((",", "-", ";"))):
            paragraphs.append("")
    return clean_paragraphs(paragraphs)
