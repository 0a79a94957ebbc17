"""Headlines that attribute with a colon: "Ellison: Treaty is dead", "Report: Ferry was overloaded"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from broadsheet.annotating.english.quotes.clauses import Extent
from broadsheet.annotating.english.quotes.cues import Attribution
from broadsheet.annotating.english.quotes.lexicon import speaker_nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_COLON = re.compile(r"(?P<who>[^:\"“‘]{2,40}): (?P<what>.{8,})")
_LONGEST_NAME = 40
_WORDS = 18
"""Words of a line beyond which it is no headline."""

_STUDIES = frozenset({"poll", "report", "study", "survey", "research"})
_ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def headline_attributions(doc: Doc) -> Iterator[Attribution]:
    """The attributions of headlines: the first line, and short lines that do not end as sentences do."""
    at = 0
    for line in doc.text.split("\n"):
        found = _COLON.fullmatch(line) if 0 < line.find(": ") <= _LONGEST_NAME and len(line.split()) <= _WORDS else None
        if found is not None and (at == 0 or line.rstrip()[-1:] not in (".", "!", "?", ",")):
            yield from _attribution(doc, found, at)
        at += len(line) + 1


def _attribution(doc: Doc, found: re.Match[str], at: int) -> Iterator[Attribution]:
    start, end = (place + at for place in found.span("what"))
    named = doc.char_span(at, at + found.end("who"))
    colon = doc.char_span(at + found.end("who"), at + found.end("who") + 1)
    if named is not None and colon is not None and _speaks(named):
        yield Attribution(start, end, Extent(colon.start, colon.start), named.root)


def _speaks(named: Span) -> bool:
    """Whether the words before the colon are somebody who speaks, and not a rubric ("Live:", "World Cup:")."""
    words = [token for token in named if not token.is_punct]
    if any(token.pos_ in ("VERB", "AUX") and token.tag_ != "NNP" for token in words):
        return False
    last = words[-1] if words else None
    return last is not None and (last.ent_type_ in _ACTORS or last.lemma_.lower() in speaker_nouns() | _STUDIES)
