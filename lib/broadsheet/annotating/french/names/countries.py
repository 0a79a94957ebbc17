"""Countries: what a French form names (name, adjective, people, capital, seat of government) and of which country."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.actors.country_forms import CountryForm, spellings
from broadsheet.resources import data_table

_FEMININE = (
    ("ien", "ienne"),
    ("éen", "éenne"),
    ("yen", "yenne"),
    ("on", "onne"),
    ("ain", "aine"),
    ("in", "ine"),
    ("an", "ane"),
    ("ais", "aise"),
    ("ois", "oise"),
    ("and", "ande"),
    ("ol", "ole"),
    ("al", "ale"),
    ("ar", "are"),
    ("i", "ie"),
    ("é", "ée"),
)
"""Endings of adjectives of nationality in the masculine and the feminine."""


class _Country(NamedTuple):
    country: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


@lru_cache(maxsize=1)
def country_forms() -> dict[str, CountryForm]:
    """Every written form of every country; where two share a form the first use in the order of `CountryForm` wins.

    Adjectives are in small letters and in all their endings; with a capital they name the people.
    """
    found: dict[str, CountryForm] = {}
    rows = data_table("fr/actors/countries.csv", _Country)
    for use, forms in (
        ("name", lambda row: (row.name, *row.aliases)),
        ("capital", lambda row: row.capitals),
        ("seat", lambda row: row.seats),
    ):
        for row in rows:
            for form in forms(row):
                for spelling in spellings(form):
                    found.setdefault(spelling, CountryForm(row.country, use))
    for row in rows:
        for adjective in row.adjectives:
            for form in inflected(adjective):
                found.setdefault(form, CountryForm(row.country, "adjective"))
                found.setdefault(form[:1].upper() + form[1:], CountryForm(row.country, "people"))
    return found


def inflected(adjective: str) -> Iterator[str]:
    """The endings of an adjective: "kosovar", "kosovare", "kosovars", "kosovares"; "turc:turque" tells its own feminine."""
    masculine, _, told = adjective.partition(":")
    feminine = told or next((masculine[: -len(end)] + other for end, other in _FEMININE if masculine.endswith(end)), masculine)
    for one in (masculine, feminine):
        yield one
        if not one.endswith(("s", "x")):
            yield f"{one}s"
