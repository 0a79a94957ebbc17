"""The words of a parsed article, with what stands between French quotation marks, and what their morphology tells."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.annotating.parser.parsed import ParsedArticle
from broadsheet.annotating.parser.words import Words, words_of

__all__ = ["Words", "gender_of_word", "is_plural", "read_words", "verb_form"]

OPENING = frozenset("«“„")
CLOSING = frozenset("»”")


@lru_cache(maxsize=64)
def read_words(article: ParsedArticle) -> Words:
    """The words of the article; those of the last two chunks are kept for the next finder."""
    return words_of(article, _quoted)


def gender_of_word(words: Words, i: int) -> str:
    """m or f where the tagger says so, else empty."""
    found = words.article.doc[i].morph.get("Gender", [])
    return {"Masc": "m", "Fem": "f"}.get(found[0], "") if found else ""


def is_plural(words: Words, i: int) -> bool:
    """Whether the tagger takes the word for a plural."""
    return "Plur" in words.article.doc[i].morph.get("Number", [])


def verb_form(words: Words, i: int) -> tuple[str, str]:
    """Mood and form of a verb as the tagger has them: ("Cnd", "Fin"), ("", "Inf")."""
    morph = words.article.doc[i].morph
    return next(iter(morph.get("Mood", [])), ""), next(iter(morph.get("VerbForm", [])), "")


def _quoted(text: list[str]) -> list[bool]:
    """Open and closed quotation marks, counted where they nest, alternating where they are straight; a paragraph break closes all."""
    depth, straight, marks = 0, False, []
    for word in text:
        if word in OPENING:
            depth += 1
        elif word in CLOSING:
            depth = max(0, depth - 1)
        elif word == '"':
            straight = not straight
        elif "\n" in word:
            depth, straight = 0, False
        marks.append(depth > 0 or straight)
    return marks
