"""The words by which a plan is told from a forecast: `resources/en/events/plans.toml`."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.annotating import data_of_language
from broadsheet.resources import data_sections


@lru_cache(maxsize=1)
def plan_words() -> dict[str, frozenset[str]]:
    """The lists of the file, by name."""
    return {name: frozenset(words) for name, words in data_sections(data_of_language("events/plans.toml")).items()}
