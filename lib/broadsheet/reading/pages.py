"""Web pages: the article's body and metadata out of saved HTML."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from broadsheet.reading.cleaning import clean_paragraphs, join_paragraphs
from broadsheet.reading.decoding import declared_in_markup, decode
from broadsheet.reading.draft import Draft, Piece, ReadingError
from broadsheet.reading.page_body import body_paragraphs
from broadsheet.reading.page_dates import page_date
from broadsheet.reading.page_metadata import page_metadata
from broadsheet.reading.plain import article_body

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def read_page(piece: Piece) -> Draft:
    """The article that an HTML page holds.

    The body is what `page_body` finds, without what `furniture` knows; where nothing is found, the text or the teaser
    that the page's metadata give. Headings that stand among the paragraphs stay as paragraphs of their own.

    Raises
    ------
    ReadingError
        The bytes are no HTML, or no running text is found in them.
    """
    text = decode(piece.data, piece.charset or declared_in_markup(piece.data))
    tree = parsed(text)
    metadata = page_metadata(tree, piece.url)
    dated = page_date(tree, metadata, text)
    paragraphs = article_body(body_paragraphs(tree), metadata.title)
    if not paragraphs and metadata.described:
        paragraphs = article_body(clean_paragraphs(metadata.described.split("\n")), metadata.title)
    if not paragraphs:
        raise ReadingError("no text", "the page holds no article")
    return Draft(
        path=piece.path, part=piece.part, text=join_paragraphs(paragraphs), title=metadata.title, source=metadata.source,
        byline=metadata.byline, section=metadata.section, url=metadata.url, language=metadata.language,
        published=dated.published, published_from=dated.origin, modified=dated.modified, fetched=piece.fetched,
    )


def parsed(text: str) -> HtmlElement:
    """The tree of an HTML text.

    Raises
    ------
    ReadingError
        There is no markup in it.
    """
    from trafilatura import load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = load_html(text)
    if tree is None:
        raise ReadingError("no text", "the page has no content")
    return tree
