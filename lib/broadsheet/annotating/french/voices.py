"""Which words of an article are its speakers', by its quotations and what attributes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from broadsheet.annotating.french.quotes.lexicon import cue_colour
from broadsheet.annotating.french.quotes.marks import find_passages, overlapping
from broadsheet.annotating.parser.parsed import ParsedArticle
from broadsheet.annotating.sentiment.voices import DEEDS, Said, said_in

STAND_IN = "cela"
"""What is set in the outlet's words for those of a speaker."""


def words_of_speakers(quotes: Sequence[Any], article: ParsedArticle) -> list[Said]:
    """The quotations of the article, by its rows of `quotes`; what somebody is reported to wish or refuse is none."""
    own = [row for row in quotes if row.manner != "indirect" or row.cue is None or cue_colour(row.cue) not in DEEDS]
    passages = find_passages(article.text) if own else []
    return [said_in(row, overlapping(passages, row.start, row.end)) for row in own]
