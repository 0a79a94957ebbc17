"""What other rooms ask of words and names, in the language of the archive.

An archive is joined and compared in one language, the first (`languages.FIRST`), whatever its articles are written in.
"""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.annotating.languages import language_of


def data_of_language(name: str) -> str:
    """The name of a file of the language's data, as `broadsheet.resources` takes it: "events/figures.toml"."""
    return f"{language_of().code}/{name}"


def stem(word: str) -> str:
    """The word without its inflection."""
    return language_of().reports.stem(word)


def kind_of(trigger: str) -> str:
    """The kind of happening that a trigger word names."""
    return language_of().reports.kind_of(trigger)


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that tell what a passage is about, and its numbers."""
    return language_of().reports.content_words(text)


def plain_words() -> frozenset[str]:
    """Words that say nothing of what happened."""
    return language_of().reports.plain_words()


def event_cues() -> Mapping[str, frozenset[str]]:
    """The lists of cues of an event's status, by `section.name`, such as `verbs.plan`."""
    return language_of().reports.cues()


def event_nouns() -> frozenset[str]:
    """Lemmas of nouns that name happenings."""
    return language_of().reports.event_nouns()


def cue_colour(cue: str | None) -> str | None:
    """The colour of a cue as it stands in `quotes.cue` ("said", "pointed out"); None if no word of it is known."""
    return language_of().reports.cue_colour(cue)


def country_names() -> Mapping[str, str]:
    """ISO code → the name to show."""
    return language_of().names.country_names()
