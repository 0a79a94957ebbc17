"""Events of a French article."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.annotating.parser.parsed import Date, Event, Mention, ParsedArticle, Quote


def find_events(article: ParsedArticle, mentions: Sequence[Mention], quotes: Sequence[Quote], dates: Sequence[Date]) -> list[Event]:
    """The article's events in text order."""
    return []
