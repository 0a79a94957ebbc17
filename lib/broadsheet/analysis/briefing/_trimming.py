"""Sentences of articles made short enough for a brief: only taken from, never added to.

A cut may not change what is said. So only what runs to the end of the sentence and opens with a word of `_TAILS` is taken off ("…, which
opened in 2019"), never a condition, a doubt, a contrast or who says it ("…, unless the board agrees", "…, the ministry said").
"""

from __future__ import annotations

import re
from typing import Final

LONG: Final = 30
"""Words from which a sentence is cut."""

SHORTEST: Final = 10
"""Words that have to stay."""

_DATELINE = re.compile(r"^[A-Z][A-Z'’. ]{2,30}(?:, [^—–-]{2,40}?)?(?: \([^)]{2,30}\))? ?(?:[—–-]|--) ")
_CONNECTIVE = re.compile(r"^(?:But|And|Yet|So|However|Meanwhile|Also|Still|Instead|Moreover|Furthermore|Indeed|In addition),? (?=[\w“\"‘'])")
_ASIDE = re.compile(r" \([^()]{2,90}\)")
_TAILS = re.compile(
    r"(?:,| —| –| --|;) (?:who|whose|which|where|while|with|including|adding|noting|amid|as part of|part of|such as|among them|the latest"
    r"|the first|the biggest|the largest|the worst)\b",
)
_QUOTES = ("“”", "‘’")


def shortened(sentence: str, *, most: int = LONG, until: int = 0) -> str:
    """A sentence without its place line, its opening connective, what stands in brackets, and, where it is long, clauses at its end.

    Parameters
    ----------
    sentence
        On one line.
    most
        Words that it may have before clauses are cut.
    until
        Characters of `sentence` that have to stay: what it is shown for lies before.

    Returns
    -------
    str
        Made of words of the sentence in their order; the whole sentence where no cut is safe.

    Examples
    --------
    >>> shortened("EASTMERE, May 6 (Courier) - But the ferry (built in 1999) ran aground.")
    'The ferry ran aground.'
    >>> shortened("The harbour board of Eastmere voted on Monday to close the old quay for good, which opened in 2019.", most=12)
    'The harbour board of Eastmere voted on Monday to close the old quay for good.'
    """
    kept = _DATELINE.sub("", sentence)
    until -= len(sentence) - len(kept)
    opened = _CONNECTIVE.sub("", kept)
    if opened != kept:
        until -= len(kept) - len(opened)
        kept = opened[:1].upper() + opened[1:]
    kept = _without_tails(kept, most, until)
    bare = _ASIDE.sub("", kept)
    return bare if _balanced(bare) else kept


def _without_tails(sentence: str, most: int, until: int) -> str:
    """The sentence without its last clauses, one after the other, while it is too long."""
    while len(sentence.split()) > most:
        cut = next((found for found in reversed(list(_TAILS.finditer(sentence))) if _may_go(sentence, found.start(), until)), None)
        if cut is None:
            break
        sentence = sentence[:cut.start()].rstrip(" ,;:–—-") + "."
    return sentence


def _may_go(sentence: str, at: int, until: int) -> bool:
    """Whether what follows is one clause to the end of the sentence, and what stays is enough, with its quotations whole."""
    head, tail = sentence[:at], sentence[at + 1:].lstrip()
    one_clause = not re.search(r"[,;:“”\"—–]", tail[:-1].lstrip("—–- "))
    return one_clause and at >= until and len(head.split()) >= SHORTEST and _balanced(head)


def _balanced(text: str) -> bool:
    """Whether every quotation mark and bracket that opens closes."""
    return all(text.count(opens) == text.count(closes) for opens, closes in (*_QUOTES[:1], "()")) and text.count('"') % 2 == 0
