"""From bytes to text: the declared encoding where it holds, a guess where none is declared, and refusal of what is not text."""

from __future__ import annotations

import codecs
import re

from broadsheet.reading.draft import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SUPERSETS = {"iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
"""What pages mean by these names (WHATWG Encoding Standard)."""
_ESCAPES = re.compile(rb"\x1b(?:\$[@AB]|\$\([A-DO-Q]|\$\)C|\([JI])")
CONTROL_SHARE = 0.002
"""Control characters per character above which bytes are taken as binary."""


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`, with line ends as "\\n".

    A byte order mark wins, then UTF-16 without a mark, the escapes of ISO-2022, valid UTF-8, the declared encoding, a guess
    (charset-normalizer), and Windows-1252. Valid UTF-8 beats another declaration because a wrong declaration is far more
    common than another encoding whose non-ASCII bytes happen to be UTF-8.

    Raises
    ------
    ReadingError
        The bytes are not text (`binary`).
    """
    text = _decoded(data, declared)
    controls = len(_CONTROL.findall(text))
    if controls > max(2, CONTROL_SHARE * len(text)):
        raise ReadingError("binary", f"{controls} control characters in {len(text)}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if (wide := _unmarked_utf16(data)) is not None:
        return wide
    if (switched := _switched(data)) is not None:
        return switched
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4 and error.start > 40:
            return data[: error.start].decode("utf-8")
    declared_text = _as_declared(data, declared)
    if declared_text is not None:
        return declared_text
    return _guessed(data)


def _switched(data: bytes) -> str | None:
    """Text in an encoding that is all ASCII and switches character sets by escapes: ISO-2022, as Japanese and Korean mail has it."""
    if not _ESCAPES.search(data[:100_000]):
        return None
    names = ("iso2022_kr",) if b"\x1b$)C" in data[:100_000] else ("iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_3")
    for name in names:
        try:
            return data.decode(name)
        except UnicodeError:
            continue
    return data.decode(names[0], errors="replace")


def _as_declared(data: bytes, declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    name = _SUPERSETS.get(name, name)
    try:
        return data.decode(name, errors="strict" if name not in ("cp1252", "utf-8") else "replace")
    except (UnicodeError, LookupError, ValueError, TypeError, AssertionError):
        return None


def _guessed(data: bytes) -> str:
    if data[:4000].count(0) > 2:
        raise ReadingError("binary", "zero bytes")
    broken = data.decode("utf-8", errors="replace")
    marks = broken.count("\ufffd")
    if marks <= max(3, len(broken) // 2000) and any(byte >= 0xC3 for byte in data) and _mostly_utf8(broken, marks):
        return broken
    from charset_normalizer import from_bytes

    best = from_bytes(data[:50_000], threshold=0.3).best()
    if best is not None:
        name = _SUPERSETS.get(best.encoding.replace("_", "-"), best.encoding)
        if name in ("utf_8", "utf-8") or _western(data):
            name = "cp1252"
        return data.decode(name, errors="replace")
    return data.decode("cp1252", errors="replace")


def _unmarked_utf16(data: bytes) -> str | None:
    """Text in UTF-16 without a byte order mark: nearly every other byte is zero in what is mostly ASCII."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.3 * len(sample) or min(even, odd) > 0.02 * len(sample):
        return None
    return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")


def _mostly_utf8(broken: str, marks: int) -> bool:
    beyond = sum(1 for char in broken[:200_000] if ord(char) > 127)
    return beyond > 4 * marks


def _western(data: bytes) -> bool:
    """Few bytes beyond ASCII: Windows-1252, in which English text with typographic quotes is written."""
    sample = data[:50_000]
    high = sum(1 for byte in sample if byte >= 0x80)
    return high < 0.02 * len(sample)


def declared_in_markup(data: bytes) -> str | None:
    """The encoding that an HTML or XML head declares."""
    found = re.search(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", data[:4096])
    return found.group(1).decode("ascii") if found else None
