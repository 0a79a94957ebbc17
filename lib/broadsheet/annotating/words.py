"""What other rooms ask of words and names, in the language of the archive.

An archive is joined and compared in one language, the first (`languages.FIRST`), whatever its articles are written in.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from broadsheet.annotating.languages import ReportWords, language_of


def data_of_language(name: str) -> str:
    """The name of a file of the language's data, as `broadsheet.resources` takes it: "events/figures.toml"."""
    return f"{language_of().code}/{name}"


@lru_cache(maxsize=1)
def _reports() -> ReportWords:
    """What is asked of words in the first language; asked for millions of words, and so looked up once."""
    return language_of().reports


def stem(word: str) -> str:
    """The word without its inflection."""
    return _reports().stem(word)


def kind_of(trigger: str) -> str:
    """The kind of happening that a trigger word names."""
    return _reports().kind_of(trigger)


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that tell what a passage is about, and its numbers."""
    return _reports().content_words(text)


def plain_words() -> frozenset[str]:
    """Words that say nothing of what happened."""
    return _reports().plain_words()


def event_cues() -> Mapping[str, frozenset[str]]:
    """The lists of cues of an event's status, by `section.name`, such as `verbs.plan`."""
    return _reports().cues()


def event_nouns() -> frozenset[str]:
    """Lemmas of nouns that name happenings."""
    return _reports().event_nouns()


def cue_colour(cue: str | None) -> str | None:
    """The colour of a cue as it stands in `quotes.cue` ("said", "pointed out"); None if no word of it is known."""
    return _reports().cue_colour(cue)


def country_names() -> Mapping[str, str]:
    """ISO code → the name to show."""
    return language_of().names.country_names()
