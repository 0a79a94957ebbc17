"""Plain text and Markdown, and exports of databases in plain text."""

from __future__ import annotations

from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.exports import is_export, read_export
from broadsheet.reading.forms import ANY, Form, Job
from broadsheet.reading.plain import read_plain


def read_text(piece: Piece, job: Job) -> Found:
    """The article of a text, or those of an export."""
    text = decode(piece.data, piece.charset)
    lines = text.split("\n")
    if is_export(lines):
        yield from read_export(piece, lines)
    elif len(text) > 2 * job.limits.text_chars:
        raise ReadingError("too large", f"{len(text)} characters; at most {job.limits.text_chars} are read")
    else:
        yield read_plain(piece, text)


FORM = Form("text", read_text, lambda sample: True, endings=(".txt", ".text", ".md", ".markdown", ".mkd"), rank=ANY)
