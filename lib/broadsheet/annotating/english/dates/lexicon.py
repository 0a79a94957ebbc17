"""The words of temporal expressions and their classes, read from `resources/en/dates/words.csv` and `named_days.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Word:
    """The classes of a word, each with its value: `second` is {UNIT: TS, ORDWORD: 2, …}."""

    classes: dict[str, str]

    @property
    def key(self) -> frozenset[str]:
        """The classes without their values: words with the same key look alike to a pattern."""
        return frozenset(self.classes)


def resource_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table in `resources/en/dates`, without its comments."""
    text = files("broadsheet").joinpath("resources", "en", "dates", name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=1)
def word_classes() -> dict[str, dict[str, str]]:
    """Each word of the table with its classes and their values.

    A word that the table writes with a capital stands under its capitalised and its upper-case form only; the others
    stand in lower case and match however they are written.
    """
    words: dict[str, dict[str, str]] = {}
    for row in resource_rows("words.csv"):
        forms = {row["word"]} if row["word"].islower() else {row["word"], row["word"].upper()}
        for form in forms:
            words.setdefault(form, {})[row["class"]] = row["value"]
    return words


@lru_cache(maxsize=1)
def named_days() -> tuple[tuple[str, str], ...]:
    """(regular expression, rule) of each named day, longer names first."""
    rows = [(row["name"], row["rule"]) for row in resource_rows("named_days.csv")]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))
