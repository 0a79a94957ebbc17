"""The word lists behind events: nouns that name happenings, and the cues of status. Read once per process."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.resources import data_sections, data_set


def event_nouns() -> frozenset[str]:
    """Lemmas of nouns that name happenings (`nouns.txt`)."""
    return data_set("fr/events/nouns.txt")


@lru_cache(maxsize=1)
def cues() -> dict[str, frozenset[str]]:
    """The lists of `cues.toml` by `section.name`, such as `verbs.plan`."""
    sections = data_sections("fr/events/cues.toml")
    return {f"{section}.{name}": frozenset(words) for section, lists in sections.items() for name, words in lists.items()}
