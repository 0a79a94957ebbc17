"""Documents in Rich Text Format."""

from __future__ import annotations

from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.exports import is_export, read_export
from broadsheet.reading.forms import SIGNATURE, Form, Job
from broadsheet.reading.plain import read_lines


def read_rtf(piece: Piece, job: Job) -> Found:
    """The articles of a document in Rich Text Format: one, or those of an export."""
    from striprtf.striprtf import rtf_to_text

    if not piece.data.rstrip(b"\x00\r\n\t ").endswith(b"}"):
        raise ReadingError("truncated", "the document's last group is not closed")
    text = rtf_to_text(piece.data.decode("latin-1"), encoding="cp1252", errors="replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if is_export(lines):
        yield from read_export(piece, lines)
    else:
        yield read_lines(piece, lines)


FORM = Form("rtf", read_rtf, lambda sample: sample.head.startswith(b"{\\rt"), endings=(".rtf",), rank=SIGNATURE)
