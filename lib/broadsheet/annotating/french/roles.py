"""Roles that an article states of its actors."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Role


def find_roles(article: ParsedArticle, mentions: Sequence[Mention]) -> list[Role]:
    """The article's roles in text order."""
    return []
