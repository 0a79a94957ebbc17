"""What stands among the paragraphs of a page and is none: captions, sign-up boxes, pointers to other pages, the author's note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from broadsheet.reading.furniture import ends_sentence, is_furniture, is_prose
from broadsheet.reading.page_blocks import Block

LINK_SHARE = 0.8
"""Share of a paragraph that is a link, from which it is a pointer elsewhere."""
POINTER_WORDS = 8
"""Words from which a sentence that is all link is a sentence."""
USUAL = 0.3
"""Share of a body's words below which a name that stands around them is the name of something apart."""
NOTE_PARAGRAPHS = 4
"""Paragraphs at a text's end among which its author's note is looked for."""
NOTE_SHARE = 0.25
"""Share of a text that the note may be."""
_APART = re.compile(
    r"(?<![a-z])(?:newsletter\w*|sign-?up\w*|subscri\w*|related\w*|promos?|promotions?|recirc\w*|captions?|credits?|byline\w*|authors?|disclaimer|"
    r"share(?:s|bar|buttons?|links?)?|sharing|social(?:bar|icons?|links?|media|share)?|comments?|most-?(?:read|popular)|sponsor\w*|advert\w*|"
    r"outbrain|taboola|more-?(?:on|from|stories)|read-?(?:more|next|also)|tags|breadcrumbs?|copyright|paywall|cookies?|errors?|modal|popup|tooltip|"
    r"widgets?|bio|follow(?:us)?)(?![a-z])"
)
"""Whole words of classes and ids: "promoted", "shareholders" and "terror" are words of the text that made an id."""


def is_named_apart(block: Block) -> bool:
    """Whether an element near it has a name for something other than the article's text."""
    return _APART.search(_near(block)) is not None


def without_clutter(blocks: Sequence[Block], chosen: Sequence[bool], host: str | None) -> list[Block]:
    """The chosen blocks without those that only stand among the text.

    A name ("share", "author") says that a block stands apart only if it does not stand around much of the text: sites
    name their bodies as they like.
    """
    inside = [b for b, wanted in zip(blocks, chosen, strict=True) if wanted]
    words = sum(len(b.words) for b in inside)
    names = [{m.group() for m in _APART.finditer(_near(b))} for b in inside]
    usual: Counter[str] = Counter()
    for block, found in zip(inside, names, strict=True):
        usual.update({name: len(block.words) for name in found})
    asides = sum(len(b.words) for b in inside if b.aside) > 0.5 * words
    kept: list[Block] = []
    started = False
    for block, found in zip(inside, names, strict=True):
        apart = any(usual[name] < USUAL * words for name in found)
        if apart or (block.aside and not asides) or is_pointer(block, host) or is_furniture(block.text) or (block.heading and not started):
            continue
        started = started or is_prose(block.text)
        kept.append(block)
    while kept and kept[-1].heading:
        kept.pop()
    return kept


def is_pointer(block: Block, host: str | None) -> bool:
    """Whether a block only points to another page of the site.

    A sentence, a table row, a heading or list item that leads to another site (a source, a product) or to a place on the
    same page (a table of contents) is text.
    """
    if block.linked < LINK_SHARE or block.tag == "tr" or (ends_sentence(block.text) and len(block.words) >= POINTER_WORDS):
        return False
    return not ((block.heading or block.tag == "li") and _leaves(block.target or "", host))


def _leaves(target: str, host: str | None) -> bool:
    if target.startswith("#"):
        return True
    try:
        other = urlsplit(target).hostname if target.startswith(("http:", "https:", "//")) else None
    except ValueError:
        return False
    return bool(other and host) and not (f".{other}".endswith(f".{host}") or f".{host}".endswith(f".{other}"))


def without_author_note(paragraphs: list[str], byline: str | None) -> list[str]:
    """The paragraphs without the note on their author at their end ("Ana Dell writes about ports.").

    An article does not speak of its own author by name in its last paragraphs; a note does, and nothing of the text
    follows it.
    """
    names = [name for name in (byline or "").split("; ") if len(name.split()) > 1]
    if not names:
        return paragraphs
    note = re.compile(rf"(?:about )?(?:the author:? )?(?:{'|'.join(map(re.escape, names))})(?:[,:]| [–—-])? ", re.IGNORECASE)
    total = sum(map(len, paragraphs))
    for i in range(max(1, len(paragraphs) - NOTE_PARAGRAPHS), len(paragraphs)):
        if note.match(paragraphs[i]) and sum(map(len, paragraphs[i:])) <= NOTE_SHARE * total:
            return paragraphs[:i]
    return paragraphs


def _near(block: Block) -> str:
    """The classes and ids of the nearest elements."""
    return block.names[:120]
