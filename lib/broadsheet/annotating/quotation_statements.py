"""Statements between quotation marks: which reporting verb each belongs to, and which quotations are one statement.

A reporting clause stands after its quotation ("…," she said), before it (she said, "…") or amid it ("…," she said. "…").
Quotations around one reporting clause are one statement. Words in marks that are no sentence of their own and have no
reporting clause are somebody's expression, not somebody's statement, and are left to the parse.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from broadsheet.annotating.quotation_marks import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Token

_BREAK = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bRep)(?<!\bSen)(?<!\bGov)(?<!\bGen)(?<!\bSt)(?<!\bJr)(?<!\bSgt)(?<!\bLt)"
    r"(?<!\bCol)(?<!\bProf)(?<!\bRev)(?<!\bvs)(?<!\bMass)(?<!\bNo)[.!?]['\"”’)]*\s+(?=[\"“‘'A-Z0-9])"
)
_TAG_EDGE = ",?!.-–—…"
_REACH = 260
"""Characters between a quotation and its reporting verb: longer descriptions of a speaker are rare."""


@dataclass(slots=True)
class Statement:
    """One statement: its content in characters, and the reporting verb; `implied`: without one."""

    start: int
    end: int
    verb: Token | None
    quotations: list[Quotation] = field(default_factory=list)
    follows: bool = False
    """Whether the verb follows the (first) quotation."""


def find_statements(text: str, quotations: Sequence[Quotation], verbs: Sequence[Token]) -> list[Statement]:
    """The statements in order.

    Parameters
    ----------
    quotations
        Those that stand in no other, in order.
    verbs
        Reporting verbs that take a clause, none of them inside a quotation, in order.
    """
    places = [verb.idx for verb in verbs]
    found: list[Statement] = []
    for number, quotation in enumerate(quotations):
        before = quotations[number - 1] if number else None
        after = quotations[number + 1] if number + 1 < len(quotations) else None
        made = _statement(text, quotation, before, after, verbs, places)
        last = found[-1] if found else None
        if last is not None and _goes_on(text, last, quotation, made):
            last.end = quotation.end
            last.quotations.append(quotation)
            if last.verb is None and made is not None:
                last.verb, last.follows = made.verb, made.follows
        elif made is not None:
            found.append(made)
    return found


def _statement(
    text: str, quotation: Quotation, before: Quotation | None, after: Quotation | None, verbs: Sequence[Token], places: list[int],
) -> Statement | None:
    tag = _verb_after(text, quotation, after, verbs, places)
    lead = _verb_before(text, quotation, before, verbs, places)
    opens = begins_sentence(text, quotation.outer_start)
    if tag is not None and (lead is None or text[quotation.end - 1] == ","):
        start = quotation.start if opens else _sentence_start(text, quotation, before)
        return Statement(start, quotation.end, tag, [quotation], True)
    if lead is not None:
        return Statement(quotation.start, quotation.end, lead, [quotation])
    if opens and _is_whole(text, quotation):
        return Statement(quotation.start, quotation.end, None, [quotation])
    return None


def _verb_after(
    text: str, quotation: Quotation, after: Quotation | None, verbs: Sequence[Token], places: list[int],
) -> Token | None:
    at = bisect_left(places, quotation.outer_end)
    if at == len(places) or quotation.continued:
        return None
    verb = verbs[at]
    if after is not None and after.outer_start < verb.idx:
        return None
    between = text[quotation.outer_end:verb.idx]
    edge = text[quotation.end - 1]
    if len(between) > _REACH or "\n" in between or _BREAK.search(between):
        return None
    comma = between.lstrip()[:1] in (",", "-", "–", "—")
    if edge not in _TAG_EDGE and not comma:
        return None
    if edge == "." and not comma and between.lstrip()[:1].isupper():
        return None
    if edge in "?!." and not comma and _has_content_after(text, verb):
        return None
    return verb


def _has_content_after(text: str, verb: Token) -> bool:
    """Whether the verb has something to say of its own: "Why?" The senator said he did not know."""
    return any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)


def _verb_before(
    text: str, quotation: Quotation, before: Quotation | None, verbs: Sequence[Token], places: list[int],
) -> Token | None:
    at = bisect_left(places, quotation.outer_start) - 1
    if at < 0:
        return None
    verb = verbs[at]
    if before is not None and before.outer_start > verb.idx:
        return None
    between = text[verb.idx + len(verb):quotation.outer_start]
    if len(between) > _REACH or _BREAK.search(between):
        return None
    edge = between.rstrip()[-1:]
    if "\n" in between:
        return verb if edge == ":" else None
    return verb if edge in (",", ":", "") or between.strip() in ("-", "–", "—") else None


def begins_sentence(text: str, at: int) -> bool:
    """Whether a quotation at `at` begins its sentence, but for a conjunction."""
    line = text[text.rfind("\n", 0, at) + 1:at]
    before = re.sub(r"(?:^|(?<=[.!?:”\"']\s))(?:And|But|Then|So|Or|Yet),?\s*$", "", line[-80:]).rstrip()
    return not before or before[-1] in ".!?:;”\"…—–-" or before.endswith("''")


def _sentence_start(text: str, quotation: Quotation, before: Quotation | None) -> int:
    """Where the sentence of a quotation begins, which is not before the end of another statement."""
    floor = text.rfind("\n", 0, quotation.outer_start) + 1
    starts = [match.end() for match in _BREAK.finditer(text, floor, quotation.outer_start)]
    inside = [at for at in starts if before is None or not before.start <= at < before.end]
    return inside[-1] if inside else floor


def _is_whole(text: str, quotation: Quotation) -> bool:
    """Whether the words are a sentence: they end as one, and there are more than two of them."""
    words = text[quotation.start:quotation.end]
    if quotation.single or len(words.split()) < 3:
        return False
    following = text[quotation.outer_end:quotation.outer_end + 2].strip()
    return quotation.continued or words.rstrip()[-1:] in ".?!…" or following[:1] == "."


def _goes_on(text: str, last: Statement, quotation: Quotation, made: Statement | None) -> bool:
    """Whether a quotation goes on with the last statement."""
    previous = last.quotations[-1]
    if previous.continued:
        return True
    if made is not None and made.verb is not None:
        return made.verb is last.verb
    between = text[previous.outer_end:quotation.outer_start]
    if made is None or "\n" in between:
        return False
    if not between.strip():
        return True
    inside = last.verb is not None and previous.outer_end <= last.verb.idx < quotation.outer_start
    return inside and len(_BREAK.findall(between + "A")) <= 1
