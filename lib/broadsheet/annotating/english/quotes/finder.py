"""Quotations, direct, indirect and mixed, with their cue and speaker.

Direct speech is found by its quotation marks (`quotation_marks`, `quotation_statements`), all else by the parse
(`attribution_cues`): a reporting verb, noun or adjective, the clause, infinitive or object that it governs, and its
subject. The lists of reporting words name their colour; they were written by hand.

Limits: content that a reporting clause interrupts ("The bill," she said, "will pass") is one span that runs over the
interruption. What somebody is reported to have reported is part of that report and no row of its own. Irony, thoughts
told without a reporting word, and songs and slogans quoted by nobody are beyond it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from broadsheet.annotating.english.quotes.clauses import Extent
from broadsheet.annotating.english.quotes.cues import Attribution, cue_tokens, parsed_attributions, verb_tokens
from broadsheet.annotating.english.quotes.furniture import is_outside, outside_article, past_line_head
from broadsheet.annotating.english.quotes.headlines import headline_attributions
from broadsheet.annotating.english.quotes.lexicon import speech_verbs
from broadsheet.annotating.english.quotes.marks import Quotation, find_quotations, overlapping, spoken, stands_in
from broadsheet.annotating.english.quotes.merging import (
    combined,
    uppermost,
    with_implied_speakers,
    with_shared_speakers,
    with_signatures,
    with_speakers_before,
)
from broadsheet.annotating.english.quotes.phrases import phrase_attributions
from broadsheet.annotating.english.quotes.speakers import MentionIndex, Speaker, speaker_of
from broadsheet.annotating.english.quotes.statements import find_statements
from broadsheet.annotating.english.quotes.surface import surface_attributions
from broadsheet.annotating.english.quotes.transcripts import transcript_attributions
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SPACE_AND_MARKS = " \t\r\n\u00a0\"“”‘’'`,;:-–—"


def find_quotes(article: ParsedArticle, mentions: Sequence[Mention]) -> list[Quote]:
    """The quotations of the article, in text order.

    Parameters
    ----------
    article
        The article with its parse.
    mentions
        The article's mentions. They say which actor a speaker is (`chain`), not where the speaker stands.

    Returns
    -------
    list of Quote
        In text order. Those that are not `said` are no quotations: they mark what the article does not state as a fact.
    """
    text, doc = article.text, article.doc
    quotations = spoken(text, find_quotations(text))
    outside = outside_article(text)
    cues = [token for token in cue_tokens(doc) if not stands_in(token.idx, quotations) and not is_outside(token.idx, outside)]
    verbs = [token for token in verb_tokens(doc) if not stands_in(token.idx, quotations)] if quotations else []
    statements = find_statements(text, doc, quotations, verbs, speech_verbs())
    phrases = list(phrase_attributions(doc, cues, quotations))
    found = [one for one in combined(statements, list(parsed_attributions(cues)), quotations) if not _is_cited(one, phrases, doc)]
    found += phrases
    found += _beyond_parse(cues, found, quotations)
    found += [*headline_attributions(doc), *transcript_attributions(doc, mentions)]
    kept = [one for one in uppermost(found, doc) if not is_outside(one.start, outside)]
    signed = with_signatures(with_shared_speakers(kept, doc, quotations), doc)
    attributed = with_speakers_before(with_implied_speakers(signed, text), doc, quotations)
    index = MentionIndex(mentions)
    rows = {(row.start, row.end): row for one in reversed(attributed) if (row := _quote(text, doc, one, quotations, index)) is not None}
    return [rows[key] for key in sorted(rows)]


def _is_cited(one: Attribution, phrases: Sequence[Attribution], doc: Doc) -> bool:
    """Whether the words are those of another, whom the speaker cites: "Ellison recalled Finch's remarks on the pier as “a toy”"."""
    nouns = [doc[other.cue.first] for other in phrases if other.cue is not None]
    return one.cue is not None and any(noun.dep_ == "dobj" and noun.head.i == one.cue.first for noun in nouns)


def _beyond_parse(cues: Sequence[Token], found: Sequence[Attribution], quotations: Sequence[Quotation]) -> list[Attribution]:
    """Attributions to the quotations that none of those found covers."""
    free = [q for q in quotations if not any(one.start < q.end and q.start < one.end for one in found)]
    taken = {one.cue.first for one in found if one.cue is not None}
    return list(surface_attributions(cues, taken, free)) if free else []


def _quote(text: str, doc: Doc, one: Attribution, quotations: Sequence[Quotation], index: MentionIndex) -> Quote | None:
    words = text[one.start:one.end]
    start = past_line_head(text, one.start + len(words) - len(words.lstrip(_SPACE_AND_MARKS + ".")), one.end)
    end = one.end - len(words) + len(words.rstrip(_SPACE_AND_MARKS))
    if start >= end:
        return None
    manner = _manner(start, end, quotations)
    end += _closing_mark(text, start, end) if manner == "mixed" else 0
    cue_start, cue_end = _place(doc, one.cue)
    cue = None if cue_start is None else text[cue_start:cue_end]
    speaker = speaker_of(one.speaker, index) or Speaker(None, None, None, False)
    if cue_start is not None and speaker.start is not None and speaker.end is not None and speaker.start < cue_start < speaker.end:
        speaker = speaker._replace(end=len(text[:cue_start].rstrip(", ")))  # Anne Marsh, Porto, | emails:
    if one.chain is not None:
        speaker = speaker._replace(chain=one.chain, anonymous=False)
    return Quote(start, end, text[start:end], manner, cue, cue_start, cue_end, *speaker, one.said)


def _closing_mark(text: str, start: int, end: int) -> int:
    """Characters to the mark behind the content that closes a quotation opened inside it: the plan was “too little”."""
    inside, comma = text[start:end], int(text[end:end + 1] == ",")
    mark = text[end + comma:end + comma + 1]
    if mark == "”" and inside.count("“") > inside.count("”") or mark == '"' and inside.count('"') % 2:
        return comma + 1
    return 0


def _place(doc: Doc, found: Extent | None) -> tuple[int, int] | tuple[None, None]:
    return (None, None) if found is None else (doc[found.first].idx, doc[found.last].idx + len(doc[found.last]))


def _manner(start: int, end: int, quotations: Sequence[Quotation]) -> str:
    """direct: marks hold it from start to end; mixed: they hold a part; indirect: there are none."""
    within = overlapping(quotations, start, end)
    if not within:
        return "indirect"
    return "direct" if within[0].start <= start and within[-1].end >= end - 1 else "mixed"
