"""The words of a role: which of them tell of its holder rather than the office, and whose office it is where only one has it."""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.words import Words

STANDING = frozenset({"former", "ex", "acting", "deputy", "interim", "incoming", "outgoing", "then", "late"})
"""Words that say how the role is held; they stay in the role when a body's name stands between: "former FCDO adviser"."""
POSTED = frozenset({"ambassador", "envoy", "consul", "representative", "emissary", "attaché", "attache", "legate"})
"""Offices held for one body at another: "ambassador to Norvale"."""
BODIES_OF_MINISTERS = frozenset({
    "office", "ministry", "department", "government", "cabinet", "treasury", "party", "union", "council", "assembly", "republic",
    "kingdom", "administration",
})
"""Last words of bodies that have ministers; before "minister" any other name is what the minister is for."""
_OF_HOLDERS = frozenset({
    "sitting", "serving", "current", "incumbent", "only", "youngest", "oldest", "new", "newly", "elected", "democratically", "female",
    "woman", "black", "present", "longtime", "outspoken", "embattled",
})
_ORDINALS = frozenset({"first", "second", "third"})
_RANKED = frozenset({"lady", "gentleman", "minister", "secretary", "deputy", "vice", "officer", "mate", "sea"})
"""What "First" and "Second" belong to: "First Minister", "second deputy"."""
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


def words_about_holder(words: Words, i: int) -> int:
    """How many tokens from i on say when or who, and not what: "44th", "longest-serving", "first sitting prime minister"."""
    word = words.lower[i]
    if words.text[i] in ("-", "–", ",", "'s", "’s") or word in _OF_HOLDERS or word[:-2].isdigit():
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
