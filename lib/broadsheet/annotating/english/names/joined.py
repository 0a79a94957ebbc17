"""What English tells of the names of actors that are joined across articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

ARTICLES = frozenset({"the"})
"""Words that do not count at the start of a name."""

JOINERS = frozenset({"and"})
"""Words by which a long name goes on to list: "Office of Roads and Bridges"."""

_STATE_BODIES = frozenset({
    "ministry", "parliament", "assembly", "government", "army", "navy", "police", "court", "senate", "cabinet", "treasury", "embassy",
})
_TITLED = re.compile(r"(\w+ .*\w),? (?:QC|KC|MP|MEP|MSP|OBE|MBE|CBE)$")
"""A full name and letters behind it: "Ada Noll QC"."""
_POSSESSIVES = ("'s", "’s", "'", "’")

_SPELLINGS = {
    "centre": "center", "organisation": "organization", "defence": "defense", "labour": "labor", "theatre": "theater",
    "harbour": "harbor", "programme": "program", "mt": "mount", "ft": "fort", "dept": "department", "univ": "university",
}
_LEGAL = frozenset({"inc", "corp", "corporation", "ltd", "llc", "plc", "co", "company", "gmbh", "ag", "limited"})


_US_HOUSE = "US House of Representatives"
_OF_CONGRESS = frozenset({"US Congress", "US Senate", _US_HOUSE, "Republican Party", "Democratic Party"})


def speaks_of_congress(bodies: Iterable[str]) -> bool:
    """Whether these listed bodies hold the Congress of the United States, a chamber or a party of it."""
    return not _OF_CONGRESS.isdisjoint(bodies)


def meant_among(form: str, bodies: Iterable[str]) -> str | None:
    """The listed body that a form means beside others of its article: "the House" beside the Senate."""
    return _US_HOUSE if form == "House" and speaks_of_congress(bodies) else None


def is_state_body(name: str) -> bool:
    """Whether every state has a body of that name: "Interior Ministry", "Supreme Court", "Parliament"."""
    words = name.casefold().split()
    return words[0] in _STATE_BODIES or words[-1] in _STATE_BODIES


def alias_form(text: str) -> str:
    """A mention by name as an alias: on one line, without a possessive ending or what a person is entitled to behind the name."""
    form = _TITLED.sub(r"\1", " ".join(text.split()))
    for ending in _POSSESSIVES:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            return form[: -len(ending)]
    return form


def body_words(parts: Sequence[str]) -> list[str]:
    """The words of an organisation's name in one spelling, without its legal form: "Harbour Ltd" → "harbor"."""
    words = [_SPELLINGS.get(word, word) for word in parts]
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return words
