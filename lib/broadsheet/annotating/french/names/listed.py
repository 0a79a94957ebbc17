"""Names that word lists know, and names made of a common noun and what it is of: “ministère de l'Intérieur”."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.names.countries import country_forms
from broadsheet.annotating.french.names.metonymy import is_metonym
from broadsheet.annotating.french.names.name import HYPHENS, Name, demonym, run_end
from broadsheet.annotating.french.reading import Words

_LONGEST = 9
"""Tokens of a listed name."""

_SPACES = 20
"""Characters of white space that a name in a text may have beyond those in its list: a line break, and the margin of the next line."""


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, str | None]]:
    """Every listed form → what it names, and its country."""
    found: dict[str, tuple[str, str | None]] = {}
    for form, (_, country) in wordlists.own_places().items():
        found[form] = ("place", country)
    for form, listed in country_forms().items():
        if listed.use in ("name", "capital", "seat"):
            found[form] = ("country" if listed.use != "capital" else "place", listed.country)
    for form, (_, country) in wordlists.organisations().items():
        found[form] = ("organisation", country)
    return found


@lru_cache(maxsize=1)
def _starts() -> dict[str, int]:
    """The first words of listed forms, as the pipeline cuts them → characters of the longest form."""
    found: dict[str, int] = {}
    for form in _forms():
        start = form.replace("’", "'").split()[0].split("'")[0].split("-")[0]
        found[start] = max(found.get(start, 0), len(form))
    return found


@lru_cache(maxsize=50_000)
def _reach(word: str) -> int:
    """Characters of the longest listed form that can begin with a word; 0 where none can."""
    starts = _starts()
    return max(starts.get(word.split("'")[0].split("-")[0], 0), starts.get(word.replace("’", "'").split("'")[0], 0))


def listed_names(words: Words, entities: list[tuple[int, int, str]]) -> Iterator[Name]:
    """The names that word lists know, in text order, the longest where several begin.

    Parameters
    ----------
    words
        Those of the article.
    entities
        First token, last token and label of each name that the pipeline has found.
    """
    forms, number = _forms(), len(words)
    covered = {k for first, last, _ in entities for k in range(first, last + 1)}
    reaches = list(map(_reach, words.text))
    i = 0
    while i < number:
        if not reaches[i]:
            i += 1
            continue
        farthest = words.start[i] + reaches[i] + _SPACES
        for last in range(min(i + _LONGEST, number) - 1, i - 1, -1):
            if words.end[last] > farthest and last > i:
                continue
            form = " ".join(words.span_text(i, last).split())
            if form in forms and _is_whole(words, i, last):
                kind, country = forms[form]
                people = _is_people(words, i)
                if _is_sure(words, i, last, covered) and not people:
                    yield _listed_name(words, i, last, form, kind, country)
                    i = last
                break
        i += 1


def _is_whole(words: Words, first: int, last: int) -> bool:
    """Whether the form is no part of a compound: "Corée" in "Corée-du-Nord", "Paris" in "Paris-Nice"."""
    after = last + 1 < len(words) and words.text[last + 1] in HYPHENS and words.start[last + 1] == words.end[last]
    before = first > 0 and words.text[first - 1] in HYPHENS and words.end[first - 1] == words.start[first]
    return not after and not (before and words.text[first][:1].isupper())


def _is_people(words: Words, i: int) -> bool:
    """ "un Allemand", "les Suisses": the people, not the country."""
    return False if words.text[i] not in country_forms() else country_forms()[words.text[i]].use == "people"


def _is_sure(words: Words, first: int, last: int, covered: set[int]) -> bool:
    """One word with a capital that may be a common word where it starts a sentence ("Total", "Manche") needs the pipeline's word for it."""
    if first != last or words.text[first].isupper() and len(words.text[first]) > 1:
        return True
    return first in covered or words.pos[first] in ("PROPN", "X") or words.text[first].islower() and first in covered


def _listed_name(words: Words, first: int, last: int, form: str, kind: str, country: str | None) -> Name:
    listed = country_forms().get(form)
    if listed is not None and listed.use in ("capital", "seat"):
        if is_metonym(words, first, last) or listed.use == "seat":
            return Name(first, last, "country", form, country=country, listed=True)
        return Name(first, last, "place", form, country=country, listed=True)
    if form == "Bruxelles":
        return Name(first, last, "organisation" if is_metonym(words, first, last) else "place", form, country=country, listed=True)
    return Name(first, last, kind, form, country=country, listed=True)


def bodies_of(words: Words) -> Iterator[Name]:
    """ "ministère kosovar de l'Intérieur", "tribunal de Norvale": a common noun, what it is of, and a name."""
    nouns = wordlists.words("bodies_of.txt")
    for i in range(len(words)):
        if words.lower[i] not in nouns:
            continue
        k = i + 1
        while k < len(words) and k < i + 3 and words.pos[k] == "ADJ":
            k += 1
        last = None
        while (
            k < len(words)
            and words.lower[k] in ("de", "du", "des", "d'", "d’", "la", "l'", "l’", "et", "aux", "à", "les", ",")
            and k < i + 16
        ):
            while k < len(words) and (words.lower[k] in ("de", "du", "des", "d'", "d’", "la", "l'", "l’", "et", "aux", "à", "les")):
                k += 1
            if k >= len(words) or not words.text[k][:1].isupper() or words.lower[k].rstrip(".") in ("m", "mme"):
                break
            end = run_end(words, k)
            if words.text[k] in wordlists.words("portfolios.txt"):
                end = k
                while (
                    end + 1 < len(words) and words.pos[end + 1] == "ADJ" and words.text[end + 1].islower() and not demonym(words, end + 1)
                ):
                    end += 1
            elif last is not None and words.lower[k - 1] not in ("de", "du", "d'", "d’", "la", "l'", "l’"):
                break
            last, k = end, end + 1
        if last is not None:
            yield Name(i, last, "organisation", words.span_text(i, last))


def adjectives(words: Words, taken: set[int]) -> Iterator[Name]:
    """ "le gouvernement kosovar": the state; "les Kosovars": the people."""
    forms, nouns = country_forms(), wordlists.words("state_nouns.txt")
    for i in range(1, len(words)):
        form = forms.get(words.text[i])
        if form is None or i in taken:
            continue
        if form.use == "adjective" and words.lower[i - 1] in nouns:
            yield Name(i, i, "country", words.text[i], country=form.country, listed=True)
        elif (
            form.use == "people"
            and words.lower[i - 1] in ("les", "des", "aux")
            and words.text[i].endswith(("s", "x"))
            and (words.pos[i] in ("NOUN", "PROPN", "ADJ", "X"))
        ):
            yield Name(i, i, "group", words.text[i], country=form.country, listed=True)
