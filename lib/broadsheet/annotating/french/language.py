"""French as a `Language`: which finder does what."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.annotating.french import words
from broadsheet.annotating.french.dates import find_dates
from broadsheet.annotating.french.events import find_events
from broadsheet.annotating.french.events.cues import cues, event_nouns
from broadsheet.annotating.french.mentions import find_mentions
from broadsheet.annotating.french.names import joined, wordlists
from broadsheet.annotating.french.names.countries import country_forms
from broadsheet.annotating.french.quotes import find_quotes
from broadsheet.annotating.french.quotes.lexicon import cue_colour
from broadsheet.annotating.french.roles import find_roles
from broadsheet.annotating.french.sentence_starts import PROBE, default_model, mark_sentence_starts, mend_parse
from broadsheet.annotating.french.voices import STAND_IN, words_of_speakers
from broadsheet.annotating.languages import Language, NameWords, ReportWords
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Position, Quote
from broadsheet.annotating.sentiment.targets import Mentioned
from broadsheet.annotating.sentiment.voices import Said


def _no_positions(article: ParsedArticle, mentions: Sequence[Mention], quotes: Sequence[Quote]) -> list[Position]:
    """Positions are not found in French: nobody has measured how well they would be."""
    return []


def _no_targets(mentions: Sequence[Mentioned], article: ParsedArticle, quotes: Sequence[Said]) -> list[Mentioned]:
    """Stances are not judged in French: the models that ship have learned from English alone."""
    return []


_NAMES = NameWords(
    alias_form=joined.alias_form,
    person_tokens=joined.person_tokens,
    surname_of=joined.surname_of,
    given_names_fit=joined.given_names_fit,
    is_state_body=joined.is_state_body,
    body_words=joined.body_words,
    articles=joined.ARTICLES,
    joiners=joined.JOINERS,
    country_forms=country_forms,
    country_names=joined.country_names,
    organisations=wordlists.organisations,
    shared_forms=joined.no_forms,
    meant_among=joined.meant_among,
    places=wordlists.places,
    seats=joined.SEATS,
    kinds_of_words=wordlists.name_words,
    fixed_body=joined.fixed_body,
    pronouns={"il": "m", "elle": "f"},
)

_REPORTS = ReportWords(
    stem=words.stem,
    kind_of=words.kind_of,
    content_words=words.content_words,
    plain_words=words.plain_words,
    calendar_words=words.calendar_words,
    event_nouns=event_nouns,
    kinds_of_speech=words.kinds_of_speech,
    vague_kinds=words.VAGUE,
    cues=cues,
    cue_colour=cue_colour,
)

FRENCH = Language(
    code="fr",
    default_model=default_model,
    mark_sentence_starts=mark_sentence_starts,
    probe=PROBE,
    find_mentions=find_mentions,
    find_roles=find_roles,
    find_quotes=find_quotes,
    find_dates=find_dates,
    find_events=find_events,
    find_positions=_no_positions,
    spoken_of=_no_targets,
    words_of_speakers=words_of_speakers,
    stand_in=STAND_IN,
    names=_NAMES,
    reports=_REPORTS,
    mend_parse=mend_parse,
    pipelines=("fr",),
    stances=False,
)
