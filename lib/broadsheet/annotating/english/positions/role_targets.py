"""Role nouns that mean somebody whom no mention resolves: a position on "the nominee" is on nobody that is known."""

from __future__ import annotations

from broadsheet.annotating.english.names.wordlists import role_nouns
from broadsheet.annotating.english.positions.phrases import Phrases


def is_somebody(phrases: Phrases, head: int) -> bool:
    """Whether a noun means one person by a role: "the nominee", "our mayor"; not "a mayor"."""
    tokens = phrases.tokens
    if tokens.tags[head] != "NN" or tokens.lemmas[head] not in role_nouns():
        return False
    return any(tokens.words[c] in ("the", "this", "that") or tokens.deps[c] == "poss" for c in tokens.children[head])
