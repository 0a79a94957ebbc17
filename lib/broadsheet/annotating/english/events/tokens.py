"""A parse as plain lists: what the finders of events ask of a token."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from broadsheet.annotating.english.names.words import read_words
from broadsheet.annotating.parser.parsed import ParsedArticle

_LEMMAS = {"hopes": "hope", "hoped": "hope", "hoping": "hope"}
"""Where the model's lemmas err: it makes "hopes" a form of "hop"."""


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


@lru_cache(maxsize=64)
def article_tokens(article: ParsedArticle) -> Tokens:
    """The article's parse as lists; those of the last two chunks are kept for the next finder, as in `read_words`."""
    words = read_words(article)
    return Tokens(
        words.lower, [_LEMMAS.get(word) or lemma.lower() for word, lemma in zip(words.lower, words.lemma, strict=True)],
        words.tag, words.pos, words.dep, words.head, words.start, words.end, words.sentence,
    )
