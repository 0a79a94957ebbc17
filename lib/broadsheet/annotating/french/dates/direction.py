"""Which way a bare weekday, month or season points from the day of publication: back or forward.

The governing verb decides by its form and its meaning: "s'est réuni mardi" looks back, "se réunira mardi" and "doit se réunir mardi"
forward. A noun that stands between ("le sommet de mardi") is asked for its own governor: "avant le sommet de mardi" looks forward.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.annotating.dates.directions import Direction
from broadsheet.annotating.french.verb_forms import (
    CONDITIONAL,
    FUTURE,
    GERUND,
    IMPERFECT,
    INFINITIVE,
    PARTICIPLE,
    PAST,
    PRESENT,
    SUBJUNCTIVE,
    verb_form,
)
from broadsheet.resources import data_sections

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_STEPS = 12
_STOPS = {".", "!", "?", "…", ";", ":"}
_FINITE = {FUTURE, CONDITIONAL, IMPERFECT, PAST, PRESENT}
_BACK = {"depuis", "après"}
_FORWARD = {"avant", "jusque", "jusqu'", "jusqu’", "d'ici", "ici"}


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """The lists of `fr/dates/verbs.toml`."""
    return {name: frozenset(words) for name, words in data_sections("fr/dates/verbs.toml")["verbs"].items()}


def direction(doc: Doc, start: int, end: int) -> Direction:
    """The direction of the expression at text[start:end], by its governors.

    Parameters
    ----------
    doc
        The parse.
    start, end
        Offsets of the expression in the text.

    Returns
    -------
    Direction
        Unknown where no verb governs the expression, as in headings.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return Direction(0, "no parse")
    if found := _by_words_before(span):
        return found
    token = span.root
    for _ in range(_STEPS):
        if token.i != span.root.i and (found := _by_preposition(token)):
            return found
        head = token.head
        if head.i == token.i:
            break
        if head.pos_ in ("VERB", "AUX") or _is_copular(head):
            if token.i != span.root.i and (found := _by_meaning(token, head)):
                return found
            return _of_clause(head)
        if head.lemma_.lower() in _words()["planned"]:
            return Direction(1, head.lower_)
        token = head
    if token.pos_ in ("VERB", "AUX") or _is_copular(token):
        return _of_clause(token)
    return _of_sentence(span)


def _of_sentence(span: Span) -> Direction:
    """The direction of the next finite verb of the sentence, where the parse ties the day to none: "Samedi, Ada Morel rencontrera…"."""
    for token in span.doc[span.end:]:
        if token.text in _STOPS or "\n" in token.text:
            break
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("acl", "acl:relcl", "advcl") and _form(token) in _FINITE:
            verb = token.head if token.dep_ in ("aux:tense", "aux:pass", "cop", "aux") else token
            return _of_clause(verb)
    return Direction(0, "no verb")


def _by_words_before(span: Span) -> Direction | None:
    """The direction that the words before give: "depuis lundi", "jusqu'à mardi", "d'ici à vendredi", "reporté au 3 juin"."""
    before = [token.lower_ for token in span.doc[max(0, span.start - 3):span.start]]
    first, second = (before[-1:] or [""])[0], (before[-2:-1] or [""])[0]
    if first == "le" or first == "la" or first == "l'":
        first, second = second, (before[-3:-2] or [""])[0]
    if first in ("depuis", "après"):
        return Direction(-1, "since" if first == "depuis" else "after")
    if first == "ici" or (first in ("à", "au") and second == "ici"):
        return Direction(1, "until")
    if first == "jusqu'" or second in ("jusqu'", "jusqu’", "jusque"):
        return None if _is_past(_verb_above(span.root)) else Direction(1, "until")
    if first in ("à", "au", "pour") and (verb := _verb_above(span.root)) is not None and verb.lemma_ in _words()["moving"]:
        return Direction(1, "moved")
    return None


def _by_preposition(token: Token) -> Direction | None:
    """The direction of the preposition before a noun that the day belongs to: "après le vote de lundi", "avant le sommet de mardi"."""
    for child in token.children:
        if child.dep_ not in ("case", "mark") or child.i > token.i:
            continue
        if child.lower_ in _BACK:
            return Direction(-1, "after")
        if child.lower_ in _FORWARD and not _is_past(_verb_above(token)):
            return Direction(1, "before")
    return None


def _by_meaning(token: Token, verb: Token) -> Direction | None:
    """What a verb says of its object's day: "a annulé la grève de vendredi" looks ahead."""
    if verb.lemma_ in _words()["off"] and token.dep_ in ("obj", "nsubj:pass"):
        return Direction(1, "called off")
    return None


def _verb_above(token: Token) -> Token | None:
    for _ in range(_STEPS):
        if token.head.i == token.i:
            return token if token.pos_ in ("VERB", "AUX") else None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _is_copular(token: Token) -> bool:
    return any(child.dep_ == "cop" for child in token.children)


def _form(token: Token) -> str:
    return verb_form(token.lower_, token.lemma_.lower(), token.morph)


def _auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("aux:tense", "aux:pass", "cop", "aux") and child.pos_ in ("AUX", "VERB")]


def _is_past(verb: Token | None) -> bool:
    """Whether a verb is told in the past: "signait", "a signé", "signa"."""
    return verb is not None and _of_one_verb(verb) is not None and (_of_one_verb(verb) or Direction(0, "")).reason == "past tense"


def _of_clause(verb: Token) -> Direction:
    """The direction of a verb's time, by its own form or by the next verb above that has one."""
    current: Token | None = verb
    for _ in range(_STEPS):
        if current is None:
            break
        if (found := _of_one_verb(current)) is not None:
            return found
        current = _governor(current)
    return Direction(0, "no tense")


def _of_one_verb(verb: Token) -> Direction | None:
    auxiliaries = _auxiliaries(verb)
    forms = [_form(a) for a in auxiliaries]
    tense = next((a for a in auxiliaries if a.dep_ == "aux:tense"), None)
    if verb.pos_ in ("VERB", "AUX") and not auxiliaries:
        return _of_simple_form(verb)
    if FUTURE in forms:
        return Direction(1, "future")
    if CONDITIONAL in forms:
        perfect = tense is not None and _form(tense) == CONDITIONAL and verb.pos_ == "VERB"
        return Direction(-1 if perfect else 1, "modal perfect" if perfect else "modal")
    if INFINITIVE in forms:
        return Direction(-1, "past tense") if tense is not None and _form(tense) == INFINITIVE else _of_infinitive(verb)
    if verb.lemma_.lower() in _words()["planned"] and _form(verb) == PARTICIPLE and tense is None:
        return Direction(1, verb.lower_)
    if tense is not None or IMPERFECT in forms or PAST in forms:
        return Direction(-1, "past tense")
    if GERUND in forms:
        return None
    if _form(verb) == PARTICIPLE and any(child.dep_ == "aux:pass" for child in verb.children):
        return Direction(1, "present passive")
    return Direction(1, "present tense") if forms else None


def _of_simple_form(verb: Token) -> Direction | None:
    form, lemma = _form(verb), verb.lemma_.lower()
    if form == FUTURE:
        return Direction(1, "future")
    if form == CONDITIONAL:
        return Direction(1, "modal")
    if form == IMPERFECT:
        return Direction(1, "infinitive") if lemma == "devoir" else Direction(-1, "past tense")
    if form == PAST:
        return Direction(-1, "past tense")
    if form == PARTICIPLE:
        return Direction(1, verb.lower_) if lemma in _words()["planned"] else Direction(-1, "participle")
    if form == INFINITIVE:
        return _of_infinitive(verb)
    if form in (PRESENT, SUBJUNCTIVE):
        if lemma in _words()["planned"]:
            return Direction(1, lemma)
        return Direction(1, "present timetable" if lemma in _words()["timed"] else "present tense")
    return None


def _of_infinitive(verb: Token) -> Direction | None:
    """An infinitive goes by what governs it: "va signer" and "doit signer" look ahead, "vient de signer" and "a refusé de signer" back."""
    head, lemma = verb.head, verb.head.lemma_.lower()
    if head.i == verb.i:
        return Direction(1, "infinitive")
    if any(child.dep_ in ("mark", "case") and child.lower_ == "après" for child in verb.children):
        return Direction(-1, "after")
    form = _form(head)
    if head.pos_ in ("VERB", "AUX"):
        above = _of_one_verb(head)
        if lemma == "aller" and form in (PRESENT, IMPERFECT):
            return Direction(1, "going to")
        if lemma == "venir" and form in (PRESENT, IMPERFECT):
            return Direction(-1, "past tense")
        if lemma == "devoir" and form in (PRESENT, IMPERFECT):
            return Direction(1, "future" if form == PRESENT else "infinitive")
        if lemma in _words()["planned"] or lemma in _words()["intended"]:
            return Direction(1, "infinitive of plan")
        return above if above is not None and above.sign < 0 and verb.dep_ == "xcomp" else Direction(1, "infinitive")
    return Direction(1, "infinitive of plan" if lemma in _words()["planned"] | _words()["intended"] else "infinitive")


def _governor(verb: Token) -> Token | None:
    """The next verb above a participle, gerund or bare form."""
    token = verb
    for _ in range(_STEPS):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX") or _is_copular(token):
            return token
    return None
