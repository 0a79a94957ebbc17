"""From the tree of a query to what the engine is asked: words, phrases and NEAR; fields are looked up in the archive's register."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import TYPE_CHECKING, Final

from broadsheet.archive.searching.tree import Both, Either, Leaf, Near, Node, Not, Phrase

if TYPE_CHECKING:
    from tantivy import Query as EngineQuery
    from tantivy import Schema

TITLE, TEXT, ACTOR = "title", "text", "actor"

TITLE_WEIGHT: Final = 2.0
"""A word in the title counts as two in the text: a title is a summary of five to ten words."""


def is_words(node: Node) -> bool:
    """Whether the tree asks for words only, and for no field of the register."""
    match node:
        case Phrase() | Near():
            return True
        case Not():
            return is_words(node.part)
        case Both() | Either():
            return all(map(is_words, node.parts))
    return False


def engine_query(schema: Schema, node: Node) -> EngineQuery:
    """The engine's query for a tree of words."""
    from tantivy import Occur, Query

    match node:
        case Phrase() | Near():
            return _of_leaf(schema, node)
        case Not():
            return Query.boolean_query([(Occur.Must, Query.const_score_query(Query.all_query(), 0.0)),
                                        (Occur.MustNot, engine_query(schema, node.part))])
        case Either():
            return Query.boolean_query([(Occur.Should, engine_query(schema, part)) for part in node.parts])
        case Both():
            wanted = [(Occur.Must, engine_query(schema, part)) for part in node.parts if not isinstance(part, Not)]
            unwanted = [(Occur.MustNot, engine_query(schema, part.part)) for part in node.parts if isinstance(part, Not)]
            everything = [] if wanted else [(Occur.Must, Query.const_score_query(Query.all_query(), 0.0))]
            return Query.boolean_query([*wanted, *everything, *unwanted])
    raise TypeError(f"{node} asks for a field")


def actor_query(schema: Schema, actor_id: str) -> EngineQuery:
    """The articles that mention an actor, as they were annotated."""
    from tantivy import Query

    return Query.term_query(schema, ACTOR, actor_id, index_option="basic")


def _of_leaf(schema: Schema, leaf: Leaf) -> EngineQuery:
    """A word, phrase or NEAR, in the title or in the text."""
    from tantivy import Occur, Query

    made = _phrase if isinstance(leaf, Phrase) else _near
    in_title = Query.boost_query(made(schema, TITLE, leaf), TITLE_WEIGHT)  # type: ignore[arg-type]
    if leaf.title:
        return in_title
    return Query.boolean_query([(Occur.Should, in_title), (Occur.Should, made(schema, TEXT, leaf))])  # type: ignore[arg-type]


def _phrase(schema: Schema, field: str, phrase: Phrase) -> EngineQuery:
    return _placed(schema, field, list(enumerate(phrase.words)), _prefixes(phrase))


def _prefixes(phrase: Phrase) -> list[bool]:
    """Which of its words are beginnings of words: the last, or none."""
    return [*[False] * (len(phrase.words) - 1), phrase.prefix]


def _placed(schema: Schema, field: str, words: list[tuple[int, str]], prefixes: list[bool]) -> EngineQuery:
    """Words at given distances from each other; some of them beginnings of words.

    (Words are letters and digits, so no pattern needs escaping.)
    """
    from tantivy import Query

    if len(words) == 1:
        return Query.regex_query(schema, field, f"{words[0][1]}.*") if prefixes[0] else Query.term_query(schema, field, words[0][1])
    if any(prefixes):
        patterns = [(at, f"{word}.*" if prefix else word) for (at, word), prefix in zip(words, prefixes, strict=True)]
        return Query.regex_phrase_query(schema, field, patterns)  # type: ignore[arg-type]
    return Query.phrase_query(schema, field, words)  # type: ignore[arg-type]


def _near(schema: Schema, field: str, near: Near) -> EngineQuery:
    """Every order of the phrases, with every way to spread the words between them. (The engine's own slop misses some of three words.)"""
    from tantivy import Query

    arrangements = []
    for order in permutations(near.phrases):
        for gaps in _gaps(len(order) - 1, near.within):
            at, words, prefixes = 0, list[tuple[int, str]](), list[bool]()
            for phrase, gap in zip(order, (*gaps, 0), strict=True):
                words += [(at + n, word) for n, word in enumerate(phrase.words)]
                prefixes += _prefixes(phrase)
                at += len(phrase.words) + gap
            arrangements.append(_placed(schema, field, words, prefixes))
    return Query.disjunction_max_query(arrangements)


def _gaps(number: int, total: int) -> Iterator[tuple[int, ...]]:
    """All ways to spread at most `total` words over so many gaps."""
    if not number:
        yield ()
        return
    for first in range(total + 1):
        for rest in _gaps(number - 1, total - first):
            yield first, *rest
