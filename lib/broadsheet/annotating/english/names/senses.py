"""Occurrences of a name that their own sentence shows to be another bearer of the form than the rest of the article's.

"Liverpool beat Arsenal 2-1" is a team in an article about the town, "London told voters that she would stand" is the
article's Julie London, and "Doug Ford praised Ford" is not about two Doug Fords.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.evidence import SETTING, goes_on_as
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.words import Words

_SCORE = re.compile(r"\d{1,3}\s?[-–]\s?\d{1,3}(?!\d)")
_HE_OR_SHE = frozenset({"he", "she", "him", "his", "her", "himself", "herself"})


def sense_of(name: Name, words: Words, surnames: Collection[str]) -> str | None:
    """The kind that this occurrence has by itself, or None where it is what the form is elsewhere in the article.

    Parameters
    ----------
    name
        One occurrence.
    words
        The article.
    surnames
        Last words of the full names in the article.
    """
    if name.heading or name.first != name.last:
        return None
    if (name.label in SETTING or name.listed is not None and name.listed[0] == "place") and _plays(name, words):
        return "organisation"
    if name.text in surnames:
        if name.listed is not None and goes_on_as(name, words, _HE_OR_SHE):
            return "person"
        if name.label == "ORG" and _is_object_of_namesake(name, words):
            return "organisation"
    return None


def _plays(name: Name, words: Words) -> bool:
    """Subject or object of what teams do to each other, in a sentence with a score."""
    verb = words.head[name.last]
    if words.dep[name.last] not in ("nsubj", "dobj") or words.lemma[verb] not in wordlists.words("game_verbs.txt"):
        return False
    return _SCORE.search(words.article.text, words.start[words.left[verb]], words.end[words.right[verb]]) is not None


def _is_object_of_namesake(name: Name, words: Words) -> bool:
    """Whether the subject of the verb whose object this is bears the same surname in full: nobody is named twice in one clause."""
    verb = words.head[name.last]
    if words.dep[name.last] != "dobj":
        return False
    return any(
        words.head[k] == verb and words.dep[k] == "nsubj" and words.text[k] == name.text and words.left[k] < k
        for k in range(words.left[verb], verb)
    )
