"""Where names stand that take no part in what an article tells: datelines, and credits."""

from __future__ import annotations

import re

from broadsheet.annotating.english.names.words import Words

_DATELINE = re.compile(
    r"\s*[A-Z][A-Z.'’ -]{2,}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?: \([\w ]+\))?\s*(?:—|–|--| - )"
    r"|\s*[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)? \((?:AP|Reuters|AFP|CNN|UPI|dpa)\)\s*(?:—|–|--|-)"
)
_CREDIT = re.compile(
    r"\s*\(?(?:(?:Photos?|Photographs?|Pictures?|Images?|Illustrations?|Graphics?|Videos?)(?: (?:by|credit|courtesy of)\b| ?:)"
    r"|Credit: |(?:AP|AFP|EPA|Reuters|Getty) (?:Photo|Images?)\b"
    r"|(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting)(?: and (?:writing|editing))? by\b)"
)
"""How a credit begins: "Photo by Ivan Stone", "AP Photo/Ivan Stone", "(Reporting by Ada Noll; editing by Bo Finch)"."""
_WITHIN = re.compile(r"\((?:Additional )?(?:Reporting|Writing|Editing|Compiled)(?: and (?:writing|editing))? by [^()]{3,200}\)")
"""A credit inside what was taken for one sentence."""


def in_credit(words: Words) -> list[bool]:
    """Whether each token stands in the credit of a picture, or of who wrote and edited the article."""
    credited = [False] * len(words)
    text = words.article.text
    for sentence in words.article.sentences:
        if _CREDIT.match(text, sentence.start, sentence.end):
            for i in _tokens(words, sentence.start, sentence.end):
                credited[i] = True
    for match in _WITHIN.finditer(text):
        for i in _tokens(words, match.start(), match.end()):
            credited[i] = True
    return credited


def in_dateline(words: Words) -> list[bool]:
    """Whether each token stands in a dateline."""
    closed = [False] * len(words)
    for sentence in words.article.sentences[:4]:
        match = _DATELINE.match(words.article.text, sentence.start, min(sentence.end, sentence.start + 60))
        if match is not None:
            for i in _tokens(words, sentence.start, match.end()):
                closed[i] = True
    return closed


def dateline_towns(words: Words) -> set[str]:
    """The towns that the article's datelines name, and what they lie in, casefolded: "BELFAST, Northern Ireland —"."""
    towns = set()
    for sentence in words.article.sentences[:4]:
        match = _DATELINE.match(words.article.text, sentence.start, min(sentence.end, sentence.start + 60))
        if match is not None:
            town, _, land = re.split(r"[(—–]| -", match.group(), maxsplit=1)[0].partition(",")
            towns |= {part.strip().casefold() for part in (town, land) if part.strip() and not part.rstrip().endswith(".")}
    return towns


def _tokens(words: Words, start: int, end: int) -> list[int]:
    """The tokens that begin in a span of the text."""
    return [i for i, offset in enumerate(words.start) if start <= offset < end]
