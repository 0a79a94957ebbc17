"""Quotations of a French article: direct, mixed and reported speech, each with its cue and its speaker."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Quote


def find_quotes(article: ParsedArticle, mentions: Sequence[Mention]) -> list[Quote]:
    """The article's quotations in text order."""
    return []
