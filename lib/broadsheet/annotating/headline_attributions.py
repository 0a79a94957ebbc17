"""Headlines that attribute with a colon: "Ellison: Treaty is dead", "Report: Ferry was overloaded"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from broadsheet.annotating.attribution_clauses import Extent
from broadsheet.annotating.attribution_cues import Attribution
from broadsheet.annotating.attribution_lexicon import speaker_nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_COLON = re.compile(r"^(?P<who>[^:\n\"“‘]{2,40}): (?P<what>[^\n]{8,})", re.MULTILINE)
_WORDS = 18
"""Words of a line beyond which it is no headline."""

_STUDIES = frozenset({"poll", "report", "study", "survey", "research"})
_ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def headline_attributions(doc: Doc) -> Iterator[Attribution]:
    """The attributions of headlines: the first line, and short lines that do not end as sentences do."""
    for found in _COLON.finditer(doc.text):
        if len(found.group().split()) > _WORDS or (found.start() > 0 and found.group().rstrip()[-1:] in ".!?,"):
            continue
        named = doc.char_span(*found.span("who"))
        colon = doc.char_span(found.end("who"), found.end("who") + 1)
        if named is not None and colon is not None and _speaks(named):
            yield Attribution(found.start("what"), found.end("what"), Extent(colon.start, colon.start), named.root)


def _speaks(named: Span) -> bool:
    """Whether the words before the colon are somebody who speaks, and not a rubric ("Live:", "World Cup:")."""
    words = [token for token in named if not token.is_punct]
    if any(token.pos_ in ("VERB", "AUX") and token.tag_ != "NNP" for token in words):
        return False
    last = words[-1] if words else None
    return last is not None and (last.ent_type_ in _ACTORS or last.lemma_.lower() in speaker_nouns() | _STUDIES)
