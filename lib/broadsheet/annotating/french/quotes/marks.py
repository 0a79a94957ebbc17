"""Passages between quotation marks: « … », “ … ”, " … ", one in another; what a paragraph leaves open ends with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_PARAGRAPH = re.compile(r"\n\s*\n")
_SIGNS = re.compile("[«»“”\"„]")
_CLOSES = {"«": "»", "“": "”", '"': '"', "„": "“"}


class Passage(NamedTuple):
    """A passage: its words at `start` to `end`, with the marks at `outer_start` to `outer_end`."""

    outer_start: int
    start: int
    end: int
    outer_end: int


def find_passages(text: str) -> list[Passage]:
    """The outermost passages of the text, in order."""
    found: list[Passage] = []
    at = 0
    for gap in [*(match.span() for match in _PARAGRAPH.finditer(text)), (len(text), len(text))]:
        found += _of_paragraph(text, at, gap[0])
        at = gap[1]
    return [passage for passage in found if any(c.isalnum() for c in text[passage.start : passage.end])]


def _of_paragraph(text: str, begin: int, end: int) -> Iterator[Passage]:
    opened, closing, depth = -1, "", 0
    for match in _SIGNS.finditer(text, begin, end):
        at, sign = match.start(), match[0]
        if opened < 0:
            if sign in _CLOSES and not (sign == '"' and at > begin and text[at - 1].isalnum()):
                opened, closing, depth = at, _CLOSES[sign], 0
        elif sign == "«" and closing == "»":
            if not text[opened + 1 : at].strip() or text[at - 1] in "\n":
                continue
            depth += 1
        elif sign == closing:
            if depth:
                depth -= 1
                continue
            yield _passage(text, opened, at, at + 1)
            opened = -1
    if opened >= 0 and closing != '"' and end - opened > 3:
        yield _passage(text, opened, end, end)


def _passage(text: str, opened: int, closed: int, outer_end: int) -> Passage:
    start, end = opened + 1, closed
    while start < end and (text[start].isspace() or text[start] == "\xa0"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Passage(opened, start, end, outer_end)


def overlapping(passages: Sequence[Passage], start: int, end: int) -> list[Passage]:
    """Those that share a character with the stretch."""
    return [passage for passage in passages if passage.start < end and passage.end > start]
