"""What looks like a time in French and is none: "2 000 personnes", "l'article 2020", "la rue du 4-Septembre", "Mars" the planet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.annotating.dates.meaning import Length, Point, Repeat, Vague
from broadsheet.annotating.dates.scan import Candidate
from broadsheet.annotating.french.dates.direction import direction
from broadsheet.annotating.parser.parsed import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PLACE_BEFORE = re.compile(
    r"\b(?:[Rr]ues?|[Aa]venues?|[Bb]oulevards?|[Pp]laces?|[Qq]uais?|[Pp]onts?|[Ss]tades?|[Ss]quares?|[Mm]étro|[Ss]tations?|[Gg]ares?"
    r"|[Ll]ycées?|[Cc]ollèges?|[Éé]coles?|[Hh]ôpita(?:l|ux)|[Pp]almeraie|[Cc]amps?|[Cc]ités?|[Cc]ercle|[Mm]ouvement|[Bb]rigades?|[Cc]afés?|[Bb]ars?|[Hh]ôtels?|[Rr]ésidences?|[Ss]alles?|[Cc]inémas?)"
    r"(?: Paris)? (?:du |de la |de |des )?$"
)
"""What goes by a day: "la rue du 4-Septembre", "le stade du 5-Juillet"."""

_NUMBER_BEFORE = re.compile(
    r"(?:[$£€¥#]|\b(?:n[o°]s?|numéros?|pages?|p|[Vv]ols?(?: [A-Z]{2})?|[Aa]rticles?|art|[Rr]ésolutions?|[Ss]alles?|[Cc]hambres?"
    r"|[Ll]ots?|[Dd]écrets?|[Ll]oi|[Dd]irectives?|[Ll]igne|[Tt]rain|[Bb]us|[Bb]oeing|[Aa]irbus|[Pp]eugeot|[Cc]ode|[Cc]hapitres?|RN|ISO"
    r"|GBU|kit|modèle|au)\.?) ?$"
)
"""What numbers a thing: "l'article 2020", "le vol 1549"."""

_QUANTITY_AFTER = re.compile(
    r"[   ]?(?:%|‰|€|\$|euros?|dollars?|francs?|livres?|personnes?|habitants?|hommes|femmes|enfants|morts|blessés|soldats|manifestants"
    r"|migrants|réfugiés|tonnes|kilom|km\b|m[²2]?\b|mètres?|hectares|emplois|salariés|voix|points|places|litres|kg\b|kilos?|MW|watts|logements|foyers|exemplaires"
    r"|policiers|militaires|participants|délégués|électeurs|pages|cas\b|millions?|milliards?|degrés)"
)

_THING = re.compile(r"(?:[- ](?:noir|arabe|soir|des morts|saint)\b)", re.IGNORECASE)
_CLOCK_NAME = re.compile(r"\b(?:[Ll]e|[Dd]u|[Aa]u|JT de|journal de|Journal de) $")


def is_time(article: ParsedArticle, c: Candidate) -> bool:
    """Whether a candidate of the grammar is a temporal expression in its context."""
    text, doc = article.text, article.doc
    words, before = text[c.start:c.end], text[max(0, c.start - 24):c.start]
    if c.rule in ("date", "feast by its day", "year") and _PLACE_BEFORE.search(before):
        return False
    if c.rule == "year" and words.isdigit():
        return _is_year(doc, text, c, before)
    if c.rule in ("month", "weekday", "season") and words[0].isupper() and _is_name(doc, c, words):
        return False
    if c.rule == "season":
        return not any(t.pos_ in ("AUX", "VERB") for t in _tokens(doc, c) if t.lower_ == "été") and not _THING.match(text, c.end)
    if c.rule == "time" and words.endswith(("heures", "h")) and _CLOCK_NAME.search(before) and not before.endswith("jusqu'au "):
        return False
    return not (c.rule == "length" and _is_of_clock(text, c))


def _is_of_clock(text: str, c: Candidate) -> bool:
    """Whether hours are a broadcast: "le 20 heures de TF1"."""
    before = text[max(0, c.start - 4):c.start]
    return bool(re.match(r"\d+ heures$", text[c.start:c.end]) and re.search(r"\b(?:[Ll]e|[Dd]u|[Aa]u) $", before))


def _tokens(doc: Doc, c: Candidate) -> list[Token]:
    span = doc.char_span(c.start, c.end, alignment_mode="expand")
    return [] if span is None else list(span)


def _is_year(doc: Doc, text: str, c: Candidate, before: str) -> bool:
    """Whether four digits are a year: nothing is counted by them, and nothing is numbered."""
    if _QUANTITY_AFTER.match(text, c.end) or _NUMBER_BEFORE.search(before):
        return False
    if text[c.end:c.end + 1].isalpha() or re.search(r"\d[   ,./:-]$", before[-2:]) or before[-1:] in ("-", "+"):
        return bool(re.search(r"\b\d{4}[-/]$", before))
    token = next(iter(_tokens(doc, c)), None)
    if token is None or re.search(r"\b(?:[Ee]n|[Dd]epuis|[Dd]ès|d['’]ici à|[Ll]['’]an|année) $", before):
        return True
    counted = token.dep_ == "nummod" and token.head.i > token.i and "Number=Plur" in token.head.morph
    return not counted


def _is_name(doc: Doc, c: Candidate, words: str) -> bool:
    """Whether a word of the calendar with a capital amid a sentence is a name: "Mars", "Robinson et Vendredi"; no heading in capitals."""
    if words.isupper() and len(words) > 1:
        return False
    tokens = _tokens(doc, c)
    if not tokens or tokens[0].is_sent_start or len(tokens) > 1:
        return False
    before = doc[tokens[0].i - 1]
    return not (before.is_space or before.is_punct)


def as_meant(article: ParsedArticle, c: Candidate) -> Candidate:
    """The candidate as the sentence means it: "le lundi" recurs in the present, "un jour" with a future is some day to come."""
    words, before = article.text[c.start:c.end], article.text[max(0, c.start - 3):c.start].lower()
    if isinstance(c.meaning, Length) and words.lower() == "un jour":
        way = direction(article.doc, c.start, c.end)
        if way.reason in ("future", "going to", "modal", "infinitive"):
            return c._replace(rule="vague future", meaning=Vague("FUTURE_REF"))
    p = c.meaning
    if c.rule == "weekday" and before == "le " and isinstance(p, Point) and p.toward is None and p.within is None and words.islower():
        way = direction(article.doc, c.start, c.end)
        if way.reason in ("present tense", "present timetable", "present passive") and " " not in words:
            return c._replace(rule="every", meaning=Repeat(f"XXXX-WXX-{p.weekday}{p.part or ''}"))
    return c
