"""The one place where text from articles, paths and pages becomes safe to show: in HTML, CSV, TOML, a chart, a terminal.

Three kinds of characters act on what shows them or are seen by nobody, and every way out treats the three alike: controls with the codes
that command a terminal, marks that are invisible or turn the reading direction, and numbers that Unicode gives to no character.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from typing import Any, Final
from urllib.parse import urlsplit

CONTROLS: Final = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
"""C0 and C1 without tab and line feed, as the inside of a character class."""

INVISIBLE: Final = r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""Soft hyphen, joiners, direction marks, invisible operators, byte order mark, interlinear marks and tags.

They hide words from whoever reads, or show them in another order than they have."""

NO_CHARACTER: Final = r"\ud800-\udfff\ufdd0-\ufdef" + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17))
"""Half surrogate pairs, which no encoding can write, and the 66 noncharacters, which XML forbids: a chart with one cannot be shown."""

LINE_ENDS: Final = "\u2028\u2029"
"""Unicode's own line and paragraph ends: terminals and JavaScript break lines at them, readers of CSV may."""

_GOING = re.compile(f"[{CONTROLS}{INVISIBLE}]")
_BREAKING = re.compile(f"[{LINE_ENDS}]")
_NOTHING = re.compile(f"[{NO_CHARACTER}]")
_ACTING = re.compile(f"[{CONTROLS}{INVISIBLE}{LINE_ENDS}{NO_CHARACTER}]")
_TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)*|\.\d+)(?:[eE][+-]?\d+)?\s?%?")
_COMBINING_LIMIT = 3
_MAY_COMBINE = re.compile("[^\x00-\u02ff\u2010-\u205e\u20a0-\u20bf]")
"""All but Latin letters, dashes, quotation marks and signs of money: most texts have nothing else, and no combining mark."""


def plain(text: Any) -> str:
    """`text` without terminal codes, controls, invisible characters and towers of combining marks.

    Null becomes the empty string, a line end of Unicode's an ordinary one, and what is no character the replacement sign U+FFFD.
    """
    if type(text) is not str:
        text = "" if is_null(text) else str(text)
    if text.isascii() and text.isprintable():
        return text
    if _ACTING.search(text):  # most texts have none, and are looked through once
        text = _NOTHING.sub("\ufffd", _BREAKING.sub("\n", _GOING.sub("", _TERMINAL.sub("", text))))
    return text if text.isascii() else _without_towers(text)


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


def printable(text: str) -> str:
    r"""`text` for a terminal or a log: characters that act or are not seen are written out, as in `\x1b`; tabs and line ends stay.

    Nothing is lost, so that a file can be found by the name that is shown.
    """
    return _ACTING.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def one_line(text: str) -> str:
    """`text` on one line, printable."""
    return printable(" ".join(text.split()))


def toml_text(value: Any) -> str:
    """`value` as a TOML string on one line; JSON's escapes are TOML's."""
    return json.dumps(plain(value).replace("\n", " "), ensure_ascii=False)


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
    if not _MAY_COMBINE.search(text) or not any(map(unicodedata.combining, text)):
        return text
    kept, height = [], 0
    for character in text:
        height = height + 1 if unicodedata.combining(character) else 0
        if height <= _COMBINING_LIMIT:
            kept.append(character)
    return "".join(kept)
