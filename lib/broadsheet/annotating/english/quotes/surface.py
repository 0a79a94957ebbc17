"""Attributions whose content the parse has lost, found by the order of words: a reporting verb, and marks behind it.

"Ellison's deputy, the head of the pilots, called the pier “a ruin”": the parse takes the verb for a participle. What is
between marks is somebody's, so that a verb of saying before it is enough to find whose.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from broadsheet.annotating.english.quotes.clauses import Extent
from broadsheet.annotating.english.quotes.cues import Attribution
from broadsheet.annotating.english.quotes.lexicon import cue_verbs
from broadsheet.annotating.english.quotes.marks import Quotation, stands_in
from broadsheet.annotating.english.quotes.subjects import nouns_beside, speaker_head
from broadsheet.annotating.english.quotes.unsaid import is_proper_name, is_unsaid

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMING = frozenset({"name", "as"})
_REACH = 14
"""Tokens between a verb and the marks behind it: told the crew that the new pier was “…"."""
_THAT = ("that", "how", "why", "whether")
_STOPS = frozenset({";", ":", "—", "–", "(", ")"})


def surface_attributions(cues: Sequence[Token], taken: Collection[int], quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    """The attributions of verbs without a parsed content, to quotations that no content covers.

    Parameters
    ----------
    cues
        Reporting words outside of quotation marks, in order.
    taken
        Token numbers of the verbs whose content is known.
    quotations
        Those that no attribution covers, in order.
    """
    for verb in cues:
        cue = cue_verbs().get(verb.lemma_)
        if cue is None or verb.i in taken or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "VBG") or verb.dep_ == "amod" or is_unsaid(verb):
            continue
        found = next((q for q in quotations if q.outer_start > verb.idx), None)
        if found is None or found.outer_start >= verb.sent.end_char:
            continue
        start = _content_start(verb, found, cue.complements)
        speaker = _speaker(verb, quotations) if start is not None else None
        if start is not None and speaker is not None:
            yield Attribution(start, _content_end(verb, found, quotations), Extent(verb.i, verb.i), speaker)


def _content_start(verb: Token, quotation: Quotation, complements: frozenset[str]) -> int | None:
    """Where what is said begins: at "that", at what is called a name, or at the marks right behind the verb."""
    doc = verb.doc
    between = []
    for token in doc[verb.i + 1:min(verb.i + 1 + _REACH, len(doc))]:
        if token.idx >= quotation.outer_start:
            break
        between.append(token)
    else:
        return None
    if any(token.text in _STOPS or token.is_space for token in between):
        return None
    that = next((token for token in between if token.lower_ in _THAT), None)
    if that is not None and "clause" in complements and that.i - verb.i <= 4:
        return that.idx
    if any(token.pos_ == "VERB" and token.tag_ != "VBG" for token in between):
        return None
    if complements & _NAMING and is_proper_name(doc.text[quotation.start:quotation.end]):
        return None
    if complements & _NAMING and between:
        return between[0].idx
    return quotation.start if not between and "clause" in complements else None


def _content_end(verb: Token, first: Quotation, quotations: Sequence[Quotation]) -> int:
    """Past the last quotation of the sentence that "and that" joins to the first."""
    end, text = first.end, verb.doc.text
    for quotation in quotations:
        between = text[end:quotation.outer_start].lstrip("”\"’, ")
        if quotation.start > first.start and quotation.outer_end <= verb.sent.end_char and between.startswith("and "):
            end = quotation.end
    return end


def _speaker(verb: Token, quotations: Sequence[Quotation]) -> Token | None:
    """The verb's subject; where the parse takes the verb for a participle of a noun, that noun."""
    subject = speaker_head(verb)
    if subject is None and verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        subject = verb.head
    if subject is not None and subject.dep_ == "pobj" and subject.head.dep_ == "agent":
        return subject
    if subject is None or subject.i > verb.i:
        subject = next((noun for noun in nouns_beside(verb) if noun.i < verb.i), None)
    return None if subject is None or stands_in(subject.idx, quotations) else subject
