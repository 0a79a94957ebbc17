"""The words of a parsed article, with what stands between English quotation marks."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.annotating.parser.parsed import ParsedArticle
from broadsheet.annotating.parser.words import Words, words_of

__all__ = ["Words", "read_words"]

_BEFORE_CLOSING = frozenset({",", ".", "!", "?", "…"})
_LONGEST = 200
"""Tokens of a quotation over several lines."""


@lru_cache(maxsize=64)
def read_words(article: ParsedArticle) -> Words:
    """The words of the article; those of the last two chunks are kept for the next finder."""
    return words_of(article, _quoted)


def _quoted(text: list[str]) -> list[bool]:
    """Open and closed double quotation marks, alternating where they are straight; a paragraph break closes them.

    A break of one line closes them only where no closing mark follows: some texts begin a line with every sentence.
    """
    inside, broken = False, None
    marks: list[bool] = []
    for i, word in enumerate(text):
        closes = word in ("”", "''") or word == '"' and (inside or broken is not None and text[i - 1] in _BEFORE_CLOSING)
        if closes:
            if broken is not None and i - broken <= _LONGEST:
                marks[broken:] = [True] * (i - broken)
            inside, broken = False, None
        elif word in ("“", "``", '"'):
            inside, broken = True, None
        elif "\n" in word:
            if word.count("\n") > 1:
                broken = None
            elif inside:
                broken = i
            inside = False
        marks.append(inside)
    return marks
