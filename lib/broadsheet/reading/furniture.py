"""Paragraphs that are no part of the article: "Read more", cookie notices, bylines, captions, headings, a trailing "Follow"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from broadsheet.reading.moments import resource_lines

_NARRATES = re.compile(r"\b(?:said|says|told|added|asked|argued|warned|wrote|must|would|could|had|were)\b", re.IGNORECASE)
_ADDRESSES = re.compile(
    r"\b(?:you|your|us|our|we|newsletter|"
    r"this (?:story|article|report|copy|material|(?:web)?site|page))\b|©|@|https?:|^[\[(]", re.IGNORECASE,
)
"""What furniture has and a telling sentence lacks: it speaks to the reader or of the page."""
LONGEST_LINE = 700
"""Characters above which a paragraph is taken as text without a look at the patterns."""
HEADING_WORDS = 12
PROSE_WORDS = 12
LIST_LINES = 3
"""Short lines between two paragraphs from which they are a list: a heading stands alone or with one below it."""
_END_MARK = r"(?:\s?[♦◆◇■□▪●•∎*#])?$"
"""A sign that magazines print after the last sentence of a text."""
_TERMINAL = re.compile(r"[.!?:;…,،।؟。！？](?:[\"'”’»)\]]|\s)*" + _END_MARK)
_SENTENCE_END = re.compile(r"[.!?…।؟。！？][\"'”’»)\]]*" + _END_MARK)
_OPENING = re.compile(r"^[\"'“‘«(\[•*–—-]")
_LIST_MARK = re.compile(r"^(?:\d+[.)]|[a-z]\))\s")


@lru_cache(maxsize=1)
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in resource_lines("furniture.txt")), re.IGNORECASE)


def is_furniture(paragraph: str) -> bool:
    """Whether the whole paragraph is something that pages put around a text (`resources/reading/furniture.txt`)."""
    if len(paragraph) > LONGEST_LINE or _patterns().fullmatch(paragraph) is None:
        return False
    return not (is_prose(paragraph) and _NARRATES.search(paragraph) and not _ADDRESSES.search(paragraph))


def is_prose(paragraph: str) -> bool:
    """Whether a paragraph reads as running text: it is long enough and ends as sentences do."""
    return bool(_TERMINAL.search(paragraph)) and len(paragraph.split()) >= PROSE_WORDS


def ends_sentence(paragraph: str) -> bool:
    """Whether a paragraph ends as a sentence does, with or without the mark that ends a whole text."""
    return _SENTENCE_END.search(paragraph) is not None


def looks_like_heading(paragraph: str) -> bool:
    """Whether a paragraph is short and unfinished as headings are ("Prime destination")."""
    return (
        len(paragraph.split()) <= HEADING_WORDS and not _TERMINAL.search(paragraph)
        and not _OPENING.match(paragraph) and not _LIST_MARK.match(paragraph) and not paragraph[:1].islower()
    )


def without_furniture(paragraphs: list[str]) -> list[str]:
    """The paragraphs that are text of the article."""
    return [paragraph for paragraph in paragraphs if not is_furniture(paragraph)]


def without_headings(paragraphs: list[str]) -> list[str]:
    """The paragraphs without those that look like headings and stand before or between running text.

    Only in an article that is mostly running text: lists, tables, poems and results keep their short lines. A short line
    goes if running text follows it (headings may follow each other); a last line goes if it looks like a heading too. Three
    short lines or more between two paragraphs are no headings but a list: results, facts.
    """
    prose = [is_prose(p) for p in paragraphs]
    if sum(prose) < max(2, 0.4 * len(paragraphs)):
        return paragraphs
    listed = _listed(paragraphs, prose)
    kept: list[str] = []
    text_follows = True
    for i in range(len(paragraphs) - 1, -1, -1):
        if text_follows and looks_like_heading(paragraphs[i]) and i not in listed:
            continue
        kept.append(paragraphs[i])
        text_follows = prose[i]
    return kept[::-1]


def _listed(paragraphs: list[str], prose: list[bool]) -> set[int]:
    """The places of short lines of which three or more stand together between paragraphs."""
    found: set[int] = set()
    running = [i for i, is_text in enumerate(prose) if is_text]
    for before, after in pairwise(running):
        between = range(before + 1, after)
        if len(between) >= LIST_LINES and all(looks_like_heading(paragraphs[i]) for i in between):
            found.update(between)
    return found
