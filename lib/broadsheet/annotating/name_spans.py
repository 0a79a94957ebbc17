"""Where names stand: the model's entities, repaired, and what word lists and capital letters add to them.

The entity recogniser of a middle-sized model glues headings, titles, commas and possessives into names, and misses names
that it has found a sentence before. Lists of countries, organisations and places are matched first; entities are cut to
size around them; runs of capitalised words that neither covers are kept as unlabelled candidates, which the article's own
evidence must confirm (`name_kinds`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.annotating import wordlists
from broadsheet.annotating.countries import country_forms
from broadsheet.annotating.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Span

KIND_OF_LABEL = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
    "PRODUCT": "other", "WORK_OF_ART": "other", "LAW": "other", "EVENT": "other",
}

_LONGEST_FORM = 9
_FIRST_PART = re.compile(r"[^\s'’\-,]+")
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_BREAKS = frozenset({",", ":", ";", "—", "–", "(", ")", '"', "“", "”", "/", "--", "|"})
_NOT_FIRST = frozenset({"the", "a", "an", "'s", "’s", "and", "of", "-", "ex", "former", "then"})
_PARTICLES = frozenset({
    "de", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "di", "da", "du", "dos", "das", "do", "ibn", "ben", "y", "e", "-",
})
_NICKNAME_MARKS = frozenset({"'", '"', "‘", "’", "“", "”", "``", "''"})
_NOT_LAST = frozenset({"and", "of", "the", *_POSSESSIVE})
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z.'’ -]{2,}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?: \([\w ]+\))?\s*(?:—|–|--| - )"
    r"|\s*[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)? \((?:AP|Reuters|AFP|CNN|UPI|dpa)\)\s*(?:—|–|--|-)"
)


@dataclass(slots=True)
class Name:
    """A candidate: tokens first to last, both included. listed: (list, key, use) where a word list has it."""

    first: int
    last: int
    text: str
    label: str | None = None
    listed: tuple[str, str, str] | None = None
    title: str | None = None
    title_gender: str = ""
    bracket_of: int | None = None
    """First token of the name that this one abbreviates in brackets."""
    key: str = field(default="")
    heading: bool = False
    """In a heading a name may only mention an actor that the text or a list knows."""

    @property
    def tokens(self) -> list[str]:
        """The words of the name."""
        return self.text.split()


@lru_cache(maxsize=1)
def _forms() -> tuple[dict[str, tuple[str, str, str]], frozenset[str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for form, (place, _) in wordlists.places().items():
        found[form] = ("place", place, "name")
    for form, country in country_forms().items():
        if not (country.use == "name" and form in wordlists.places() and form in ("Georgia",)):
            found[form] = ("country", country.country, country.use)
    for form, (organisation, _) in wordlists.organisations().items():
        found[form] = ("organisation", organisation, "name")
    firsts = frozenset(match.group() for form in found if (match := _FIRST_PART.match(form)))
    return found, firsts


def find_names(words: Words) -> list[Name]:
    """Candidate names in text order, without overlaps; none in datelines."""
    closed = _closed(words)
    taken = [False] * len(words)
    names: list[Name] = []
    entities = [e for e in words.article.doc.ents if e.label_ in KIND_OF_LABEL]
    inside = _covering(entities)
    for name in _listed_names(words, closed):
        entity = inside.get(name.first)
        if entity is None or not _outranks(entity, name, words):
            name.label = entity.label_ if entity is not None and entity.end_char >= words.end[name.last] else None
            _take(name, names, taken)
    for entity in entities:
        for name in _repaired(entity, words, closed, taken):
            _take(name, names, taken)
    for name in _capitalised_runs(words, closed, taken):
        _take(name, names, taken)
    names = _with_nicknames(sorted(names, key=lambda name: name.first), words)
    for name in names:
        name.heading = words.heading[name.first]
        _add_title(name, words)
    _add_brackets(names, words)
    return names


def _take(name: Name, names: list[Name], taken: list[bool]) -> None:
    if not any(taken[name.first:name.last + 1]):
        names.append(name)
        taken[name.first:name.last + 1] = [True] * (name.last + 1 - name.first)


def _closed(words: Words) -> list[bool]:
    """Tokens that may not hold names: datelines."""
    closed = [False] * len(words)
    for sentence in words.article.sentences:
        match = _DATELINE.match(words.article.text, sentence.start, min(sentence.end, sentence.start + 60))
        if match is None or sentence.sentence_no > 3:
            continue
        for i, offset in enumerate(words.start):
            if offset >= match.end():
                break
            if offset >= sentence.start:
                closed[i] = True
    return closed


def _covering(entities: list[Span]) -> dict[int, Span]:
    return {i: entity for entity in entities for i in range(entity.start, entity.end)}


def _listed_names(words: Words, closed: list[bool]) -> Iterator[Name]:
    forms, firsts = _forms()
    text, count = words.article.text, len(words)
    i = 0
    while i < count:
        if words.text[i] not in firsts or closed[i]:
            i += 1
            continue
        for last in range(min(i + _LONGEST_FORM, count) - 1, i - 1, -1):
            form = text[words.start[i]:words.end[last]]
            if form in forms and not _is_ordinary(words, i, last, form):
                yield Name(i, last, form, listed=forms[form])
                i = last
                break
        i += 1


def _is_ordinary(words: Words, first: int, last: int, form: str) -> bool:
    """A listed form that is a common word here: "Us", "Gulf" at the start of a sentence, "IS" in capitals, "us"."""
    if first != last:
        return False
    if words.pos[first] in ("PROPN", "ADJ", "NOUN") or "." in form:
        return form.islower() or (form in ("IS", "ICE", "AU", "PA", "GE") and words.pos[first] != "PROPN")
    return True


def _outranks(entity: Span, name: Name, words: Words) -> bool:
    """Whether the entity around a listed name is itself the name: "King's College London", "Jordan Smith"."""
    if entity.end - entity.start <= name.last - name.first + 1:
        return entity.label_ == "PERSON" and name.listed[0] != "organisation" and entity.start == name.first and _ambiguous(name.text)
    if entity.start > name.first or entity.end <= name.last:
        return False
    core = [i for i in range(entity.start, entity.end) if words.lower[i] not in ("the", "'s", "’s") and not words.text[i].isspace()]
    if core and core[0] == name.first and core[-1] == name.last:
        return False
    if entity.label_ in ("GPE", "NORP") and name.listed[0] == "country":
        return all(words.text[i][:1].isupper() for i in core) and all(words.tag[i].startswith("NNP") for i in core)
    if any(words.text[i] in (",", "-", "–", "—", ":", ";") for i in core) or any("\n" in words.text[i] for i in core):
        return False
    if name.listed[2] in ("adjective", "people") and name.first == core[0] and entity.label_ == "PERSON":
        return False
    if name.last + 1 < entity.end and words.text[name.last + 1] in ("'s", "’s") and name.listed[0] == "country":
        return False
    return any(words.text[i][:1].isupper() for i in core if not name.first <= i <= name.last)


def _ambiguous(form: str) -> bool:
    return form in wordlists.given_names() or form in ("Chad", "Jordan", "Georgia", "Israel", "Washington", "London", "Paris", "Sydney")


def _repaired(entity: Span, words: Words, closed: list[bool], taken: list[bool]) -> Iterator[Name]:
    """The entity without what does not belong to it, in several pieces where it runs over a comma, a break or a listed name."""
    piece: list[int] = []
    pieces = [piece]
    people = _people_words(words) if entity.label_ == "ORG" else frozenset()
    for i in range(entity.start, entity.end):
        if words.text[i] in ("'s", "’s") and i > entity.start and words.text[i - 1] in people:
            piece = []
            pieces.append(piece)
            continue
        if taken[i] or closed[i] or words.text[i].isspace() or words.text[i] in _BREAKS:
            piece = []
            pieces.append(piece)
        else:
            piece.append(i)
    whole = len([p for p in pieces if p]) == 1
    for piece in pieces:
        span = _trimmed(piece, words, entity.label_)
        if span is not None:
            first, last = span
            label = entity.label_ if whole or entity.label_ == "PERSON" else None
            yield Name(first, last, words.span_text(first, last), label=label)


def _people_words(words: Words) -> frozenset[str]:
    """Last words of the people that the model sees in the article."""
    found = {words.text[e.end - 1] for e in words.article.doc.ents if e.label_ == "PERSON"}
    return frozenset(word for word in found if word.casefold() not in wordlists.titles())


def _trimmed(piece: list[int], words: Words, label: str) -> tuple[int, int] | None:
    while piece and (words.lower[piece[0]] in _NOT_FIRST or not words.text[piece[0]][0].isalnum()):
        piece = piece[1:]
    while piece and (words.lower[piece[-1]] in _NOT_LAST or not (words.text[piece[-1]][-1].isalnum() or words.text[piece[-1]][-1] in ".!")):
        piece = piece[:-1]
    cut = next((k for k, i in enumerate(piece) if words.text[i] in _POSSESSIVE and (label == "PERSON" or words.lower[i] == "'")), None)
    if cut:
        piece = piece[:cut]
    if label == "PERSON":
        piece = _with_hyphen(piece, words)
        cut = next((k for k, i in enumerate(piece) if words.text[i].islower() and not _belongs(i, words)), None)
        if cut:
            piece = piece[:cut]
        while piece and words.text[piece[-1]].islower() and words.text[piece[-1] - 1] != "-":
            piece = piece[:-1]
        nouns = wordlists.role_nouns()
        while len(piece) > 2 and words.lower[piece[-1]] in nouns:
            piece = piece[:-1]
        piece = piece[_title_length(piece, words):]
    if not piece or not any(words.text[i][:1].isupper() or words.text[i][1:2].isupper() for i in piece):
        return None
    if words.text[piece[0]] in ("-",):
        return None
    return piece[0], piece[-1]


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
    if last + 2 < len(words) and words.text[last + 1] == "-" and words.text[last + 2].isalpha() and words.end[last] == words.start[last + 1] and (
        words.end[last + 1] == words.start[last + 2] and len(words.text[last + 2]) <= 7 and len(words.text[last]) <= 6 and piece[0] < last
    ):
        return [*(i for i in piece if i <= last), last + 1, last + 2]
    return piece


def _title_length(piece: list[int], words: Words) -> int:
    """How many words at the start of a person's name are titles."""
    titles, nouns = wordlists.titles(), wordlists.role_nouns()
    length = 0
    for k, i in enumerate(piece):
        two = f"{words.lower[i]} {words.lower[piece[k + 1]]}" if k + 1 < len(piece) else ""
        word = words.lower[i].rstrip(".")
        if two in titles and k + 2 < len(piece):
            length = k + 2
        elif (word in titles or word in nouns) and k + 1 < len(piece):
            length = max(length, k + 1)
        elif k >= length and word not in ("prime", "vice", "foreign", "former", "deputy", "acting", "interior", "home"):
            break
    return length if length < len(piece) else 0


def _capitalised_runs(words: Words, closed: list[bool], taken: list[bool]) -> Iterator[Name]:
    """Runs of proper nouns that nothing covers yet."""
    run: list[int] = []
    for i in range(len(words) + 1):
        inside = (
            i < len(words) and not taken[i] and not closed[i] and words.text[i][:1].isupper()
            and (words.tag[i] in ("NNP", "NNPS") or words.pos[i] == "PROPN")
        )
        if inside and (not run or words.sentence[run[0]] == words.sentence[i]):
            run.append(i)
            continue
        if run:
            span = _trimmed(run, words, "PERSON")
            if span is not None:
                yield Name(*span, words.span_text(*span))
        run = [i] if inside else []


def _with_nicknames(names: list[Name], words: Words) -> list[Name]:
    """Names that a nickname in quotation marks cuts in two, joined: "Vincent 'the Chin' Morano"."""
    joined: list[Name] = []
    for name in names:
        before = joined[-1] if joined else None
        gap = range(before.last + 1, name.first) if before is not None else range(0)
        if (
            before is not None and 3 <= len(gap) <= 5 and words.text[gap[0]] in _NICKNAME_MARKS and words.text[gap[-1]] in _NICKNAME_MARKS
            and len(before.tokens) <= 2 and before.tokens[0] in wordlists.given_names() and before.listed is None and name.listed is None
        ):
            joined[-1] = Name(before.first, name.last, words.span_text(before.first, name.last), label="PERSON")
        elif before is None or name.first > before.last:
            joined.append(name)
    return joined


def _add_title(name: Name, words: Words) -> None:
    """The title right before the name, and its gender."""
    titles, nouns = wordlists.titles(), wordlists.role_nouns()
    i = name.first - 1
    if i < 0 or words.sentence[i] != words.sentence[name.first]:
        return
    word = words.lower[i].rstrip(".")
    two = f"{words.lower[i - 1]} {word}" if i else word
    for form in (two, word):
        if form in titles and (words.text[i][:1].isupper() or form in nouns):
            name.title, name.title_gender = form, titles[form][1]
            return
    if word in nouns and words.dep[i] in ("compound", "nmod", "amod", "appos", "nsubj"):
        name.title, name.title_gender = word, nouns[word][0]


def _add_brackets(names: list[Name], words: Words) -> None:
    """Short forms introduced in brackets: "the Airports Authority (AA)"."""
    by_last = {name.last: name for name in names}
    for name in names:
        if name.first >= 2 and words.text[name.first - 1] == "(" and name.last + 1 < len(words) and words.text[name.last + 1] == ")":
            before = by_last.get(name.first - 2) or (by_last.get(name.first - 3) if words.text[name.first - 2] in _POSSESSIVE else None)
            if before is not None and name.first == name.last and _abbreviates(name.text, before.text):
                name.bracket_of = before.first


def _abbreviates(short: str, long: str) -> bool:
    letters = [c for c in short.casefold() if c.isalpha()]
    initials = "".join(word[0] for word in re.split(r"[\s\-]+", long.casefold()) if word)
    at = 0
    for letter in letters:
        at = initials.find(letter, at) + 1
        if not at:
            return short.isupper() and initials[:1] == letters[0] and len(letters) <= 6
    return bool(letters)
