"""Mailboxes (mbox): messages one after the other, each below a line "From …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.reading.draft import Found, Piece
from broadsheet.reading.forms import MARKED, Form, Job, Sample

_FROM = re.compile(rb"^From (?:\S+ )?.*\d{4}.*\r?\n(?=[A-Za-z][\w-]*:[ \t])", re.MULTILINE)
"""The line above a message: an address and a day, and then the message's first header."""
_QUOTED = re.compile(rb"^>(?=>*From )", re.MULTILINE)


def read_mailbox(piece: Piece, job: Job) -> Found:
    """The articles in the messages of a mailbox, each read under its own guard."""
    yield from job.inner(_messages(piece))


def _messages(piece: Piece) -> Iterator[Piece]:
    """A line "From" within a message is told by the blank line above it that a mailbox asks for, and by the header below it."""
    bounds = [m for m in _FROM.finditer(piece.data) if _after_blank(piece.data, m.start())]
    ends = [m.start() for m in bounds[1:]] + [len(piece.data)]
    for number, (begin, end) in enumerate(zip(bounds, ends, strict=True), 1):
        data = _QUOTED.sub(b"", piece.data[begin.end() : end])
        yield Piece(piece.path, data, part=piece.inside(f"message {number}"), name="message.eml", depth=piece.depth)


def _after_blank(data: bytes, at: int) -> bool:
    return not data[max(0, at - 400) : at].strip() or data[max(0, at - 4) : at].endswith((b"\n\n", b"\r\n\r\n"))


def _is_mailbox(sample: Sample) -> bool:
    return sample.text.startswith(b"From ") and _FROM.match(sample.text) is not None


FORM = Form("mbox", read_mailbox, _is_mailbox, endings=(".mbox", ".mbx"), rank=MARKED, one_article=False)
