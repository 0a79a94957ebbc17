"""Where a query's words stand in one text, and which sentence shows them best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from broadsheet.archive.searching.tree import Leaf, Near, Phrase
from broadsheet.archive.searching.words import Word, words_of

_MOST_PRODUCTS = 20_000
"""Places of a NEAR's words that are tried against each other in one text."""


class Match(NamedTuple):
    """One place where a leaf of the query stands: which leaf, and the span in code points."""

    leaf: int
    start: int
    end: int


def matches_in(text: str, leaves: Sequence[Leaf]) -> list[Match]:
    """All places in a text where the leaves stand, in order.

    Parameters
    ----------
    text
        A text or a title.
    leaves
        The words, phrases and NEARs of a query; of those that ask for the title, the caller takes care.
    """
    words = words_of(text)
    found = [
        Match(number, words[first].start, words[last - 1].end)
        for number, leaf in enumerate(leaves) for first, last in dict.fromkeys(_spans(words, leaf))
    ]
    return sorted(found, key=lambda match: (match.start, match.end, match.leaf))


def _spans(words: list[Word], leaf: Leaf) -> Iterator[tuple[int, int]]:
    """The numbers of the first word of each place and of the word after it; of NEAR, each of its phrases where they are near."""
    if isinstance(leaf, Phrase):
        yield from ((at, at + len(leaf.words)) for at in _starts(words, leaf))
        return
    places = [[(at, at + len(phrase.words)) for at in _starts(words, phrase)] for phrase in leaf.phrases]
    for number, chosen in enumerate(product(*places)):
        if number >= _MOST_PRODUCTS:
            return
        if _near(chosen, leaf):
            yield from chosen


def _near(chosen: Sequence[tuple[int, int]], leaf: Near) -> bool:
    """Whether phrases that do not overlap have few enough other words between the first and the last."""
    ordered = sorted(chosen)
    apart = all(one[1] <= other[0] for one, other in zip(ordered, ordered[1:], strict=False))
    return apart and ordered[-1][1] - ordered[0][0] - sum(last - first for first, last in ordered) <= leaf.within


def _starts(words: list[Word], phrase: Phrase) -> Iterator[int]:
    *whole, last = phrase.words
    for at in range(len(words) - len(phrase.words) + 1):
        form = words[at + len(whole)].form
        if (form.startswith(last) if phrase.prefix else form == last) and all(words[at + n].form == one for n, one in enumerate(whole)):
            yield at
