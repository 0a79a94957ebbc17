"""Spellings of one person's name in several languages and scripts: "Poutine" and "Putin", "Зеленский", "Zelensky" and "Selenskyj".

Two names are spelled alike if they sound alike by the rules of the languages that romanise them. That alone joins nobody: see
`joining.py` for what must agree besides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from broadsheet.resources import data_records

_ALIKE = 82
"""Of 100, from which two sounds with the same consonants in the same places are one name; measured on the cases of the tests."""

_SHORT = 4
"""Letters of a sound up to which it must be the same, not just alike."""

_RULES = tuple((re.compile(pattern), put) for pattern, put in (
    (r"['’ʼ`-]", ""), (r"tsch|tch|shch|chtch|sch|sh|zh|ch|cz|sz|dj|ts|tz|z", "s"), (r"x", "ks"), (r"ph|ff|w|v", "f"),
    (r"c(?=[eiy]|$)", "s"), (r"ck|kh|q|c", "k"), (r"gu(?=[ei])|gh", "g"), (r"ou|oo", "u"), (r"h", ""),
    (r"(?:ei|ey|ij|yj|iy|yi|yy|ii|y|j|i)+", "i"), (r"^ie", "e"), (r"(?<=[^aeiou])e$", ""), (r"(.)\1+", r"\1"),
))
"""What the languages write for one sound, in this order: French "ou", German "sch", Polish "cz", English "zh"; a mute "e" at the end."""

_VOWELS = re.compile(r"[aeiou]")


@lru_cache(maxsize=1)
def _letters() -> dict[int, str]:
    return str.maketrans({row["letter"]: row["latin"] for row in data_records("world/letters.csv")})


def in_latin(name: str) -> str:
    """A name in small Latin letters without accents; letters of scripts that have no table stay as they are.

    Examples
    --------
    >>> in_latin("Курти")
    'kurti'
    """
    plain = name.casefold().translate(_letters())
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def sound_of(name: str) -> str:
    """How one part of a name sounds, whatever the language that spells it.

    Examples
    --------
    >>> sound_of("Poutine") == sound_of("Putin") == sound_of("Путин")
    True
    """
    sound = in_latin(name)
    for pattern, put in _RULES:
        sound = pattern.sub(put, sound)
    return sound


def spelled_alike(one: str, other: str) -> bool:
    """Whether two parts of a name are spellings of one.

    The consonants must be the same; vowels may differ a little in longer names. What a script does not write ("محمد") is not made up, so
    names in Arabic are found only where they write their vowels.
    """
    a, b = sound_of(one), sound_of(other)
    if a == b:
        return len(a) > 1
    if min(len(a), len(b)) <= _SHORT or a[0] != b[0] or _pattern(a) != _pattern(b):
        return False
    from rapidfuzz.fuzz import ratio

    return ratio(a, b) >= _ALIKE


def _pattern(sound: str) -> str:
    """The consonants of a sound with their places between the vowels: "Starmer" is not "Stramer"."""
    return _VOWELS.sub("a", sound)


def names_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names, in their parts, are spellings of one: the first and the last part are; what stands between may be missing."""
    return len(one) > 1 and len(other) > 1 and spelled_alike(one[0], other[0]) and spelled_alike(one[-1], other[-1])
