"""Tokens of a text as dates need them: words, and the many forms of numbers, clock times and dates in digits."""

from __future__ import annotations

import re
from functools import lru_cache

from broadsheet.annotating.dates.named import named_days, rule_of_named
from broadsheet.annotating.english.dates.lexicon import NAMED_DAYS

_AMPM = r"(?:[AaPp]\.\s?[Mm]\b\.?|[AaPp][Mm]\b|[AP]M(?=[A-Z][a-z]))"

KINDS = {
    "ISODATE": r"(?<![\w.])[12]\d{3}-[01]\d-[0-3]\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])",
    "NUMERIC": r"(?<![\w./-])\d{1,2}[/.]\d{1,2}[/.](?:[12]\d{3}|\d\d)(?![\w/]|[.-]\d)",
    "CLOCK": rf"(?<![\w.,:$£€])(?:\d{{1,2}}[:.]\d\d(?::\d\d)?\s?{_AMPM}|[01]?\d\s?{_AMPM}"
             r"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\s?(?:hrs?|hours)\b)?(?![\w:.]\d))",
    "MILITARY": r"(?<![\w.,:$£€])[0-2]\d[0-5]\d\s?(?:hrs|hours)\b",
    "ORDNUM": r"\d{1,4}(?:st|nd|rd|th)\b",
    "DECADE": r"[12]\d\d0['’]?s\b|['’]\d0s\b|(?<![\d$£€.,])[2-9]0s\b",
    "SHORTYEAR": r"(?<!\w)['’]\d\d\b(?!['’])",
    "FRACTION": r"(?<![\d/])[1-3]/[2-4](?![\d/])|½|¼|¾",
    "NUMBER": r"\d+(?:,\d{3})*(?:\.\d+)?",
}
"""The forms that begin with a digit, an apostrophe or a fraction, in the order in which they are tried."""

_CAPITAL_KINDS = {"FISCAL": r"FY\s?(?:[12]\d{3}|\d\d)\b", "QUARTERNAME": r"Q[1-4]\b"}
_ABBREVIATION = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tues|Tue|Wed|Thurs|Thur|Thu|Fri|Sat|Sun|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP"
    r"|OCT|NOV|DEC)\.(?!\w)|B\.C\.(?:E\.)?|B\.C\b|A\.D\b\.?"
)
_SPACE = r"[^\S\n]*(?:\n(?!\s*\n)[^\S\n]*)?"

PUNCTUATION = {",": "COMMA", "-": "HYPHEN", "–": "HYPHEN", "—": "HYPHEN", "/": "SLASH", "'": "MARK", "’": "MARK", "(": "OPEN", ")": "CLOSE"}

NUMBER_CLASSES: dict[str, tuple[str, ...]] = {
    "HOUR": ("DIGITS", "DAYNUM", "HOURNUM"), "DAYNUM": ("DIGITS", "DAYNUM"), "TWO": ("DIGITS", "TWO"), "THREE": ("DIGITS", "THREE"),
    "YEARNUM": ("DIGITS", "YEARNUM"), "PLAIN": ("DIGITS",), "ORDDAY": ("ORDNUM", "ORDDAY"), "ORDNUM": ("ORDNUM",),
    "SHORTDECADE": ("SHORTDECADE",),
    "ISODATE": ("ISODATE",), "NUMERIC": ("NUMERIC",), "CLOCK": ("CLOCK",), "MILITARY": ("MILITARY",), "DECADE": ("DECADE",),
    "SHORTYEAR": ("SHORTYEAR",), "FRACTION": ("FRACTION",), "FISCAL": ("FISCAL",), "QUARTERNAME": ("QUARTERNAME",), "NAMED": ("NAMED",),
}
"""The classes of each kind of token that is no word."""

_LOOKAROUND = re.compile(r"\(\?<?[!=](?:[^()]|\([^()]*\))*\)")
_KIND_OF = [(kind, re.compile(_LOOKAROUND.sub("", pattern) + r"\Z")) for kind, pattern in (KINDS | _CAPITAL_KINDS).items()]


@lru_cache(maxsize=1)
def token_pattern() -> re.Pattern[str]:
    """Every token with the white space after it; a blank line is a token by itself, so that the tokens cover the text."""
    named = "|".join(f"(?:{pattern})" for pattern, _ in named_days(NAMED_DAYS))
    capital = f"(?i:{named})(?!\\w)|{'|'.join(_CAPITAL_KINDS.values())}|{_ABBREVIATION}"
    return re.compile(
        rf"(?:[a-z]+|(?=[\d'’½¼¾])(?:{'|'.join(KINDS.values())})|(?=[A-Z])(?:{capital})|[^\W\d_]+|\S){_SPACE}|\n\s*"
    )


_LONGEST = 40
"""Characters of the longest word that a date may hold; Python refuses to read a number of thousands of digits."""


def token_kind(word: str) -> str:
    """The kind of a token that is not in the table of words; empty for a plain word."""
    if word in PUNCTUATION:
        return PUNCTUATION[word]
    if len(word) > _LONGEST:
        return ""
    if word[0].isdigit() or word[0] in "'’½¼¾" or word[:2] == "FY" or word[0] == "Q":
        for kind, pattern in _KIND_OF:
            if pattern.match(word):
                return _finer_kind(kind, word)
    return "NAMED" if word[0].isupper() and named_rule(word) else ""


def _finer_kind(kind: str, word: str) -> str:
    """The kind of a number by what it could be: an hour, a day of the month, a year, or none of these."""
    if kind == "ORDNUM":
        return "ORDDAY" if 1 <= int(word[:-2]) <= 31 else kind
    if kind == "DECADE" and word[0].isdigit() and len(word) == 3:
        return "SHORTDECADE"
    if kind != "NUMBER":
        return kind
    if not word.isdigit():
        return "PLAIN"
    number = int(word)
    if len(word) <= 2:
        return "HOUR" if number <= 24 else "DAYNUM" if number <= 31 else "TWO"
    if len(word) == 3:
        return "THREE"
    return "YEARNUM" if len(word) == 4 and 1000 <= number < 2200 else "PLAIN"


def named_rule(word: str) -> str | None:
    """The rule of a day with a name ("Christmas Eve"); None for other words."""
    return rule_of_named(word, NAMED_DAYS)
