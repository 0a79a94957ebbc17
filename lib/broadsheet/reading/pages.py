"""Web pages: the article's body and metadata out of saved HTML."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from broadsheet.reading.cleaning import clean_paragraphs, join_paragraphs
from broadsheet.reading.decoding import declared_in_markup, decode
from broadsheet.reading.draft import Draft, Piece, ReadingError
from broadsheet.reading.furniture import is_prose
from broadsheet.reading.page_body import body_paragraphs
from broadsheet.reading.page_clutter import without_author_note
from broadsheet.reading.page_dates import page_date
from broadsheet.reading.page_metadata import host_of, page_metadata
from broadsheet.reading.plain import article_body

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_UNREAD = re.compile(r"<(script|style|noscript|template|head)\b|<!--", re.IGNORECASE)


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
    # lxml makes an element's object anew whenever nobody holds it; each reader of the page below would pay for that again.
    _held = list(tree.iter())
    metadata = page_metadata(tree, piece.url)
    dated = page_date(tree, metadata, text)
    paragraphs = without_author_note(article_body(body_paragraphs(tree, host_of(metadata.url)), metadata.title), metadata.byline)
    if not paragraphs and metadata.described:
        paragraphs = article_body(clean_paragraphs(metadata.described.split("\n")), metadata.title)
    if not paragraphs:
        paragraphs = article_body([p for p in crude_paragraphs(text) if is_prose(p)], metadata.title)
    if not paragraphs:
        raise ReadingError("no text", "the page holds no article")
    return Draft(
        path=piece.path, part=piece.part, text=join_paragraphs(paragraphs), title=metadata.title, source=metadata.source,
        byline=metadata.byline, section=metadata.section, url=metadata.url, language=metadata.language,
        published=dated.published, published_from=dated.origin, modified=dated.modified, fetched=piece.fetched,
    )


def crude_paragraphs(text: str) -> list[str]:
    """The lines of a page between its tags: for pages nested deeper than a parser goes."""
    bare = _without_scripts(text)
    bare = re.sub(r"</?(?:a|b|i|em|strong|span|font|u|small|sup|sub)\b[^<>]*>", "", bare, flags=re.IGNORECASE)
    return clean_paragraphs([" ".join(line.split()) for line in re.split(r"<[^<>]*>", bare)])


def _without_scripts(text: str) -> str:
    """The source without elements whose content is not read; one that is never closed takes the rest with it."""
    kept: list[str] = []
    lowered = text.lower()
    begin = 0
    while match := _UNREAD.search(text, begin):
        kept.append(text[begin : match.start()])
        closing = "-->" if match.group().startswith("<!") else f"</{match.group(1).lower()}"
        end = lowered.find(closing, match.end())
        if end < 0:
            return " ".join(kept)
        begin = end + len(closing)
    return " ".join([*kept, text[begin:]])


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
