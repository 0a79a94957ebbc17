"""The word lists of `resources/fr/actors`, in the shapes in which names are looked up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.actors.country_forms import spellings
from broadsheet.annotating.languages import language_of
from broadsheet.resources import data_set, data_table


class _Named(NamedTuple):
    name: str
    gender: str


class _Title(NamedTuple):
    title: str
    gender: str


class _Relation(NamedTuple):
    noun: str
    gender: str


class _RoleNoun(NamedTuple):
    noun: str
    feminine: str
    office: bool


class _NameWord(NamedTuple):
    word: str
    kind: str
    sort: str | None


class _Body(NamedTuple):
    name: str
    aliases: tuple[str, ...]
    country: str | None
    sort: str | None
    shown: str


class _Place(NamedTuple):
    name: str
    aliases: tuple[str, ...]
    country: str | None
    shown: str


class _Sort(NamedTuple):
    noun: str
    sorts: tuple[str, ...]


def words(name: str) -> frozenset[str]:
    """The entries of a plain list."""
    return data_set(f"fr/actors/{name}")


@lru_cache(maxsize=1)
def titles() -> dict[str, str]:
    """Title without its full stop → the gender it tells."""
    return dict(data_table("fr/actors/titles.csv", _Title))


@lru_cache(maxsize=1)
def role_nouns() -> dict[str, tuple[str, bool]]:
    """Role noun in either gender, and in the plural → its gender (m, f or u), and whether one person holds it at a time."""
    found: dict[str, tuple[str, bool]] = {}
    for row in data_table("fr/actors/role_nouns.csv", _RoleNoun):
        found[row.noun.casefold()] = ("m" if row.feminine else "u", row.office)
        if row.feminine:
            found[row.feminine.casefold()] = ("f", row.office)
    return found


@lru_cache(maxsize=1)
def plural_role_nouns() -> dict[str, str]:
    """Role noun in the plural → in the singular."""
    found = {}
    for noun in role_nouns():
        plural = noun[:-2] + "aux" if noun.endswith("al") else noun + ("" if noun.endswith(("s", "x", "z")) else "s")
        if plural != noun:
            found[plural] = noun
    return found


@lru_cache(maxsize=1)
def relations() -> dict[str, str]:
    """Noun of kinship or company → its gender."""
    return dict(data_table("fr/actors/relations.csv", _Relation))


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Given name → m, f or u."""
    return dict(data_table("fr/actors/given_names.csv", _Named))


@lru_cache(maxsize=1)
def name_words() -> dict[str, str]:
    """Word of a name, casefolded → the kind of thing it names."""
    return {row.word.casefold(): row.kind for row in data_table("fr/actors/organisation_words.csv", _NameWord)}


@lru_cache(maxsize=1)
def sorts_of_words() -> dict[str, str]:
    """Word of a body's name, casefolded → the sort of body that it tells."""
    return {row.word.casefold(): row.sort for row in data_table("fr/actors/organisation_words.csv", _NameWord) if row.sort}


@lru_cache(maxsize=1)
def sorts_of_bodies() -> dict[str, str]:
    """Full name of a listed organisation → its sort."""
    return {row.shown: row.sort for row in data_table("fr/actors/organisations.csv", _Body) if row.sort}


@lru_cache(maxsize=1)
def sorts_of_nouns() -> dict[str, tuple[str, ...]]:
    """Noun by which a text points back to a body → the sorts of body that it can mean."""
    return {row.noun.casefold(): row.sorts for row in data_table("fr/actors/body_nouns.csv", _Sort)}


@lru_cache(maxsize=1)
def organisations() -> dict[str, tuple[str, str | None]]:
    """Name or acronym → the name by which the archive joins the organisation, and its country."""
    return _by_form(data_table("fr/actors/organisations.csv", _Body))


@lru_cache(maxsize=1)
def own_places() -> dict[str, tuple[str, str | None]]:
    """Town or region by its French name → the name by which the archive joins it, and its country."""
    return _by_form(data_table("fr/actors/places.csv", _Place))


def _by_form(rows: Iterable[_Body | _Place]) -> dict[str, tuple[str, str | None]]:
    """Every spelling of every form → the name to join it by, and its country."""
    return {
        spelling: (row.shown, row.country) for row in rows for form in (row.name, *row.aliases) for spelling in spellings(form)
    }


@lru_cache(maxsize=1)
def places() -> dict[str, tuple[str, str | None]]:
    """As `own_places`, and the places that the archive's first language knows, whose names are often the same."""
    return {**language_of().names.places(), **own_places()}


@lru_cache(maxsize=1)
def false_names() -> frozenset[str]:
    """Capitalised words that name no actor, casefolded."""
    return words("false_names.txt")
