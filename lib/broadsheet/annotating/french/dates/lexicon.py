"""The words of French temporal expressions and the forms of numbers, clocks and dates in digits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.dates.named import named_days, rule_of_named
from broadsheet.annotating.dates.scan import Lexicon
from broadsheet.resources import data_table

_GAP = "[   ]"
"""A space inside a number or a time: plain, without a break, or narrow."""

KINDS = {
    "ISODATE": r"(?<![\w.])[12]\d{3}-[01]\d-[0-3]\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])",
    "NUMERIC": r"(?<![\w./-])\d{1,2}([/.-])\d{1,2}\1(?:[12]\d{3}|\d\d)(?![\w/]|[.-]\d)",
    "CLOCK": rf"(?<![\w.,:$£€])(?:[01]?\d|2[0-4]){_GAP}?[hH]{_GAP}?[0-5]\d(?!\w)|(?<![\w.,:$£€])(?:[01]?\d|2[0-4]):[0-5]\d(?![\w:]|[.,]\d)",
    "BARECLOCK": rf"(?<![\w.,:$£€])(?:[01]?\d|2[0-4]){_GAP}?h(?![\w/])",
    "HOURSHORT": rf"(?<![\w.,:$£€])\d{{2,3}}{_GAP}?h(?![\w/])",
    "ORDDAY": r"1(?:er|ᵉʳ)\b",
    "ORDNUM": r"\d{1,2}(?:e|ème|ᵉ|nde?|re)\b",
    "NUMBER": rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?",
}
"""The forms that begin with a digit, in the order in which they are tried."""

_ROMAN = r"[IVX]{1,5}(?:e|ème|ᵉ|er|ᵉʳ)(?!\w)"
_QUARTER = r"T[1-4](?!\w)"
_SHORT = r"(?:janv|févr|fév|avr|juill?|sept|oct|nov|déc)\.(?!\w)"
_WHOLE = r"(?i:aujourd['’]hui|après-midis?|après-demain|avant-hier|avant-veille|week-ends?|dix-(?:sept|huit|neuf)(?:ième)?)(?!\w)"
_BEFORE_CHRIST = r"(?:av(?:\.|ant) (?:J\.?-C\.?|Jésus-Christ)|avant notre ère)"
_ELIDED = r"(?:[ldnscjmtLDNSCJMT]|[jJ]usqu|[qQ]u|[lL]orsqu|[pP]uisqu)['’](?=\w)"
_SPACE = r"[^\S\n]*(?:\n(?!\s*\n)[^\S\n]*)?"

MARKS = {",": "COMMA", "-": "HYPHEN", "‑": "HYPHEN", "–": "HYPHEN", "—": "HYPHEN", "/": "SLASH", "(": "OPEN", ")": "CLOSE"}

CLASSES: dict[str, tuple[str, ...]] = {
    "HOUR": ("DIGITS", "DAYNUM", "HOURNUM"), "DAYNUM": ("DIGITS", "DAYNUM"), "TWO": ("DIGITS", "TWO"), "YEARNUM": ("DIGITS", "YEARNUM"),
    "PLAIN": ("DIGITS",), "THREE": ("DIGITS", "THREE"), "BARECLOCK": ("BARECLOCK", "HOURSHORT"),
    **{kind: (kind,) for kind in (
        "ISODATE", "NUMERIC", "CLOCK", "HOURSHORT", "ORDDAY", "ORDNUM", "ROMAN", "QUARTERNAME", "BC", "NAMED",
    )},
}
"""The classes of each kind of token that is no word."""

_LOOKAROUND = re.compile(r"\(\?<?[!=](?:[^()]|\([^()]*\))*\)")
_KIND_OF = [(kind, re.compile(_LOOKAROUND.sub("", pattern) + r"\Z")) for kind, pattern in KINDS.items()]
_OTHER_KINDS = [
    (kind, re.compile(_LOOKAROUND.sub("", pattern) + r"\Z"))
    for kind, pattern in (("ROMAN", _ROMAN), ("QUARTERNAME", _QUARTER), ("BC", _BEFORE_CHRIST))
]
_LONGEST = 40

_NAMED_DAYS = "fr/dates/named_days.csv"


class _WordClass(NamedTuple):
    word: str
    kind: str
    value: str


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """How French writes the tokens of its dates."""
    return Lexicon(_token_pattern(), _word_classes(), _kind, CLASSES, MARKS, named_rule)


def _word_classes() -> dict[str, dict[str, str]]:
    """Each word of the table with its classes; an apostrophe may be straight or curved."""
    words: dict[str, dict[str, str]] = {}
    for row in data_table("fr/dates/words.csv", _WordClass):
        for form in {row.word, row.word.replace("'", "’")}:
            words.setdefault(form, {})[row.kind] = row.value
    return words


def _token_pattern() -> re.Pattern[str]:
    named = "|".join(f"(?:{pattern})" for pattern, _ in named_days(_NAMED_DAYS))
    numbers = "|".join(f"(?:{pattern})" for pattern in KINDS.values()).replace(r"\1", r"[/.-]")
    return re.compile(
        rf"(?:(?i:{named})(?!\w)|{_WHOLE}|{_SHORT}|{_ELIDED}|{_BEFORE_CHRIST}|(?=[IVX]){_ROMAN}|{_QUARTER}|(?=\d)(?:{numbers})"
        rf"|[^\W\d_]+|\S){_SPACE}|\n\s*".replace("([/.-])", "[/.-]")
    )


def named_rule(word: str) -> str | None:
    """The rule of a day with a name ("la Toussaint"); None for other words."""
    return rule_of_named(word, _NAMED_DAYS)


def _kind(word: str) -> str:
    """The kind of a token that is not in the table of words; empty for a plain word."""
    if word in MARKS:
        return MARKS[word]
    if len(word) > _LONGEST:
        return ""
    if word[0].isdigit():
        kind = next((kind for kind, pattern in _KIND_OF if pattern.match(word)), "")
        return _number_kind(word) if kind == "NUMBER" else kind
    found = next((kind for kind, pattern in _OTHER_KINDS if pattern.match(word)), "")
    return found or ("NAMED" if named_rule(word) else "")


def _number_kind(word: str) -> str:
    """The kind of a number by what it could be: an hour, a day of the month, a year, or none of these."""
    if not word.isdigit():
        return "PLAIN"
    number = int(word)
    if len(word) <= 2:
        return "HOUR" if number <= 24 else "DAYNUM" if number <= 31 else "TWO"
    if len(word) == 3:
        return "THREE"
    return "YEARNUM" if len(word) == 4 and 1000 <= number < 2200 else "PLAIN"
