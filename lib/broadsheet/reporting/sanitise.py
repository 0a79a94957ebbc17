"""What a notebook shows, made harmless before it becomes part of a page."""

from __future__ import annotations

import re

import nh3

_TAGS = {
    "a", "b", "blockquote", "br", "caption", "code", "dd", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "hr", "i", "img",
    "li", "mark", "ol", "p", "pre", "q", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "time", "tr", "ul", "wbr",
}
_ATTRIBUTES = {
    "*": {"class", "id", "title", "dir", "lang"}, "a": {"href"}, "img": {"src", "alt", "width", "height"}, "ol": {"start"},
    "td": {"colspan", "rowspan", "data-label", "data-sort"}, "th": {"colspan", "rowspan", "scope", "data-label", "data-sort"},
    "time": {"datetime"},
}
_NAME = re.compile(r"[A-Za-z][\w.-]*")
_CLASSES = re.compile(r"[\w \-]*")
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")


def clean_html(body: str) -> str:
    """`body` with harmless elements and attributes only: no script, style, frame, form or remote picture.

    Links lead to http, https or a place on the page.
    """
    return nh3.clean(
        body, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_kept, url_schemes={"http", "https", "data"},
        link_rel="noopener noreferrer", strip_comments=True,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return value if _NAME.fullmatch(value) else None
    if name == "class":
        return value if _CLASSES.fullmatch(value) else None
    if name == "src":
        return value if _PICTURE.fullmatch(value) else None
    if name == "href":
        return value if re.match(r"(?:https?://|#[\w.-]*$)", value, re.I) else None
    return value


def prose_html(markdown: str) -> str:
    """A Markdown cell as HTML; raw HTML in it is shown as text."""
    from mistune import create_markdown

    return clean_html(str(create_markdown(escape=True, plugins=["table", "strikethrough"])(markdown)))
