"""Sentences of articles made short enough for a brief: only taken from, never added to.

A cut may not change what is said. So only what runs to the end of the sentence and opens with a word of `_TAILS` is taken off ("…, which
opened in 2019"), never a condition, a doubt, a contrast or who says it ("…, unless the board agrees", "…, the ministry said").
"""

from __future__ import annotations

import re
from typing import Final

LONG: Final = 22
"""Words from which a sentence is cut."""

SHORTEST: Final = 10
"""Words that have to stay."""

_LINES = (
    re.compile(r"^.{0,110}?\([A-Z][A-Za-z ]{1,25}\) ?(?:--|[—–-]) "),
    re.compile(r"^[A-Z][A-Z'’. ]{2,30}(?:, [^—–―-]{2,40}?)?(?: \([^)]{2,30}\))? ?(?:[—–―-]|--) "),
    re.compile(r"^(?:--|[—–―•*·-]) ?(?=[A-Z“\"])"),
    re.compile(r"^(?:[A-Z][a-z]+day, )?[A-Z][a-z]+ \d{1,2}, \d{4};? \d{1,2}:\d{2} ?[AaPp]\.?[Mm]\.? "),
    re.compile(r"^(?:[A-Z][a-z]+day,? )?\d{1,2} [A-Z][a-z]+ \d{4},? \d{1,2}[.:]\d{2} ?[A-Z]{2,4} "),
    re.compile(r"^(?:[A-Z][a-z]+day,? )?\d{1,2} [A-Z][a-z]{2,8},? \d{4} (?=[A-Z][a-z]+ )"),
    re.compile(
        r"^[^.!?“”\"]{12,90}?(?<=[a-z0-9]) "
        r"(?=(?:The|A|An|It|More|Up|In|At|On|After|For|Two|Three|Thousands|Hundreds|Dozens|Millions|Tens|Scores) [a-z0-9])",
    ),
    re.compile(
        r"^[^.!?“”\"]{12,90}?(?<!in|of|to|by|at|on|or)(?<!and|for|the|via|old|new|see)(?<!from|with|told|near|read|band|film|play|show|song|book)"
        r"(?<=[a-z]{4}) (?=The [A-Z])",
    ),
    re.compile(r"^(?:Photograph|Photo|Picture): (?:[^.]{3,60}?\\?/[A-Z][A-Za-z]{1,12}|AP|AFP|PA|EPA|Reuters|Getty(?: Images)?) (?=[A-Z])"),
)
"""What stands before a sentence and is not part of it: "EASTMERE, May 6 (Courier) - ", the time of an update, who took a picture."""

_CONNECTIVE = re.compile(r"^(?:But|And|Yet|So|However|Meanwhile|Also|Still|Instead|Moreover|Furthermore|Indeed),? (?=[\w“\"‘'])")
_ALSO = re.compile(
    r"^([^“”\"]*?)(?<!\bonly)(?<!\bbut)(?<!\band)(?<!\bas)(?<!\bsee)(?<!,) also(?= [a-z]+(?:ed|s|ing|en)\b)"
    r"(?! (?:known|called|named|titled))",
)
"""The word and what is before it: "Norway also pledged" leans on another sentence; "not only … but also", "also known as" do not."""

_ASIDE = re.compile(r" \([^()]{2,90}\)")
_TAILS = re.compile(
    r"(?:,| —| –| --|;) (?:who|whose|which|where|while|with|amid|as|such as|among them|after|before|part of|an?"
    r"|the (?:latest|first|\w+est)|[a-z]+ing|(?P<also>and (?:he|she|it|they|the|an?|his|her|their|some|many|[A-Z]\w+)))\b",
)
"""What may open a clause that is taken off: a relative clause, a participle ("…, raising its threat level"), an apposition, or a second
main clause."""

_GOES_ON = re.compile(r"(?:as|with|after|before|while|amid|an?)\b")
NAME: Final = 5
"""Words of an apposition ("the mayor, Ada Moss of Eastmere, …")."""

_KEPT = re.compile(
    r"\b(?:said|says?|told|according|reported|reports|announced|added|wrote|writes|tweeted|argued|warned|claimed|unless|if|except|without"
    r"|pending|barring|excluding|denying|rejecting|disputing|assuming|depending|although|though|but|not|never|no|nothing|none|nobody|only|hardly|despite|instead)\b|n[’']t\b",
)
"""Words of a clause that stays: it says who says so, or what would make the rest untrue."""

_PAIRS = (("“", "”"), ("(", ")"))


def shortened(sentence: str, *, most: int = LONG, until: int = 0) -> str:
    """A sentence without its place line, opening connective, "also", what stands in brackets, and, where it is long, clauses at its end.

    Parameters
    ----------
    sentence
        On one line.
    most
        Words that it may have before clauses are cut.
    until
        Characters of `sentence` that have to stay: what it is shown for lies before.

    Returns
    -------
    str
        Made of words of the sentence in their order; the whole sentence where no cut is safe.

    Examples
    --------
    >>> shortened("EASTMERE, May 6 (Courier) - But the ferry (built in 1999) ran aground.")
    'The ferry ran aground.'
    >>> shortened("The harbour board of Eastmere voted on Monday to close the old quay for good, which opened in 2019.", most=12)
    'The harbour board of Eastmere voted on Monday to close the old quay for good.'
    """
    kept = without_place_line(sentence)
    until -= len(sentence) - len(kept)
    opened = _CONNECTIVE.sub("", kept)
    if opened != kept:
        until -= len(kept) - len(opened)
        kept = opened[:1].upper() + opened[1:]
    if also := _ALSO.match(kept):
        until -= len(" also") * (until > also.end())
        kept = kept[:also.end(1)] + kept[also.end():]
    kept = _without_tails(kept, most, until)
    bare = _ASIDE.sub("", kept)
    return bare if _balanced(bare) else kept


def without_place_line(sentence: str) -> str:
    """A sentence without what stands before it and is not part of it: its place line, a caption or a crosshead that ran into it.

    Parameters
    ----------
    sentence
        On one line.

    Returns
    -------
    str
        The end of the sentence.

    Examples
    --------
    >>> without_place_line("Survivors sleep in streets of Eastmere Thousands of people have spent a night in the open.")
    'Thousands of people have spent a night in the open.'
    """
    for line in _LINES:
        sentence = line.sub("", sentence)
    return sentence


def _without_tails(sentence: str, most: int, until: int) -> str:
    """The sentence without its last clauses, one after the other, while it is too long."""
    while len(sentence.split()) > most:
        cut = next((found for found in reversed(list(_TAILS.finditer(sentence))) if _may_go(sentence, found, until)), None)
        if cut is None:
            break
        sentence = sentence[:cut.start()].rstrip(" ,;:–—-") + "."
    return sentence


def _may_go(sentence: str, found: re.Match[str], until: int) -> bool:
    """Whether what follows is one clause to the end of the sentence, and what stays is enough, with its quotations whole.

    A second main clause goes only after a first one without commas: "the quay, the mole, and the bridge were closed" is one clause. What
    follows an apposition may belong to what stands before it: "painting her rival, Ada Moss, as a liar".
    """
    head, tail = sentence[:found.start()], sentence[found.start() + 1:].lstrip("—–- ,;")
    one_clause = not re.search(r"[,;:“”\"—–]", tail[:-1]) and not _KEPT.search(tail)
    alone = not found["also"] or "," not in head
    if _GOES_ON.match(tail) and "," in head and len(head.rsplit(",", 1)[1].split()) <= NAME:
        return False
    return one_clause and alone and found.start() >= until and len(head.split()) >= SHORTEST and _balanced(head)


def _balanced(text: str) -> bool:
    """Whether every quotation mark and bracket that opens closes."""
    return all(text.count(opens) == text.count(closes) for opens, closes in _PAIRS) and text.count('"') % 2 == 0
