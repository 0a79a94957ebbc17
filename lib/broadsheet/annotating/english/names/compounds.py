"""Names made of names: firms of two partners, models with their number, peers with their seat.

The model finds their parts; what stands between them, or right after them, makes them one name of another kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.words import Words

_MODEL = re.compile(r"\d{1,4}[A-Za-z]{0,2}")
_MADE_WITH_NUMBER = re.compile(r"i[A-Z][a-z]+")
_MINISTRIES = frozenset({"Department", "Ministry", "Office", "Secretariat"})
_PEERAGES = frozenset({"Lord", "Lady", "Baroness", "Baron", "Viscount", "Viscountess"})


def with_firms(names: list[Name], words: Words) -> list[Name]:
    """"Calder & Pike" as one name; "Harlan and Moss" where the article shows that the two are a firm.

    It shows it by what only a company has ("shares in Harlan and Moss") or by a verb in the singular, and never names one of
    them alone: two people, or two firms, that are named together are not one.
    """
    pairs = [(one, other) for one, other in zip(names, names[1:], strict=False) if _is_pair(one, other, words)]
    paired = {id(name) for pair in pairs for name in pair}
    alone = {words.text[i] for name in names if id(name) not in paired for i in range(name.first, name.last + 1)}
    firms = {words.span_text(one.first, other.last) for one, other in pairs if _is_firm(one, other, alone, words)}
    firms |= {name.text for name in names if name.label == "ORG" and len(name.tokens) == 3 and name.tokens[1] in ("and", "&")}
    made: list[Name] = []
    for name in names:
        whole = words.span_text(name.first - 2, name.last) if name.first > 1 and name.first == name.last else ""
        if whole in firms:
            made = [other for other in made if other.last < name.first - 2]
            made.append(Name(name.first - 2, name.last, whole, label="ORG"))
        else:
            made.append(name)
    return made


def _is_pair(one: Name, other: Name, words: Words) -> bool:
    """Two names of one word with nothing but "and" between them."""
    if one.first != one.last or other.first != other.last or other.first != one.last + 2 or words.lower[one.last + 1] not in ("and", "&"):
        return False
    return all(name.listed is None or name.listed[0] == "place" for name in (one, other))


def _is_firm(one: Name, other: Name, alone: Collection[str], words: Words) -> bool:
    given = wordlists.given_names()
    couple = one.text in given and other.text in given
    if words.text[one.last + 1] == "&":
        return not couple and one.listed is None
    if one.text in alone or other.text in alone:
        return False
    head, owned = words.head[one.last], wordlists.words("company_nouns.txt")
    if words.dep[one.last] == "pobj" and words.lower[head] in ("in", "of") and words.lower[words.head[head]] in owned:
        return True
    following = words.lower[other.last + 1:other.last + 3]
    return following[:1] == ["has"] and not couple or following[:1] == ["'s"] and following[1] in owned


def with_portfolios(names: list[Name], words: Words) -> list[Name]:
    """A ministry with all that it is for: "the Department for Culture, Media and Sport", which commas cut in pieces."""
    made: list[Name] = []
    for name in names:
        if made and name.first <= made[-1].last:
            continue
        last = _end_of_portfolio(name, words) if name.listed is None and name.tokens[0] in _MINISTRIES else name.last
        made.append(name if last == name.last else Name(name.first, last, words.span_text(name.first, last), label="ORG"))
    return made


def _end_of_portfolio(name: Name, words: Words) -> int:
    """The last token of ", Media and Sport" after a ministry's name; the name's own where it does not go on so."""
    entities, i = words.article.doc, name.last
    while i + 2 < len(words) and words.text[i + 1] == "," and words.text[i + 2][:1].isupper() and entities[i + 2].ent_type_ in ("", "ORG"):
        i += 2
        if i + 2 < len(words) and words.lower[i + 1] in ("and", "&") and words.text[i + 2][:1].isupper():
            return i + 2
    return name.last


def with_models(names: list[Name], words: Words) -> list[Name]:
    """A maker or product with the number of a model: "the Boeing 737 MAX", "the iPhone 16"."""
    made: list[Name] = []
    for name in names:
        before = made[-1] if made else None
        maker = before is not None and (before.label == "ORG" or before.listed is not None and before.listed[0] == "organisation")
        if before is not None and maker and before.last + 1 == name.first and name.label == "PRODUCT" and _MODEL.fullmatch(name.tokens[0]):
            made[-1] = Name(before.first, name.last, words.span_text(before.first, name.last), label="PRODUCT")
            continue
        following = words.text[name.last + 1] if name.last + 1 < len(words) else ""
        if _MADE_WITH_NUMBER.fullmatch(name.text) and _MODEL.fullmatch(following):
            name = Name(name.first, name.last + 1, words.span_text(name.first, name.last + 1), label="PRODUCT")
        made.append(name)
    return made


def with_peerages(names: list[Name], words: Words) -> list[Name]:
    """A peer with the seat that tells the title from others: "Lord Fenwick of Tyne"."""
    made: list[Name] = []
    for name in names:
        before = made[-1] if made else None
        if before is not None and before.last + 2 == name.first and words.lower[before.last + 1] == "of" and _is_peer(before, words):
            made = [other for other in made if other.last < before.first - 1]
            made.append(Name(before.first - 1, name.last, words.span_text(before.first - 1, name.last), label="PERSON"))
        else:
            made.append(name)
    return made


def _is_peer(name: Name, words: Words) -> bool:
    return name.first == name.last and name.first > 0 and words.text[name.first - 1] in _PEERAGES
