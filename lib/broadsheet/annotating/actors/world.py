"""Names that the whole world knows, in the languages of the sentence encoder: countries, capitals, main bodies and offices.

"Россия", "Russie" and "Russland" are the country RU, Russia. The table `world/names.csv` has each name in its plain form; cases and
genitives ("России") are not known.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.languages import FIRST
from broadsheet.resources import data_records

_WITHOUT_SPACES = frozenset(("ja", "th", "zh"))
"""Languages that put no space between words; Korean joins its particles to a name."""

_GLUED = frozenset((*_WITHOUT_SPACES, "ko"))


class WorldName(NamedTuple):
    """What a name names: `kind` is country, capital, body or office, `key` the country's code or a slug, `name` the English name."""

    kind: str
    key: str
    name: str


def world_name(name: str, *, language: str | None = None, kind: str | None = None) -> WorldName | None:
    """What a name names in one language, or in any.

    Parameters
    ----------
    name
        As written; capitals do not count.
    language
        The code of the language it is in, also with a region ("zh-Hans"); None looks in all.
    kind
        Only names of this kind.

    Returns
    -------
    WorldName or None
        None for a name that the table does not have, or that names several things ("Mexico" is a country and a capital: ask with `kind`).

    Examples
    --------
    >>> world_name("Россия")
    WorldName(kind='country', key='RU', name='Russia')
    """
    code = None if language is None else language.replace("_", "-").partition("-")[0].casefold()
    found = {each for of, each in _by_name().get(name.casefold(), ()) if code in (None, of) and kind in (None, each.kind)}
    return next(iter(found)) if len(found) == 1 else None


def world_names_in(text: str, language: str) -> list[WorldName]:
    """Countries, capitals and bodies that a text names, in the order of their first mention; offices are left out.

    Parameters
    ----------
    text
        A title or a passage.
    language
        The code of its language.
    """
    code = language.replace("_", "-").partition("-")[0].casefold()
    if code not in _languages():
        return []
    found = (world_name(match[0], language=code, kind=kind) for match in _pattern(code).finditer(text) for kind in _FIRST)
    return list(dict.fromkeys(name for name in found if name is not None))


def single_world_words(language: str) -> frozenset[str]:
    """Words that by themselves name countries, capitals or bodies, and all words of offices ("Prime", "Minister"), as written.

    Parameters
    ----------
    language
        The code of the language; a language that the table does not have has none.
    """
    if language not in _languages():
        return frozenset()
    rows = [(row["kind"], form.split()) for row in data_records("world/names.csv") for form in row[language].split("|")]
    return frozenset(word for kind, words in rows if kind == "office" or len(words) == 1 for word in words if len(word) > 2)


_FIRST = ("country", "capital", "body")


@lru_cache(maxsize=1)
def _languages() -> tuple[str, ...]:
    """The languages of the table, the first one first: a name that several share is taken for the first's."""
    columns = next(iter(data_records("world/names.csv"))).keys() - {"kind", "key"}
    return (FIRST, *sorted(columns - {FIRST}))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, list[tuple[str, WorldName]]]:
    """Each form, casefolded → the languages that it is in, and what it names there."""
    found: dict[str, list[tuple[str, WorldName]]] = {}
    for row in data_records("world/names.csv"):
        named = WorldName(row["kind"], row["key"], row[FIRST].partition("|")[0])
        for language in _languages():
            for form in filter(None, row[language].split("|")):
                found.setdefault(form.casefold(), []).append((language, named))
    return found


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    """The forms of one language, longer ones first, as whole words where the language puts spaces between words."""
    forms = {form for row in data_records("world/names.csv") if row["kind"] in _FIRST for form in row[language].split("|") if len(form) > 1}
    either = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(either) if language in _GLUED else re.compile(rf"(?<!\w)(?:{either})(?!\w)")
