"""Clean text: mojibake undone, invisible characters out, white space in order, words hyphenated by a printer joined."""

from __future__ import annotations

import re
import unicodedata

from broadsheet.safe_text import INVISIBLE, NO_CHARACTER

_GOING = re.compile(f"[{INVISIBLE}{NO_CHARACTER}]")
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
    return _spaced(_GOING.sub("", unicodedata.normalize("NFC", _mended(text).translate(_LIGATURES))))


def _spaced(text: str) -> str:
    return _BLANKS.sub(" ", _CONTROL.sub(" ", text).replace("\n", " ")).strip()


def _mended(text: str) -> str:
    if not _MOJIBAKE.search(text):
        return text
    import ftfy

    return ftfy.fix_text(
        text, unescape_html=True, uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False, normalization=None,
    )


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
