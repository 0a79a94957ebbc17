"""One person in articles of several languages: "Vladimir Poutine" of a French article is the "Vladimir Putin" of an English one.

A name of another language is taken for a spelling of a known one where given name and surname are spelled alike, the articles give both
the same country, no office contradicts, and nobody else fits. Names that the first language spells are left as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from broadsheet.annotating.actors.forms import LocalActor
from broadsheet.annotating.actors.spellings import names_alike
from broadsheet.annotating.languages import language_of

Spelled = tuple[LocalActor, list[str]]
"""A local actor and the parts of its full name."""


def with_one_spelling(people: Sequence[Spelled], known: Sequence[tuple[list[str], str | None]]) -> list[Spelled]:
    """The people, where those of articles in other languages have the parts by which the first language names them.

    Parameters
    ----------
    people
        People of single articles, with the parts of their full names.
    known
        The parts of the names of those known before, and their countries.
    """
    first = language_of().names
    foreign = [pair for pair in people if pair[0].names is not first]
    if not foreign:
        return list(people)
    own: dict[str, dict[tuple[str, ...], set[str]]] = defaultdict(dict)
    for actor, tokens in people:
        if actor.names is first and actor.country:
            own[actor.country].setdefault(tuple(tokens), set()).update(actor.offices)
    for tokens, country in known:
        if country:
            own[country].setdefault(tuple(tokens), set())
    return [(actor, tokens if actor.names is first else _spelling(actor, tokens, own)) for actor, tokens in people]


def _spelling(actor: LocalActor, tokens: list[str], own: dict[str, dict[tuple[str, ...], set[str]]]) -> list[str]:
    """The parts of the one name of the actor's country that is spelled alike; its own where there is none, or several."""
    candidates = own.get(actor.country or "", {})
    if tuple(tokens) in candidates:
        return tokens
    alike = sorted(
        name for name, offices in candidates.items()
        if names_alike(tokens, name) and (not offices or not actor.offices or offices & actor.offices)
    )
    return list(alike[0]) if len({name[-1] for name in alike}) == 1 else tokens
