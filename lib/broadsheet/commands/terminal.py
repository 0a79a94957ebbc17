"""What reaches the terminal: lines in which nothing that came from an article, a path or a page can act on it."""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

_ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with control, bidirectional and invisible characters written out, as in `\\x1b`; tabs and line ends stay."""
    return _ACTING.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def one_line(text: str) -> str:
    """The text on one line."""
    return printable(" ".join(text.split()))


def say(text: str = "") -> None:
    """A line on standard output."""
    _write(sys.stdout, text)


def complain(text: str) -> None:
    """A line on standard error, with our name before it."""
    _write(sys.stderr, f"broadsheet: {one_line(text)}")


def _write(stream: TextIO, text: str) -> None:
    line = printable(text) + "\n"
    encoding = stream.encoding or "utf-8"
    stream.write(line.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


class PrintableFormatter(logging.Formatter):
    """Log lines that cannot act on the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as printable text."""
        return printable(super().format(record))
