"""Entities cut to size: without titles, possessives, headings and commas that the model glued to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Span

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_BREAKS = frozenset({",", ":", ";", "—", "–", "(", ")", '"', "“", "”", "/", "--", "|"})
_NOT_FIRST = frozenset({
    "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your",
    "the", "a", "an", "'s", "’s", "and", "of", "-", "ex", "former", "then",
})
_PARTICLES = frozenset({
    "de", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "di", "da", "du", "dos", "das", "do", "ibn", "ben", "y", "e", "-",
})
PARTY_MEMBERS = frozenset({"democrat", "republican", "tory", "conservative", "libertarian", "socialist"})
"""What says of whose party somebody is: "Democrat Ada Noll", "the lifelong Republican who wrote it"."""
CAMEL = re.compile(r"[a-z]{1,6}[A-Z][a-z]{2}")
"""A name that begins with a small letter: "easyJet", "eBay"."""
_NUMBERS = frozenset({"", "CARDINAL", "MONEY", "QUANTITY", "DATE", "TIME"})
"""Labels of a word that is in no name: "1341 Penny" before "Finch"."""
ELIDED = re.compile(r"[OD]['’][A-Z][a-z]+")
"""A surname with an apostrophe: "O’Rourke", "D'Arcy"."""
_HONORIFICS = frozenset({"Mr", "Mrs", "Ms", "Dr", "Sir", "Prof"})
_ZONES = frozenset({"BST", "GMT", "UTC", "EDT", "EST", "ET", "PDT", "PST", "PT", "CDT", "CST", "CET", "IST"})
"""Zones of time, which end a date stamp."""
_STAMP = re.compile(r"\d{1,2}[:.]\d\d")
"""A time before an entry of a live blog."""
_HEADLINE, _LONGER = 30, 4
"""Tokens that a headline has at most; letters of the words that have a capital in every style of headlines."""
_QUOTATION = frozenset({"“", "”", '"', "''", "``"})
_NOT_LAST = frozenset({"and", "of", "the", *_POSSESSIVE})

_LAWS = frozenset({
    "accord", "accords", "act", "agreement", "amendment", "article", "bill", "chapter", "charter", "code", "constitution", "convention",
    "declaration", "directive", "law", "laws", "ordinance", "protocol", "regulation", "resolution", "rights", "section", "statute",
    "title", "treaty",
})
"""Words without one of which the model's LAW is a guess."""


def repaired(
    entity: Span, words: Words, closed: list[bool], taken: list[bool], people: frozenset[str] = frozenset()
) -> Iterator[Name]:
    """The entity without what does not belong to it; in pieces where it runs over a comma, a break, a listed name, a person."""
    piece: list[int] = []
    pieces = [piece]
    marks = _marks_between(entity, words)
    for i in range(entity.start, entity.end):
        if entity.label_ == "ORG" and words.text[i] in ("'s", "’s") and i > entity.start and words.text[i - 1] in people:
            piece = []
            pieces.append(piece)
            continue
        if taken[i] or closed[i] or words.text[i].isspace() or words.text[i] in _BREAKS or i in marks or _parts(i, entity, words, people):
            piece = []
            pieces.append(piece)
        else:
            piece.append(i)
    whole = len([p for p in pieces if p]) == 1 and not (entity.label_ == "LAW" and _LAWS.isdisjoint(entity.text.casefold().split()))
    for piece in pieces:
        span = trimmed(piece, words, entity.label_)
        if span is not None:
            first, last = span
            label = entity.label_ if whole or entity.label_ == "PERSON" else None
            if last < piece[-1] and words.lower[last + 1] in wordlists.words("after_names.txt"):
                label = "PERSON"
            titled = _title_length(list(range(first, last + 1)), words) if label == "ORG" else 0
            if titled and words.text[first + titled] in wordlists.given_names() and last > first + titled:
                first, label = first + titled, "PERSON"
            yield Name(first, last, words.span_text(first, last), label=label)


def _marks_between(entity: Span, words: Words) -> frozenset[int]:
    """The quotation marks that end a name, not the two around the nickname of a person: "Vincent “the Chin” Morano"."""
    marks = [i for i in range(entity.start, entity.end) if words.text[i] in _QUOTATION]
    nickname = entity.label_ == "PERSON" and len(marks) == 2 and entity.start < marks[0] and marks[1] == entity.end - 2
    return frozenset() if nickname else frozenset(marks)


def _parts(i: int, entity: Span, words: Words, people: frozenset[str]) -> bool:
    """A dash after a full name, and the "and" between two people's names, part what the model took for one name.

    A hyphen between spaces may stand inside other names, as wires write "Wal - Mart", and in "Kim Jong - un".
    """
    if not entity.start < i < entity.end - 1:
        return False
    if words.text[i] == "-":
        spaced = words.end[i - 1] < words.start[i] and words.end[i] < words.start[i + 1]
        half = words.text[i + 1].islower() and len(words.text[i + 1]) > 1
        return spaced and not half and entity.label_ == "PERSON" and i - entity.start >= 2
    if words.lower[i] == "&":
        return entity.label_ == "PERSON"
    if words.lower[i] != "and":
        return False
    return entity.label_ == "PERSON" or entity.label_ == "ORG" and words.text[i - 1] in people and entity.end - entity.start == 3


def people_words(words: Words) -> frozenset[str]:
    """Last words of the people that the model sees in the article."""
    found = {words.text[e.end - 1] for e in words.article.doc.ents if e.label_ == "PERSON"}
    return frozenset(word for word in found if word.casefold() not in wordlists.titles())


def trimmed(piece: list[int], words: Words, label: str) -> tuple[int, int] | None:
    """The tokens of an entity without what the model glued to its ends or after a possessive; None where no name is left."""
    while piece and (words.lower[piece[0]] in _NOT_FIRST or not words.text[piece[0]][0].isalnum()):
        piece = piece[1:]
    if len(piece) > 1 and _STAMP.fullmatch(words.text[piece[0]]):
        piece = piece[1:]  # "15:05 Norland Rail"
    if len(piece) > 3 and words.text[piece[-2]] in ("-", "–") and words.text[piece[-1]].isdigit() and words.text[piece[-3]].isdigit():
        piece = piece[:-3]  # "Arsenal 2-1"
    while piece and (words.lower[piece[-1]] in _NOT_LAST or not _may_end(words.text[piece[-1]])):
        piece = piece[:-1]
    if len(piece) > 2 and words.text[piece[0]] in _ZONES:
        piece = piece[1:]  # "09:10 GMT Dan Reed"
    cut = next((k for k, i in enumerate(piece) if words.text[i] in _POSSESSIVE and _ends_there(i, words, label)), None)
    if cut:
        piece = piece[:cut]
    piece = _without_noun(_without_deeds(piece, words), words, label)
    if label == "PERSON":
        piece = _before_deed(_with_given(_with_surname(_with_hyphen(piece, words), words), words), words)
        honorific = next((k for k, i in enumerate(piece[:-1]) if k and words.text[i].rstrip(".") in _HONORIFICS), None)
        if honorific is not None:
            piece = piece[honorific + 1:]  # "Northamptonshire Dr Baker": a line before the name
        cut = next((k for k, i in enumerate(piece) if words.text[i].islower() and not _belongs(i, words)), None)
        if cut:
            piece = piece[:cut]
        while piece and words.text[piece[-1]].islower() and words.text[piece[-1] - 1] != "-":
            piece = piece[:-1]
        piece = piece[_title_length(piece, words):]
        nouns = wordlists.role_nouns()
        while len(piece) > 2 and words.text[piece[-1]] in nouns:
            piece = piece[:-1]
    if not piece or not any(words.text[i][:1].isupper() or CAMEL.match(words.text[i]) for i in piece):
        return None
    if words.text[piece[0]] in ("-",):
        return None
    return piece[0], piece[-1]


def _before_deed(piece: list[int], words: Words) -> list[int]:
    """The name up to the verb of a headline that the model took into it: "Ada Noll | Backs Finch"."""
    for k, i in enumerate(piece[1:-1], start=1):
        if _is_deed(i, words):
            return piece[:k]
    return piece


def _without_deeds(piece: list[int], words: Words) -> list[int]:
    """Of a headline in title case, the name before its verb, or behind the verb with which it goes on: "… And Praises | Bo Reed"."""
    deeds = [k for k, i in enumerate(piece) if _is_deed(i, words)]
    if len(piece) < 2 or not deeds or not _in_title_case(piece[0], words):
        return piece
    start = 1 if deeds[0] == 0 else 0
    end = next((k for k in deeds if k > start), len(piece))
    return piece[start:end]


def _without_noun(piece: list[int], words: Words, label: str) -> list[int]:
    """A person's name before the noun that it tells whose: "President Noll | Speech", "the Ada Noll | Interview"."""
    if len(piece) < 2 or words.lower[piece[-1]] not in wordlists.words("after_names.txt"):
        return piece
    first = piece[0]
    titled = first > 0 and words.lower[first - 1].rstrip(".") in wordlists.titles() or words.lower[first].rstrip(".") in wordlists.titles()
    return piece[:-1] if label == "PERSON" or titled or words.text[first] in wordlists.given_names() else piece


def _is_deed(i: int, words: Words) -> bool:
    return words.lower[i] in wordlists.deeds() and words.text[i] not in wordlists.given_names()


def _in_title_case(i: int, words: Words) -> bool:
    """Whether every longer word of token i's sentence has a capital, as headlines have it: a verb with one may look like a name there."""
    around = [k for k in range(max(0, i - _HEADLINE), min(len(words), i + _HEADLINE)) if words.sentence[k] == words.sentence[i]]
    longer = [words.text[k] for k in around if len(words.text[k]) >= _LONGER and words.text[k].isalpha()]
    return len(longer) > 2 and not any(word.islower() for word in longer)


def _ends_there(i: int, words: Words, label: str) -> bool:
    """Whether a name ends at the possessive of token i: not in "Workers' Party", which is the name of one body."""
    if label == "PERSON":
        return True
    body = words.text[i - 1][-1:] == "s" and i + 1 < len(words) and words.lower[i + 1] in wordlists.name_words()
    return words.lower[i] == "'" and not body


def _may_end(word: str) -> bool:
    return word[-1].isalnum() or word[-1] in ".!"


def _belongs(i: int, words: Words) -> bool:
    """A small word inside a person's name: a particle ("van der"), or the second part of "Jong-un"."""
    return words.text[i] in _PARTICLES or i > 0 and words.text[i - 1] == "-"


def _with_hyphen(piece: list[int], words: Words) -> list[int]:
    """The piece with the rest of a hyphenated word that the entity broke off: "Kim Jong" + "-un"."""
    if not piece:
        return piece
    last = piece[-1]
    if words.text[last] == "-":
        last -= 1
    if last + 2 >= len(words) or words.text[last + 1] != "-" or not words.text[last + 2].isalpha():
        return piece
    close = words.end[last] == words.start[last + 1] and words.end[last + 1] == words.start[last + 2]
    if close and len(words.text[last + 2]) <= 7 and len(words.text[last]) <= 6 and piece[0] < last:
        return [*(i for i in piece if i <= last), last + 1, last + 2]
    return piece


def _with_surname(piece: list[int], words: Words) -> list[int]:
    """The piece with the surname behind it that the model takes for a common noun: "Milo" + "O’Rourke"."""
    following = piece[-1] + 1 if piece else len(words)
    joined = following < len(words) and ELIDED.fullmatch(words.text[following]) is not None
    return [*piece, following] if joined and words.sentence[following] == words.sentence[piece[-1]] else piece


def _with_given(piece: list[int], words: Words) -> list[int]:
    """The surname with the given name before it that the model takes for a common noun: "Penny" + "Finch"."""
    before = piece[0] - 1 if len(piece) == 1 else -1
    given = before >= 0 and words.text[before] in wordlists.given_names() and words.head[before] == piece[0]
    free = given and words.article.doc[before].ent_type_ in _NUMBERS and words.sentence[before] == words.sentence[piece[0]]
    opens = free and (before == 0 or words.tag[before - 1] != "NNP")  # not San | Diego Chargers
    return [before, *piece] if opens and words.tag[before] in ("NN", "NNP") else piece


def _is_given_after_title(i: int, words: Words) -> bool:
    """A title that is a given name, after another title: "Chief Justice Earl Warren"."""
    titled = i > 0 and words.text[i - 1][:1].isupper() and words.lower[i - 1] in wordlists.titles()
    return titled and words.text[i] in wordlists.given_names()


def _title_length(piece: list[int], words: Words) -> int:
    """How many words at the start of a person's name are titles."""
    titles, nouns = wordlists.titles(), wordlists.role_nouns()
    length = 0
    for k, i in enumerate(piece):
        if k == len(piece) - 2 and _is_given_after_title(i, words):
            break
        two = f"{words.lower[i]} {words.lower[piece[k + 1]]}" if k + 1 < len(piece) else ""
        word = words.lower[i].rstrip(".")
        if two in titles and k + 2 < len(piece):
            length = k + 2
        elif (word in titles or word in nouns) and k + 1 < len(piece):
            length = max(length, k + 1)
        elif word in PARTY_MEMBERS and words.text[i][:1].isupper() and k == length and k + 1 < len(piece):
            length = k + 1
        elif k >= length and word not in ("prime", "vice", "foreign", "former", "deputy", "acting", "interior", "home"):
            break
    return length if length < len(piece) else 0
