"""French as a `Language`: which finder does what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from broadsheet.annotating.french import words
from broadsheet.annotating.french.dates import find_dates
from broadsheet.annotating.french.events import find_events
from broadsheet.annotating.french.events.cues import cues, event_nouns
from broadsheet.annotating.french.mentions import find_mentions
from broadsheet.annotating.french.quotes import find_quotes
from broadsheet.annotating.french.roles import find_roles
from broadsheet.annotating.french.sentence_starts import PROBE, default_model, mark_sentence_starts
from broadsheet.annotating.languages import Language, ReportWords, language_of
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Position, Quote
from broadsheet.annotating.sentiment.targets import Mentioned
from broadsheet.annotating.sentiment.voices import Said


def _no_positions(article: ParsedArticle, mentions: Sequence[Mention], quotes: Sequence[Quote]) -> list[Position]:
    """Positions are not found in French: nobody has measured how well they would be."""
    return []


def _no_targets(mentions: Sequence[Mentioned], article: ParsedArticle, quotes: Sequence[Said]) -> list[Mentioned]:
    """Stances are not judged in French: the models that ship have learned from English alone."""
    return []


def _words_of_speakers(quotes: Sequence[Any], article: ParsedArticle) -> list[Said]:
    return [Said(row.start, row.end, row.actor_id, ()) for row in quotes]


_REPORTS = ReportWords(
    stem=words.stem, kind_of=words.kind_of, content_words=words.content_words, plain_words=words.plain_words,
    calendar_words=words.calendar_words, event_nouns=event_nouns, kinds_of_speech=words.kinds_of_speech, vague_kinds=words.VAGUE,
    cues=cues, cue_colour=lambda cue: None,
)

FRENCH = Language(
    code="fr", default_model=default_model, mark_sentence_starts=mark_sentence_starts, probe=PROBE,
    find_mentions=find_mentions, find_roles=find_roles, find_quotes=find_quotes, find_dates=find_dates, find_events=find_events,
    find_positions=_no_positions,
    spoken_of=_no_targets, words_of_speakers=_words_of_speakers, stand_in="cela", names=language_of().names, reports=_REPORTS,
    pipelines=("fr",), stances=False,
)
