"""The word lists behind events: nouns that name happenings, and the cues of status."""

from __future__ import annotations

from broadsheet.annotating.events.cues import cue_lists
from broadsheet.resources import data_set


def event_nouns() -> frozenset[str]:
    """Lemmas of nouns that name happenings (`nouns.txt`)."""
    return data_set("fr/events/nouns.txt")


def cues() -> dict[str, frozenset[str]]:
    """The lists of `cues.toml` by `section.name`, such as `verbs.plan`."""
    return cue_lists("fr/events/cues.toml")
