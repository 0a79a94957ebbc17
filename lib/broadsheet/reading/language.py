"""Which language an article is written in."""

from __future__ import annotations

import re
from functools import lru_cache

from broadsheet.languages import codes_by_name
from broadsheet.reading.moments import resource_rows

SAMPLE = 3000
"""Characters that are looked at."""
SHORTEST = 60
"""Characters below which a text does not tell its language."""


def identified_language(text: str, stated: str | None = None) -> str | None:
    """ISO 639-1 code of the language of `text` (py3langid); of a text too short to tell, the language stated for it.

    A page's own statement counts only there: templates declare "en" above articles in any language. Languages without a
    two-letter code are passed over, because newspapers hardly use them and English is now and then taken for a creole.
    """
    if len(text) < SHORTEST:
        return stated
    import py3langid

    return next((str(language) for language, _ in py3langid.rank(text[:SAMPLE]) if len(language) == 2), stated)


def language_code(stated: str) -> str | None:
    """The ISO 639-1 code of a language as it is stated: "en-GB", "eng", "English", "Deutsch"; None for what names none.

    Of several languages ("GERMAN; DEUTSCH", "English, French") the first counts.
    """
    first = re.split(r"[;,/]", stated.strip())[0].strip().lower()
    named = _languages().get(first)
    if named is not None:
        return named
    return re.split(r"[-_]", first)[0] if re.match(r"[a-z]{2,3}(?:[-_]|$)", first) else None


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    return codes_by_name() | {row["name"]: row["code"] for row in resource_rows("languages.csv")}


def is_language_name(line: str) -> bool:
    """Whether a line is nothing but the name of a language ("English", "Deutsch")."""
    return len(line) > 3 and line.strip().lower() in _languages()
