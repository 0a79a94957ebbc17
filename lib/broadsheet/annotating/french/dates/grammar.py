"""The grammar of French temporal expressions: its sub-patterns and its rules, compiled once per process."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.annotating.dates.scan import Scanner
from broadsheet.annotating.french.dates.grammar_calendar import RULES as CALENDAR
from broadsheet.annotating.french.dates.grammar_clock import RULES as CLOCK
from broadsheet.annotating.french.dates.grammar_lengths import RULES as LENGTHS
from broadsheet.annotating.french.dates.grammar_relative import RULES as RELATIVE
from broadsheet.annotating.french.dates.lexicon import lexicon

MACROS = {
    "NUM": "(DIGITS|NUMWORD (HYPHEN? et? HYPHEN? NUMWORD)*)",
    "QTY": "(NUM|FEW|(un|une) bonne? NUMNOUN OF|NUM NUMNOUN OF)",
    "HEDGE": "((plus|moins|près) OF|APPROX|au moins|au plus|au total)",
}
"""Names for sub-patterns."""

TRIGGERS = (
    "MONTH", "WEEKDAY", "WEEKDAYS", "UNIT", "UNITS", "SEASON", "SUMMER", "PART", "PARTS", "YEARNUM", "CLOCK", "BARECLOCK", "ISODATE",
    "NUMERIC", "NAMED", "DAYWORD", "TEXTDAY", "SETWORD", "NOWWORD", "PASTWORD", "SOONWORD", "CLOCKWORD", "WEEKEND", "WEEKENDS", "BC",
    "HOURSHORT", "QUARTERNAME", "avenir", "passé", "moment", "présent", "peu", "temps", "heure",
)
"""Classes and words without which a stretch of text holds no temporal expression."""


@lru_cache(maxsize=1)
def scanner() -> Scanner:
    """The compiled grammar."""
    triggers = [name if name.isupper() else "=" + name for name in TRIGGERS]
    return Scanner([*CALENDAR, *RELATIVE, *CLOCK, *LENGTHS], MACROS, triggers, lexicon())
