"""Languages as a reader sees them: their names, and the attributes by which a page sets words of another language right."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from broadsheet.resources import data_table
from broadsheet.safe_text import is_null, plain

PAGE: Final = "en"
"""The language of our own words on a page."""


class _Shown(NamedTuple):
    """A language: its code, its English name, and whether it is written from right to left."""

    code: str
    name: str
    right_to_left: bool


def language_name(code: object) -> str:
    """The English name of a language: "French" for "fr" and "fr-CA"; the code where there is none, nothing for null.

    Parameters
    ----------
    code
        As in `articles.language`.

    Examples
    --------
    >>> language_name("de"), language_name("zh-TW"), language_name("tlh"), language_name(None)
    ('German', 'Chinese', 'tlh', '')
    """
    known = _known().get(_primary(code))
    return known.name if known else "" if is_null(code) else plain(code)


@lru_cache(maxsize=1)
def codes_by_name() -> dict[str, str]:
    """English name of a language in small letters → its code; of several codes that share a name ("Norwegian") the last."""
    return {shown.name.casefold(): code for code, shown in _known().items()}


def lang_attributes(code: object) -> str:
    """The attributes of an element with words of a language, ready to follow its name; nothing for English and null.

    Parameters
    ----------
    code
        As in `articles.language`.

    Examples
    --------
    >>> lang_attributes("ar"), lang_attributes("fr"), lang_attributes("en-GB")
    (' lang="ar" dir="rtl"', ' lang="fr"', '')
    """
    known = _known().get(_primary(code))
    if known is None or known.code == PAGE:
        return ""
    return f' lang="{known.code}"' + (' dir="rtl"' if known.right_to_left else "")


def _primary(code: object) -> str:
    return "" if is_null(code) else str(code).replace("_", "-").partition("-")[0].casefold()


@lru_cache(maxsize=1)
def _known() -> dict[str, _Shown]:
    return {row.code: row for row in data_table("languages/shown.csv", _Shown)}
