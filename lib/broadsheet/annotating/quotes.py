"""Quotations, direct, indirect and mixed, with their cue and speaker.

Direct speech is found by its quotation marks, all else by the parse: a reporting verb or noun, the clause, infinitive or
object that it governs, and its subject. Content that a reporting clause interrupts ("The bill," she said, "will pass") is
one span that runs over the interruption. Marks without a reporting clause count when they hold a sentence of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from broadsheet.annotating.attribution_clauses import Extent
from broadsheet.annotating.attribution_cues import Attribution, cue_tokens, parsed_attributions, verb_tokens
from broadsheet.annotating.attribution_lexicon import speech_verbs
from broadsheet.annotating.attribution_speakers import MentionIndex, Speaker, speaker_of
from broadsheet.annotating.attribution_subjects import is_in_dateline, nouns_beside, speaker_head
from broadsheet.annotating.headline_attributions import headline_attributions
from broadsheet.annotating.parsed import Mention, ParsedArticle, Quote
from broadsheet.annotating.quotation_marks import Quotation, find_quotations
from broadsheet.annotating.quotation_statements import Statement, find_statements

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PARAGRAPHS = re.compile(r"\n\s*")
_EDGES = " \t\r\n\u00a0\"“”‘’'`,.;:-–—"


def find_quotes(article: ParsedArticle, mentions: Sequence[Mention]) -> list[Quote]:
    """The quotations of the article, in text order.

    Parameters
    ----------
    article
        The article with its parse.
    mentions
        The article's mentions; they say which actor a speaker is, not where the speaker stands.

    Notes
    -----
    What a quoted person says that others said is a quotation only if it stands in marks of its own.
    """
    text, doc = article.text, article.doc
    marked = find_quotations(text)
    outer = _outermost(marked)
    cues = [token for token in cue_tokens(doc) if not _inside(token.idx, outer)]
    verbs = [token for token in verb_tokens(doc) if not _inside(token.idx, outer)] if outer else []
    statements = find_statements(text, [q for q in outer if not q.single], verbs, speech_verbs())
    found = [*_combined(statements, list(parsed_attributions(doc, cues)), outer), *headline_attributions(doc)]
    attributions = _uppermost(found, doc)
    attributions = _with_implied_speakers(_with_shared_speakers(attributions, doc), text)
    index = MentionIndex(mentions)
    rows = {}
    for found in attributions:
        row = _quote(text, doc, found, outer, index)
        if row is not None:
            rows.setdefault((row.start, row.end), row)
    return [rows[key] for key in sorted(rows)]


def _outermost(marked: Sequence[Quotation]) -> list[Quotation]:
    found: list[Quotation] = []
    for quotation in marked:
        if not found or quotation.outer_start >= found[-1].outer_end:
            found.append(quotation)
    return found


def _inside(at: int, quotations: Sequence[Quotation]) -> bool:
    return any(q.start <= at < q.end and not q.single for q in quotations)


def _uppermost(found: Sequence[Attribution], doc: Doc) -> list[Attribution]:
    """The attributions that are not part of what another one says: she said she feared a delay is one, not two."""
    kept: list[Attribution] = []
    reach = -1
    for one in sorted(found, key=lambda a: (a.start, -a.end)):
        if one.cue is None or one.end > reach or not any(
            other.start <= doc[one.cue.first].idx < other.end and other.start <= one.start and one.end <= other.end for other in kept
        ):
            kept.append(one)
            reach = max(reach, one.end)
    return kept


def _with_shared_speakers(found: Sequence[Attribution], doc: Doc) -> list[Attribution]:
    """A participle that the parse hangs into another's words has that other's speaker: He said they were late, adding that …"""
    made = []
    for one in found:
        if one.cue is not None and one.speaker is not None and doc[one.cue.first].tag_ == "VBG":
            at, place = one.speaker.idx, doc[one.cue.first].idx
            around = next((other for other in found if other is not one and other.start <= at < other.end <= place), None)
            if around is not None and around.speaker is not None and around.speaker.sent == doc[one.cue.first].sent:
                one = one._replace(speaker=around.speaker)
        made.append(one)
    return made


def _with_implied_speakers(found: Sequence[Attribution], text: str) -> list[Attribution]:
    """Quoted sentences without a reporting clause have the speaker of what is reported before, in this or the last paragraph."""
    made: list[Attribution] = []
    for one in found:
        if one.cue is None:
            last = max((other for other in made if other.speaker is not None), key=lambda a: a.end, default=None)
            if last is not None and not text[min(last.end, one.start):one.start].strip(_EDGES + "?!") and last.cue is not None:
                made[made.index(last)] = last._replace(end=one.end)
                continue
            if last is not None and len(_PARAGRAPHS.findall(text[min(last.end, one.start):one.start])) <= 1:
                one = one._replace(speaker=last.speaker)
        made.append(one)
    return made


def _combined(statements: Sequence[Statement], parsed: Sequence[Attribution], outer: Sequence[Quotation]) -> Iterator[Attribution]:
    """Statements first, then what the parse adds to them or has besides."""
    by_verb = {statement.verb.i: statement for statement in statements if statement.verb is not None}
    for found in parsed:
        widened = _over_marks(found, outer)
        statement = by_verb.get(found.cue.first) if found.cue is not None else None
        if statement is None:
            yield widened
        elif not statement.follows and statement.verb.idx < widened.start < statement.end and widened.end > statement.start:
            statement.start, statement.end = min(statement.start, widened.start), max(statement.end, widened.end)
    for statement in statements:
        verb = statement.verb
        if verb is None:
            yield Attribution(statement.start, statement.end, None, None, None)
        else:
            yield Attribution(statement.start, statement.end, Extent(verb.i, verb.i), _statement_speaker(statement), None)


def _statement_speaker(statement: Statement) -> Token | None:
    """The subject of a statement's verb, or the noun beside it where the parse takes quoted words for the subject."""
    subject = speaker_head(statement.verb)
    if subject is not None and not _inside(subject.idx, statement.quotations) and subject.pos_ != "VERB" and not is_in_dateline(subject):
        return subject
    return next((noun for noun in nouns_beside(statement.verb) if not _inside(noun.idx, statement.quotations)), None)


def _over_marks(found: Attribution, outer: Sequence[Quotation]) -> Attribution:
    """The attribution with its content stretched over quotations that it cuts through."""
    start, end = found.start, found.end
    for quotation in outer:
        if quotation.outer_start < end < quotation.outer_end and quotation.outer_start >= start:
            end = quotation.end
        if quotation.start < start < quotation.end:
            start = quotation.start
    return found._replace(start=start, end=end)


def _quote(text: str, doc: Doc, found: Attribution, outer: Sequence[Quotation], index: MentionIndex) -> Quote | None:
    start, end = found.start, found.end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES.replace(".", ""):
        end -= 1
    if start >= end:
        return None
    cue_start, cue_end = _place(doc, found.cue)
    cue = None if cue_start is None else text[cue_start:cue_end]
    speaker = speaker_of(found.speaker, index) or Speaker(None, None, None, False)
    return Quote(start, end, text[start:end], _manner(start, end, outer), cue, cue_start, cue_end, *speaker)


def _place(doc: Doc, found: Extent | None) -> tuple[int, int] | tuple[None, None]:
    return (None, None) if found is None else (doc[found.first].idx, doc[found.last].idx + len(doc[found.last]))


def _manner(start: int, end: int, outer: Sequence[Quotation]) -> str:
    within = [q for q in outer if q.outer_start < end and q.outer_end > start]
    if not within:
        return "indirect"
    if within[0].start <= start and within[-1].end >= end - 1:
        return "direct"
    return "mixed" if any(not q.single for q in within) else "indirect"
