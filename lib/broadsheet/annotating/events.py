"""Events: what happened, is planned or is only claimed, and when."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.annotating.parsed import Date, Event, Mention, ParsedArticle, Quote


def find_events(
    article: ParsedArticle, mentions: Sequence[Mention], quotes: Sequence[Quote], dates: Sequence[Date]
) -> list[Event]:
    """The events of the article, in text order."""
    return []
