"""The words of a text as search compares them: without case and accents, cut where neither letter nor digit is."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
_PLAIN: Final = re.compile(r"[a-z0-9]+")


class Word(NamedTuple):
    """A word as compared, and where it stands in its text, in code points."""

    form: str
    start: int
    end: int


def folded(word: str) -> str:
    """The word without case and accents: `Thaçi` and `THACI` are `thaci`."""
    if word.isascii():
        return word.lower()
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if c.isalnum())
    return bare.casefold() or word


def word_forms(text: str) -> list[str]:
    """The words of a text in order, folded: "Kosovo's return-hubs" gives kosovo, s, return, hubs."""
    if text.isascii():
        return _PLAIN.findall(text.lower())
    return [folded(found) for found in _WORD.findall(text)]


def words_of(text: str) -> list[Word]:
    """The words of a text in order, each with its place."""
    return [Word(folded(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]
