"""Mentions of people, organisations, countries, places and groups, and which of them are one actor within an article."""

from __future__ import annotations

from broadsheet.annotating.parsed import Mention, ParsedArticle


def find_mentions(article: ParsedArticle) -> list[Mention]:
    """The article's mentions in text order; `chain` numbers the actors within the article."""
    kinds = {"PERSON": "person", "ORG": "organisation", "GPE": "country", "LOC": "place", "FAC": "place", "NORP": "group"}
    chains: dict[str, int] = {}
    return [
        Mention(e.start_char, e.end_char, e.text, kinds[e.label_], "name", chains.setdefault(e.text, len(chains)))
        for e in article.doc.ents if e.label_ in kinds
    ]
