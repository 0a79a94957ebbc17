"""Words of the calendar that are a part of a name or only colour a thing: "Sheffield Wednesday", "the Spring Hotel"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.annotating.dates.meaning import Point
from broadsheet.annotating.dates.scan import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WEEKDAY_THING = re.compile(r"\s(?:league|school|roast|best|name|drivers?|trading)\b")
"""What a weekday only colours: "the Sunday league side", "in their Sunday best"."""

_SEASON_THING = re.compile(r"\s(?:waters?|rolls?|onions?|chickens?|lamb|greens?|mattress(?:es)?|boards?|cleaning|clean|loaded|constant)\b")
"""The spring that is a well, a coil or young: "spring water", "spring onions"."""

_DAY_THING = re.compile(r"\s(?:Agreement|Accords?|Declaration|Treaty|Rising|Islands?|Stadium|Foundation|Fund|Club|Cup)\b")
"""What a day's name is part of: "the Good Friday Agreement", "the Easter Rising"."""

_BEFORE_SEASON = {
    "last", "this", "next", "early", "late", "mid", "in", "the", "by", "since", "until", "every", "each", "that", "during", "a", "an", "of",
}
_BEFORE_CLOCK = {
    "at", "by", "until", "till", "before", "after", "since", "around", "about", "from", "past", "to", "shortly", "just", "-", "–",
}
_SEASON = re.compile(r"(?:spring|summer|autumn|fall|winter)", re.IGNORECASE)
_SHORT = 3


def is_name(doc: Doc, text: str, c: Candidate) -> bool:
    """Whether a candidate is a part of a name by its capitals, or colours a thing."""
    if c.rule == "weekday":
        return bool(_WEEKDAY_THING.match(text, c.end)) or _is_of_title(doc, c)
    if c.rule == "season":
        return bool(_SEASON_THING.match(text, c.end)) or _is_season_of_name(doc, text, c)
    if c.rule == "named day":
        return bool(_DAY_THING.match(text, c.end))
    return c.rule == "time" and text[c.start:c.end] in ("Midnight", "Noon", "Midday") and _is_title_clock(doc, c)


def _token_at(doc: Doc, start: int) -> Token | None:
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    return None if span is None or not len(span) else span[0]


def _is_of_title(doc: Doc, c: Candidate) -> bool:
    """Whether a weekday stands in a title: "The Sunday Times"; not "the Sunday Senate vote" and "the Sunday Mr Lee came"."""
    token = _token_at(doc, c.start)
    if token is None or token.i == 0 or token.dep_ != "compound" or not token.is_title:
        return False
    head = token.head
    led = doc[token.i - 1].lower_ in ("the", "a", "an", "'s", "’s")
    return led and head.i > token.i and head.pos_ == "PROPN" and head.is_title and head.ent_type_ not in ("PERSON", "DATE", "TIME", "GPE")


def _is_season_of_name(doc: Doc, text: str, c: Candidate) -> bool:
    """Whether a season with a capital stands beside another word with one: "the Spring Hotel", "the Arab Spring"; no heading."""
    p = c.meaning
    found = _SEASON.search(text, c.start, c.end)
    if found is None or not found[0][0].isupper() or not isinstance(p, Point) or p.year or p.toward is not None or p.within is not None:
        return False
    token = _token_at(doc, found.start())
    if token is None or _is_heading(token):
        return False
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if after is not None and after.is_title and after.is_alpha and not after.is_sent_start and after.ent_type_ != "PERSON":
        return True
    before = doc[token.i - 1] if token.i else None
    beside = before is not None and not token.is_sent_start and before.is_title and before.is_alpha
    return beside and before is not None and before.lower_ not in _BEFORE_SEASON


def _is_title_clock(doc: Doc, c: Candidate) -> bool:
    """Whether "Midnight" is a title's: it has its capital inside a sentence, and nothing before it that leads to a time."""
    token = _token_at(doc, c.start)
    if token is None or token.is_sent_start or not token.i or _is_heading(token):
        return False
    return doc[token.i - 1].lower_ not in _BEFORE_CLOCK and doc[token.i - 1].is_alpha


def _is_heading(token: Token) -> bool:
    """Whether its sentence writes every longer word with a capital, and ends without a stop."""
    ended = token.sent.text.rstrip()[-1:] in (".", "!", "?")
    return not ended and all(not word.is_lower for word in token.sent if word.is_alpha and len(word) > _SHORT)

