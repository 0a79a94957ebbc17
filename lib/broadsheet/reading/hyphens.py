"""Words that a printer parted at a line's end: which of them keep their hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from broadsheet.reading.moments import resource_lines

_ENDS_PARTED = re.compile(r"(?P<before>[^\W\d_]+(?:-[^\W\d_]+)*|\d+)[-\u00ad]$")
_BEGINS = re.compile(r"[^\W_]+")
LONGEST_WORD = 80
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def words_in(lines: Iterable[str]) -> frozenset[str]:
    """The words that a document prints whole, in lower case: they show how it writes those that a line's end parts."""
    return frozenset(word.lower() for line in lines for word in _WORD.findall(line))


def joined(lines: Iterable[str], known: frozenset[str] = frozenset()) -> str:
    """The lines of one paragraph as one.

    A hyphen at the end of a line stays before a capital ("Anglo-", "Irish") and joins a word before a small letter ("govern-",
    "ment"). It stays there too where the document prints the word with its hyphen elsewhere, or where it is a compound that is
    written so ("anti-government", "long-term": `resources/reading/hyphenated.txt`), unless the document prints that very word
    without.

    Parameters
    ----------
    lines
        Without blanks around them.
    known
        The words that the document prints whole.
    """
    parts: list[str] = []
    for line in filter(None, lines):
        if parts:
            parts[-1], between = _end(parts[-1], line, known)
            parts.append(between)
        parts.append(line)
    return "".join(parts)


def _end(line: str, following: str, known: frozenset[str]) -> tuple[str, str]:
    """A line without the hyphen that only its end put there, and what stands between it and the next one."""
    match = _ENDS_PARTED.search(line[-LONGEST_WORD:])
    begin = _BEGINS.match(following[:LONGEST_WORD])
    if match is None or begin is None:
        return line, " "
    if not following[0].islower():
        return line, "" if following[0].isupper() and line[-1] == "-" else " "
    before, after = match["before"].lower(), begin[0].lower()
    if line.endswith("\u00ad"):
        return line[:-1], ""
    if f"{before}-{after}" in known:
        return line, ""
    keeps = before.isdigit() or "-" in before or _is_compound(before, after)
    return (line, "") if keeps and f"{before}{after}" not in known else (line[:-1], "")


def _is_compound(before: str, after: str) -> bool:
    found = _compounds().get(before)
    return found is not None and ((after not in found.without) if found.all else after in found.parts)


class _Compounds(NamedTuple):
    """The parts that may follow a first part."""

    parts: frozenset[str]
    all: bool
    without: frozenset[str]


@lru_cache(maxsize=1)
def _compounds() -> dict[str, _Compounds]:
    found: dict[str, _Compounds] = {}
    for line in resource_lines("hyphenated.txt"):
        first, _, rest = line.partition(":")
        parts, _, without = rest.partition("except")
        found[first.strip()] = _Compounds(frozenset(parts.split()), "*" in parts, frozenset(without.split()))
    return found
