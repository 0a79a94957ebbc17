"""Bylines: the people who wrote an article, without their titles, desks and agencies."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from broadsheet.reading.cleaning import clean_line

_BY = re.compile(
    r"^(?:(?:words|story|text|report(?:ing)?|written|reported|posted|published|analysis|opinion|comment|exclusive)\s+)?(?:by|von|par|por|di)\b[:\s]+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:;|\||/|\n|•|·|\band\b|\s&\s|\s[–—-]\s|,)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:;|\band\b|&)\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|writer|columnist|staff|desk|team|agency|agencies|bureau|producer|contributor|photographer|"
    r"journalist|newsroom|reuters|afp|associated|bbc|cnn|online|admin|editorial|services|editors|reporters|contributors|analyst|professor|"
    r"posted|updated|published|https?|inc|ltd)\b|\bwww\b|\.(?:com|co|org|net)\b|\bmin read\b",
    re.IGNORECASE,
)
"""Words that no person's name holds."""
_TITLE_WORDS = frozenset((
    "guardian", "times", "news", "media", "service", "network", "tribune", "herald", "group", "senior", "political", "diplomatic",
    "economics", "business", "sports", "health", "science", "author", "com", "co", "org", "net", "world",
))
"""Words of outlets and titles that are hardly ever a family name."""
_FAMILY_TOO = frozenset(("read", "min", "post", "daily", "press", "board", "sport", "wire", "chief"))
"""Words of outlets that are family names too: a name may end in one (Donna Read, Emily Post), not begin with it (Daily Mail)."""
_OF_OUTLETS = re.compile(
    r"\b(?:washington|bangkok|jerusalem|denver|huffington|national|saturday|sunday|evening|morning|jakarta|birmingham|yorkshire|lancashire|"
    r"liverpool|bristol|new york|houston|kyiv|dhaka|nottingham|palm beach|zimbabwe|financial|canadian|australian|detroit|belfast|free|"
    r"london|british|american|european|sky|city|global|local|regional|union|ghana|namibia|lagos|cape)\b", re.IGNORECASE,
)
"""Places and words in front of Post, Press and Daily in the names of papers."""
_NAME = re.compile(r"^(?:[^\W\d_][\w.'’-]*)(?:\s+[^\W\d_][\w.'’-]*){1,4}$")
_TAIL = re.compile(r"\s+(?:in|for|at|of)\s+[A-Z].*$|\s*[(<].*$|\s+@\w+.*$|\s+\S+@\S+.*$")
_PARTICLES = frozenset((
    "de", "del", "della", "der", "den", "di", "da", "dos", "du", "la", "le", "van", "von", "bin", "al", "el", "ter", "ten",
))
_FAMILY_FIRST = re.compile(
    r"^(?P<family>(?:[a-z]{2,5}\s+){0,2}[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?),\s*(?P<given>[A-ZÀ-Þ][\w.'’-]*(?:\s[A-ZÀ-Þ][\w.'’-]*){0,2})$"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
_NOBODY = frozenset(("none", "nan", "null", "n/a", "unknown"))
LONGEST = 400
LONGEST_LIST = 4000
"""Characters of a list of names that is written as text."""


def authors(value: object) -> str | None:
    """The people that a byline names, parted by "; ", or None.

    Parameters
    ----------
    value
        A byline as printed ("By Ana Dell and Joe Roe, Political Editors in London"), with the family name first ("Dell, Ana;
        Roe, Joe"), a list of names, also one written as text ("['Ana Dell', 'Joe Roe']"), or dicts with `name`.
    """
    people: list[str] = []
    for line in _lines(value):
        for name in _names(line):
            if name.casefold() not in {p.casefold() for p in people}:
                people.append(name)
    return "; ".join(people[:20]) or None


def are_names(line: str) -> bool:
    """Whether a line is nothing but the names of people ("JOE ROE AND ANA DELL")."""
    parts = [part for part in _SPLIT.split(line.strip()) if part]
    return bool(parts) and all(_is_person(part) and len(part.split()) <= 3 and _capitalised(part) for part in parts)


def _lines(value: object) -> Iterable[str]:
    if isinstance(value, str):
        listed = _list_in(value)
        if listed is None:
            yield value[:LONGEST]
        else:
            yield from _lines(listed)
    elif isinstance(value, dict):
        yield from _lines(value.get("name"))
    elif isinstance(value, (list, tuple)):
        for item in value[:50]:
            yield from _lines(item)


def _list_in(text: str) -> list[object] | None:
    """The list that a program wrote as text: Python's own form, or JSON's."""
    text = text.strip()
    if not (text.startswith("[") and text.endswith("]")) or len(text) > LONGEST_LIST:
        return None
    try:
        listed = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return [part.strip(" '\"") for part in text[1:-1].split(",")]
    return listed if isinstance(listed, list) else None


def _names(line: str) -> Iterable[str]:
    line = _BY.sub("", clean_line(line))
    parts = [part for part in _AND.split(line) if part]
    inverted = [_family_first(part, alone=";" not in line) for part in parts]
    if parts and all(inverted):
        candidates = [name for name in inverted if name]
    else:
        candidates = [_TAIL.sub("", _BY.sub("", part)).strip(" .,:-–—") for part in _SPLIT.split(line)]
    lower = line.islower() and len(candidates) == 1 and len(line.split()) <= 3
    for name in candidates:
        if name.isupper():
            name = " ".join(_cased(word, first=not i) for i, word in enumerate(name.split()))
        if _is_person(name) and (lower or (name.split()[-1][0].isupper() and name[0].isupper())):
            yield name


def _family_first(part: str, *, alone: bool) -> str | None:
    """ "Ana Dell" of "Dell, Ana"; None for anything else. Without ";" between several of them the family name is one word."""
    match = _FAMILY_FIRST.match(part.strip())
    if match is None or _ROLE.search(part):
        return None
    family = match["family"].split()
    capitals = [word for word in family if word[0].isupper()]
    if any(word not in _PARTICLES for word in family if word[0].islower()) or (alone and len(capitals) > 1):
        return None
    return f"{match['given']} {match['family']}"


def _is_person(name: str) -> bool:
    if not _NAME.match(name) or _ROLE.search(name):
        return False
    words = [word.strip(".").lower() for word in name.split()]
    if any(word in _TITLE_WORDS for word in words) or words[0] in (*_FAMILY_TOO, "the") or all(word in _NOBODY for word in words):
        return False
    return not (any(word in _FAMILY_TOO for word in words) and (len(words) > 3 or _OF_OUTLETS.search(name)))


def _capitalised(name: str) -> bool:
    return all(word[0].isupper() or word in _PARTICLES for word in name.split())


def _cased(word: str, *, first: bool) -> str:
    """A word of a name that was printed in capitals only: McDell, O'Neil, Jean-Luc, J.R., van."""
    if _INITIALS.fullmatch(word):
        return word.upper()
    if not first and word.lower() in _PARTICLES:
        return word.lower()
    if word.upper() in ("II", "III", "IV"):
        return word.upper()
    parts = re.split(r"(['’-])", word.lower())
    return "".join("Mc" + part[2:].capitalize() if re.match(r"mc[^\W\d_]{3,}", part) else part.capitalize() for part in parts)
