"""Where names stand: the model's entities, repaired, and what word lists and capital letters add to them.

The entity recogniser of a middle-sized model glues headings, titles, commas and possessives into names, and misses names
that it has found a sentence before. Lists of countries, organisations and places are matched first; entities are cut to
size around them; runs of capitalised words that neither covers are kept as unlabelled candidates, which the article's own
evidence must confirm (`name_kinds`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.compounds import with_firms, with_models, with_peerages, with_portfolios
from broadsheet.annotating.english.names.countries import country_forms
from broadsheet.annotating.english.names.datelines import in_credit, in_dateline
from broadsheet.annotating.english.names.joints import add_brackets, add_title, is_title, joined, with_nicknames
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.repair import CAMEL, ELIDED, people_words, repaired, trimmed
from broadsheet.annotating.english.names.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Span

KIND_OF_LABEL = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
    "PRODUCT": "other", "WORK_OF_ART": "other", "LAW": "other", "EVENT": "other",
}

_CHAMBERS = ("Senate", "House", "Assembly")
"""A state's own are not those of the United States, and "the state Senate" does not say of which state."""
_LONGEST_FORM = 9
_FIRST_PART = re.compile(r"[^\s'’\-,]+")


@lru_cache(maxsize=1)
def _forms() -> tuple[dict[str, tuple[str, str, str]], frozenset[str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for form, (place, _) in wordlists.places().items():
        found[form] = ("place", place, "name")
    for form, country in country_forms().items():
        found[form] = ("country", country.country, country.use)
    for form, (organisation, _) in wordlists.organisations().items():
        found[form] = ("organisation", organisation, "name")
    firsts = frozenset(match.group() for form in found if (match := _FIRST_PART.match(form)))
    return found, firsts


def find_names(words: Words) -> list[Name]:
    """Candidate names in text order, without overlaps; none in datelines."""
    closed, credited = in_dateline(words), in_credit(words)
    taken = [False] * len(words)
    names: list[Name] = []
    american = _is_american(words)
    entities = [e for e in words.article.doc.ents if e.label_ in KIND_OF_LABEL]
    inside = _covering(entities)
    for name in _listed_names(words, closed):
        if american and name.text == "Georgia":
            name.listed = ("place", "Georgia", "name")
        if name.text in _CHAMBERS and name.first and words.lower[name.first - 1] == "state":
            taken[name.first] = True
            continue
        entity = inside.get(name.first)
        if entity is None or not _outranks(entity, name, words):
            name.label = entity.label_ if entity is not None and entity.end_char >= words.end[name.last] else None
            _take(name, names, taken)
    people = people_words(words)
    for entity in entities:
        for name in repaired(entity, words, closed, taken, people):
            _take(name, names, taken)
    for name in _capitalised_runs(words, closed, taken):
        _take(name, names, taken)
    names = with_nicknames(joined(sorted(names, key=lambda name: name.first), words), words)
    names = with_portfolios(with_peerages(with_models(with_firms(names, words), words), words), words)
    names = [name for name in names if name.listed is not None or len(name.tokens) > 1 or not is_title(name, words)]
    for name in names:
        name.heading = words.heading[name.first]
        name.credit = credited[name.first]
        add_title(name, words)
    add_brackets(names, words)
    return names


_AROUND_GEORGIA = frozenset({"RU", "AM", "AZ", "TR", "UA", "IR"})


def _is_american(words: Words) -> bool:
    """Whether the article speaks of the United States, its states and towns more than of Georgia's neighbours and capital."""
    forms, places = country_forms(), wordlists.places()
    here = {text for text in words.text if text[:1].isupper()} - {"Georgia"}
    said = {text: forms[text].country if text in forms else places[text][1] for text in here if text in forms or text in places}
    home = sum(code == "US" for code in said.values())
    return home > sum(code in _AROUND_GEORGIA for code in said.values()) and not here & {"Tbilisi", "Abkhazia", "Ossetia"}


def _take(name: Name, names: list[Name], taken: list[bool]) -> None:
    if not any(taken[name.first:name.last + 1]):
        names.append(name)
        taken[name.first:name.last + 1] = [True] * (name.last + 1 - name.first)


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
    listed_kind, _, listed_as = name.listed or ("", "", "")
    if entity.end - entity.start <= name.last - name.first + 1:
        somebody = entity.label_ == "PERSON" and listed_kind != "organisation" and entity.start == name.first and _ambiguous(name.text)
        return somebody and not (listed_kind == "place" and name.first > 0 and words.lower[name.first - 1] == "in")  # a school in Devon
    if entity.start > name.first or entity.end <= name.last:
        return False
    core = [i for i in range(entity.start, entity.end) if words.lower[i] not in ("the", "'s", "’s") and not words.text[i].isspace()]
    if core and core[0] == name.first and core[-1] == name.last:
        return False
    if entity.label_ in ("GPE", "NORP") and listed_kind == "country":
        return all(words.text[i][:1].isupper() for i in core) and all(words.tag[i].startswith("NNP") for i in core)
    if any(words.text[i] in (",", "-", "–", "—", ":", ";") for i in core) or any("\n" in words.text[i] for i in core):
        return False
    if listed_as in ("adjective", "people") and name.first == core[0] and entity.label_ == "PERSON":
        return False
    if name.last + 1 < entity.end and words.text[name.last + 1] in ("'s", "’s") and listed_kind == "country":
        return False
    return any(words.text[i][:1].isupper() for i in core if not name.first <= i <= name.last)


def _ambiguous(form: str) -> bool:
    return form in wordlists.given_names() or form in ("Chad", "Jordan", "Georgia", "Israel", "Washington", "London", "Paris", "Sydney")


def _capitalised_runs(words: Words, closed: list[bool], taken: list[bool]) -> Iterator[Name]:
    """Runs of proper nouns that nothing covers yet."""
    run: list[int] = []
    for i in range(len(words) + 1):
        inside = (
            i < len(words) and not taken[i] and not closed[i] and (
                words.text[i][:1].isupper() and (words.tag[i] in ("NNP", "NNPS") or words.pos[i] == "PROPN")
                or words.tag[i] in ("NNP", "NN") and (CAMEL.match(words.text[i]) or ELIDED.fullmatch(words.text[i]))
            )
        )
        if inside and (not run or words.sentence[run[0]] == words.sentence[i]):
            run.append(i)
            continue
        if run:
            span = trimmed(run, words, "PERSON")
            if span is not None:
                yield Name(*span, words.span_text(*span))
        run = [i] if inside else []
