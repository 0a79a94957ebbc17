"""The grammar of temporal expressions: its sub-patterns and its rules, compiled once per process."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.annotating.dates.scan import Lexicon, Scanner
from broadsheet.annotating.english.dates.grammar_calendar import RULES as CALENDAR
from broadsheet.annotating.english.dates.grammar_clock import RULES as CLOCK
from broadsheet.annotating.english.dates.grammar_lengths import RULES as LENGTHS
from broadsheet.annotating.english.dates.grammar_relative import RULES as RELATIVE
from broadsheet.annotating.english.dates.lexicon import word_classes
from broadsheet.annotating.english.dates.tokens import NUMBER_CLASSES, PUNCTUATION, named_rule, token_kind, token_pattern

MACROS = {
    "MONTH": "(MONTH_NAME|MONTH_AMBIGUOUS|MONTH_SHORT)",
    "DAY": "(DAYNUM|ORDDAY|TENS HYPHEN? ORDWORD|ORDWORD)",
    "YEAR": "(YEARNUM|SHORTYEAR)",
    "ERA": "(BC|AD)",
    "NUM": "(DIGITS (HYPHEN? FRACTION)? NUMWORD?|FRACTION|a? (hundred|thousand|million)|NUMWORD (HYPHEN? NUMWORD|and NUMWORD)*)",
    "HEDGE": "(APPROX|at (least|most)|up to|(no|not)? (more|less|fewer|longer) than|well over|as (many|much|long|little) as)",
    "QTY": "(NUM (and (a|one) half)? more?|(a|the)? very? (few|FEW) more?|a couple (of)? more?|(a|half a)? dozen (or so)?|half"
    " (a|an)? HYPHEN?"
           "|(a|an|another|one) (full|whole|entire|good|additional|further|extra)?|some)",
    "WORKING": "(trading|working|business|straight|consecutive|full|long|short|calendar|additional|further|whole|solid|more)",
    "SEASONWORD": "(SEASON|SPRING|SEASON_AMBIGUOUS)",
    "WHEN": "(the? very? (EARLY|LATE) HYPHEN? (in|on|into)?|the? MID HYPHEN?|the? (very|latter|early)? (POINT|rest|remainder)"
    " of|the (latter|early) part of|earlier|later"
            "|sometime in?|the EARLYLATE? PART of|around|about)",
    "EARLYLATE": "(EARLY|LATE|MID HYPHEN?)",
    "NEAR": "(this (coming|past)|the (coming|past|previous|following|next|last|preceding)|last|next|this|past|previous|following|coming)",
}
"""Names for sub-patterns. HEDGE and WHEN are part of the expression, as in TimeML ("more than two years", "early May")."""

TRIGGERS = (
    "MONTH_NAME", "MONTH_AMBIGUOUS", "WEEKDAY", "WEEKDAYS", "UNIT", "UNITS", "SEASON", "SEASON_AMBIGUOUS", "SPRING", "SEASONS", "PART",
    "PARTS",
    "YEARNUM", "DECADE", "SHORTDECADE", "TENSPLURAL", "SHORTYEAR", "CLOCK", "MILITARY", "ISODATE", "NUMERIC", "FISCAL", "QUARTERNAME",
    "NAMED", "DAYWORD",
    "SETWORD", "AD", "CLOCKWORD", "MONTH_SHORT", "BC", "WEEKEND", "tonight", "future", "past", "recent", "current", "previously", "period",
    "time", "ORDDAY", "later", "present", "term", "modern", "now", "currently", "nowadays", "presently", "soon", "shortly", "recently",
    "lately",
    "moment", "days", "end", "NUMWORD", "hours",
)
"""Classes and words without which a stretch of text holds no temporal expression."""


@lru_cache(maxsize=1)
def scanner() -> Scanner:
    """The compiled grammar."""
    triggers = [name if name.isupper() else "=" + name for name in TRIGGERS]
    return Scanner([*CALENDAR, *RELATIVE, *CLOCK, *LENGTHS], MACROS, triggers, Lexicon(
        token_pattern(), word_classes(), token_kind, NUMBER_CLASSES, PUNCTUATION, named_rule,
    ))
