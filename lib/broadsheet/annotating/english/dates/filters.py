"""What looks like a time and is none: "May" the person, "march to parliament", "2000 troops", "the 2008 Act"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from broadsheet.annotating.dates.meaning import Point
from broadsheet.annotating.dates.scan import Candidate
from broadsheet.annotating.english.dates.called import is_name
from broadsheet.annotating.english.dates.counts import counts, is_span_of_numbers
from broadsheet.annotating.english.dates.direction import direction
from broadsheet.annotating.english.dates.tickers import is_clock_of_ticker

if TYPE_CHECKING:
    from spacy.tokens import Doc

_YEAR_ALONE = re.compile(r"\d{4}$")
_ROUND_YEAR = re.compile(r"two thousand$", re.IGNORECASE)
_PREPOSED = re.compile(r"\b(?:in|since|until|till|before|after|by|of)\s$", re.IGNORECASE)
_ACT_AFTER = re.compile(r"\s+(?:[A-Z]\w+\s+){0,3}(?:Act|Law|Bill|Regulation|Directive)\b")


_AFTER_ALL = re.compile(r"\b[Aa]t $")
_ALL_TOLD = re.compile(r"the end of the day,?\s+(?:it|there|we|I|you|what|who|they|this|that|he|she)\b")
"""After all: "at the end of the day, it is the voters who decide"."""

_NOW: Final = frozenset(("VBZ", "VBP", "MD"))
"""Tags of a main verb with which "at the end of the day" is no time: "at the end of the day, people want work"."""

_SOON_AFTER = re.compile(r"\s+(?:after|before|afterwards?|thereafter)\b")


def _is_after_all(doc: Doc, text: str, c: Candidate) -> bool:
    """Whether "the end of the day" after "at" says what counts in the end, and not when."""
    if _ALL_TOLD.match(text, c.start):
        return True
    span = doc.char_span(c.start, c.end, alignment_mode="expand")
    if span is None or text[c.start:c.end].lower() != "the end of the day":
        return False
    main = span.root.sent.root
    auxiliaries = [child.tag_ for child in main.children if child.dep_ in ("aux", "auxpass")]
    return (auxiliaries or [main.tag_])[0] in _NOW


def is_time(doc: Doc, text: str, c: Candidate) -> bool:
    """Whether a candidate of the grammar is a temporal expression in its context."""
    if c.rule == "soon":
        possible = text[c.start:c.end].lower().endswith("possible")
        return possible or (direction(doc, c.start, c.end).sign > 0 and not _SOON_AFTER.match(text, c.end))
    if c.rule == "vague past" and text[c.start:c.end].lower() == "the past":
        span = doc.char_span(c.start, c.end, alignment_mode="expand")
        return span is None or span[-1].pos_ == "NOUN" and span[-1].dep_ != "compound"
    if c.rule == "overnight":
        return _is_last_night(doc, c)
    if c.rule == "day word":
        return not _is_title(text, c) and text[max(0, c.start - 3):c.start].lower() != "no "  # "like no tomorrow"
    if c.rule == "unit told" and _AFTER_ALL.search(text[max(0, c.start - 3):c.start]) and _is_after_all(doc, text, c):
        return False
    if c.rule == "unit near the day" and text[c.start:c.end].istitle() and " " in text[c.start:c.end]:
        span = doc.char_span(c.start, c.end, alignment_mode="expand")
        return span is None or span[0].is_sent_start or sum(t.is_title for t in span.sent) * 2 > len(span.sent)
    if c.rule == "decade" and is_span_of_numbers(doc, text, c) or is_name(doc, text, c):
        return False
    if not isinstance(c.meaning, Point):
        return True
    words = text[c.start:c.end]
    if c.rule == "year" and _ROUND_YEAR.match(words) and not _is_round_year(text, c):
        return False
    if c.rule in ("year", "month") and _YEAR_ALONE.search(words) and not _is_year(doc, text, c, words):
        return False
    if c.rule == "month" and words in ("May", "March", "MAY", "MARCH", "April", "June", "August"):
        return _is_month(doc, c)
    return True


def _is_last_night(doc: Doc, c: Candidate) -> bool:
    """Whether "overnight" is the night before: after a verb in the past, with no day beside it; no overnight train, no fame overnight."""
    span = doc.char_span(c.start, c.end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    token = span[0]
    verb = token.head
    if token.pos_ != "ADV" or token.dep_ not in ("advmod", "npadvmod") or verb.pos_ not in ("VERB", "AUX") or verb.lemma_ in _TURNING:
        return False
    beside = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if beside in ("on", "into", "from", "between", "until", "to") or any(child.ent_type_ == "DATE" for child in verb.children):
        return False
    return direction(doc, c.start, c.end).sign < 0


_TURNING = {"become", "turn", "change", "happen", "transform", "disappear", "stay", "double", "vanish", "keep", "remain", "last", "be"}


def _is_title(text: str, c: Candidate) -> bool:
    """Whether "Today" is the name of a paper or programme: after a name, or alone in quotation marks."""
    before, after = text[max(0, c.start - 12):c.start], text[c.end:c.end + 2]
    return text[c.start].isupper() and (bool(_NAME_BEFORE.search(before)) or (before[-1:] in _QUOTES and after[:1] in _QUOTES))


_QUOTES = "\"'“”‘’"
_NAME_BEFORE = re.compile(r"\b(?:USA|Russia|India|The|[A-Z][a-z]+) $")


def _is_round_year(text: str, c: Candidate) -> bool:
    """Whether "two thousand" is the year: "it began in two thousand", not "in two thousand homes"."""
    following = _FOLLOWING.match(text, c.end)
    return bool(_PREPOSED.search(text[max(0, c.start - 12):c.start])) and (following is None or following[1] in _AFTER_YEAR)


_RALLY_AFTER = re.compile(r"\s+(?:for|of the|on)\b")
_FOLLOWING = re.compile(r"\s+([A-Za-z]+)")
_AFTER_YEAR = {
    "and", "but", "when", "as", "with", "by", "to", "the", "he", "she", "it", "they", "after", "before", "because", "while", "or",
}


_HOURS_AFTER = re.compile(r" (?:local time|hrs|hours|GMT|UTC|BST)\b")
"""What makes four digits a time of day: "at 1653 local time"."""


def _is_year(doc: Doc, text: str, c: Candidate, words: str) -> bool:
    if counts(doc, text, c):
        return False
    if words.isdigit():
        if text[c.end:c.end + 1].isalpha() or is_clock_of_ticker(text, c.start, c.end) or _HOURS_AFTER.match(text, c.end):
            return False
        if re.search(r"\d[ -]$", text[max(0, c.start - 2):c.start]) and not re.search(r"\b\d{4}-$", text[max(0, c.start - 6):c.start]):
            return False
        following = text[c.end:c.end + 2]
        if following[:1] in "-–" and following[1:2].isdigit() and not re.match(r"[-–](?:\d\d|\d{4})\b", text[c.end:c.end + 6]):
            return False
        if text[max(0, c.start - 1):c.start] in ("-", "–", "/", ".", ":", "+") and text[max(0, c.start - 2):c.start - 1].isdigit():
            return False
    return not _ACT_AFTER.match(text, c.end)


def _is_month(doc: Doc, c: Candidate) -> bool:
    """Whether a bare "May" or "April" is the month: it is governed like one, and is no modal, verb or person."""
    span = doc.char_span(c.start, c.end, alignment_mode="expand")
    if span is None:
        return True
    token = span[0]
    if token.ent_type_ == "PERSON" or token.pos_ in ("AUX", "VERB"):
        return False
    previous = doc[token.i - 1] if token.i else None
    led_in = previous is not None and previous.pos_ in ("DET", "ADJ", "PUNCT")
    if token.lower_ == "march" and led_in and _RALLY_AFTER.match(doc.text, c.end):
        return False
    if previous is not None and previous.is_digit and len(previous) == 4:
        return False
    opening = previous is not None and previous.is_sent_start and not (previous.dep_ == "compound" and previous.head == token)
    if previous is not None and previous.is_title and not opening and previous.pos_ == "PROPN":  # "Karen May"
        return False
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    led = previous is not None and previous.pos_ in ("ADP", "DET", "ADJ")
    if following is not None and following.pos_ == "PROPN" and following.is_title and not led:
        return False
    return token.ent_type_ == "DATE" or token.dep_ in ("pobj", "npadvmod", "nmod", "poss", "compound")
