"""French numbers in words and digits: "vingt et un", "soixante-dix", "quatre-vingts", "une dizaine", "1 500"."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.annotating.dates.scan import Token

_SCORE, _HUNDRED, _THOUSAND = 20, 100, 1000
_ROMAN = {"I": 1, "V": 5, "X": 10}


def amount(tokens: Sequence[Token]) -> float | None:
    """The number that the tokens say; None where they say none, or a vague one ("quelques")."""
    if any("FEW" in t.classes for t in tokens):
        return None
    total, current, seen = 0.0, 0.0, False
    half = any(t.text.lower() in ("demi", "demie") for t in tokens)
    for token in tokens:
        if "DIGITS" in token.classes:
            digits = "".join(c for c in token.text.replace(",", ".") if c.isdigit() or c == ".")
            current, seen = current + float(digits), True
        elif "NUMNOUN" in token.classes:
            current, seen = (current or 1) * int(token.classes["NUMNOUN"]), True
        elif "NUMWORD" in token.classes:
            value, seen = int(token.classes["NUMWORD"]), True
            if value == _THOUSAND:
                total, current = total + (current or 1) * _THOUSAND, 0
            elif value == _HUNDRED or (value == _SCORE and current == 4):
                current = (current or 1) * value
            else:
                current += value
    if half:
        return total + current + 0.5 if seen and tokens[-1].text.lower() in ("demi", "demie") else 0.5
    return total + current if seen else None


def day_of_month(tokens: Sequence[Token]) -> int | None:
    """The day that the tokens say: "1er", "15"."""
    for token in tokens:
        if "ORDDAY" in token.classes:
            return 1
        if token.text.isdigit():
            return int(token.text)
    return None


def ordinal(tokens: Sequence[Token]) -> int | None:
    """The number of an ordinal: "premier", "19e", "XXIe"."""
    for token in tokens:
        for kind in ("ORD", "ORDWORD"):
            if kind in token.classes:
                return int(token.classes[kind])
        if "ORDNUM" in token.classes or "ORDDAY" in token.classes:
            return int("".join(c for c in token.text if c.isdigit()))
        if "ROMAN" in token.classes:
            return _roman(token.text)
    return None


def _roman(text: str) -> int:
    digits = [_ROMAN[c] for c in text if c in _ROMAN]
    return sum(-d if n + 1 < len(digits) and d < digits[n + 1] else d for n, d in enumerate(digits))
