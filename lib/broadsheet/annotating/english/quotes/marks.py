"""Quotation marks: which of them open, which close, and what stands between them.

Marks are paired within a paragraph. A quotation that goes on over paragraphs opens again in each and closes in the last
one only; where every sentence has its own line, and no line is left free, it opens once. An opening mark that nothing
closes is a slip of the pen, and is left alone: guessing its end would put the outlet's words into somebody's mouth.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple


class Quotation(NamedTuple):
    """Words between quotation marks: `start`/`end` without the marks, `outer_start`/`outer_end` with them.

    `single`: between single marks. `continued`: not closed in its paragraph, since the next one goes on with it.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    single: bool
    continued: bool


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool
    closes: bool


_DOUBLE = re.compile(r"[“”„«»\"]|''|``|‘‘|’’|,,(?=\w)")
_SINGLE = re.compile(r"(?<!['‘’`])['‘’`](?!['‘’`])")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)(?=[a-z])[^\n]+)*")
_OPENING = {"“", "„", "``", "‘‘", "«", ",,"}
_CLOSING = {"”", "’’", "»"}
_ELISION = re.compile(r"['’](?:s|t|m|d|re|ve|ll|em|til|cause|tis|twas|n|\d\ds?)\b", re.IGNORECASE)
_LONGEST_SINGLE = 300
_PHRASE = 3
_MOST_LINES = 8


def find_quotations(text: str) -> list[Quotation]:
    """The quotations of a text in order, outer before inner; those inside another are single-marked or of the other kind."""
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    found: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs):
        following = text[paragraphs[number + 1][0]:paragraphs[number + 1][0] + 3].lstrip() if number + 1 < len(paragraphs) else ""
        doubles = list(_double_quotations(text, start, end, goes_on=bool(_DOUBLE.match(following))))
        found += doubles
        found += _single_quotations(text, start, end, doubles)
    found += _over_lines(text, paragraphs, [q for q in found if not q.single])
    return sorted(found, key=lambda q: (q.outer_start, -q.outer_end))


def _over_lines(text: str, paragraphs: Sequence[tuple[int, int]], paired: Sequence[Quotation]) -> Iterator[Quotation]:
    """Quotations over the lines of a text that begins one with every sentence: a mark opens in one, and the next mark closes."""
    taken = {mark for q in paired for mark in (q.outer_start, q.outer_end)}
    opened: _Mark | None = None
    lines = 0
    for number, (start, end) in enumerate(paragraphs):
        lines += 1
        if number and text[paragraphs[number - 1][1]:start].count("\n") > 1 or lines > _MOST_LINES:
            opened = None
        for mark in _marks(text, start, end):
            if mark.start in taken or mark.end in taken:
                opened = None
            elif opened is not None and mark.closes and mark.start > start:
                yield Quotation(opened.end, mark.start, opened.start, mark.end, False, False)
                opened = None
            else:
                opened, lines = (mark, 0) if mark.opens else (None, 0)


def spoken(text: str, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Those that stand in no other; of those in single marks, those that hold more than a word or a name."""
    found: list[Quotation] = []
    for quotation in quotations:
        inside = found and quotation.outer_start < found[-1].outer_end
        if not inside and not (quotation.single and len(text[quotation.start:quotation.end].split()) < _PHRASE):
            found.append(quotation)
    return found


_start, _outer_start, _outer_end = attrgetter("start"), attrgetter("outer_start"), attrgetter("outer_end")


def stands_in(at: int, quotations: Sequence[Quotation]) -> bool:
    """Whether a place in the text stands between the marks of one of the quotations, which are in order and apart."""
    number = bisect_right(quotations, at, key=_start)
    return number > 0 and at < quotations[number - 1].end


def overlapping(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Those of the quotations, which are in order and apart, that share a part with a stretch of the text."""
    return quotations[bisect_right(quotations, start, key=_outer_end):bisect_left(quotations, end, key=_outer_start)]


def _double_quotations(text: str, start: int, end: int, *, goes_on: bool) -> Iterator[Quotation]:
    opened: _Mark | None = None
    for mark in _marks(text, start, end):
        if opened is None:
            opened = mark if mark.opens else None
        elif mark.closes or _closes_low(text, opened, mark):
            if mark.start > opened.end:
                yield Quotation(opened.end, mark.start, opened.start, mark.end, False, False)
            opened = None
        else:
            opened = mark
    if opened is not None and goes_on and text[opened.end:end].strip():
        stop = opened.end + len(text[opened.end:end].rstrip())
        yield Quotation(opened.end, stop, opened.start, stop, False, True)


def _closes_low(text: str, opened: _Mark, mark: _Mark) -> bool:
    """„Das Schiff“: after a low mark, the one that opens in English closes."""
    return text[opened.start:opened.end] in ("„", ",,") and text[mark.start:mark.end] in ("“", "‘‘")


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Double marks with their direction: a mark's own shape decides, else the characters beside it."""
    for match in _DOUBLE.finditer(text, start, end):
        shape = match.group()
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        if shape in _OPENING:
            yield _Mark(*match.span(), True, False)
        elif shape in _CLOSING and not (before.isspace() and not after.isspace()):
            yield _Mark(*match.span(), False, True)
        elif before.isdigit() and shape in {'"', "''"} and after in " ,x" and not _open_before(text, start, match.start()):
            continue
        else:
            loose = before.isspace() or before in "([{-–—/‘'“"
            tight = after.isspace() or after in ".,;:!?)]}-–—/’'”"
            yield _Mark(*match.span(), loose or not tight, tight or not loose)


def _open_before(text: str, start: int, end: int) -> bool:
    """Whether an odd number of straight marks stands before: then 6" is a closing mark, not inches."""
    return len(re.findall(r"\"|''|[“”]", text[start:end])) % 2 == 1


def _single_quotations(text: str, start: int, end: int, doubles: list[Quotation]) -> Iterator[Quotation]:
    """Single-marked words: an opening mark before a word, and the first mark after it that is no apostrophe."""
    edges = sorted({start, end, *(e for q in doubles for e in (q.start, q.end))})
    for left, right in pairwise(edges):
        opened: int | None = None
        for match in _SINGLE.finditer(text, left, right):
            at = match.start()
            if _opens_single(text, at, left):
                if opened is None or match.group() == "‘":
                    opened = at
            elif opened is not None and _closes_single(text, at, right):
                if at - opened <= _LONGEST_SINGLE:
                    yield Quotation(opened + 1, at, opened, at + 1, True, False)
                opened = None


def _opens_single(text: str, at: int, start: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1:at + 2]
    if not after or after.isspace() or not (before.isspace() or before in "([\"“—–-:"):
        return False
    return text[at] == "‘" or (text[at] != "’" and not _ELISION.match(text, at))


def _closes_single(text: str, at: int, end: int) -> bool:
    after = text[at + 1] if at + 1 < end else " "
    before = text[at - 1]
    return not before.isspace() and not after.isalnum() and text[at] != "‘" and not (before in "sS" and _plural_possessive(text, at, end))


def _plural_possessive(text: str, at: int, end: int) -> bool:
    """"the workers' union', he said": a mark after an s is an apostrophe if a later mark of the line may close instead."""
    rest = text[at + 1:end]
    later = re.search(r"[\w.,!?]['’](?=[\s.,;:!?)\"”]|$)", rest)
    return text[at + 1:at + 2] == " " and later is not None and not re.search(r"(?:^|\s)['‘]\w", rest[:later.start()])
