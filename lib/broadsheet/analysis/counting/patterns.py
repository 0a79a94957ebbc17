"""What reports are read by beyond single words, as regular expressions: `resources/en/events/patterns.toml`."""

from __future__ import annotations

import re
from functools import lru_cache

from broadsheet.annotating import data_of_language
from broadsheet.resources import data_sections


@lru_cache(maxsize=256)
def pattern_text(name: str) -> str:
    """The regular expression of that name, such as "plans.weather_ahead", as text."""
    section, _, own = name.partition(".")
    return "".join(data_sections(data_of_language("events/patterns.toml"))[section][own])


@lru_cache(maxsize=256)
def pattern(name: str) -> re.Pattern[str]:
    """The same, compiled."""
    return re.compile(pattern_text(name))


def any_found(text: str, *names: str) -> bool:
    """Whether one of these regular expressions is found in a text."""
    return any(pattern(name).search(text) for name in names)
