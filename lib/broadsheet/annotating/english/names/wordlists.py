"""The word lists of `resources/en/actors`, read once per process."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=32)
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a list, without the comment that heads it."""
    text = files("broadsheet").joinpath("resources", "en", "actors", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines))


@lru_cache(maxsize=8)
def words(name: str) -> frozenset[str]:
    """The lines of a plain list."""
    text = files("broadsheet").joinpath("resources", "en", "actors", name).read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Given name → m, f or u."""
    return {row["name"]: row["gender"] for row in rows("given_names.csv")}


@lru_cache(maxsize=1)
def nicknames() -> dict[str, frozenset[str]]:
    """Given name → the short forms it goes by, casefolded."""
    return {row["name"].casefold(): frozenset(row["nicknames"].casefold().split("|")) for row in rows("nicknames.csv")}


@lru_cache(maxsize=1)
def titles() -> dict[str, tuple[str, str]]:
    """Title, casefolded and without full stop → its kind (honorific, role) and gender."""
    return {row["title"].casefold().rstrip("."): (row["kind"], row["gender"]) for row in rows("titles.csv")}


@lru_cache(maxsize=1)
def role_nouns() -> dict[str, tuple[str, bool]]:
    """Role noun, casefolded → its gender, and whether one person holds it at a time."""
    return {row["noun"].casefold(): (row["gender"], row["office"] == "yes") for row in rows("role_nouns.csv")}


@lru_cache(maxsize=1)
def relations() -> dict[str, str]:
    """Noun of kinship or company → its gender."""
    return {row["noun"]: row["gender"] for row in rows("relations.csv")}


@lru_cache(maxsize=1)
def name_words() -> dict[str, str]:
    """Word of a name, casefolded → the kind of thing it names."""
    return {row["word"].casefold(): row["kind"] for row in rows("organisation_words.csv")}


@lru_cache(maxsize=1)
def body_nouns() -> frozenset[str]:
    """Nouns by which a text points back to an organisation it has named: ministry, company, party."""
    return frozenset(row["word"].casefold() for row in rows("organisation_words.csv") if row["nominal"] == "yes")


@lru_cache(maxsize=1)
def organisations() -> dict[str, tuple[str, str | None]]:
    """Name or acronym → the organisation's full name and country."""
    found: dict[str, tuple[str, str | None]] = {}
    for row in rows("organisations.csv"):
        for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
            found[alias] = (row["name"], row["country"] or None)
    return found


@lru_cache(maxsize=1)
def places() -> dict[str, tuple[str, str | None]]:
    """City, region or part of a country → its name and country."""
    found: dict[str, tuple[str, str | None]] = {row["city"]: (row["city"], row["country"]) for row in rows("cities.csv")}
    for row in rows("regions.csv"):
        for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
            found[alias] = (row["name"], row["country"] or None)
    return found


@lru_cache(maxsize=1)
def false_names() -> frozenset[str]:
    """Capitalised words that name no actor, casefolded."""
    return frozenset(word.casefold() for word in words("false_names.txt"))
