"""Mentions of people, organisations, countries, places and groups, and which of them are one actor within an article."""

from __future__ import annotations

from broadsheet.annotating.french.coreference import find_references
from broadsheet.annotating.french.names.chains import chain_names
from broadsheet.annotating.french.names.spans import find_names
from broadsheet.annotating.french.reading import read_words
from broadsheet.annotating.french.roles import find_roles
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle


def find_mentions(article: ParsedArticle) -> list[Mention]:
    """The article's mentions in text order; `chain` numbers the actors within the article.

    A name is without its title and its article: "Kurti" of "M. Kurti", "Élysée" of "l'Élysée". Datelines make no actors. A name that
    stands for no actor (a law, a product) is a mention whose chain is None.
    """
    words = read_words(article)
    names = find_names(words)
    actors = chain_names(names, words)
    found = []
    for name in names:
        actor = actors.get(name.first)
        start, end = words.start[name.first], words.end[name.last]
        kind = actor.kind if actor is not None else name.kind
        found.append(Mention(start, end, article.text[start:end], kind, "name", actor.chain if actor is not None else None))
    taken = {(mention.start, mention.end) for mention in found}
    for start, end, actor, form in find_references(words, names, actors, find_roles(article, found)):
        if (start, end) not in taken:
            found.append(Mention(start, end, article.text[start:end], actor.kind, form, actor.chain))
    return sorted(found)
