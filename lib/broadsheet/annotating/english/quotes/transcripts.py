"""Interviews and transcripts: paragraphs that begin with a speaker's name and a colon, or with Q: and A:."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.annotating.english.quotes.clauses import Extent
from broadsheet.annotating.english.quotes.cues import Attribution
from broadsheet.annotating.parser.parsed import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TURN = re.compile(r"^(?P<who>(?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|\([^)\n]{2,40}\))){0,4}) ?: ?(?P<what>\S.*)$", re.MULTILINE)
_LETTERS = frozenset({"Q", "A"})
_ASKING = re.compile(r"(?:interviewer|question|q|moderator|reporter|host|presenter|journalist)\b", re.IGNORECASE)
_FEWEST_TURNS = 3
_MARK = re.compile(r"[\"“„«‘]")


class _Turn(NamedTuple):
    who: str
    who_end: int
    start: int
    end: int


def transcript_attributions(doc: Doc, mentions: Sequence[Mention]) -> Iterator[Attribution]:
    """What the speakers of a transcript say, except for those who only ask.

    A transcript has at least three turns, most of them of speakers in capitals who come again, or the letters Q and A.
    """
    turns = [_Turn(match["who"], match.end("who"), *match.span("what")) for match in _TURN.finditer(doc.text) if match["who"].isupper()]
    counted = Counter(turn.who for turn in turns)
    letters = set(counted) >= _LETTERS
    if not letters and not _is_transcript(counted):
        return
    for turn in turns:
        if (letters and turn.who not in _LETTERS) or _ASKING.match(turn.who) or _MARK.match(doc.text, turn.start):
            continue
        colon = doc.char_span(doc.text.index(":", turn.who_end - 1), doc.text.index(":", turn.who_end - 1) + 1)
        chain = _interviewee(mentions, turns[0]) if turn.who == "A" and letters else None
        if colon is not None:
            yield Attribution(turn.start, turn.end, Extent(colon.start, colon.start), _name(doc, turn), chain=chain)


def _is_transcript(turns: Counter[str]) -> bool:
    """Whether names before colons are turns of a talk, and no list ("GOALS: …", "WEATHER: …"): most of them come again."""
    again = sum(count for count in turns.values() if count > 1)
    return turns.total() >= _FEWEST_TURNS and len(turns) > 1 and 2 * again >= turns.total()


def _name(doc: Doc, turn: _Turn) -> Token | None:
    span = doc.char_span(turn.who_end - len(turn.who), turn.who_end, alignment_mode="expand")
    return span[-1] if span is not None else None


def _interviewee(mentions: Sequence[Mention], first: _Turn) -> int | None:
    """The person who is named first before the first question."""
    named = [m for m in mentions if m.kind == "person" and m.form == "name" and m.chain is not None and m.end <= first.start]
    return named[0].chain if named else None
