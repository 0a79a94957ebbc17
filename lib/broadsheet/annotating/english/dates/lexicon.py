"""The words of temporal expressions and their classes, read from `resources/en/dates/words.csv`."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from broadsheet.resources import data_table

NAMED_DAYS = "en/dates/named_days.csv"
"""The table of days with a name."""


class _WordClass(NamedTuple):
    word: str
    kind: str
    value: str


@lru_cache(maxsize=1)
def word_classes() -> dict[str, dict[str, str]]:
    """Each word of the table with its classes and their values.

    A word that the table writes with a capital stands under its capitalised and its upper-case form only; the others
    stand in lower case and match however they are written.
    """
    words: dict[str, dict[str, str]] = {}
    for row in data_table("en/dates/words.csv", _WordClass):
        forms = {row.word} if row.word.islower() else {row.word, row.word.upper()}
        for form in forms:
            words.setdefault(form, {})[row.kind] = row.value
    return words
