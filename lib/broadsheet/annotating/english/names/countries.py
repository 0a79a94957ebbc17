"""Countries: what a form names (name, adjective, people, capital, seat of government) and of which country."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.actors.country_forms import CountryForm, spellings
from broadsheet.resources import data_table


class _Country(NamedTuple):
    country: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


_COLUMNS = {"aliases": "name", "adjectives": "adjective", "people": "people", "capitals": "capital", "seats": "seat"}


@lru_cache(maxsize=1)
def country_forms() -> dict[str, CountryForm]:
    """Every written form of every country; where two countries share a form the first use in the order of columns wins."""
    found: dict[str, CountryForm] = {}
    for row in _countries():
        found.setdefault(row.name, CountryForm(row.country, "name"))
    for column, use in _COLUMNS.items():
        for row in _countries():
            for form in getattr(row, column):
                for spelling in spellings(form):
                    found.setdefault(spelling, CountryForm(row.country, use))
    return found


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """ISO code → the name to show."""
    return {row.country: row.name for row in _countries()}


def _countries() -> tuple[_Country, ...]:
    return data_table("en/actors/countries.csv", _Country)
