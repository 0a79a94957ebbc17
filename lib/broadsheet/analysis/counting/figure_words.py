"""What a word beside a number makes of it: a fate, people, a currency, nothing. The lists are `resources/en/events/figures.toml`."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from broadsheet.annotating import data_of_language, plain_words, stem
from broadsheet.resources import data_sections

MONEY = ("$", "£", "€")
"""The units of money."""
_MONEY_WORDS = {"pound": "£", "dollar": "$", "euro": "€"}


@lru_cache(maxsize=65536)
def unit_of_word(word: str) -> str:
    """What a word makes of the number before it: a fate, people, a currency, `skip`, `plain`, or nothing known."""
    lists, own = figure_lists(), stem(word)
    if word.split("-")[0] in lists["skip"] or own in lists["skip_stems"]:
        return "skip"
    for one in (word, word.removesuffix("s"), own):
        if one in lists["fates"]:
            return str(lists["fates"][one])
    if word in lists["everybody"]:
        return "people"
    if word in lists["people"] or own in lists["people_stems"]:
        return f"people {own}"
    if own in _MONEY_WORDS:
        return _MONEY_WORDS[own]
    return "plain" if word in plain_words() else ""


def is_plural(word: str) -> bool:
    """Whether a noun looks like more than one: "barrels"; not "glass", "virus"."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s")) and "." not in word


@lru_cache(maxsize=1)
def figure_lists() -> dict[str, Any]:
    """The lists of words by name, and what is worked out from them."""
    lists = data_sections(data_of_language("events/figures.toml"))
    sets = {name: frozenset(lists[name]) for name in (
        "people", "everybody", "skip", "ends", "around", "between", "confirmed", "suspected", "added", "outside", "leading", "counting",
        "moving", "of_lives", "levels", "raising", "polls",
    )}
    return lists | sets | {
        "people_stems": frozenset(stem(form) for word in sets["people"] for form in (word, f"{word}s")),
        "skip_stems": frozenset(map(stem, sets["skip"])),
        "kinds": frozenset(lists["fates"].values()), "nouns_of_fate": frozenset(lists["nouns_of_fate"]),
    }


def leading_words() -> frozenset[str]:
    """Prepositions that lead to the place that a figure counts in: "12 died in Marran"."""
    found: frozenset[str] = figure_lists()["leading"]
    return found


def outside_words() -> frozenset[str]:
    """Words that leave out the place after them: "outside Marran"."""
    found: frozenset[str] = figure_lists()["outside"]
    return found


def told_as(unit: str) -> str:
    """What is not agreed on where figures of a unit differ: "how many died"; empty where the figures say it themselves."""
    return str(figure_lists()["told_as"].get(unit, ""))


def fates() -> frozenset[str]:
    """The units that tell what became of people, such as "dead"."""
    found: frozenset[str] = figure_lists()["kinds"]
    return found
