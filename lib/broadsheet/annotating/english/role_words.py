"""The words of a role: which of them tell of its holder rather than the office, and whose office it is where only one has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.words import Words
from broadsheet.resources import data_table

STANDING = frozenset({"former", "ex", "acting", "deputy", "interim", "incoming", "outgoing", "then", "late"})
"""Words that say how the role is held; they stay in the role when a body's name stands between: "former FCDO adviser"."""
POSTED = frozenset({"ambassador", "envoy", "consul", "representative", "emissary", "attaché", "attache", "legate"})
"""Offices held for one body at another: "ambassador to Norvale"."""
DESIGNATE = frozenset({"elect", "designate", "emeritus", "emerita"})
"""Words behind an office that belong to it: "president-elect"."""
KNOWERS = frozenset({"expert", "specialist", "scholar", "analyst", "historian", "researcher", "watcher", "hand", "correspondent", "editor"})
"""Nouns that a country's name before them says the field of: "a Russia expert"."""
SEATS = frozenset({
    "mp", "mep", "peer", "senator", "congressman", "congresswoman", "representative", "lawmaker", "legislator", "councillor", "candidate",
    "nominee", "delegate", "councilman", "councilwoman", "politician", "voter",
})
"""Offices that are held for a party as well as for a place."""
PUBLIC = frozenset({"governor", "mayor", "judge", "premier", "minister", "chancellor"})
"""Offices that nobody holds for a party: a "Democratic governor" is a state's."""
BODIES_OF_MINISTERS = frozenset({
    "office", "ministry", "department", "government", "cabinet", "treasury", "party", "union", "council", "assembly", "republic",
    "kingdom", "administration",
})
"""Last words of bodies that have ministers; before "minister" any other name is what the minister is for."""
_TIME_TIES = frozenset({"in", "on", "since", "from", "until", "till", "for", "during", "between", "after", "before", "by", "at", "over"})
_TIMES = frozenset({
    "year", "month", "week", "day", "decade", "term", "time", "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "spring",
    "summer", "autumn", "winter", "election", "war", "1970s", "1980s", "1990s", "2000s", "2010s",
})
_OF_HOLDERS = frozenset({
    "sitting", "serving", "current", "incumbent", "only", "youngest", "oldest", "new", "newly", "elected", "democratically", "female",
    "woman", "black", "present", "longtime", "outspoken", "embattled", "fellow",
    "even",
})
_ASPIRING = frozenset({"aspiring", "wannabe", "prospective", "potential", "fictional", "next", "future", "possible", "other"})
_MARKS = frozenset({"-", "–", ",", "'s", "’s", "“", "”", '"', "'", "‘", "’"})
_ORDINALS = frozenset({"first", "second", "third"})
_RANKED = frozenset({"lady", "gentleman", "minister", "secretary", "deputy", "vice", "officer", "mate", "sea"})
"""What "First" and "Second" belong to: "First Minister", "second deputy"."""
_ADDRESSES = frozenset({"sir", "dame", "lord", "lady", "dr", "mr", "mrs", "ms", "baroness"})
_RANKING = frozenset({
    "vice", "deputy", "state", "party", "company", "campaign", "club", "team", "home", "county", "city", "chief",
})
"""Nouns before a title that belong to it: "state Senator", "party Chairman"."""
_TIES = frozenset({"of", "for", "to", "at", "in", "the", "and", "on"})
_ABBREVIATION = 3
_STATE_OFFICES = {
    "foreign secretary": "GB", "home secretary": "GB", "health secretary": "GB", "chancellor of the exchequer": "GB",
    "defence secretary": "GB", "justice secretary": "GB", "peer": "GB", "baroness": "GB", "taoiseach": "IE", "tánaiste": "IE",
}
"""Offices that only one state has."""
_PARTIES = {
    "conservative": "Conservative Party", "tory": "Conservative Party", "labour": "Labour Party", "republican": "Republican Party",
    "democratic": "Democratic Party",
}
"""Adjectives of parties, which name no actor but tell whose a peer, senator or candidate is."""


class _Abbreviation(NamedTuple):
    short: str
    office: str


@lru_cache(maxsize=1)
def _offices_in_full() -> dict[str, str]:
    return {row.short: row.office for row in data_table("en/roles/abbreviations.csv", _Abbreviation)}


def in_full(role: str) -> str:
    """The role without shortened titles or capitals throughout: "Lt. Gov." is "Lieutenant Governor"; "Rep." alone sits in a Congress."""
    if role.rstrip(".") in ("Rep", "Reps"):
        return "Member of Congress"
    shouted = role.isupper() and len(role.split()) > 1  # a caption: "CHIEF MEDICAL OFFICER FOR ENGLAND"
    parts = [_calm(word) for word in role.split()] if shouted else role.split()
    words = [_offices_in_full().get(word.rstrip(".").casefold(), word) if word[:1].isupper() else word for word in parts]
    return " ".join(words)


def _calm(word: str) -> str:
    """A word in capitals as a title has it; short ones may be abbreviations: HEAD OF THE EU is Head of the EU."""
    if word.casefold() in _TIES:
        return word.casefold()
    return word.capitalize() if len(word) > _ABBREVIATION else word


def is_party(name: str) -> bool:
    """Whether a body's name is that of a party: "Labour", "the Green Party"."""
    plain = name.casefold().removeprefix("the ")
    return plain in _PARTIES or plain.split()[-1] in ("party", "democrats", "greens")


def is_time(words: Words, i: int) -> bool:
    """Whether a phrase that begins at a preposition says when or how long: "minister in 2019", "chairman for two years"."""
    if words.lower[i] not in _TIME_TIES:
        return False
    objects = [k for k in range(i + 1, min(i + 6, len(words))) if words.head[k] == i]
    return any(words.text[k].isdigit() and len(words.text[k]) == 4 or words.lemma[k].casefold() in _TIMES for k in objects)


def is_address(word: str) -> bool:
    """Whether a word is a form of address that may stand behind an office: "chief medical officer Sir Tomas Reed"."""
    return word.rstrip(".") in _ADDRESSES


def is_of_before(words: Words, i: int) -> bool:
    """Whether the word before a title is of the clause before: "On Saturday | Foreign Minister Noll", "the risk of fire | Mayor Reed"."""
    return words.lower[i] in _TIMES or words.tag[i] == "NN" and words.text[i].islower() and words.lower[i] not in _RANKING


def is_hoped_for(words: Words, begin: int, head: int) -> bool:
    """Whether the office is not held: "would-be envoy Ada Noll", "an aspiring senator"."""
    near = words.lower[max(begin - 3, 0):head]
    return "would" in near and "be" in near or any(word in _ASPIRING for word in words.lower[begin:head])


def words_about_holder(words: Words, i: int) -> int:
    """How many tokens from i on say when or who, and not what: "44th", "two-term", "longest-serving", "first sitting prime minister"."""
    word = words.lower[i]
    if words.lower[i + 1:i + 3] in (["-", "term"], ["-", "time"], ["-", "called"]):
        return 3
    if words.text[i] in _MARKS or word in _OF_HOLDERS or word[:-2].isdigit() or words.tag[i] == "CD" and words.text[i + 1] != "-":
        return 1
    if word in _ORDINALS:
        return int(words.lower[i + 1] not in _RANKED)
    return 3 if word in ("long", "longest") and words.text[i + 1] == "-" else 0


def implied_body(role: str, bodies: Mapping[str, int]) -> tuple[str | None, int | None]:
    """Country and body of a role that names none: "Foreign Secretary" is Britain's, a "Labour peer" sits for Labour.

    Parameters
    ----------
    role
        As stated.
    bodies
        Country code, or full name of a listed organisation → its chain, for those that the article names.
    """
    parts = role.casefold().split()
    party = _PARTIES.get(parts[0])
    rest = parts[1:] if len(parts) > 1 and (party or parts[0] in STANDING) else parts
    country = _STATE_OFFICES.get(" ".join(rest))
    if party is not None and party in bodies:
        return country or wordlists.organisations()[party][1], bodies[party]
    return country, bodies.get(country) if country else None
