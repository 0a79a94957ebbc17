"""The body of the article on a page: where trafilatura finds it, filled up by where its paragraphs stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from broadsheet.reading.cleaning import clean_paragraphs
from broadsheet.reading.furniture import ends_sentence, is_prose
from broadsheet.reading.page_blocks import Block, Place, page_blocks, words_of
from broadsheet.reading.page_clutter import is_named_apart, without_clutter

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ANCHOR_WORDS = 8
"""Words from which a block that was extracted shows where the article stands."""
SENTENCE_WORDS = 4
LONGEST = 300_000
"""Characters of a body from which it is taken as extracted: no newspaper prints one, and comparing it block by block takes long."""
COVERED = 0.6
"""Share of the extracted words that the blocks must hold; below it the page is built in a way they do not show."""
THIN = 0.15
"""Share of a page's running text below which what was extracted is a part of it: an introduction, a menu."""
MUCH = 100
"""Words of running text from which a page is looked at for that."""
MOST = 0.7
"""Share of the words found so far that the body's container holds. 0.5 and 0.9 measured the same on development pages."""
_TEXT_TAGS = {"p", "li", "blockquote", "dd", "dt", "summary", "body"}
"""Elements that hold text between the paragraphs of a body; of what a `div` holds there half is not of the article."""


def body_paragraphs(tree: HtmlElement, host: str | None = None) -> list[str]:
    """The paragraphs of the article on a page, clean, in the order of the page.

    What trafilatura extracts (Barbaresi 2021) shows where the article stands. Prose that looks the same, and prose,
    lists and headings between it in the same container, belong to it too; what `page_clutter` knows does not.

    Parameters
    ----------
    tree
        The page.
    host
        Where it was published: a line that is all link is text if it leads to another host.
    """
    found = extracted(tree, fast=True, favor_recall=True)
    if len(found) > LONGEST:
        return _lines(found)
    blocks = _rows_joined(page_blocks(tree))
    anchored = _anchored(blocks, found)
    if not found or _is_thin(blocks, anchored):
        fuller = extracted(tree)
        anchored_fuller = _anchored(blocks, fuller)
        if not found or not _is_thin(blocks, anchored_fuller):
            found, anchored = fuller, anchored_fuller
    if not _covered(blocks, anchored, found):
        return _lines(found)
    chosen = _filled(blocks, _alike(blocks, anchored))
    return _once([block.text for block in without_clutter(blocks, chosen, host)])


def extracted(tree: HtmlElement, **options: Any) -> str:
    """What trafilatura takes for the body, one paragraph a line; "" where it finds none."""
    from copy import deepcopy

    from trafilatura import extract

    return extract(deepcopy(tree), include_comments=False, include_tables=True, **options) or ""


def _lines(found: str) -> list[str]:
    return clean_paragraphs([re.sub(r"^(?:- |\|)|\|$", "", line) for line in found.split("\n")])


def _rows_joined(blocks: list[Block]) -> list[Block]:
    """The blocks with the cells of a table row as one block, unless a cell holds a paragraph (tables that lay out a page)."""
    joined: list[Block] = []
    for row, cells in groupby(blocks, key=lambda block: block.row):
        group = list(cells)
        if row is None or len(group) == 1 or any(len(cell.text) > 200 for cell in group):
            joined.extend(group)
        else:
            text = " ".join(cell.text for cell in group)
            joined.append(replace(group[0], text=text, words=words_of(text), tag="tr", linked=0.0))
    return joined


def _anchored(blocks: Sequence[Block], found: str) -> list[bool]:
    """Which blocks are in what was extracted: long ones anywhere, short ones only between long ones."""
    whole = f" {' '.join(words_of(found))} "
    lines = {words_of(line) for line in found.split("\n")}
    held = [
        bool(b.words) and (f" {' '.join(b.words)} " in whole if len(b.words) >= ANCHOR_WORDS or b.tag == "tr" else b.words in lines)
        for b in blocks
    ]
    long = [i for i, inside in enumerate(held) if inside and len(blocks[i].words) >= ANCHOR_WORDS]
    if not long:
        return held
    return [inside and long[0] <= i <= long[-1] + 3 for i, inside in enumerate(held)]


def _is_thin(blocks: Sequence[Block], anchored: Sequence[bool]) -> bool:
    """Whether the page holds much running text, and most of it is not in what was extracted.

    Other articles of a page (each in its `article`) do not count: a page of several is about its first.
    """
    own = {_article_of(b) for b, inside in zip(blocks, anchored, strict=True) if inside} - {None}
    running = [
        (len(b.words), inside) for b, inside in zip(blocks, anchored, strict=True)
        if is_prose(b.text) and not b.aside and b.linked < 0.5 and not is_named_apart(b) and (not own or _article_of(b) in {None, *own})
    ]
    total = sum(words for words, _ in running)
    return total >= MUCH and sum(words for words, inside in running if inside) < THIN * total


def _article_of(block: Block) -> Place | None:
    return next((place for place in block.around() if place.tag == "article"), None)


def _covered(blocks: Sequence[Block], anchored: Sequence[bool], found: str) -> bool:
    words = len(words_of(found))
    return words > 0 and sum(len(b.words) for b, inside in zip(blocks, anchored, strict=True) if inside) >= COVERED * words


def _alike(blocks: Sequence[Block], anchored: Sequence[bool]) -> list[bool]:
    """The anchored blocks and the prose that stands as most of them do, up to the next headline of the page."""
    homes: Counter[tuple[str, ...]] = Counter()
    for block, inside in zip(blocks, anchored, strict=True):
        if inside and is_prose(block.text) and not block.heading:
            homes[block.signature] += len(block.words)
    total = sum(homes.values())
    main = {signature for signature, words in homes.items() if words >= 0.3 * total}
    named = {signature for signature in main if any(not level.endswith(".") for level in signature)}
    places = [i for i, inside in enumerate(anchored) if inside]
    if not places or not main:
        return list(anchored)
    end = next((i for i in range(places[-1] + 1, len(blocks)) if blocks[i].tag == "h1"), len(blocks))
    return [
        inside or (
            places[0] < i < end and b.signature in (main if i < places[-1] else named) and not b.aside and b.linked < 0.5
            and len(b.words) >= SENTENCE_WORDS and ends_sentence(b.text)
        )
        for i, (b, inside) in enumerate(zip(blocks, anchored, strict=True))
    ]


def _filled(blocks: Sequence[Block], chosen: Sequence[bool]) -> list[bool]:
    """The chosen blocks with the sentences, list items and headings that stand between them in the body's container.

    trafilatura leaves out headings that are links, lists of several kinds and paragraphs around widgets. Beside the
    chosen ones only paragraphs count that have the same parent: the last one of a text with its end mark.
    """
    container = _container(blocks, chosen)
    places = [i for i, inside in enumerate(chosen) if inside]
    if container is None:
        return list(chosen)
    parents = {_parent(b) for b, inside in zip(blocks, chosen, strict=True) if inside and b.tag == "p"} - {None}
    begin, end = places[0], places[-1]
    headline = next((i for i in range(begin, -1, -1) if blocks[i].tag == "h1"), begin)
    filled = list(chosen)
    for i, block in enumerate(blocks):
        if filled[i] or block.heading or block.aside or block.linked >= 0.5 or not ends_sentence(block.text) or is_named_apart(block):
            continue
        if begin < i < end:
            filled[i] = block.tag in _TEXT_TAGS and (container in block.around() or _parent(block) in parents)
        elif block.tag == "p" and is_prose(block.text):
            filled[i] = _parent(block) in parents or (headline < i < begin and container.up in block.around())
    followed = False
    for i in range(len(blocks) - 1, begin, -1):
        block = blocks[i]
        if not block.aside:
            filled[i] = filled[i] or (block.heading and followed and container in block.around() and not is_named_apart(block))
            followed = filled[i]
    return filled


def _parent(block: Block) -> Place | None:
    return block.place.up if block.place is not None else None


def _container(blocks: Sequence[Block], chosen: Sequence[bool]) -> Place | None:
    """The innermost element that holds most of the chosen words."""
    held: Counter[Place] = Counter()
    depth: dict[Place, int] = {}
    total = 0
    for block, inside in zip(blocks, chosen, strict=True):
        if inside and not block.aside:
            total += len(block.words)
            for level, place in enumerate(reversed(block.around())):
                held[place] += len(block.words)
                depth[place] = level
    return max((place for place, words in held.items() if words >= MOST * total), key=lambda place: depth[place], default=None)


def _once(paragraphs: list[str]) -> list[str]:
    """The paragraphs without those that say again what stood before, or that hold several others in one."""
    words = [" ".join(words_of(p)) for p in paragraphs]
    kept: list[str] = []
    seen: set[str] = set()
    for i, (paragraph, said) in enumerate(zip(paragraphs, words, strict=True)):
        long = len(said) > 60 and len(paragraphs) < 1000
        others = [o for o in words[i + 1 :] if len(o) > 60] if long and len(said) > 400 else []
        holds = sum(len(o) for o in others if o in said)
        if (long and said in seen) or holds > 0.6 * len(said):
            continue
        seen.add(said)
        kept.append(paragraph)
    return kept
