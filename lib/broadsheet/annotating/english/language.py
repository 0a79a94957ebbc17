"""English as a `Language`: which finder does what."""

from __future__ import annotations

from broadsheet.annotating.english import words
from broadsheet.annotating.english.coreference.resolver import HE, SHE
from broadsheet.annotating.english.dates import find_dates
from broadsheet.annotating.english.events import find_events
from broadsheet.annotating.english.events.cues import cues, event_nouns
from broadsheet.annotating.english.mentions import find_mentions
from broadsheet.annotating.english.names import joined, wordlists
from broadsheet.annotating.english.names.countries import country_forms, country_names
from broadsheet.annotating.english.names.metonymy import SEAT_OF
from broadsheet.annotating.english.names.person_names import gender_of, given_names_fit, person_tokens, surname_of
from broadsheet.annotating.english.positions import find_positions
from broadsheet.annotating.english.quotes import find_quotes
from broadsheet.annotating.english.quotes.lexicon import cue_colour
from broadsheet.annotating.english.roles import find_roles
from broadsheet.annotating.english.sentence_starts import PROBE, READ_AS, default_model, mark_sentence_starts
from broadsheet.annotating.english.targets import spoken_of
from broadsheet.annotating.english.voices import STAND_IN, words_of_speakers
from broadsheet.annotating.languages import Language, NameWords, ReportWords

_NAMES = NameWords(
    alias_form=joined.alias_form, person_tokens=person_tokens, surname_of=surname_of, given_names_fit=given_names_fit,
    is_state_body=joined.is_state_body, body_words=joined.body_words, articles=joined.ARTICLES, joiners=joined.JOINERS,
    country_forms=country_forms, country_names=country_names, organisations=wordlists.organisations,
    shared_forms=wordlists.shared_forms, meant_among=joined.meant_among, places=wordlists.places, seats=SEAT_OF,
    kinds_of_words=wordlists.name_words, pronouns=dict.fromkeys(HE, "m") | dict.fromkeys(SHE, "f"), given_gender=gender_of,
)

_REPORTS = ReportWords(
    stem=words.stem, kind_of=words.kind_of, content_words=words.content_words, plain_words=words.plain_words,
    calendar_words=words.calendar_words, event_nouns=event_nouns, kinds_of_speech=words.kinds_of_speech, vague_kinds=words.VAGUE,
    cues=cues, cue_colour=cue_colour, common_stems=words.common_stems,
)

ENGLISH = Language(
    code="en", default_model=default_model, mark_sentence_starts=mark_sentence_starts, probe=PROBE,
    find_mentions=find_mentions, find_roles=find_roles, find_quotes=find_quotes, find_dates=find_dates, find_events=find_events,
    find_positions=find_positions,
    spoken_of=spoken_of, words_of_speakers=words_of_speakers, stand_in=STAND_IN, names=_NAMES, reports=_REPORTS,
    read_as=READ_AS, pipelines=("en",),
)
