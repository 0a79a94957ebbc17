"""Texts with tags: the article's body in HTML, as records and feeds hold it."""

from __future__ import annotations

import re

from broadsheet.reading.cleaning import clean_paragraphs

_ALONE = re.compile(r"<(?:p|br|div|h[1-6]|li|blockquote|article|section|html|body)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_PAIRED = re.compile(r"</(?:a|b|i|em|strong|span|ul|ol|table|figure|u|small|sup|sub|font|p|div|h[1-6]|li)\s*>", re.IGNORECASE)
_WHOLE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_LOOKED_AT = 20_000
"""Characters of a text that are searched for tags."""


def is_markup(text: str) -> bool:
    """Whether a text holds HTML: a tag that parts paragraphs, or the end of one that marks words."""
    return "<" in text and (_ALONE.search(text[:_LOOKED_AT]) or _PAIRED.search(text[:_LOOKED_AT])) is not None


def is_whole_page(text: str) -> bool:
    """Whether a text is a page of its own, with a head or a body."""
    return _WHOLE.search(text[:_LOOKED_AT]) is not None


def paragraphs_of_markup(markup: str) -> list[str]:
    """The paragraphs of a piece of HTML that is nothing but the article."""
    if "<" not in markup:
        return clean_paragraphs(markup.split("\n"))
    from lxml import html as markup_parser
    from lxml.etree import ParserError

    from broadsheet.reading.page_blocks import page_blocks

    try:
        tree = markup_parser.fromstring(f"<div>{markup}</div>")
    except (ParserError, ValueError):
        return clean_paragraphs(re.sub(r"<[^>]*>", "\n", markup).split("\n"))
    blocks = [b for b in page_blocks(tree) if not b.aside and not (b.linked > 0.8 and len(b.words) < 25)]
    return [b.text for b in blocks]
