"""Which language an article is written in."""

from __future__ import annotations

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
