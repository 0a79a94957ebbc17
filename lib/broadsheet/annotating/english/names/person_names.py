"""Names of people: their parts, and whether two forms can be one person's."""

from __future__ import annotations

import re

from broadsheet.annotating.english.names import wordlists

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "mp", "qc", "kc", "obe", "phd", "md"})
_QUOTES = "\"“”'‘’"


def person_tokens(text: str) -> list[str]:
    """The parts of a name, casefolded, without titles, suffixes, quoted nicknames and possessives."""
    parts = []
    titles = wordlists.titles()
    for raw in text.replace("-", " ").split():
        part = wordlists.without_accents(raw.strip(_QUOTES + ".,()").casefold())
        for ending in ("'s", "’s"):
            part = part.removesuffix(ending)
        if part and part not in _SUFFIXES and not (raw[0] in _QUOTES and raw[-1] in _QUOTES):
            parts.append(part)
    if "of" in parts[1:]:
        parts = parts[:parts.index("of", 1)]  # "Lord Fenwick of Tyne"
    while len(parts) > 1 and parts[0] in titles and titles[parts[0]][0] == "honorific":
        parts.pop(0)
    return parts


_FAMILY_FIRST = frozenset({
    "kim", "lee", "park", "moon", "choi", "jung", "kang", "cho", "yoon", "chung", "xi", "li", "wang", "zhang", "chen", "liu", "yang",
    "huang", "zhao", "wu", "zhou", "xu", "sun", "hu", "wen", "jiang", "deng", "mao", "nguyen", "tran", "pham", "tsai", "ma", "leung",
    "wong", "chan", "cheung", "lam", "ban", "suh", "ri",
})

_GIVEN_LAST = frozenset({
    "un", "il", "in", "jae", "hee", "hye", "hyo", "min", "soo", "suk", "yun", "eun", "wan", "wei", "jin", "yi", "nam", "ji", "hui", "yu",
    "hwa", "bao", "yan", "mei", "lin", "chi", "wai", "anh", "thi", "kum", "bok", "hae", "mi", "na",
})
"""Second halves of Asian given names that are given names of their own: "Kim Jong Un" is no Mr Un."""


def suffix_of(text: str) -> str:
    """"jr" or "sr" where the name ends so: father and son bear one name."""
    last = text.split()[-1].strip(".,").casefold()
    return last if last in ("jr", "sr") else ""


def surname_of(tokens: list[str]) -> str:
    """The family name: the last part; the first in Korean, Chinese and Vietnamese names of three parts."""
    if len(tokens) > 2 and tokens[0] in _FAMILY_FIRST and (
        tokens[-1] in _GIVEN_LAST or tokens[-1].capitalize() not in wordlists.given_names()
    ):
        return tokens[0]
    return tokens[-1]


_SURNAME = re.compile(
    r"(?:O['’]|Mc|Mac|Fitz)[A-Z][a-z]+|[A-ZŽŠČĆĐÁÉÍÓÚ]\w+(?:ić|vić|ovic|evic|enko|chuk|shvili|adze|yan|escu|oğlu|dóttir|sson|ssen|owski|ewski|wicz)"
)
"""Surnames that their form tells: "O'Rourke", "Živković", "Kovalenko"."""


def looks_like_surname(word: str) -> bool:
    """Whether a word has the form of a surname, whatever it is in the lists."""
    return _SURNAME.fullmatch(word) is not None


def gender_of(tokens: list[str]) -> str:
    """m or f where the first given name says so, else empty."""
    gender = wordlists.given_names().get(tokens[0].capitalize(), "") if len(tokens) > 1 else ""
    return gender if gender in ("m", "f") else ""


def same_person(one: list[str], other: list[str]) -> bool:
    """Whether two forms of two parts or more can be one person: the same surname and given names that fit.

    Given names fit when they are equal, when one is the initial or the short form of the other ("J. Smith", "Joe" for
    "Joseph"), or when one form has a middle name the other leaves out.
    """
    short, long = sorted((one, other), key=len)
    if short == long or short == long[-len(short):] or (len(long) > 2 and short == long[:len(short)] and len(short) > 1):
        return True
    if len(short) > 2 and short[0] == long[0] and short[1][0] != long[1][0]:
        return False
    if short[-1] != long[-1]:
        return len(short) == len(long) == 2 and short == long[::-1]
    return given_names_fit(short[0], long[0])


def given_names_fit(one: str, other: str) -> bool:
    """Whether two given names can be one person's."""
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    names = wordlists.nicknames()
    return other in names.get(one, ()) or one in names.get(other, ()) or bool(names.get(one, frozenset()) & {other})
