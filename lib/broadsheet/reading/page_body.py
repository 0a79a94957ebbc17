"""The body of the article on a page: trafilatura's choice, corrected by where its paragraphs stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from broadsheet.reading.cleaning import clean_paragraphs
from broadsheet.reading.furniture import is_furniture, is_prose
from broadsheet.reading.page_blocks import Block, page_blocks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ANCHOR_WORDS = 8
"""Words from which a block that was extracted shows where the article stands."""
SENTENCE_WORDS = 4
LONGEST = 300_000
"""Characters of a body from which it is taken as extracted: no newspaper prints one, and comparing it block by block takes long."""
LINK_SHARE = 0.8
"""Share of a paragraph that is a link, from which it is a pointer elsewhere."""
COVERED = 0.6
"""Share of the extracted words that the blocks must hold; below it the page is built in a way they do not show."""
_TERMINAL = re.compile(r"[.!?…][\"'”’)\]]*$")
_APART = re.compile(
    r"newsletter|sign-?up|subscri|related|promo|recirc|caption|credit|byline|author|disclaimer|share|social|comment|most-?(?:read|popular)|"
    r"sponsor|advert|outbrain|taboola|teaser|more-?(?:on|from|stories)|read-?(?:more|next|also)|tags|breadcrumb|copyright|paywall|cookie|"
    r"error|modal|popup|tooltip|widget|sub-?head(?:line|er)|standfirst|dek\b|bio\b|follow"
)
_WORD = re.compile(r"\w+")


def body_paragraphs(tree: HtmlElement) -> list[str]:
    """The paragraphs of the article on a page, clean, in the order of the page.

    What trafilatura extracts (Barbaresi 2021) shows where the article stands. Paragraphs that stand in the same place and
    look the same belong to it too; pointers to other pages, captions, headings above the text and what lies in an element
    named for another purpose do not.
    """
    found = extracted(tree, fast=True) or extracted(tree, favor_recall=True)
    blocks = _rows_joined(page_blocks(tree)) if len(found) <= LONGEST else []
    anchored = _anchored(blocks, found)
    if not _covered(blocks, anchored, found):
        return clean_paragraphs([re.sub(r"^(?:- |\|)|\|$", "", line) for line in found.split("\n")])
    return _once([block.text for block in _kept(blocks, _widened(blocks, anchored))])


def extracted(tree: HtmlElement, **options: Any) -> str:
    """What trafilatura takes for the body, one paragraph a line; "" where it finds none."""
    from copy import deepcopy

    from trafilatura import extract

    return extract(deepcopy(tree), include_comments=False, include_tables=True, **options) or ""


def _rows_joined(blocks: list[Block]) -> list[Block]:
    """The blocks with the cells of a table row as one block, unless a cell holds a paragraph (tables that lay out a page)."""
    joined: list[Block] = []
    for row, cells in groupby(blocks, key=lambda block: block.row):
        group = list(cells)
        if row is None or len(group) == 1 or any(len(cell.text) > 200 for cell in group):
            joined.extend(group)
        else:
            first = group[0]
            joined.append(replace(first, text=" ".join(cell.text for cell in group), tag="tr", linked=0.0))
    return joined


def _anchored(blocks: Sequence[Block], found: str) -> list[bool]:
    """Which blocks are in what was extracted: long ones anywhere, short ones only between long ones."""
    whole = f" {' '.join(_WORD.findall(found))} "
    lines = {tuple(_WORD.findall(line)) for line in found.split("\n")}
    words = [block.words for block in blocks]
    held = [bool(said) and (f" {' '.join(said)} " in whole if len(said) >= ANCHOR_WORDS else said in lines) for said in words]
    held = [inside or (b.tag == "tr" and f" {' '.join(b.words)} " in whole) for b, inside in zip(blocks, held, strict=True)]
    long = [i for i, inside in enumerate(held) if inside and len(words[i]) >= ANCHOR_WORDS]
    if not long:
        return held
    return [inside and long[0] <= i <= long[-1] + 3 for i, inside in enumerate(held)]


def _covered(blocks: Sequence[Block], anchored: Sequence[bool], found: str) -> bool:
    words = len(_WORD.findall(found))
    return words > 0 and sum(len(b.words) for b, inside in zip(blocks, anchored, strict=True) if inside) >= COVERED * words


def _widened(blocks: Sequence[Block], anchored: Sequence[bool]) -> list[bool]:
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
            and len(b.words) >= SENTENCE_WORDS and bool(_TERMINAL.search(b.text))
        )
        for i, (b, inside) in enumerate(zip(blocks, anchored, strict=True))
    ]


def _kept(blocks: Sequence[Block], chosen: Sequence[bool]) -> list[Block]:
    """The chosen blocks without those that only stand among the text."""
    inside = [b for b, wanted in zip(blocks, chosen, strict=True) if wanted]
    words = sum(len(b.words) for b in inside)
    usual = Counter(match for b in inside for match in {m.group() for m in _APART.finditer(_near(b))} for _ in b.words)
    asides = sum(len(b.words) for b in inside if b.aside) > 0.5 * words
    kept: list[Block] = []
    started = False
    for block in inside:
        apart = any(usual[m.group()] < 0.3 * words for m in _APART.finditer(_near(block)))
        if apart or (block.aside and not asides) or _is_pointer(block) or is_furniture(block.text):
            continue
        if block.heading and not started:
            continue
        started = started or is_prose(block.text)
        kept.append(block)
    while kept and kept[-1].heading:
        kept.pop()
    return kept


def _once(paragraphs: list[str]) -> list[str]:
    """The paragraphs without those that say again what stood before, or that hold several others in one."""
    words = [" ".join(_WORD.findall(p)) for p in paragraphs]
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


def _near(block: Block) -> str:
    """The classes and ids of the nearest elements."""
    return block.names[:120]


def _is_pointer(block: Block) -> bool:
    return block.linked >= LINK_SHARE and not (_TERMINAL.search(block.text) and len(block.words) >= ANCHOR_WORDS) and block.tag != "tr"
