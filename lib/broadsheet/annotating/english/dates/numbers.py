"""Numbers in words and digits: "twenty-first", "2 1/2", "nineteen ninety-seven", "two hundred and ten"."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.annotating.dates.scan import Token

_FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "¼": 0.25, "3/4": 0.75, "¾": 0.75, "1/3": 1 / 3, "2/3": 2 / 3}
_VAGUE = {"few", "several", "many", "some", "numerous", "hundreds", "thousands", "dozens", "scores", "tens"}


def amount(tokens: Sequence[Token]) -> float | None:
    """The number that the tokens say; None where they say none, or a vague one ("a few").

    "a", "an" and "one" are 1, "a couple of" 2, "a dozen" 12, "half a" 0.5, "two and a half" 2.5.
    """
    words = [t.text.lower() for t in tokens]
    if _VAGUE.intersection(words):
        return None
    if "couple" in words:
        return 2
    total, current, seen = 0.0, 0.0, False
    for n, (token, word) in enumerate(zip(tokens, words, strict=True)):
        if "DIGITS" in token.classes:
            current, seen = float(word.replace(",", "")), True
        elif word in _FRACTIONS:
            current, seen = current + _FRACTIONS[word], True
        elif word == "half":
            current, seen = current + 0.5, True
        elif word == "dozen":
            current, seen = (current or 1) * 12, True
        elif "NUMWORD" in token.classes:
            total, current = _with_word(total, current, int(token.classes["NUMWORD"]))
            seen = True
        elif word in ("a", "an", "another") and "half" not in words[max(0, n - 1): n + 2] and not seen:
            current, seen = 1, True
    return total + current if seen else None


def _with_word(total: float, current: float, value: int) -> tuple[float, float]:
    if value == 100:
        return total, (current or 1) * 100
    if value >= 1000:
        return total + (current or 1) * value, 0
    return total, current + value


def ordinal(tokens: Sequence[Token]) -> int | None:
    """The number of an ordinal or of a day of the month: "3rd", "third", "twenty-first", "21"."""
    number = 0
    for token in tokens:
        if "ORDNUM" in token.classes:
            return int(token.text[:-2])
        if "DIGITS" in token.classes and token.text.isdigit():
            return int(token.text)
        if "ORDWORD" in token.classes:
            return number + int(token.classes["ORDWORD"])
        if "NUMWORD" in token.classes:
            number += int(token.classes["NUMWORD"])
    return None


def spoken_year(tokens: Sequence[Token]) -> int | None:
    """The year that number words say as years are said: "nineteen ninety-seven", "two thousand and six", "twenty twelve"."""
    values = [int(t.classes["NUMWORD"]) for t in tokens if "NUMWORD" in t.classes]
    if 1000 in values:
        at = values.index(1000)
        year = sum(values[:at]) * 1000 + sum(values[at + 1:])
    elif len(values) >= 2 and 13 <= values[0] <= 20 and 100 not in values and sum(values[1:]) >= 10:
        year = values[0] * 100 + sum(values[1:])
    else:
        return None
    return year if 1300 <= year <= 2100 else None
