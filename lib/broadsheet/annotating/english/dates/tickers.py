"""Live tickers, whose entries begin with the time of the clock: "1358 The minister says … 2012 The last boat has landed"."""

from __future__ import annotations

import re
from functools import lru_cache

_ENTRY = re.compile(r"(?:^|[.!?:;\n\"”’)]\s*|\n)((?:[01]\d|2[0-3])[0-5]\d)(?= [A-Z])")
_DIGITS = 4
_FEWEST = 2
"""Entries at times that are no years ("1358", "2142") from which all are read as times."""


def is_clock_of_ticker(text: str, start: int, end: int) -> bool:
    """Whether four digits at the beginning of a sentence are the time of a ticker's entry, not a year.

    Parameters
    ----------
    text
        The article's text.
    start, end
        Offsets of the digits.
    """
    entries = _entries(text)
    return start in entries and end - start == _DIGITS


@lru_cache(maxsize=4)
def _entries(text: str) -> frozenset[int]:
    """Where the entries of a ticker begin; none where the text is none."""
    found = [(match.start(1), match[1]) for match in _ENTRY.finditer(text)]
    timed = [digits for _, digits in found if not "1900" <= digits <= "2035"]
    return frozenset(start for start, _ in found) if len(timed) >= _FEWEST else frozenset()
