"""Kinds of happening: the words of a language that name one alike ("kill", "shoot")."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from broadsheet.resources import data_list


@lru_cache(maxsize=16)
def groups_of(name: str, stem: Callable[[str], str]) -> dict[str, str]:
    """Each word of a file of groups, and its stem → the first word of its group, which names the kind.

    Parameters
    ----------
    name
        The file, one group a line, as `broadsheet.resources` takes it.
    stem
        Gives a word without its inflection.
    """
    found: dict[str, str] = {}
    for line in data_list(name):
        words = line.split()
        for word in words:
            found.setdefault(word, words[0])
            found.setdefault(stem(word), words[0])
    return found


def kind_among(groups: dict[str, str], trigger: str, stem: Callable[[str], str]) -> str:
    """The kind of happening that a trigger word names: the name of its group, or else its stem.

    Parameters
    ----------
    groups
        As `groups_of` gives them.
    trigger
        The word, as written.
    stem
        Gives a word without its inflection.
    """
    word = trigger.casefold()
    return groups.get(word) or groups.get(stem(word)) or stem(word)
