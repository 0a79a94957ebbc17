"""Quotations of a French article: direct, mixed and reported speech, each with its cue and its speaker.

Direct speech is found by its quotation marks (`direct`), all else by the reporting verb and what it governs (`reported`).

Limits: what somebody is reported to have reported is part of that report. Irony, titles and thoughts without a reporting word are no
quotations; nor is a word or two in marks that nobody is said to have used.
"""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.annotating.french.quotes.cues import find_cues
from broadsheet.annotating.french.quotes.direct import Direct, Said
from broadsheet.annotating.french.quotes.marks import Passage, find_passages, overlapping
from broadsheet.annotating.french.quotes.reported import Reported
from broadsheet.annotating.french.quotes.speakers import Speakers
from broadsheet.annotating.french.reading import read_words
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Quote


_DASHES = ("— ", "– ", "- ", "—\xa0", "–\xa0")
"""How the words of a speaker begin in a dialogue."""


def find_quotes(article: ParsedArticle, mentions: Sequence[Mention]) -> list[Quote]:
    """The article's quotations in text order.

    Parameters
    ----------
    article
        The article with its parse.
    mentions
        The article's mentions. They say which actor a speaker is.

    Returns
    -------
    list of Quote
        In text order; where a report holds a passage in marks that is the same speaker's, they are one, of the manner "mixed".
    """
    words = read_words(article)
    passages = find_passages(article.text)
    cues, speakers = find_cues(words), Speakers(words, mentions)
    direct = Direct(words, cues, speakers, passages)
    in_marks = list(direct.find())
    reported = list(Reported(words, cues, speakers).find(direct.used))
    kept = _joined(in_marks, reported)
    rows = {(row.start, row.end): row for one in kept if (row := _quote(article.text, one, passages)) is not None}
    return [rows[key] for key in sorted(rows)]


def _joined(in_marks: Sequence[Said], reported: Sequence[Said]) -> list[Said]:
    """Passages and reports as one list: a passage in a report is part of it, and so is a report in a report or in a passage."""
    outer = [
        one for one in reported
        if not any(other is not one and other.start <= one.start and one.end <= other.end and (other.end - other.start, other.start) > (
            one.end - one.start, one.start) for other in reported)
    ]
    outer = [one for one in outer if not any(passage.start <= one.start and one.end <= passage.end for passage in in_marks)]
    free = [passage for passage in in_marks if not any(one.start <= passage.start and passage.end <= one.end + 1 for one in outer)]
    cut = []
    for one in outer:
        later = [p.start for p in free if one.start < p.start < one.end]
        if later:
            continue
        cut.append(one)
    return [*cut, *free]


def _quote(text: str, one: Said, passages: Sequence[Passage]) -> Quote | None:
    within = overlapping(passages, one.start, one.end)
    start, end = one.start, one.end
    for passage in within if within and within[0].start > start else ():
        if start < passage.outer_start and passage.start < end < passage.outer_end:
            end = passage.outer_end
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    dash = text[start:start + 2] in _DASHES
    start += 2 if dash else 0
    manner = "direct" if dash else "indirect" if not within else "direct" if within[0].start <= start and within[-1].end >= end else "mixed"
    if end <= start:
        return None
    cue = None if one.cue_start is None or one.cue_end is None else text[one.cue_start:one.cue_end]
    return Quote(start, end, text[start:end], manner, cue, one.cue_start, one.cue_end, *one.speaker, one.said)
