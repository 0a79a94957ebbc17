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
_FRAMES = {"aside": ("h1",), "form": ("h1",), "figure": ("table", "blockquote"), "fieldset": ("h1",)}
"""What an element holds where it is no aside: a form or an aside around the whole page (web forms of ASP.NET), a figure around a table."""
BREAK = "\x1e"
_BREAKS = {"br", "linebreak", "line-break", "newline"}
"""Classes of empty inline elements that a page's style shows as a line break."""
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
    target: str | None = None
    """Where its first link leads, as the page writes it."""
    words: tuple[str, ...] = ()
    """Its words, as they are compared between a page and what was extracted from it."""
    place: Place | None = field(default=None, compare=False, repr=False)
    """Where it stands on its page."""

    @property
    def heading(self) -> bool:
        """Whether the page marks it as a heading."""
        return self.tag in HEADINGS

    def around(self) -> list[Place]:
        """The elements around it, the nearest first."""
        return self.place.around() if self.place is not None else []


class Place:
    """An element among those around it; what blocks ask of it is worked out once."""

    __slots__ = ("aside", "block", "element", "level", "name", "tag", "up")

    def __init__(self, element: HtmlElement, up: Place | None) -> None:
        self.element, self.up, self.tag = element, up, str(element.tag)
        self.aside: bool = (self.tag in ASIDE and not _frames(element)) or (up is not None and up.aside)
        self.block: Place = up.block if up is not None and self.tag in INLINE else self
        classes = element.get("class") or ""
        self.level = f"{self.tag}.{' '.join(sorted(classes.split()))}" if classes else f"{self.tag}."
        self.name = None if self.tag in ("body", "html") else _names(classes, element.get("id") or "")

    def around(self, number: int | None = None) -> list[Place]:
        """The place and those around it, the nearest first; `number` of them at most."""
        found, place = [self], self.up
        while place is not None and (number is None or len(found) < number):
            found.append(place)
            place = place.up
        return found

    @property
    def signature(self) -> tuple[str, ...]:
        """The levels of the three nearest block elements."""
        levels: list[str] = []
        place = self.block
        while len(levels) < 3:
            levels.append(place.level)
            if place.up is None:
                break
            place = place.up.block
        return tuple(levels)

    @property
    def row(self) -> int | None:
        """Which table row it is a cell of."""
        if self.tag not in ("td", "th"):
            return None
        return next((id(place.element) for place in self.around(3)[1:] if place.tag == "tr"), None)


@dataclass(slots=True)
class _Open:
    """The block being gathered."""

    place: Place
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    length: int = 0
    target: str | None = None

    def add(self, text: str | None, link: str | None, in_bold: bool) -> None:
        if text and text.isspace():
            self.parts.append(" ")
        elif text:
            self.parts.append(text)
            size = len(text.strip())
            self.length += size
            self.bold += size if in_bold else 0
            if link is not None:
                self.linked += size
                self.target = self.target or link

    def blocks(self) -> list[Block]:
        if not self.length:
            return []
        place = self.place
        names = " ".join([around.name for around in place.around(8) if around.name is not None])
        return [
            Block(
                text=text, tag=place.tag, signature=place.signature, names=names, linked=self.linked / self.length, aside=place.aside,
                bold=self.bold > 0.9 * self.length, row=place.row, target=self.target, words=words_of(text), place=place,
            )
            for text in _lines("".join(self.parts))
        ]


def page_blocks(tree: HtmlElement) -> list[Block]:
    """The blocks of a page in the order of its source; line breaks part blocks, as `<p>` does."""
    root = next(tree.iter("body"), tree)
    top: Place | None = None
    for ancestor in reversed(list(root.iterancestors())):
        top = Place(ancestor, top)
    first = Place(root, top)
    blocks: list[Block] = []
    gathering = _Open(first)
    # An explicit stack, since pages nest deeper than Python calls: an element's place once it is entered, else what is around it.
    stack: list[tuple[HtmlElement, bool, str | None, bool, Place | None]] = [(root, False, None, False, top)]
    while stack:
        element, leaving, link, in_bold, around = stack.pop()
        if leaving:
            if element.tag not in INLINE:
                blocks.extend(gathering.blocks())
                gathering = _Open(around.block if around is not None else first)
            gathering.add(element.tail if element is not root else None, link, in_bold)
            continue
        if not isinstance(element.tag, str) or element.tag in INVISIBLE or _hidden(element):
            gathering.add(element.tail if element is not root else None, link, in_bold)
            continue
        if element.tag == "br" or (element.tag in ("span", "i") and _breaks(element)):
            gathering.parts.append(BREAK)
            gathering.add(element.tail, link, in_bold)
            continue
        here = first if element is root else Place(element, around)
        if element.tag not in INLINE:
            blocks.extend(gathering.blocks())
            gathering = _Open(here)
        stack.append((element, True, link, in_bold, around))
        within = element.get("href") or "" if element.tag == "a" else link
        emphasis = in_bold or element.tag in ("b", "strong")
        gathering.add(element.text, within, emphasis)
        stack.extend((child, False, within, emphasis, here) for child in reversed(element))
    return [*blocks, *gathering.blocks()]


def _names(classes: str, identifier: str) -> str:
    """Classes and id in lower case; an id of many words is a headline's ("ferry-promoted-to-liner") and names nothing."""
    return f"{classes} {identifier if identifier.count('-') < 3 else ''}".lower()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(_WORD.findall(text))


def _frames(element: HtmlElement) -> bool:
    """Whether an element that HTML keeps for asides holds the page's headline, or a table, and is none."""
    return any(next(element.iter(tag), None) is not None for tag in _FRAMES.get(str(element.tag), ()))


def _breaks(element: HtmlElement) -> bool:
    """Whether an inline element is empty and named as a line break, which the page's style makes it."""
    return not len(element) and not element.text and not _BREAKS.isdisjoint((element.get("class") or "").split())


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
