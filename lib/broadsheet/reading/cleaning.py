"""Clean text: mojibake undone, invisible characters out, white space in order, words hyphenated by a printer joined."""

from __future__ import annotations

import re
import unicodedata

from broadsheet.safe_text import INVISIBLE, NO_CHARACTER

_GOING = re.compile(f"(?![\u200c\u200d])[{INVISIBLE}{NO_CHARACTER}]")
_JOINED = "\u0600-\u08ff\u0900-\u0dff\u1780-\u17ff\ufb50-\ufdff\ufe70-\ufeff\ufe0f\u2600-\u27bf\U0001f000-\U0001faff"
_JOINERS = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")
"""Zero-width joiners and non-joiners, except between letters of Arabic and Indic scripts and in signs, where they are spelling."""
_CAPITAL_BEFORE_QUOTE = re.compile("(?<=[^\\W\\d_])\u00c3(?=[\u201d\u2019](?![^\\W\\d_]))")
"""A word that ends in "Ã" before a closing quotation mark (“A MAÇÃ”): right Portuguese that looks like mojibake of "Ô"."""
_KEPT_APART = "\ue0c3"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BLANKS = re.compile(r"[^\S\n]+")
_LIGATURES = {ord(c): unicodedata.normalize("NFKC", c) for c in "ﬀﬁﬂﬃﬄﬅﬆ"}
_MOJIBAKE = re.compile("[\u00c2\u00c3\u00e2][\u0080-\u00bf\u2000-\u20ff\u0152-\u0178\u02c6\u02dc]|\ufffd|&(?:[a-z]{2,8}|#\\d{2,6});")
PARAGRAPH = "\n\n"
PASSES = 8
"""Times that a line is cleaned again while it still looks like mojibake and still changes."""


def clean_line(text: str) -> str:
    """One line of clean text: a title, a name, a paragraph.

    Mojibake is undone and entities that were escaped twice are resolved (ftfy); soft hyphens, zero-width and
    bidirectional marks go; ligatures become letters; every kind of blank becomes one space; the text is in NFC. Quotation
    marks and dashes stay as they were typed.
    """
    if text.isascii() and "&" not in text:
        line = " ".join(text.split())
        if line.isprintable():
            return line
        return _spaced(text)
    line = _unscrambled(encodable(text))
    # What is cleaned may show more: mojibake of mojibake, or mojibake that a control character stood in.
    for _ in range(PASSES):
        again = _unscrambled(line) if _MOJIBAKE.search(line) else line
        if again == line:
            break
        line = again
    return line


def _unscrambled(text: str) -> str:
    visible = _GOING.sub("", unicodedata.normalize("NFC", _mended(text).translate(_LIGATURES)))
    return _spaced(_JOINERS.sub("", visible) if "\u200c" in visible or "\u200d" in visible else visible)


def _spaced(text: str) -> str:
    return _BLANKS.sub(" ", _CONTROL.sub(" ", text).replace("\n", " ")).strip()


def _mended(text: str) -> str:
    if not _MOJIBAKE.search(text):
        return text
    import ftfy

    apart = _CAPITAL_BEFORE_QUOTE.sub(_KEPT_APART, text)
    return ftfy.fix_text(
        apart, unescape_html=True, uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False, normalization=None,
    ).replace(_KEPT_APART, "\u00c3")


def clean_paragraphs(paragraphs: list[str]) -> list[str]:
    """The paragraphs, each a clean line, without the empty ones."""
    return [line for line in map(clean_line, paragraphs) if line]


def join_paragraphs(paragraphs: list[str]) -> str:
    """The body of an article from its paragraphs."""
    return PARAGRAPH.join(paragraphs)


def encodable(text: str) -> str:
    """The text without half surrogate pairs, which JSON and file names can hold and no encoding can write."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def optional_line(value: object, longest: int = 2000) -> str | None:
    """A clean line, or None where nothing is left of it."""
    if value is None or not isinstance(value, str):
        return None
    return clean_line(value[: 4 * longest])[:longest].strip() or None
