"""The one place where text from articles becomes safe to show: in HTML, in CSV, in a chart, in a terminal."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
"""Control characters, terminal codes, and marks that are invisible or turn the reading direction."""

_TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_SURROGATES = re.compile("[\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)*|\.\d+)(?:[eE][+-]?\d+)?\s?%?")
_COMBINING_LIMIT = 3


def plain(text: Any) -> str:
    """`text` without terminal codes, control characters, direction overrides and towers of combining marks.

    Null becomes the empty string.
    """
    if is_null(text):
        return ""
    text = str(text)
    if text.isascii() and text.isprintable():
        return text
    cleaned = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _TERMINAL.sub("", text)))
    return cleaned if cleaned.isascii() else _without_towers(cleaned)


def is_null(value: Any) -> bool:
    """Whether `value` is None, NaN, NaT or pandas' NA."""
    return value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value)


def escape(text: Any) -> str:
    """`text` as HTML text or as the value of a quoted attribute."""
    return html.escape(plain(text), quote=True)


def safe_link(url: Any) -> str | None:
    """`url` if it is an absolute http or https address that may become a link, else None."""
    text = plain(url).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme.lower() in ("http", "https") and parts.netloc and not re.search(r"\s", text) else None


def csv_cell(value: Any) -> Any:
    """`value` as a CSV cell that no spreadsheet takes for a formula: a leading =, +, -, @ or tab gets an apostrophe.

    Numbers stay numbers, also as text ("-3.5").
    """
    if not isinstance(value, str):
        return value
    text = plain(value.replace("\r\n", "\n"))
    risky = any(each.lstrip(" ").startswith(_FORMULA) for each in (value, text))
    return "'" + text if risky and not _NUMBER.fullmatch(text.strip()) else text


def chart_text(text: Any, *, width: int | None = None) -> str:
    """`text` for a matplotlib label: one line, dollar signs not read as mathematics, cut at `width` characters."""
    line = shorten(" ".join(plain(text).split()), width)
    return line.replace("\\", "\\\\").replace("$", r"\$") if "$" in line else line


def shorten(text: str, width: int | None) -> str:
    """`text` cut at a word before `width` characters, with an ellipsis."""
    if width is None or len(text) <= width:
        return text
    cut = text[: width - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > width // 2 else cut).rstrip(" ,;:–-") + "…"


def _without_towers(text: str) -> str:
    kept, height = [], 0
    for character in text:
        height = height + 1 if unicodedata.combining(character) else 0
        if height <= _COMBINING_LIMIT:
            kept.append(character)
    return "".join(kept)
