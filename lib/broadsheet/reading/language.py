"""Which language an article is written in."""

from __future__ import annotations

SAMPLE = 3000
"""Characters that are looked at."""
SHORTEST = 60


def identified_language(text: str, stated: str | None = None) -> str | None:
    """ISO 639-1 code of the language of `text` (py3langid); of a text too short to tell, the language stated for it.

    A page's own statement counts only there: templates declare "en" above articles in any language.
    """
    if len(text) < SHORTEST:
        return stated
    import py3langid

    language, _ = py3langid.classify(text[:SAMPLE])
    return str(language)
