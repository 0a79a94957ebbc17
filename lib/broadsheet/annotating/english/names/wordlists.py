"""The word lists of `resources/en/actors`, in the shapes in which names are looked up."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from broadsheet.resources import data_set, data_table


class _Deed(NamedTuple):
    lemma: str
    colour: str
    complements: str


class _GivenName(NamedTuple):
    name: str
    gender: str


class _Nickname(NamedTuple):
    name: str
    nicknames: str


class _Title(NamedTuple):
    title: str
    kind: str
    gender: str


class _RoleNoun(NamedTuple):
    noun: str
    gender: str
    office: bool


class _Relation(NamedTuple):
    noun: str
    gender: str


class _NameWord(NamedTuple):
    word: str
    kind: str
    nominal: bool
    sort: str | None


class _KindNoun(NamedTuple):
    noun: str
    kind: str


class _Start(NamedTuple):
    word: str
    kind: str


class _Body(NamedTuple):
    name: str
    aliases: tuple[str, ...]
    country: str | None


class _Listed(NamedTuple):
    name: str
    sort: str | None
    shared: tuple[str, ...]


class _Sort(NamedTuple):
    noun: str
    sorts: tuple[str, ...]


class _City(NamedTuple):
    city: str
    country: str


_LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "ı": "i", "æ": "ae", "Æ": "Ae"})


def without_accents(text: str) -> str:
    """The text in the letters that many papers print: "Šarčević" → "Sarcevic"."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text.translate(_LETTERS)) if not unicodedata.combining(c))


def words(name: str) -> frozenset[str]:
    """The entries of a plain list."""
    return data_set(f"en/actors/{name}")


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Given name, also without its accents → m, f or u."""
    found = dict(data_table("en/actors/given_names.csv", _GivenName))
    return {without_accents(name): gender for name, gender in found.items()} | found


@lru_cache(maxsize=1)
def nicknames() -> dict[str, frozenset[str]]:
    """Given name → the short forms it goes by, casefolded."""
    return {
        row.name.casefold(): frozenset(row.nicknames.casefold().split("|")) for row in data_table("en/actors/nicknames.csv", _Nickname)
    }


@lru_cache(maxsize=1)
def titles() -> dict[str, tuple[str, str]]:
    """Title, casefolded and without full stop → its kind (honorific, role) and gender."""
    return {row.title.casefold().rstrip("."): (row.kind, row.gender) for row in data_table("en/actors/titles.csv", _Title)}


@lru_cache(maxsize=1)
def role_nouns() -> dict[str, tuple[str, bool]]:
    """Role noun, casefolded → its gender, and whether one person holds it at a time."""
    return {row.noun.casefold(): (row.gender, row.office) for row in data_table("en/actors/role_nouns.csv", _RoleNoun)}


@lru_cache(maxsize=1)
def relations() -> dict[str, str]:
    """Noun of kinship or company → its gender."""
    return dict(data_table("en/actors/relations.csv", _Relation))


@lru_cache(maxsize=1)
def name_words() -> dict[str, str]:
    """Word of a name, casefolded → the kind of thing it names."""
    return {row.word.casefold(): row.kind for row in data_table("en/actors/organisation_words.csv", _NameWord)}


@lru_cache(maxsize=1)
def name_starts() -> dict[str, str]:
    """Word that begins names of several words → the kind of thing they name."""
    return dict(data_table("en/actors/name_starts.csv", _Start))


@lru_cache(maxsize=1)
def kind_nouns() -> dict[str, str]:
    """Noun beside a name → the kind that it says the name is of."""
    return dict(data_table("en/actors/kind_nouns.csv", _KindNoun))


@lru_cache(maxsize=1)
def body_nouns() -> frozenset[str]:
    """Nouns by which a text points back to an organisation it has named: ministry, company, party."""
    return frozenset(row.word.casefold() for row in data_table("en/actors/organisation_words.csv", _NameWord) if row.nominal)


@lru_cache(maxsize=1)
def sorts_of_words() -> dict[str, str]:
    """Word of a body's name, casefolded → the sort of body that it tells: bank, media, party."""
    return {row.word.casefold(): row.sort for row in data_table("en/actors/organisation_words.csv", _NameWord) if row.sort}


@lru_cache(maxsize=1)
def sorts_of_bodies() -> dict[str, str]:
    """Full name of a listed organisation → its sort."""
    return {row.name: row.sort for row in data_table("en/actors/organisations.csv", _Listed) if row.sort}


@lru_cache(maxsize=1)
def sorts_of_nouns() -> dict[str, tuple[str, ...]]:
    """Noun by which a text points back to a body → the sorts of body that it can mean."""
    return dict(data_table("en/actors/body_nouns.csv", _Sort))


@lru_cache(maxsize=1)
def shared_forms() -> frozenset[str]:
    """Forms of listed organisations that bodies of other states bear as well: "Treasury", "Senate", "Labour"."""
    return frozenset(form for row in data_table("en/actors/organisations.csv", _Listed) for form in row.shared)


@lru_cache(maxsize=1)
def organisations() -> dict[str, tuple[str, str | None]]:
    """Name or acronym → the organisation's full name and country."""
    found: dict[str, tuple[str, str | None]] = {}
    rows = data_table("en/actors/organisations.csv", _Body)
    for row in rows:
        for owner in _OWNERS.get(row.country or "", ()):
            found |= dict.fromkeys((f"{owner} {form}" for form in (row.name, *row.aliases)), (row.name, row.country))
    for row in rows:
        found |= dict.fromkeys((row.name, *row.aliases), (row.name, row.country))
    return {without_accents(form): body for form, body in found.items()} | found


_OWNERS = {"US": ("US", "U.S."), "GB": ("UK", "U.K.", "British")}
"""What stands before the name of a state's body and adds nothing to it: "the U.S. Centers for Disease Control"."""


@lru_cache(maxsize=1)
def places() -> dict[str, tuple[str, str | None]]:
    """City, region or part of a country → its name and country."""
    found: dict[str, tuple[str, str | None]] = {
        city: (city, country) for city, country in data_table("en/actors/cities.csv", _City)
    }
    for row in data_table("en/actors/regions.csv", _Body):
        found |= dict.fromkeys((row.name, *row.aliases), (row.name, row.country))
    return found


@lru_cache(maxsize=1)
def regions() -> frozenset[str]:
    """Names of regions of the world and of parts of countries, which are no towns."""
    return frozenset(form for row in data_table("en/actors/regions.csv", _Body) for form in (row.name, *row.aliases))


@lru_cache(maxsize=1)
def false_names() -> frozenset[str]:
    """Capitalised words that name no actor, casefolded."""
    return frozenset(word.casefold() for word in words("false_names.txt"))


@lru_cache(maxsize=1)
def deeds() -> frozenset[str]:
    """What actors do, as headlines have it after a name: "Backs", "Denies", "Slams"."""
    reporting = {row.lemma for row in data_table("en/quotes/cue_verbs.csv", _Deed)}
    return frozenset(map(_with_s, reporting | words("metonym_verbs.txt") | words("game_verbs.txt")))


def _with_s(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in ("a", "e", "o", "u"):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
