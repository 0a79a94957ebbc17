"""Which words of an article are its speakers', by its quotations and what attributes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from broadsheet.annotating.english.quotes.lexicon import cue_colour
from broadsheet.annotating.english.quotes.marks import find_quotations, overlapping, spoken
from broadsheet.annotating.parser.parsed import ParsedArticle
from broadsheet.annotating.sentiment.voices import DEEDS, Said, said_in

STAND_IN = "this"
"""What stands in the outlet's words for those of a speaker."""


def words_of_speakers(quotes: Sequence[Any], article: ParsedArticle) -> list[Said]:
    """The quotations of the article, by its rows of `quotes`; what somebody is reported to wish, seek or refuse is none.

    "Eastmere seeks to repel threats": the wish is Eastmere's, the words are the outlet's.
    """
    own = [row for row in quotes if row.manner != "indirect" or row.cue is None or cue_colour(row.cue) not in DEEDS]
    passages = spoken(article.text, find_quotations(article.text)) if own else []
    return [said_in(row, overlapping(passages, row.start, row.end)) for row in own]
