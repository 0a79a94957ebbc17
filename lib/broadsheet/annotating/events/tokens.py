"""A parse as plain lists: what the finders of events ask of a token, a hundred times cheaper than asking spaCy each time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from broadsheet.annotating.parsed import ParsedArticle

_LEMMAS = {"hopes": "hope", "hoped": "hope", "hoping": "hope"}
"""Where the model's lemmas err: it makes "hopes" a form of "hop"."""

_COLUMNS = ("LOWER", "LEMMA", "TAG", "POS", "DEP", "HEAD", "IDX", "LENGTH")


@dataclass(frozen=True)
class Tokens:
    """The tokens of one article, one list per attribute; every index is a token's number in the document."""

    words: list[str]
    """Lower case."""
    lemmas: list[str]
    tags: list[str]
    poses: list[str]
    deps: list[str]
    heads: list[int]
    """The governor's number; a sentence's root governs itself."""
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    """The number of the token's sentence; white space between sentences belongs to the one before it."""

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def children(self) -> list[list[int]]:
        """The tokens that each token governs, in text order."""
        found: list[list[int]] = [[] for _ in self.words]
        for number, head in enumerate(self.heads):
            if head != number:
                found[head].append(number)
        return found

    def child(self, number: int, *deps: str) -> int | None:
        """The first dependent of `number` with one of these relations."""
        return next((c for c in self.children[number] if self.deps[c] in deps), None)


def article_tokens(article: ParsedArticle) -> Tokens:
    """The article's parse as lists."""
    doc = article.doc
    table = doc.to_array(list(_COLUMNS)).astype("int64")
    strings = doc.vocab.strings

    def text(column: int) -> list[str]:
        ids = table[:, column].astype("uint64").tolist()
        names = {one: strings[one] for one in set(ids)}
        return [names[one] for one in ids]

    words, lemmas = text(0), text(1)
    starts = table[:, 6].tolist()
    heads = (table[:, 5] + range(len(table))).tolist()
    ends = (table[:, 6] + table[:, 7]).tolist()
    return Tokens(
        words, [_LEMMAS.get(word) or lemma.lower() for word, lemma in zip(words, lemmas, strict=True)],
        text(2), text(3), text(4), heads, starts, ends, _sentence_numbers(article, starts)
    )


def _sentence_numbers(article: ParsedArticle, starts: list[int]) -> list[int]:
    numbers: list[int] = []
    borders = [s.start for s in article.sentences[1:]]
    current = 0
    for start in starts:
        while current < len(borders) and start >= borders[current]:
            current += 1
        numbers.append(current)
    return numbers
