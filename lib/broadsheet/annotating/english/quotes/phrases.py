"""Attributions by a phrase: "as Ellison put it", "as Ellison warned", "in the words of Ellison", and others' words that somebody cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from broadsheet.annotating.english.quotes.clauses import Extent
from broadsheet.annotating.english.quotes.cues import Attribution, around, attribution, noun_holder
from broadsheet.annotating.english.quotes.lexicon import cue_nouns, documents
from broadsheet.annotating.english.quotes.marks import Quotation, overlapping, stands_in
from broadsheet.annotating.english.quotes.subjects import speaker_head

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AS_VERBS = frozenset({
    "put", "say", "note", "argue", "explain", "observe", "point", "warn", "write", "remark", "predict", "suggest", "claim", "insist",
    "admit", "acknowledge", "concede", "report", "tell", "recall", "state", "tweet", "joke",
})
_CITING = frozenset({"cite", "quote", "recall", "repeat", "echo", "recount", "invoke", "mention", "reference", "recite", "condemn"})
_WORDS = re.compile(r"\b(?:words|phrase|formulation)\b", re.IGNORECASE)
_PUT_IT = re.compile(r"\b(?:put|puts) it\b", re.IGNORECASE)
_GAP = 3
"""Characters between a phrase and the quotation that it leads in: a comma and a blank."""


def phrase_attributions(doc: Doc, cues: Sequence[Token], quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    """The attributions by phrases; `cues` are the reporting words outside of quotation marks."""
    for verb in (*cues, *_found(_PUT_IT, doc, quotations)):
        found = _as_put(verb) if verb.lemma_ in _AS_VERBS else None
        if found is not None:
            yield found
        found = _cited(verb, quotations) if verb.lemma_ in _CITING else None
        if found is not None:
            yield found
    for noun in _found(_WORDS, doc, quotations):
        found = _in_words(noun, quotations) if noun.dep_ == "pobj" and noun.head.lower_ == "in" else None
        if found is not None:
            yield found


def _found(pattern: re.Pattern[str], doc: Doc, quotations: Sequence[Quotation]) -> Iterator[Token]:
    """The tokens at which a pattern is found, outside of quotation marks."""
    for match in pattern.finditer(doc.text):
        span = doc.char_span(match.start(), match.start() + len(match.group().split()[0]))
        if span is not None and not stands_in(match.start(), quotations):
            yield span[0]


def _as_put(verb: Token) -> Attribution | None:
    """"The ferry was late, as Ellison put it", "as Ellison warned, the ferry was late": the sentence without the phrase."""
    if verb.dep_ != "advcl" or not any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.lefts):
        return None
    objects = [child for child in verb.children if child.dep_ in ("dobj", "ccomp", "xcomp", "attr", "prep")]
    puts = verb.lemma_ == "put" and any(child.lower_ == "it" for child in objects)
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if subject is None or not (puts or verb.lemma_ != "put" and not objects):
        return None
    phrase = Extent(verb.left_edge.i, verb.right_edge.i)
    doc, sentence = verb.doc, verb.sent
    behind_mark = phrase.first > sentence.start and doc[phrase.first - 1].is_punct
    before_comma = "," in (doc[phrase.last].text, doc[min(phrase.last + 1, sentence.end - 1)].text)
    return attribution(verb, around(verb, phrase), speaker_head(verb)) if behind_mark or before_comma else None


def _in_words(noun: Token, quotations: Sequence[Quotation]) -> Attribution | None:
    """"The pier is, in the words of Ellison, “a ruin”": the quotation that follows, or the sentence without the phrase."""
    speaker = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    for child in noun.rights:
        if speaker is None and child.lower_ in ("of", "from"):
            speaker = next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    if speaker is None or speaker.lower_ in ("its", "other", "many"):
        return None
    last = max(noun, speaker, key=lambda token: token.i)
    phrase, end = Extent(noun.head.i, last.i), last.idx + len(last)
    following = next((q for q in quotations if end <= q.outer_start <= end + _GAP), None)
    if following is not None:
        return Attribution(following.start, following.end, Extent(noun.i, noun.i), speaker)
    made = attribution(noun, around(noun, phrase), speaker)
    return made if made is not None and overlapping(quotations, made.start, made.end) else None


def _cited(verb: Token, quotations: Sequence[Quotation]) -> Attribution | None:
    """"Ellison recalled Finch's remarks on the pier as “a toy”": the words in marks are Finch's."""
    noun = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if noun is None or noun.lemma_ not in cue_nouns() and noun.lemma_ not in documents():
        return None
    holder = noun_holder(noun, Extent(noun.right_edge.i, noun.right_edge.i))
    if holder is None or holder.i >= noun.i and holder.head.head != noun or holder.i < verb.i:
        return None
    doc, last = verb.doc, noun.sent[-1]
    inside = overlapping(quotations, noun.idx, last.idx + len(last))
    if not inside or doc.text[noun.idx:inside[0].outer_start].count(",") > 1:
        return None
    return Attribution(inside[0].start, inside[0].end, Extent(noun.i, noun.i), holder)
