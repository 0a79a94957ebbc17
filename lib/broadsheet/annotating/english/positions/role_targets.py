"""Whom a role noun means that no mention resolves: "the Liberal nominee" is the one whom the article calls "Liberal nominee Ada Moss"."""

from __future__ import annotations

from broadsheet.annotating.english.names.wordlists import role_nouns
from broadsheet.annotating.english.positions.phrases import Phrases

_BESIDE = ("amod", "compound", "nmod", "poss")


def is_somebody(phrases: Phrases, head: int) -> bool:
    """Whether a noun means one person by a role: "the nominee", "our mayor"; not "a mayor"."""
    tokens = phrases.tokens
    if tokens.tags[head] != "NN" or tokens.lemmas[head] not in role_nouns():
        return False
    return any(tokens.words[c] in ("the", "this", "that") or tokens.deps[c] == "poss" for c in tokens.children[head])


def who_is_meant(phrases: Phrases, head: int) -> int | None:
    """The chain of the only person whom the article names with this role noun and with all of the words beside it."""
    tokens = phrases.tokens
    told = {tokens.words[c] for c in tokens.children[head] if tokens.deps[c] in _BESIDE}
    found: set[int] = set()
    for number, lemma in enumerate(tokens.lemmas):
        name = tokens.heads[number]
        beside = tokens.deps[number] in ("compound", "nmod") and tokens.poses[name] == "PROPN"
        if lemma != tokens.lemmas[head] or number == head or not beside:
            continue
        mention = phrases.actor(name)
        words = {tokens.words[c] for one in (number, name) for c in tokens.children[one] if tokens.deps[c] in _BESIDE}
        if mention is not None and mention.kind == "person" and mention.chain is not None and told <= words:
            found.add(mention.chain)
    return next(iter(found)) if len(found) == 1 else None
