"""Mentions of people, organisations, countries, places and groups, and which of them are one actor within an article."""

from __future__ import annotations

from broadsheet.annotating.parser.parsed import Mention, ParsedArticle

_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}


def find_mentions(article: ParsedArticle) -> list[Mention]:
    """The article's mentions in text order; `chain` numbers the actors within the article."""
    chains: dict[str, int] = {}
    return [
        Mention(e.start_char, e.end_char, e.text, _KINDS[e.label_], "name", chains.setdefault(e.text, len(chains)))
        for e in article.doc.ents if e.label_ in _KINDS
    ]
