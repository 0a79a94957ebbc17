"""Quotations, direct, indirect and mixed, with their cue and speaker."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.annotating.parsed import Mention, ParsedArticle, Quote


def find_quotes(article: ParsedArticle, mentions: Sequence[Mention]) -> list[Quote]:
    """The quotations of the article, in text order."""
    return []
