"""What French tells of the names of actors that are joined across articles."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.names.countries import country_forms
from broadsheet.annotating.languages import language_of

ARTICLES = frozenset({"le", "la", "les"})
"""Words that do not count at the start of a name."""

JOINERS = frozenset({"et"})
"""Words by which a long name goes on to list."""

_STATE_BODIES = frozenset(
    {
        "ministère",
        "parlement",
        "assemblée",
        "gouvernement",
        "armée",
        "marine",
        "police",
        "cour",
        "sénat",
        "cabinet",
        "ambassade",
        "gendarmerie",
        "trésor",
    }
)
_LEGAL = frozenset({"sa", "sarl", "sas", "sasu", "scop", "snc", "gmbh", "ag", "ltd", "inc"})
SEATS: Mapping[str, tuple[str, str]] = {"Bruxelles": ("organisation", "European Union")}
"""Towns that stand for another body than their country's government."""


def alias_form(text: str) -> str:
    """A mention by name as an alias: on one line."""
    return " ".join(text.split())


def person_tokens(text: str) -> list[str]:
    """The parts of a name, casefolded, without titles and accents."""
    return list(_person_tokens(text))


@lru_cache(maxsize=65536)
def _person_tokens(text: str) -> tuple[str, ...]:
    parts = [part for raw in text.replace("-", " ").split() if (part := without_accents(raw.strip("\"«»“”'’.,()").casefold()))]
    known = {title.casefold() for title in wordlists.titles()}
    while len(parts) > 1 and parts[0] in known:
        parts.pop(0)
    return tuple(parts)


def surname_of(tokens: list[str]) -> str:
    """The family name among the parts of a name."""
    return language_of().names.surname_of(tokens)


def given_names_fit(one: str, other: str) -> bool:
    """Whether two given names can be one person's."""
    return language_of().names.given_names_fit(one, other)


def without_accents(text: str) -> str:
    """The text without its accents: "Élysée" → "Elysee"."""
    return text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def is_state_body(name: str) -> bool:
    """Whether every state has a body of that name: "ministère de l'Intérieur", "Cour suprême", "Parlement"."""
    return name.casefold().split()[0] in _STATE_BODIES


def fixed_body(forms: Collection[str], country: str | None, states: Mapping[str, int]) -> tuple[str, str] | None:
    """A body that every state has, as that of the state it is tied to, or of the only one that its article names.

    "ministère kosovar de l'Intérieur" and, in an article on Kosovo alone, "ministère de l'Intérieur" are one.
    """
    form = max(forms, key=lambda one: (len(one), one))
    if not is_state_body(form):
        return None
    words = form.split()
    adjective = next(
        (found for word in words if (found := country_forms().get(word)) is not None and found.use in ("adjective", "name")), None
    )
    state = country or (adjective.country if adjective is not None else next(iter(states)) if len(states) == 1 else None)
    if state is None:
        return None
    plain = [word for word in words if (found := country_forms().get(word)) is None or found.country != state]
    while len(plain) > 1 and plain[-1] in ("du", "de", "des", "la"):
        plain.pop()
    return " ".join(plain), state


def body_words(parts: Sequence[str]) -> list[str]:
    """The words of an organisation's name, without its legal form."""
    words = list(parts)
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return words


@lru_cache(maxsize=1)
def country_names() -> Mapping[str, str]:
    """ISO code → the name to show, which is that of the archive's first language."""
    return language_of().names.country_names()


def no_forms() -> Collection[str]:
    """Forms of listed organisations that bodies of other states bear as well: French lists none."""
    return frozenset()


def meant_among(form: str, bodies: Collection[str]) -> str | None:
    """The listed body that a form means beside others of its article: French tells of none."""
    return None
