"""A parse as plain lists, as far as the finders of events ask the same of a token in every language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class ParsedTokens:
    """The tokens of one article, one list per attribute; every index is a token's number in the document."""

    words: list[str]
    """Lower case."""
    lemmas: list[str]
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
