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

    __slots__ = ("aside", "block", "classes", "element", "identifier", "tag", "up")

    def __init__(self, element: HtmlElement, attributes: dict[str, str], up: Place | None) -> None:
        self.element, self.up, self.tag = element, up, str(element.tag)
        self.aside: bool = (self.tag in ASIDE and not _frames(element)) or (up is not None and up.aside)
        self.block: Place = up.block if up is not None and self.tag in INLINE else self
        self.classes: str = attributes.get("class") or ""
        self.identifier: str = attributes.get("id") or ""

    @property
    def level(self) -> str:
        """Its tag with its classes."""
        return f"{self.tag}.{' '.join(sorted(self.classes.split()))}" if self.classes else f"{self.tag}."

    @property
    def name(self) -> str | None:
        """Its classes and its id, which say what it is for."""
        return None if self.tag in ("body", "html") else _names(self.classes, self.identifier)

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
        names = " ".join([name for around in place.around(8) if (name := around.name) is not None])
        return [
            Block(
                text=text, tag=place.tag, signature=place.signature, names=names, linked=self.linked / self.length, aside=place.aside,
                bold=self.bold > 0.9 * self.length, row=place.row, target=self.target, words=words_of(text), place=place,
            )
            for text in _lines("".join(self.parts))
        ]


def page_blocks(tree: HtmlElement) -> list[Block]:
    """The blocks of a page in the order of its source; line breaks part blocks, as `<p>` does."""
    from lxml.etree import iterwalk

    root = next(tree.iter("body"), tree)
    around: Place | None = None
    for ancestor in reversed(list(root.iterancestors())):
        around = Place(ancestor, dict(ancestor.items()), around)
    first = Place(root, dict(root.items()), around)
    blocks: list[Block] = []
    gathering = _Open(first)
    link, in_bold = None, False
    # lxml walks, since pages nest deeper than Python calls; of each open element: what was so around it, and whether it is a block.
    opened: list[tuple[str | None, bool, Place | None, bool]] = []
    walk = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            tag, attributes = element.tag, dict(element.items())
            skipped = element is not root and (tag in INVISIBLE or _hidden(attributes))
            breaks = not skipped and (tag == "br" or (tag in ("span", "i") and _breaks(element, attributes)))
            if skipped or breaks:
                opened.append((link, in_bold, around, False))
                walk.skip_subtree()
                if breaks:
                    gathering.parts.append(BREAK)
                continue
            opened.append((link, in_bold, around, tag not in INLINE))
            around = first if element is root else Place(element, attributes, around)
            if tag not in INLINE:
                blocks.extend(gathering.blocks())
                gathering = _Open(around)
            if tag == "a":
                link = attributes.get("href") or ""
            elif tag in ("b", "strong"):
                in_bold = True
            if element.text:
                gathering.add(element.text, link, in_bold)
            continue
        if event == "end":
            link, in_bold, around, is_block = opened.pop()
            if is_block:
                blocks.extend(gathering.blocks())
                gathering = _Open(around.block if around is not None else first)
        if element.tail and element is not root:
            gathering.add(element.tail, link, in_bold)
    return [*blocks, *gathering.blocks()]


def _names(classes: str, identifier: str) -> str:
    """Classes and id in lower case; an id of many words is a headline's ("ferry-promoted-to-liner") and names nothing."""
    return f"{classes} {identifier if identifier.count('-') < 3 else ''}".lower() if classes or identifier else " "


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(_WORD.findall(text))


def _frames(element: HtmlElement) -> bool:
    """Whether an element that HTML keeps for asides holds the page's headline, or a table, and is none."""
    return any(next(element.iter(tag), None) is not None for tag in _FRAMES.get(str(element.tag), ()))


def _breaks(element: HtmlElement, attributes: dict[str, str]) -> bool:
    """Whether an inline element is empty and named as a line break, which the page's style makes it."""
    return not len(element) and not element.text and not _BREAKS.isdisjoint((attributes.get("class") or "").split())


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


def _hidden(attributes: dict[str, str]) -> bool:
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style", "")
    return style != "" and re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style, re.IGNORECASE) is not None
