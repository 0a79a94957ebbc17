"""Bylines: the people who wrote an article, without their titles, desks and agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable

from broadsheet.reading.cleaning import clean_line

_BY = re.compile(
    r"^(?:(?:words|story|text|report(?:ing)?|written|reported|posted|published|analysis|opinion|comment|exclusive)\s+)?(?:by|von|par|por|di)\b[:\s]+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:;|\||/|\n|•|·|\band\b|\s&\s|\s[–—-]\s|,)\s*")
_ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|writer|columnist|staff|desk|team|agency|agencies|bureau|chief|producer|contributor|photographer|"
    r"journalist|newsroom|press|reuters|afp|associated|guardian|times|news|bbc|cnn|online|admin|editorial|board|media|service|services|"
    r"editors|reporters|contributors|analyst|professor|author|senior|political|diplomatic|economics|business|sports?|health|science|"
    r"posted|updated|published|min|read|www|http|https|com|co|org|net|network|wire|post|daily|group|inc|ltd|tribune|herald)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"^(?:[^\W\d_][\w.'’-]*)(?:\s+[^\W\d_][\w.'’-]*){1,4}$")
_TAIL = re.compile(r"\s+(?:in|for|at|of)\s+[A-Z].*$|\s*[(<].*$|\s+@\w+.*$|\s+\S+@\S+.*$")
LONGEST = 400


def authors(value: object) -> str | None:
    """The people that a byline names, parted by "; ", or None.

    Parameters
    ----------
    value
        A byline as printed ("By Ana Dell and Joe Roe, Political Editors in London"), a list of names, or dicts with `name`.
    """
    people: list[str] = []
    for line in _lines(value):
        for name in _names(line):
            if name.casefold() not in {p.casefold() for p in people}:
                people.append(name)
    return "; ".join(people[:20]) or None


def _lines(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value[:LONGEST]
    elif isinstance(value, dict):
        yield from _lines(value.get("name"))
    elif isinstance(value, (list, tuple)):
        for item in value[:50]:
            yield from _lines(item)


def _names(line: str) -> Iterable[str]:
    for part in _SPLIT.split(_BY.sub("", clean_line(line))):
        name = _TAIL.sub("", _BY.sub("", part)).strip(" .,:-–—")
        if not _NAME.match(name) or _ROLE.search(name):
            continue
        if name.isupper():
            name = " ".join(word if len(word.strip(".")) < 2 else word[0] + word[1:].lower() for word in name.split())
        if name[0].isupper() and (name.split()[-1][0].isupper()):
            yield name
