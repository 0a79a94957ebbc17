"""Which names of an article are one actor: full name and surname, acronym and what it stands for, the forms of a country.

The sieves follow the deterministic coreference system of Lee et al. (2013): exact forms first, then lists, then acronyms,
then parts of names, each pass looking only at what the passes before it have left. Names in headings come last, and only
mention actors that the text names or a word list knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.bodies import chain_bodies
from broadsheet.annotating.english.names.countries import country_forms, country_names
from broadsheet.annotating.english.names.joined import speaks_of_congress
from broadsheet.annotating.english.names.kinds import name_key
from broadsheet.annotating.english.names.metonymy import SEAT_OF, is_metonym
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.named_actors import NameChains
from broadsheet.annotating.english.names.people import chain_people
from broadsheet.annotating.english.names.words import Words

_VENUES = frozenset({
    "castle", "palace", "hotel", "hall", "stadium", "arena", "cathedral", "building", "tower", "house", "terminal", "abbey", "villa",
    "mansion",
})
"""Buildings where actors meet: mentioned, but no actors."""

_SAME_FOR_ALL = frozenset({"rohingya", "roma", "shia"})
"""Peoples whose name has no plural of its own."""

_US_HOUSE = "US House of Representatives"


def chain_names(names: Sequence[Name], kinds: dict[str, str | None], words: Words) -> NameChains:
    """The article's actors from its names; a name of kind None, and an adjective of nationality, belong to none."""
    chains = NameChains(words)
    left: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        kind = kinds[name.key]
        if name.credit:
            continue
        if kind is None or kind == "other" or kind == "place" and name.tokens[-1].casefold() in _VENUES:
            continue
        if name.text in ("North", "South") and name.first and words.lower[name.first - 1] == "the" and _halves(names):
            chains.listed(name, "country", "KP" if name.text == "North" else "KR", shown=f"{name.text} Korea").country = (
                "KP" if name.text == "North" else "KR"
            )
        elif name.text == "House" and kind == "organisation" and _about_congress(names):
            chains.listed(name, "organisation", _US_HOUSE, shown=_US_HOUSE).country = "US"
        elif name.listed is not None and kind in ("country", "organisation", "place") and name.listed[0] == kind:
            _chain_listed(name, chains)
        else:
            left["place" if kind == "country" else kind].append(name)
    chain_people(left["person"], chains)
    chain_bodies(left["organisation"], "organisation", chains)
    chain_bodies(left["place"], "place", chains)
    _chain_groups(left["group"], chains)
    _chain_credits([name for name in names if name.credit and kinds[name.key] in ("person", "organisation")], chains)
    chains.number()
    return chains


def _chain_credits(names: list[Name], chains: NameChains) -> None:
    """Photographers and agencies in credits: the article's own actor of that name, else one that does not act in it."""
    forms = {name.key: actor for actor in chains.actors for name in actor.names}
    for name in names:
        if name.key in forms:
            chains.add(name, forms[name.key])
        else:
            chains.listed(name, "other", name.key, shown=name.text)


def _halves(names: Sequence[Name]) -> bool:
    """Whether the article is about the two Koreas, so that "the North" is a country."""
    return any(name.listed is not None and name.listed[:2] in (("country", "KP"), ("country", "KR")) for name in names)


def _about_congress(names: Sequence[Name]) -> bool:
    """Whether the article names the Congress of the United States, a chamber or a party of it, so that "the House" is its House."""
    return speaks_of_congress(name.listed[1] for name in names if name.listed is not None)


def _chain_listed(name: Name, chains: NameChains) -> None:
    """Countries by code, organisations and places by their entry; capitals and seats by what they do in the sentence."""
    if name.listed is None:
        return
    source, key, use = name.listed
    if source != "country":
        actor = chains.listed(name, source, key, shown=key)
        lists = wordlists.organisations() if source == "organisation" else wordlists.places()
        actor.country = lists[name.text][1] if name.text in lists else None
        return
    shown = country_names()[key]
    if use == "name":
        chains.listed(name, "country", key, shown=shown).country = key
    elif use == "adjective":
        if speaks_of_state(name, chains.words):
            chains.listed(name, "country", key, shown=shown).country = key
    elif use == "people":
        chains.listed(name, "group", key, shown=name.text).country = key
    elif is_metonym(chains.words, name.first, name.last):
        kind, other = SEAT_OF.get(name.text, ("country", key))
        chains.listed(name, kind, other, shown=shown if kind == "country" else other).country = key if kind == "country" else None
    elif use == "capital":
        chains.listed(name, "place", name.text, shown=name.text).country = key
    else:
        chains.listed(name, "organisation", name.text, shown=name.text).country = key


def speaks_of_state(name: Name, words: Words) -> bool:
    """Whether an adjective of nationality speaks of the state: "Russian influence", "British officials", not "a British actor"."""
    i, nouns = name.last, wordlists.words("state_nouns.txt")
    if i + 1 < len(words) and words.lower[i + 1] in nouns:
        return True
    head = words.head[i]
    return words.dep[i] in ("amod", "compound", "nmod", "poss") and head > i and words.lemma[head].casefold() in nouns


def _chain_groups(names: list[Name], chains: NameChains) -> None:
    """Groups named by a plural noun ("Democrats"); an adjective of faith, party or people ("Western") names no actor."""
    words = chains.words
    for name in names:
        one = name.text.casefold() in _SAME_FOR_ALL and words.dep[name.last] not in ("amod", "compound")
        plural = one or words.tag[name.last] in ("NNPS", "NNS") or name.text.endswith("s") and words.pos[name.last] in ("PROPN", "NOUN")
        if plural and not name.heading and name.text not in country_forms():
            chains.listed(name, "group", name_key(name.text), shown=name.text)
