"""What reaches the terminal: lines in which nothing that came from an article, a path or a page can act on it."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TextIO

from broadsheet.safe_text import one_line, printable

if TYPE_CHECKING:
    import pandas as pd


def reject_lines(rejects: pd.DataFrame) -> list[str]:
    """One line for each row of the table `rejects`: which file, which part of it, and why it could not be read."""
    lines = []
    for row in as_records(rejects):
        part = f" ({row['part']})" if row["part"] else ""
        detail = f": {row['detail']}" if row["detail"] else ""
        lines.append(one_line(f"{row['path']}{part}: {row['reason']}{detail}"))
    return lines


def as_records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as JSON takes them: what is missing is null, what JSON has no form for is text."""
    found = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in found]


def say_json(data: Mapping[str, Any]) -> None:
    """One JSON object on standard output, in ASCII: what could act on the terminal is escaped."""
    say(json.dumps(data, indent=1, default=str))


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
