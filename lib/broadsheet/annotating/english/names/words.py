"""The words of a parsed article, with what stands between English quotation marks."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.annotating.parser.parsed import ParsedArticle
from broadsheet.annotating.parser.words import Words, words_of

__all__ = ["Words", "read_words"]


@lru_cache(maxsize=64)
def read_words(article: ParsedArticle) -> Words:
    """The words of the article; those of the last two chunks are kept for the next finder."""
    return words_of(article, _quoted)


def _quoted(text: list[str]) -> list[bool]:
    """Open and closed double quotation marks, alternating where they are straight; a paragraph break closes them."""
    inside, marks = False, []
    for word in text:
        if word in ("“", "``"):
            inside = True
        elif word in ("”", "''"):
            inside = False
        elif word == '"':
            inside = not inside
        elif "\n" in word:
            inside = False
        marks.append(inside)
    return marks
