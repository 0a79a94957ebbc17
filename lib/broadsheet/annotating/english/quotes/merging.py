"""From statements in marks and attributions of the parse to one list: what belongs together, what is part of what, who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from broadsheet.annotating.english.quotes.clauses import Extent
from broadsheet.annotating.english.quotes.cues import Attribution
from broadsheet.annotating.english.quotes.marks import Quotation, overlapping, stands_in
from broadsheet.annotating.english.quotes.statements import SENDING, Statement
from broadsheet.annotating.english.quotes.subjects import after_dateline, nouns_beside, speaker_head

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PARAGRAPHS = re.compile(r"\n\s*")
_NEAR = 120
_CLAUSE = 9
"""Tokens between a reporting verb and the participle that goes on: a name, a comma."""
_GIVING = frozenset({"promise", "offer", "guarantee", "deny", "grant", "assure", "tell", "wish"})
"""Verbs of two objects: to whom, and what."""
_DOUBLE_MARKS = "“\"'"
_MARKS = "“\"'‘’` "
_SIGNATURE = re.compile(r"[”\"'’]*\s{0,3}[-–—―]+ ?(?P<who>[A-Z][^\n.,;:“\"]{2,50}?)(?:,[^\n]{0,60})?\.?[ \t]*(?:\n|$)")
_NO_WORDS = re.compile(r"[\W_]*")


def combined(statements: Sequence[Statement], parsed: Sequence[Attribution], quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    """Both kinds of attribution; where they share their verb, one that has the words of both."""
    by_verb = {statement.verb.i: (statement, statement.verb) for statement in statements if statement.verb is not None}
    reach = {id(statement): (statement.start, statement.end) for statement in statements}
    for one in parsed:
        wide = _over_marks(_past_receiver(one, quotations), quotations)
        statement, verb = by_verb.get(one.cue.first, (None, None)) if one.cue is not None else (None, None)
        if statement is None or verb is None:
            yield wide
        elif not statement.follows and verb.idx < wide.start < statement.end and wide.end > statement.start:
            start, end = reach[id(statement)]
            stays = _tells_on(end, wide.end, verb.doc)
            reach[id(statement)] = min(start, wide.start), end if stays else max(end, wide.end)
    for statement in statements:
        start, end = reach[id(statement)]
        verb = statement.verb
        if verb is None:
            yield Attribution(start, end, None, None)
        else:
            yield Attribution(start, end, Extent(verb.i, verb.i), _statement_speaker(verb, quotations, follows=statement.follows))


def _tells_on(end: int, last: int, doc: Doc) -> bool:
    """Whether behind the marks of a statement the outlet goes on with what its speaker does: “…,” | and left; “…,” | meaning the dam."""
    rest = doc.char_span(end, last, alignment_mode="contract") if end < last else None
    words = [token for token in rest if not token.is_punct and not token.is_space] if rest is not None else []
    if not words or words[0].text in _DOUBLE_MARKS:
        return False
    return words[0].tag_ == "VBG" or len(words) > 1 and words[0].lower_ in ("and", "but") and words[1].tag_ in ("VBD", "VBZ")


def _past_receiver(one: Attribution, quotations: Sequence[Quotation]) -> Attribution:
    """"promised the town “all that it needs”": what is promised stands in the marks behind the one to whom."""
    verb = one.speaker.doc[one.cue.first] if one.speaker is not None and one.cue is not None else None
    if verb is None or verb.lemma_ not in _GIVING:
        return one
    told = next((q for q in quotations if one.start < q.outer_start <= one.end + 1 and q.outer_end >= one.end), None)
    if told is None or not any(c.dep_ in ("dobj", "dative") and c.idx + len(c) + 1 == told.outer_start for c in verb.rights):
        return one
    return one._replace(start=told.start, end=told.end)


def _over_marks(one: Attribution, quotations: Sequence[Quotation]) -> Attribution:
    """The attribution with its content stretched over quotations that it cuts through."""
    start, end = one.start, one.end
    for quotation in overlapping(quotations, start, end):
        if quotation.outer_start < end < quotation.outer_end and quotation.outer_start >= start:
            end = quotation.end
        if quotation.start < start < quotation.end:
            start = quotation.start
    speaker = one.speaker if one.speaker is None or not _is_quoted(one.speaker, quotations) else None
    return one._replace(start=start, end=end, speaker=speaker)


def _is_quoted(speaker: Token, quotations: Sequence[Quotation]) -> bool:
    """Whether the noun stands amid quoted words, where it is spoken of and does not speak; a nickname alone may."""
    start, end = speaker.left_edge.idx, speaker.right_edge.idx + len(speaker.right_edge)
    around = overlapping(quotations, speaker.idx, speaker.idx + len(speaker))
    return bool(around) and around[0].start <= start and end <= around[0].end and end - start < around[0].end - around[0].start


def _statement_speaker(verb: Token, quotations: Sequence[Quotation], *, follows: bool) -> Token | None:
    """The subject of a statement's verb, or the noun beside it where the parse takes quoted words for the subject.

    Behind a verb that leads in a quotation comes its object: and recalled the long winter: “We had no boats.”
    """
    if (sender := _sender(verb)) is not None:
        return sender
    subject = speaker_head(verb)
    if subject is not None and stands_in(subject.idx, quotations):
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj" and not stands_in(child.idx, quotations)), subject)
    if subject is not None and not stands_in(subject.idx, quotations) and subject.pos_ != "VERB":
        return after_dateline(subject)
    beside = (noun for noun in nouns_beside(verb) if follows or noun.dep_ != "dobj")
    return next((noun for noun in beside if not stands_in(noun.idx, quotations)), None)


def _sender(verb: Token) -> Token | None:
    """Whoever writes to a live blog, named at the start of the line: Josefa Brandt, Porto, e-mails: “…”"""
    if verb.lower_ not in SENDING or verb.i == 0 or verb.pos_ == "VERB":
        return None
    line = verb.doc.char_span(verb.doc.text.rfind("\n", 0, verb.idx) + 1, verb.idx, alignment_mode="contract")
    return next((name[-1] for name in line.ents if name.label_ == "PERSON"), None) if line is not None else None


def uppermost(found: Sequence[Attribution], doc: Doc) -> list[Attribution]:
    """The attributions that are not part of what another one says: she said she feared a delay is one, not two."""
    kept: list[Attribution] = []
    around: list[Attribution] = []
    for one in sorted(_apart(found, doc), key=lambda a: (a.start, -a.end)):
        at = None if one.cue is None else doc[one.cue.first].idx
        around = [other for other in around if other.end > one.start]
        if at is None or not any(one.end <= other.end and other.start <= at < other.end for other in around):
            kept.append(one)
            around.append(one)
    return kept


def _apart(found: Sequence[Attribution], doc: Doc) -> list[Attribution]:
    """The attributions, one that runs into the next report cut off before it: "praised those who had left | but said, “…”"."""
    text = doc.text
    direct = [one for one in found if one.cue is not None and text[max(one.start - 1, 0)] in _DOUBLE_MARKS]
    made: list[Attribution] = []
    for one in found:
        inside = [other for other in direct if other is not one and one.start < other.start < other.end <= one.end]
        ends = [end for other in inside if (end := _end_before(one, other, doc, text)) is not None]
        made.append(one._replace(end=min(ends)) if ends else one)
    return made


def _end_before(one: Attribution, other: Attribution, doc: Doc, text: str) -> int | None:
    """Where a report ends before the next one of the same speaker, which the parse hangs into it; None where that is part of it."""
    if one.cue is None or other.cue is None:
        return None
    verb = doc[other.cue.first]
    if not one.start < verb.idx < other.start or not _goes_with(verb, doc[one.cue.first]):
        return None
    joint = next((child for child in verb.head.children if child.dep_ == "cc" and verb.head.i < child.i < verb.i), verb.left_edge)
    return max(len(text[:joint.idx].rstrip(" ,")), one.start)


def _goes_with(verb: Token, cue: Token) -> bool:
    """Whether a verb inside the words of another report has that report's speaker: joined to it, or a participle behind a comma."""
    if verb.i <= cue.i or any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.lefts):
        return False
    if verb.dep_ == "conj":
        return verb.tag_ == cue.tag_ and verb.tag_ in ("VBD", "VBG")
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text == ","


def with_shared_speakers(found: Sequence[Attribution], doc: Doc, quotations: Sequence[Quotation]) -> list[Attribution]:
    """A report that the parse hangs into another's words has that other's speaker: He said they were late, adding that …"""
    return [one._replace(speaker=_shared(one, found, doc, quotations) or one.speaker) for one in found]


def _shared(one: Attribution, found: Sequence[Attribution], doc: Doc, quotations: Sequence[Quotation]) -> Token | None:
    if one.cue is None:
        return None
    if one.speaker is None:
        return _going_on(one, doc[one.cue.first], found)
    cue, at = doc[one.cue.first], one.speaker.idx
    if cue.tag_ != "VBG" and not stands_in(at, quotations):
        return None
    around = next((other for other in found if other is not one and other.start <= at < other.end <= cue.idx), None)
    speaker = around.speaker if around is not None else None
    return speaker if speaker is not None and (speaker.sent == cue.sent or 0 < cue.idx - speaker.idx < _NEAR) else None


def _going_on(one: Attribution, cue: Token, found: Sequence[Attribution]) -> Token | None:
    """Who speaks on in a participle behind a reporting clause, wherever the parse hangs it: “…,” Ellison said, | mentioning that"""
    if cue.tag_ != "VBG" or cue.i == 0 or cue.nbor(-1).text != ",":
        return None
    leading = (o for o in found if o.cue is not None and o.speaker is not None and o.end <= cue.idx and o.start < one.start)
    last = max(leading, key=lambda o: o.end, default=None)
    return last.speaker if last is not None and last.cue is not None and 0 < cue.i - last.cue.last <= _CLAUSE else None


def with_implied_speakers(found: Sequence[Attribution], text: str) -> list[Attribution]:
    """Quoted sentences without a reporting clause go on with the report right before them, or share its speaker.

    "He said nobody had asked him. “They never called.”" is one report. Where the outlet's words stand between, in the same
    paragraph or the one before, only the speaker is taken over.
    """
    made: list[Attribution] = []
    last = None
    for one in found:
        before = made[last] if last is not None and one.cue is None and one.speaker is None else None
        between = text[min(before.end, one.start):one.start] if before is not None else ""
        if before is not None and before.cue is not None and "\n" not in between and _NO_WORDS.fullmatch(between):
            made[last] = before._replace(end=max(one.end, before.end))
            continue
        if before is not None and len(_PARAGRAPHS.findall(between)) <= 1 and not between.rstrip(_MARKS).endswith(":"):
            one = one._replace(speaker=before.speaker)
        made.append(one)
        if one.speaker is not None and (last is None or one.end > made[last].end):
            last = len(made) - 1
    return made


def with_speakers_before(found: Sequence[Attribution], doc: Doc, quotations: Sequence[Quotation]) -> list[Attribution]:
    """Quoted sentences without a cue or speaker are of whom the sentence before tells: Ellison put down the lamp. “Nobody came.”"""
    bare = [one.speaker is None and one.cue is None for one in found]
    return [one._replace(speaker=_told_of_before(one, doc, quotations)) if alone else one for one, alone in zip(found, bare, strict=True)]


def with_signatures(found: Sequence[Attribution], doc: Doc) -> list[Attribution]:
    """Quoted sentences without a cue or speaker are of whoever signs them: “Nobody came.” – Mara Ellison"""
    return [one._replace(speaker=_signed(one, doc)) if one.speaker is None and one.cue is None else one for one in found]


def _signed(one: Attribution, doc: Doc) -> Token | None:
    """The name behind a dash that closes the line of a quotation, or the next one."""
    match = _SIGNATURE.match(doc.text, one.end)
    name = doc.char_span(*match.span("who")) if match is not None else None
    if name is None or not (any(token.ent_type_ in ("PERSON", "ORG") for token in name) or len(name) > 1 and name.text.istitle()):
        return None
    return name.root


def _told_of_before(one: Attribution, doc: Doc, quotations: Sequence[Quotation]) -> Token | None:
    """The subject of the sentence that ends before the quotation in the same paragraph, if it is a person or "he" or "she"."""
    before = doc.text[:one.start].rstrip(_MARKS)
    if not before.endswith((".", ":")):
        return None
    last = doc.char_span(len(before) - 1, len(before), alignment_mode="expand")
    if last is None or "\n" in doc.text[len(before):one.start] or stands_in(last.start_char, quotations):
        return None
    governor = last[0].head
    root = governor if before.endswith(":") and governor.pos_ in ("VERB", "AUX") else last[0].sent.root
    subject = next((child for child in root.children if child.dep_ == "nsubj"), None)
    if subject is None or stands_in(subject.idx, quotations):
        return None
    return subject if subject.ent_type_ == "PERSON" or subject.lower_ in ("he", "she") else None
