"""A page as the blocks of text that a reader sees: paragraphs, headings, list items, table rows, and where each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from broadsheet.reading.cleaning import clean_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

INVISIBLE = {
    "script", "style", "noscript", "template", "head", "meta", "link", "iframe", "svg", "object", "embed", "canvas", "audio", "video",
    "map", "select", "option", "button", "input", "textarea", "datalist", "progress", "math", "title",
}
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "amp-link", "picture",
    "source", "nobr", "ruby", "rt", "rp",
}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
ASIDE = {"aside", "nav", "footer", "figure", "figcaption", "form", "dialog", "menu", "fieldset"}
BREAK = "\x1e"
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text of a page."""

    text: str
    """A clean line."""
    tag: str
    """The nearest block element: p, h2, li, td, div, …"""
    signature: tuple[str, ...]
    """The block's element and the two around it, each as its tag with its classes: what looks alike on a page."""
    names: str
    """The classes and ids of the eight nearest elements around it."""
    linked: float
    """Share of its characters that are a link."""
    aside: bool
    """Whether it lies in an element that HTML keeps for what is no running text (nav, aside, figure, form, …)."""
    bold: bool = False
    """Whether all of it is emphasised."""
    row: int | None = None
    """Which table row it is a cell of."""

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, as they are compared between a page and what was extracted from it."""
        return tuple(_WORD.findall(self.text))

    @property
    def heading(self) -> bool:
        """Whether the page marks it as a heading."""
        return self.tag in HEADINGS


@dataclass(slots=True)
class _Open:
    """The block being gathered."""

    element: HtmlElement
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    length: int = 0

    def add(self, text: str | None, in_link: bool, in_bold: bool) -> None:
        if text and text.isspace():
            self.parts.append(" ")
        elif text:
            self.parts.append(text)
            size = len(text.strip())
            self.length += size
            self.linked += size if in_link else 0
            self.bold += size if in_bold else 0


def page_blocks(tree: HtmlElement) -> list[Block]:
    """The blocks of a page in the order of its source; line breaks part blocks, as `<p>` does."""
    bodies = [e for e in tree.iter("body")]
    root = bodies[0] if bodies else tree
    blocks: list[Block] = []
    gathering = _Open(root)
    alive: list[HtmlElement] = []  # an element's id lasts as long as Python holds it

    def flush(element: HtmlElement) -> None:
        nonlocal gathering
        if gathering.length:
            blocks.extend(_block(text, gathering) for text in _lines("".join(gathering.parts)))
        gathering = _Open(element)

    # An explicit stack, since pages nest deeper than Python calls.
    stack: list[tuple[HtmlElement, bool, bool, bool]] = [(root, False, False, False)]
    while stack:
        element, leaving, in_link, in_bold = stack.pop()
        inline = element.tag in INLINE
        if leaving:
            if not inline:
                flush(_around(element))
            gathering.add(element.tail if element is not root else None, in_link, in_bold)
            continue
        if not isinstance(element.tag, str) or element.tag in INVISIBLE or _hidden(element):
            gathering.add(element.tail if element is not root else None, in_link, in_bold)
            continue
        if element.tag == "br":
            gathering.parts.append(BREAK)
            gathering.add(element.tail, in_link, in_bold)
            continue
        if not inline:
            alive.append(element)
            flush(element)
        stack.append((element, True, in_link, in_bold))
        linking, emphasis = in_link or element.tag == "a", in_bold or element.tag in ("b", "strong")
        gathering.add(element.text, linking, emphasis)
        stack.extend((child, False, linking, emphasis) for child in reversed(element))
    flush(root)
    return blocks


def _lines(text: str) -> list[str]:
    """Clean lines: a break parts them, unless it only wraps a sentence that goes on."""
    lines: list[str] = []
    for number, line in enumerate(map(clean_line, text.split(BREAK))):
        wrapped = number and lines and line and line[0].islower() and not _ENDED.search(lines[-1])
        if wrapped:
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
    return lines


def _hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style) and re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style, re.IGNORECASE) is not None


def _around(element: HtmlElement) -> HtmlElement:
    parent = element.getparent()
    while parent is not None and parent.tag in INLINE and parent.getparent() is not None:
        parent = parent.getparent()
    return element if parent is None else parent


def _block(text: str, gathered: _Open) -> Block:
    around = [gathered.element, *gathered.element.iterancestors()]
    nearest = [e for e in around if isinstance(e.tag, str) and e.tag not in INLINE][:3]
    length = max(1, gathered.length)
    return Block(
        text=text, tag=str(gathered.element.tag),
        signature=tuple(f"{e.tag}.{' '.join(sorted((e.get('class') or '').split()))}" for e in nearest),
        names=" ".join(f"{e.get('class') or ''} {e.get('id') or ''}" for e in around[:8] if e.tag not in ("body", "html")).lower(),
        linked=gathered.linked / length, aside=any(e.tag in ASIDE for e in around), bold=gathered.bold > 0.9 * length,
        row=next((id(e) for e in around[1:3] if e.tag == "tr"), None) if gathered.element.tag in ("td", "th") else None,
    )
