"""Event triggers: the verbs and nouns that name what happens.

Every verb that is not an auxiliary, every copula with a predicate of its own, and the nouns that name happenings. What
stands before a noun as a mere attribute ("trade policy", "the planned route") is no event of its own.
"""

from __future__ import annotations

from broadsheet.annotating.english.events.cues import event_nouns
from broadsheet.annotating.english.events.tokens import Tokens

_AUXILIARY = frozenset(("aux", "auxpass"))
_ATTRIBUTE = frozenset(("amod", "compound", "nmod", "prep", "case", "mark", "cc", "punct", "advmod", "det"))


def find_triggers(tokens: Tokens) -> list[int]:
    """The numbers of the trigger tokens, in text order."""
    nouns = event_nouns()
    found = []
    for number, pos in enumerate(tokens.poses):
        if pos == "VERB":
            if tokens.deps[number] not in _AUXILIARY | _ATTRIBUTE and not _is_compared(tokens, number):
                found.append(number)
        elif pos == "AUX":
            hour = tokens.words[number] == "am" and number > 0 and tokens.words[number - 1][-1:].isdigit()  # "at 2:56 am"
            if tokens.deps[number] not in _AUXILIARY and tokens.lemmas[number] == "be" and not hour:
                found.append(number)
        elif pos in ("NOUN", "PROPN") and _is_event_noun(tokens, number, nouns):
            found.append(number)
    return found


def _is_compared(tokens: Tokens, number: int) -> bool:
    """Whether a participle only says what something is held against: "fell by less than expected"."""
    return number > 0 and tokens.tags[number] == "VBN" and tokens.words[number - 1] in ("than", "as") and tokens.words[number] in _EXPECTED


_EXPECTED = frozenset(("expected", "forecast", "thought", "hoped", "planned", "estimated", "anticipated", "predicted", "feared"))


def _is_event_noun(tokens: Tokens, number: int, nouns: frozenset[str]) -> bool:
    if tokens.deps[number] in ("compound", "nmod", "amod"):
        return False
    return tokens.lemmas[number] in nouns or tokens.words[number] in nouns
