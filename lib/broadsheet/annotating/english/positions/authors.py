"""Who speaks in the author's voice: the writer of a column, whom the line at its end names, or its byline; the outlet in an editorial."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from broadsheet.annotating.english.names.wordlists import role_nouns
from broadsheet.annotating.english.positions.cue import Holder
from broadsheet.annotating.english.positions.groups import group_words
from broadsheet.annotating.english.positions.phrases import Phrases
from broadsheet.annotating.parser.parsed import Mention

_LAST: Final = 4
"""Sentences at the end of an article among which the line on its author stands."""

_HEADING: Final = 120
"""Characters at the start of an article in which the author may be named too."""


_NAME: Final = 5
"""Words of a name, before its last one."""


def author_of(phrases: Phrases, mentions: Sequence[Mention]) -> Holder | None:
    """The author, where the article is a column or an editorial; None for news.

    Notes
    -----
    A line at the end on somebody whom the article names nowhere else ("Ines Falk is a historian at Norvale College") tells who wrote it,
    and that it is no news. In a section for opinions the byline is the author, and without one the outlet speaks.
    """
    described = _described(phrases, mentions)
    if described is not None:
        return described
    article = phrases.words.article
    sections = group_words().sections
    if article.section is None or not {part.strip() for part in article.section.casefold().split("/")} & sections:
        return None
    if article.byline is None:
        return article.source
    return next((m.chain for m in mentions if m.chain is not None and m.text.casefold() == article.byline.casefold()), article.byline)


def _described(phrases: Phrases, mentions: Sequence[Mention]) -> int | None:
    """The person whom a line at the end describes, and who is named nowhere before."""
    tokens, known = phrases.tokens, group_words()
    last = tokens.sentences[-1] if len(tokens) else -1
    for number in range(len(tokens) - 1, -1, -1):
        if tokens.sentences[number] <= last - _LAST:
            return None
        verb = tokens.heads[number]
        told = tokens.tags[verb] == "VBZ" or (tokens.tags[verb] == "VBD" and tokens.lemmas[verb] in ("be", "serve"))
        if tokens.deps[number] != "nsubj" or not told or tokens.deps[verb] != "ROOT":
            continue
        mention = phrases.participants.mention(number)
        if mention is None or mention.kind != "person" or mention.form != "name" or tokens.lemmas[verb] not in known.author_verbs:
            continue
        first = number
        while first and tokens.sentences[first - 1] == tokens.sentences[number]:
            first -= 1
        role = tokens.child(verb, "attr")
        described = role is not None and tokens.lemmas[role] in role_nouns() or tokens.lemmas[verb] != "be"
        if tokens.tags[verb] == "VBZ":
            heading, end = _HEADING, tokens.starts[first]
        else:  # "was an adviser": of one of whom nothing before the last lines is told
            heading, end = 0, min(tokens.starts[n] for n in range(number + 1) if tokens.sentences[n] > last - 2 * _LAST)
        before = any(heading <= m.start < end for m in mentions if m.chain == mention.chain)
        if described and not before and first in range(number - _NAME, number + 1):
            return None if role is not None and tokens.lemmas[role] in known.reporting else mention.chain
    return None
