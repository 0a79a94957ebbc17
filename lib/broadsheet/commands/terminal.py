"""What reaches the terminal: lines in which nothing that came from an article, a path or a page can act on it."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, TextIO

from broadsheet.safe_text import one_line, printable

if TYPE_CHECKING:
    import pandas as pd


def reject_lines(rejects: pd.DataFrame) -> list[str]:
    """One line for each row of the table `rejects`: which file, which part of it, and why it could not be read."""
    rows = rejects.astype(object).where(rejects.notna(), None).to_dict("records")
    lines = []
    for row in rows:
        part = f" ({row['part']})" if row["part"] else ""
        detail = f": {row['detail']}" if row["detail"] else ""
        lines.append(one_line(f"{row['path']}{part}: {row['reason']}{detail}"))
    return lines


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
