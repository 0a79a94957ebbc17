"""What a position is about as a noun phrase, so that it can name an issue: "to host a hub" as "hosting a hub"."""

from __future__ import annotations

import re
from typing import Final

_IN_LY: Final = "(?:imply|apply|reply|supply|rely|comply|multiply|rally|ally|bully|fly)"
"""Verbs that end as adverbs do."""

_BETWEEN: Final = rf"(?:(?:not|never|also|now|only|always|still|just|(?!{_IN_LY}\b)\w+ly)\s+)*"
"""Words between an auxiliary and its verb."""

_WISHING: Final = r"\b(?:should|must|ought\s+to|needs?\s+to|has\s+to|have\s+to)"
_WISH: Final = re.compile(rf"(?:{_WISHING}|^(?:{_BETWEEN})?to)\s+{_BETWEEN}([a-z]{{2,}})\b(?!-)")
"""A wish with its verb: "Norland should also close its borders", "to host a hub"."""

_WILL: Final = re.compile(r"^(?:[’']ll|[’']d|will|would|wo)\s+(?:n[’']t\s+)?", re.IGNORECASE)
_MODAL: Final = re.compile(r"(?:should|must|ought|needs?)\b")

_SPEAKER: Final = re.compile(r"^.*\b(?:we|i|you)\s+$", re.IGNORECASE)
_PROGRESSIVE: Final = re.compile(r"\s+[a-z]+ing\b")
_VOWELS: Final = "aeiou"
_DOUBLED: Final = frozenset({
    "admit", "permit", "commit", "submit", "begin", "forget", "rebut", "regret", "refer", "prefer", "transfer", "compel", "repel", "rebel",
    "control", "expel", "patrol",
})
"""Verbs of two syllables whose last consonant is doubled, as it is in those of one."""


def as_noun_phrase(phrase: str, cue: str) -> str:
    """The phrase with its verb as a gerund, where it is a wish or begins with the verb that shows the position.

    Examples
    --------
    >>> as_noun_phrase("to host a return hub", "offer")
    'hosting a return hub'
    >>> as_noun_phrase("imposed new sanctions", "impose")
    'imposing new sanctions'
    >>> as_noun_phrase("Norland should also close its borders", "should")
    'Norland closing its borders'
    """
    phrase = _WILL.sub("", phrase)
    first, _, rest = phrase.partition(" ")
    if rest and first.islower() and _is_form_of(first, cue) and not _MODAL.match(first):
        return f"{gerund(cue)} {rest}"
    found = _WISH.search(phrase)
    if found is None:
        return phrase
    before, verb, after = phrase[:found.start()], found[1], phrase[found.end():]
    done = after.lstrip() if verb == "be" and _PROGRESSIVE.match(after) else gerund(verb) + after
    return _SPEAKER.sub("", before) + done


def gerund(verb: str) -> str:
    """The form in -ing: "hosting", "closing", "cutting", "lying"."""
    if verb.endswith("c"):
        return f"{verb}king"
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and verb[-2:-1] not in ("e", "o", "y") and verb != "be":
        return f"{verb[:-1]}ing"
    short = len(re.findall(rf"[{_VOWELS}]+", verb)) == 1 or verb in _DOUBLED
    closed = len(verb) > 2 and verb[-1] not in f"{_VOWELS}wxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    return f"{verb}{verb[-1]}ing" if short and closed else f"{verb}ing"


def _is_form_of(word: str, verb: str) -> bool:
    """Whether a word may be a form of a regular verb: "imposed", "imposes"; "shut" is its own past."""
    stem = verb.removesuffix("e")
    regular = word.startswith(stem) and word[len(stem):] in ("ed", "es", "s", f"{verb[-1]}ed")
    return word == verb or regular or word == f"{verb.removesuffix('y')}ied"
