"""Which words of an article are its speakers', by its quotations and what attributes them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from broadsheet.annotating.french.quotes.lexicon import cue_colour
from broadsheet.annotating.french.quotes.marks import Passage, find_passages, overlapping
from broadsheet.annotating.parser.parsed import ParsedArticle
from broadsheet.annotating.sentiment.voices import Said

_DEEDS = frozenset({"wished", "refused"})
"""Colours of cues whose content is what somebody seeks or will not do, in the words of whoever tells it."""

STAND_IN = "cela"
"""What is set in the outlet's words for those of a speaker."""


def words_of_speakers(quotes: Sequence[Any], article: ParsedArticle) -> list[Said]:
    """The quotations of the article, by its rows of `quotes`; what somebody is reported to wish or refuse is none."""
    own = [row for row in quotes if row.manner != "indirect" or row.cue is None or cue_colour(row.cue) not in _DEEDS]
    passages = find_passages(article.text) if own else []
    return [Said(row.start, row.end, row.actor_id, _gaps(row, passages)) for row in own]


def _gaps(row: Any, passages: Sequence[Passage]) -> tuple[tuple[int, int], ...]:
    """The stretches of a quotation's content that are the outlet's own words: what is between two passages in marks, or an inserted cue."""
    parts = overlapping(passages, row.start, row.end) if row.manner == "direct" else []
    if len(parts) > 1:
        return tuple((one.outer_end, other.outer_start) for one, other in pairwise(parts))
    if row.cue_start is None or not row.start <= row.cue_start < row.end:
        return ()
    named = [(row.cue_start, row.cue_end), (row.speaker_start, row.speaker_end)]
    inside = [(start, end) for start, end in named if start is not None and row.start <= start and end <= row.end]
    return ((min(start for start, _ in inside), max(end for _, end in inside)),) if inside else ()
