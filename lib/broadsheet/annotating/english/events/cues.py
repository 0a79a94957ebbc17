"""The word lists behind events: nouns that name happenings, and the cues of status. Read once per process."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

_FOLDER = "resources/en/events"


@lru_cache(maxsize=1)
def event_nouns() -> frozenset[str]:
    """Lemmas of nouns that name happenings (`nouns.txt`)."""
    lines = (files("broadsheet") / _FOLDER / "nouns.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=1)
def cues() -> dict[str, frozenset[str]]:
    """The lists of `cues.toml` by `section.name`, such as `verbs.plan`."""
    sections = tomllib.loads((files("broadsheet") / _FOLDER / "cues.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}": frozenset(words) for section, lists in sections.items() for name, words in lists.items()}
