"""Documents of word processors: lines with styles, and the articles in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from broadsheet.reading.cleaning import optional_line
from broadsheet.reading.draft import Draft, Found, Piece, ReadingError
from broadsheet.reading.exports import is_export, read_export
from broadsheet.reading.furniture import is_prose
from broadsheet.reading.leading import leading_lines
from broadsheet.reading.plain import read_lines

MOST_TAGS = 4_000_000
"""Tags of a document's XML: a thousand pages of print have some hundred thousand, and each costs a hundred bytes of memory."""
_NO_TEXT = ("heading", "title", "caption", "footer", "header")


class Line(NamedTuple):
    """A line of a document."""

    text: str
    style: str = ""
    """The name of its paragraph's style, lower case letters and digits only: "title", "heading1", "caption"."""


def document_xml(xml: bytes, name: str) -> etree._Element:
    """The tree of a document's XML, in which no entity leads anywhere.

    Raises
    ------
    ReadingError
        It is broken or has too many tags.
    """
    if (tags := xml.count(b"<")) > MOST_TAGS:
        raise ReadingError("too large", f"{name} has {tags} tags; at most {MOST_TAGS} are read")
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except etree.XMLSyntaxError as error:
        raise ReadingError("broken", f"{name}: {error}") from error
    if root is None:
        raise ReadingError("broken", f"{name} is no XML")
    return root


def style_name(name: str) -> str:
    """The name of a style as `Line` holds it: "Heading 1" is "heading1"."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def read_document(piece: Piece, lines: list[Line]) -> Found:
    """The articles of a document: one, those of an export, or one below each heading of the first level.

    The title is the paragraph in the style Title or, failing that, Heading 1. Other headings are no text, except further
    ones of the first level where there is no Title: what they head may be a section or another article. Where each is
    followed by a byline or a date of its own, it is another article.
    """
    texts = [line.text for line in lines]
    if is_export(texts):
        yield from read_export(piece, texts)
        return
    filled = [line for line in lines if line.text.strip()]
    parts = list(_parts(filled))
    if len(parts) > 1 and all(_stands_alone(part) for part in parts):
        for number, part in enumerate(parts, 1):
            yield _article(piece, part, f"article {number}")
    else:
        yield _article(piece, filled)


def _article(piece: Piece, lines: list[Line], label: str | None = None) -> Draft:
    titled = next((line.text for style in ("title", "heading1") for line in lines if line.style == style), None)
    has_title = any(line.style == "title" for line in lines)
    chapters = [] if has_title else [line.text for line in lines if line.style == "heading1" and line.text != titled]
    kept = [line.text for line in lines if line.text in chapters or not line.style.startswith(_NO_TEXT)]
    return read_lines(piece, kept, title=optional_line(titled), keep=chapters, label=label)


def _parts(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines from each heading of the first level to the next; nothing where running text comes before the first one."""
    part: list[Line] = []
    for line in lines:
        if line.style in ("title", "heading1"):
            if part and not part[0].style:
                return
            if part:
                yield part
            part = []
        part.append(line)
    if part:
        yield part


def _stands_alone(lines: list[Line]) -> bool:
    found = leading_lines([line.text for line in lines[1:]], lines[0].text)
    return bool(found.byline or found.published) and any(is_prose(line.text) for line in lines[1:])
