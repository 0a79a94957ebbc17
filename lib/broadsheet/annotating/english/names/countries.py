"""Countries: what a form names (name, adjective, people, capital, seat of government) and of which country."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.english.names.wordlists import rows


class CountryForm(NamedTuple):
    """What one written form says. use: name, adjective, people, capital, seat."""

    country: str
    use: str


_COLUMNS = {"aliases": "name", "adjectives": "adjective", "people": "people", "capitals": "capital", "seats": "seat"}


@lru_cache(maxsize=1)
def country_forms() -> dict[str, CountryForm]:
    """Every written form of every country; where two countries share a form the first use in the order of columns wins."""
    found: dict[str, CountryForm] = {}
    for row in rows("countries.csv"):
        found.setdefault(row["name"], CountryForm(row["country"], "name"))
    for column, use in _COLUMNS.items():
        for row in rows("countries.csv"):
            for form in filter(None, row[column].split("|")):
                for spelling in {form, form.replace("'", "’")}:
                    found.setdefault(spelling, CountryForm(row["country"], use))
    return found


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """ISO code → the name to show."""
    return {row["country"]: row["name"] for row in rows("countries.csv")}
