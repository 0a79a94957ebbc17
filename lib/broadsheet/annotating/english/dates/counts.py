"""Numbers that count or name a thing and tell no year or day: "1900 civilians", "House Bill 1523", "1600 Pine Avenue", "the mid-20s"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.annotating.dates.meaning import Point
from broadsheet.annotating.dates.scan import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NUMBER_BEFORE = re.compile(
    r"(?:[$£€¥#]|\b(?:[Nn]os?|[Nn]umbers?|[Pp]ages?|pp?|[Ff]light|Route|[Rr]esolution|Article|Section|Room|Rs|US|Bill|Order|Proposition|Unit"
    r"|Suite|Box|Highway|Interstate|Channel|Gate|Platform|Lot|Case|Docket|Chapter|Verse|Boeing|Airbus|Form|HB|SB|Decree|Pier|Exit|Bus|Train"
    r"|Squadron|Asteroid|Peugeot)\.?)\s*$"
)
"""What numbers a thing: "House Bill 1523", "Flight 1549", "Room 1408"."""

_QUANTITY_AFTER = re.compile(
    r"\s*-?(?:%|per ?cent|people|men|women|children|troops|soldiers|miles|km|kilomet|met(?:er|re)|feet|foot|yards|tons|tonnes|acres"
    r"|hectares|dollars|pounds|euros|shares|points|votes|jobs|members|workers|employees|employes|prisoners|casualties|aircraft|tanks|ships|guns|horses"
    r"|cavalry|infantry|others|police|million|billion|degrees|kg|lbs?|barrels|rpm|cc|hp)\b",
)
_STREET_AFTER = re.compile(
    r"\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w.'’]+\s+){1,3}(?:Avenue|Ave|Street|St|Road|Rd|Boulevard|Blvd|Drive|Lane|Place|Square|Court|Terrace|Parkway"
    r"|Highway|Way)\b"
)
_OF_THE_YEAR = re.compile(
    r"\b(?:in|since|until|till|during|before|after|by|from|the|of the|its|their|his|her|our|'s|’s|last|next)\s$", re.IGNORECASE,
)
"""What stands before a year and seldom before a number: "the 2008 riders", "in 1900 settlers came"."""

_AMOUNT = re.compile(
    r"\b(?:at least|at most|up to|more than|fewer than|less than|as many as|nearly|almost|some|an estimated|another|an additional)\s$",
    re.IGNORECASE,
)

_PEOPLE = re.compile(
    r"(?!(?:numbers|papers|orders|offers|powers|quarters|matters|chapters|letters|shareholders|honors|errors|factors|flowers|figures)$)"
    r"(?:\w+(?:ers|ors|ists|ians|ees|men|women)|civilians|residents|students|patients|refugees|migrants|pilgrims|guests|deaths|arrests|injuries"
    r"|homes|houses|families|households|goats|sheep|cows|cattle|pigs|animals|birds|trees|vehicles|cars|buses|trucks|flights|rooms|seats|beds"
    r"|copies|pages|signatures|schools|shops|firms|companies|businesses|towns|villages|islands|delegates|recruits|militants|rebels|agents"
    r"|victims|hostages|fans|guards|nurses|boys|girls|kids|clients|cases|complaints|tickets|tonnes|stores|parents|immigrants|candidates)$",
)
"""Plurals of people and things that are counted; riots, figures and elections have a year instead: "2011 riots", "2015 figures"."""

_DEGREES = re.compile(
    r"\b(?:temperatures?|degrees?|highs?|lows?|mercury|thermometers?|weather|warm|cool|chilly|cold|hot|dipp\w+|humid\w*)\b", re.IGNORECASE,
)


def counts(doc: Doc, text: str, c: Candidate) -> bool:
    """Whether the four digits of a candidate count or number something, and are no year."""
    before = text[max(0, c.start - 20):c.start]
    if _QUANTITY_AFTER.match(text, c.end) or _NUMBER_BEFORE.search(before) or _STREET_AFTER.match(text, c.end):
        return True
    if not text[c.end - 4:c.end].isdigit() or _OF_THE_YEAR.search(before):
        return False
    if c.end - c.start == 4 and _AMOUNT.search(before):
        return True
    return _counted(doc, c.end)


def _counted(doc: Doc, end: int) -> bool:
    """Whether people or things follow the number that ends here, by the parse: "1900 civilians were flown out"."""
    token = _ending_at(doc, end)
    if token is None or token.i + 1 >= len(doc):
        return False
    nouns = [word for word in doc[token.i + 1:token.i + 4] if word.tag_ in ("NNS", "NNPS")]
    return bool(nouns) and token.dep_ == "nummod" and token.head == nouns[0] and bool(_PEOPLE.match(nouns[0].lower_))


def _ending_at(doc: Doc, end: int) -> Token | None:
    span = doc.char_span(end - 1, end, alignment_mode="expand")
    return None if span is None or not len(span) else span[0]


def without_count(doc: Doc, text: str, c: Candidate) -> Candidate:
    """The candidate without a number that belongs to what follows: "On June 3, 2000 troops", "In June 27 companies"."""
    p = c.meaning
    if not isinstance(p, Point) or not p.month or not text[c.end - 1:c.end].isdigit():
        return c
    if not (_QUANTITY_AFTER.match(text, c.end) or _counted(doc, c.end)):
        return c
    told = text[c.start:c.end]
    if p.year and p.day and told[-4:].isdigit():
        return c._replace(end=c.start + len(told[:-4].rstrip(" ,")), meaning=replace(p, year=None))
    led = re.search(r"\b[Ii]n $", text[max(0, c.start - 3):c.start])
    if led and p.day and not p.year and re.search(r"[A-Za-z.] \d{1,2}$", told):
        return c._replace(end=c.start + len(told.rstrip("0123456789").rstrip()), rule="month", meaning=replace(p, day=None))
    return c


def is_span_of_numbers(doc: Doc, text: str, c: Candidate) -> bool:
    """Whether "the 30s" is no decade but an age or a temperature: "in his 30s", "dipped into the mid-20s", "remains in the 30s"."""
    digits = re.search(r"(?<![\d'’])([2-9])0s$", text[c.start:c.end])
    if not digits:
        return False
    before = text[max(0, c.start - 20):c.start + digits.start()]
    if digits[1] in "23" and not re.search(r"\broaring\s*$", before, re.IGNORECASE):
        return True
    sentence = next((s for s in doc.sents if s.start_char <= c.start < s.end_char), None)
    warm = sentence is not None and bool(_DEGREES.search(sentence.text))
    return warm or bool(re.search(r"\b(?:his|her|their|my|your|our)\b[\w\s-]*$", before, re.IGNORECASE))
