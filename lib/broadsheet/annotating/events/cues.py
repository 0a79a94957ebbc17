"""The lists of cues of an event's status, as the finders of a language ask for them."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.resources import data_sections


@lru_cache(maxsize=16)
def cue_lists(name: str) -> dict[str, frozenset[str]]:
    """The lists of a file of cues by `section.name`, such as `verbs.plan`; read once per process.

    Parameters
    ----------
    name
        The file, as `broadsheet.resources` takes it.
    """
    sections = data_sections(name)
    return {f"{section}.{name}": frozenset(words) for section, lists in sections.items() for name, words in lists.items()}
