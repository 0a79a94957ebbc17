"""Paragraphs, headings and sentences of a parsed text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from broadsheet.annotating.parser.parsed import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TERMINAL = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_SHORTENED = re.compile(r"(?:\.\)|\b[A-Z][a-z]{0,4}\.)$")
"""What ends a line and no sentence, where the next line goes on in lower case: "Rep. Ada Moss (D-Mass.)", "Norvale Inc."."""
_GOING_ON = (",", ";", ")")
"""What begins no sentence."""
_HEADING_WORDS = 16


def is_paragraph_break(text: str, start: int, end: int) -> bool:
    """Whether the white space text[start:end] ends a paragraph, or only wraps a line.

    A blank line always ends one. A single line break does unless the line before it is unfinished and the next one goes
    on in lower case, as in texts wrapped at a fixed width, or after each full stop.
    """
    if text.count("\n", start, end) > 1:
        return True
    before, after = text[max(0, start - 6):start], text[end:end + 1]
    if after in _GOING_ON:
        return False
    finished = bool(_TERMINAL.search(before)) and not _SHORTENED.search(before)
    return finished or not after.islower()


def find_sentences(doc: Doc, text: str) -> Iterator[Sentence]:
    """The sentences of a parse, without the white space around them, and the paragraph each stands in.

    A heading is a short paragraph of one sentence that does not end as sentences do, and that is not the whole text.
    """
    rows: list[tuple[int, int, int]] = []
    paragraph, last_end = 0, 0
    for span in doc.sents:
        start, end = span.start_char, span.end_char
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start >= end:
            continue
        if rows and "\n" in text[last_end:start] and is_paragraph_break(text, last_end, start):
            paragraph += 1
        rows.append((start, end, paragraph))
        last_end = end
    sizes: dict[int, int] = {}
    for _, _, number in rows:
        sizes[number] = sizes.get(number, 0) + 1
    for number, (start, end, in_paragraph) in enumerate(rows):
        piece = text[start:end]
        heading = (
            paragraph > 0 and sizes[in_paragraph] == 1 and len(piece.split()) <= _HEADING_WORDS and not _TERMINAL.search(piece[-6:])
        )
        yield Sentence(number, start, end, in_paragraph, heading)
