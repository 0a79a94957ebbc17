"""What stands in an article's text and is not the article: readers' comments, boxes to sign up in, stamps of live blogs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMMENTS = re.compile(
    r"^[ \t]*(?:\d+ )?(?:(?:reader|readers'|readers’|your|user|top|all|recent) )?comments?(?: \(?\d+\)?)?:?[ \t]*$"
    r"|^[ \t]*(?:join the (?:conversation|discussion)|have your say|leave a (?:comment|reply))\b[^\n]{0,40}$",
    re.IGNORECASE | re.MULTILINE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_POST = re.compile(
    rf"\bat \d{{1,2}}[:.]\d\d ?(?:[ap]\.?m\.? )?(?:on )?\d{{1,2}}(?:st|nd|rd|th)? {_MONTH} \d{{4}},? "
    r"[^\n:]{1,60} (?:wrote|said|says|writes):"
    rf"|^[ \t]*posted (?:by|at) [^\n]{{2,60}}(?:\d{{1,2}}[:.]\d\d|\d{{4}})[^\n]{{0,20}}$",
    re.IGNORECASE | re.MULTILINE,
)
"""The head of a reader's comment: "At 12:24 pm on 1 June 2009, harbourman wrote:", "At 12:24 1st June 2009, harbourman wrote:"."""
_BOX = re.compile(
    r"\b(?:sign(?:ed)?[ -]?up|subscribe|register)\b[^\n]{0,120}\b(?:newsletters?|e-?mails?|alerts?|briefing|inbox|updates|podcast)\b"
    r"|\b(?:delivered|straight|direct(?:ly)?) to your inbox\b|\bfollow us on\b|\bdownload (?:our|the) (?:\w+ )?app\b"
    r"|^[ \t]*(?:share|save|print) (?:this|on)\b[^\n]{0,60}$"
    r"|^[ \t]*(?:read more|related|more on this(?: story)?|most (?:read|viewed)):?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_STAMP = re.compile(
    r"^[ \t]*(?:(?:block time )?(?:published|updated|posted)(?: (?:time|at))?:? )?"
    r"\d{1,2}[.:h]\d\d ?(?:[ap]\.?m\.?)?(?: ?(?:[A-Z]{2,4}))?[ \t]*$"
    r"|^[ \t]*(?:last )?updated(?: at)?:? [^\n]{4,40}$",
    re.IGNORECASE | re.MULTILINE,
)
_TIME = re.compile(r"\d{1,2}[:.]\d\d")
_SHORT_STAMP = re.compile(r"^(?:[01]\d|2[0-3])[0-5]\d (?=[A-Z\"“])", re.MULTILINE)
_FEWEST_STAMPS = 3
_LINE_HEAD = re.compile(
    rf"{_TIME.pattern} ?(?:[ap]\.?m\.?|[A-Z]{{3}})?\s+"
    r"|[A-Z][A-Z.' ]{2,30}(?:, [A-Z][\w. ]{1,18})?(?: ?\([A-Z][\w ./]+\))?\s*[-–—]+\s+"
    r"|[A-Z][\w.,' ]{2,40}\([A-Z][\w ./]+\)\s*[-–—]+\s+"
)
_LONGEST_BOX = 400


def outside_article(text: str) -> list[tuple[int, int]]:
    """The stretches of the text that are none of the article's, in order: whole lines, and all behind the heading of comments."""
    found: list[tuple[int, int]] = []
    headings = [match.start() for match in _COMMENTS.finditer(text) if match.start() > len(text) // 4]
    posts = [match.start() for match in _POST.finditer(text) if match.start() > 0][:1]
    for pattern in (_BOX, _STAMP):
        for match in pattern.finditer(text):
            start = text.rfind("\n", 0, match.start()) + 1
            end = text.find("\n", match.end())
            end = len(text) if end < 0 else end
            if end - start <= _LONGEST_BOX:
                found.append((start, end))
    if headings or posts:
        found.append((min([*headings, *posts]), len(text)))
    return sorted(found)


@lru_cache(maxsize=4)
def short_stamps(text: str) -> frozenset[int]:
    """Where the entries of a live blog begin with a time of four digits ("1132 Ada Noll says"); one or two such lines begin with a year."""
    found = [match.start() for match in _SHORT_STAMP.finditer(text)]
    return frozenset(found) if len(found) >= _FEWEST_STAMPS else frozenset()


def is_stamp(token: Token) -> bool:
    """Whether a token is the time before an entry of a live blog: "16:40", "1640"."""
    if _TIME.fullmatch(token.text):
        return True
    return len(token) == len("1640") and token.is_digit and token.idx in short_stamps(token.doc.text)


def is_outside(at: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a place in the text stands in one of the stretches."""
    return any(start <= at < end for start, end in stretches[:bisect_right(stretches, (at, len(stretches) and stretches[-1][1]))])


def past_line_head(text: str, start: int, end: int) -> int:
    """Where the words of a line begin behind its stamp or place: "16:40 The quay is closed", "PORTO (AP) — The quay is closed"."""
    if start and text[start - 1] != "\n":
        return start
    if start in short_stamps(text):
        return start + len("1132 ")
    found = _LINE_HEAD.match(text, start, end)
    return found.end() if found is not None else start
