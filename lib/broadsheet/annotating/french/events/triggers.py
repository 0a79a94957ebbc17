"""Event triggers: the verbs and nouns that name what happens.

Every verb but those that only help another ("va signer", "doit signer", "a lieu"), and the nouns that name happenings. States of being
("est malade", "a deux fils") are left out, and so is what stands before or behind a noun as a mere attribute.
"""

from __future__ import annotations

from broadsheet.annotating.french.events.cues import cues, event_nouns
from broadsheet.annotating.french.events.tokens import Tokens

_NO_EVENT = frozenset(("aux:tense", "aux:pass", "aux", "cop", "amod", "case", "mark", "fixed", "det", "flat:name", "dep", "cc", "punct"))
_PREPOSITIONS = frozenset(("attendant", "concernant", "suivant", "durant", "touchant", "soit", "voici", "voilà"))
"""Forms of verbs that stand for a preposition or a conjunction."""

_PLAIN = frozenset(("être", "avoir"))


def find_triggers(tokens: Tokens) -> list[int]:
    """The numbers of the trigger tokens, in text order."""
    nouns = event_nouns()
    found = []
    for number, pos in enumerate(tokens.poses):
        if pos == "VERB":
            if tokens.deps[number] not in _NO_EVENT and not _is_helping(tokens, number):
                found.append(number)
        elif pos == "NOUN" and tokens.lemmas[number] in nouns and _is_happening(tokens, number):
            found.append(number)
    return found


def _is_helping(tokens: Tokens, number: int) -> bool:
    """Whether a verb tells nothing by itself: "va signer", "doit signer", "vient de signer", "a failli tomber", "a deux fils"."""
    if tokens.lemmas[number] in _PLAIN or tokens.words[number] in _PREPOSITIONS:
        return True
    if tokens.lemmas[number] not in cues()["verbs.helping"]:
        return False
    return any(tokens.deps[c] == "xcomp" and tokens.is_verb(c) for c in tokens.children[number])


def _is_happening(tokens: Tokens, number: int) -> bool:
    """Whether a noun tells a happening: no attribute, and no part of a phrase that tells none ("d'accord", "en vente", "sous contrôle")."""
    if tokens.deps[number] in _NO_EVENT or tokens.capitals[number]:  # "l'Assemblée"
        return False
    if tokens.case(number) == "de" and tokens.lemmas[tokens.heads[number]] in cues()["verbs.plan_nouns"] | cues()["verbs.chance_nouns"]:
        return True  # "un projet de réforme"
    bare = not any(tokens.deps[c] in ("det", "amod", "nmod", "nummod", "acl") for c in tokens.children[number])
    return not bare or tokens.case(number) not in ("en", "par", "d'", "de", "à", "sous", "sur") or tokens.deps[number] in ("nsubj", "obj")
