"""A parse as plain lists: what the finders of events ask of a token."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from broadsheet.annotating.english.names.words import read_words
from broadsheet.annotating.events.tokens import ParsedTokens
from broadsheet.annotating.parser.parsed import ParsedArticle

_LEMMAS = {"hopes": "hope", "hoped": "hope", "hoping": "hope"}
"""Where the model's lemmas err: it makes "hopes" a form of "hop"."""


@dataclass(frozen=True)
class Tokens(ParsedTokens):
    """The tokens of one English article."""

    tags: list[str]


@lru_cache(maxsize=64)
def article_tokens(article: ParsedArticle) -> Tokens:
    """The article's parse as lists; those of the last two chunks are kept for the next finder, as in `read_words`."""
    words = read_words(article)
    return Tokens(
        words.lower, [_LEMMAS.get(word) or lemma.lower() for word, lemma in zip(words.lower, words.lemma, strict=True)],
        words.pos, words.dep, words.head, words.start, words.end, words.sentence, words.tag,
    )
