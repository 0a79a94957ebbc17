"""Which names of an article are one actor: full name and surname, acronym and what it stands for, the forms of a country.

The sieves follow the deterministic coreference system of Lee et al. (2013): exact forms first, then lists, then acronyms,
then parts of names, each pass looking only at what the passes before it have left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from broadsheet.annotating import wordlists
from broadsheet.annotating.countries import country_names
from broadsheet.annotating.metonymy import SEAT_OF, is_metonym
from broadsheet.annotating.name_kinds import name_key
from broadsheet.annotating.name_spans import Name
from broadsheet.annotating.person_names import gender_of, person_tokens, same_person
from broadsheet.annotating.words import Words

_LEGAL = frozenset({
    "inc", "corp", "corporation", "ltd", "llc", "plc", "co", "company", "group", "ag", "gmbh", "s.a", "sa", "se", "holdings", "limited",
})
_VENUES = frozenset({
    "castle", "palace", "hotel", "hall", "stadium", "arena", "cathedral", "building", "tower", "house", "terminal", "abbey", "villa",
    "mansion",
})
"""Buildings where actors meet: mentioned, but no actors."""

_STATE_NOUNS_FILE = "state_nouns.txt"


@dataclass(slots=True)
class NamedActor:
    """An actor of the article: its names, kind, the list entry it stands for, and what is known of its gender."""

    chain: int
    kind: str
    name: str
    names: list[Name] = field(default_factory=list)
    country: str | None = None
    gender: str = ""
    tokens: list[str] = field(default_factory=list)


class NameChains:
    """The actors of an article, built name by name."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.actors: list[NamedActor] = []
        self.of: dict[int, NamedActor] = {}
        """First token of a name → its actor."""
        self._listed: dict[tuple[str, str], NamedActor] = {}
        self._by_key: dict[tuple[str, str], NamedActor] = {}

    def add(self, name: Name, actor: NamedActor) -> None:
        """Count the name to the actor."""
        actor.names.append(name)
        self.of[name.first] = actor
        if name.title_gender and actor.kind == "person":
            actor.gender = name.title_gender

    def new(self, name: Name, kind: str, *, shown: str | None = None) -> NamedActor:
        """A new actor that starts with this name."""
        actor = NamedActor(len(self.actors), kind, shown or name.text)
        self.actors.append(actor)
        self.add(name, actor)
        return actor

    def listed(self, name: Name, kind: str, key: str, *, shown: str) -> NamedActor:
        """The actor of a list entry."""
        actor = self._listed.get((kind, key))
        if actor is None:
            actor = self._listed[kind, key] = self.new(name, kind, shown=shown)
        else:
            self.add(name, actor)
        return actor


def chain_names(names: Sequence[Name], kinds: dict[str, str | None], words: Words) -> NameChains:
    """The article's actors from its names; a name of kind None, and an adjective of nationality, belong to none."""
    chains = NameChains(words)
    left: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        kind = kinds[name.key]
        if kind is None or kind == "other" or kind == "place" and name.tokens[-1].casefold() in _VENUES:
            continue
        if name.listed is not None and kind in ("country", "organisation", "place") and name.listed[0] == kind:
            _chain_listed(name, chains)
        else:
            left["place" if kind == "country" else kind].append(name)
    _chain_people(left["person"], chains)
    _chain_bodies(left["organisation"], "organisation", chains)
    _chain_bodies(left["place"], "place", chains)
    _chain_groups(left["group"], chains)
    chains.actors.sort(key=lambda actor: min(name.first for name in actor.names))
    for number, actor in enumerate(chains.actors):
        actor.chain = number
    return chains


def _chain_listed(name: Name, chains: NameChains) -> None:
    """Countries by code, organisations and places by their entry; capitals and seats by what they do in the sentence."""
    _, key, use = name.listed
    if name.listed[0] != "country":
        actor = chains.listed(name, name.listed[0], key, shown=key)
        lists = wordlists.organisations() if name.listed[0] == "organisation" else wordlists.places()
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
    else:
        chains.listed(name, "place", name.text, shown=name.text).country = key


def speaks_of_state(name: Name, words: Words) -> bool:
    """Whether an adjective of nationality speaks of the state: "Russian influence", "British officials", not "a British actor"."""
    i = name.last
    if words.dep[i] not in ("amod", "compound", "nmod", "poss") or words.head[i] == i:
        return False
    head = words.head[i]
    return words.lemma[head].casefold() in wordlists.words(_STATE_NOUNS_FILE) or words.lower[i + 1] in wordlists.words(_STATE_NOUNS_FILE)


def _chain_people(names: list[Name], chains: NameChains) -> None:
    people: list[NamedActor] = []
    for name in sorted(names, key=lambda n: -len(person_tokens(n.text))):
        tokens = person_tokens(name.text)
        if len(tokens) < 2:
            continue
        same = [p for p in people if same_person(tokens, p.tokens) and not _clash(name, p)]
        if same:
            chains.add(name, min(same, key=lambda p: _distance(name, p)))
        else:
            actor = chains.new(name, "person")
            actor.tokens, actor.gender = tokens, name.title_gender or gender_of(tokens)
            people.append(actor)
    for name in (n for n in names if len(person_tokens(n.text)) < 2):
        tokens = person_tokens(name.text) or [name.text.casefold()]
        found = _bearer(name, tokens[0], people)
        if found is not None:
            chains.add(name, found)
        else:
            actor = chains.new(name, "person")
            actor.tokens, actor.gender = tokens, name.title_gender or gender_of(tokens)
            people.append(actor)


def _bearer(name: Name, token: str, people: list[NamedActor]) -> NamedActor | None:
    """Whom a single name means: a bearer of the surname, the last one named before it; else of the first name."""
    for position in (-1, 0, None):
        bearers = [
            p for p in people
            if (token == p.tokens[position] if position is not None else token in p.tokens) and not _clash(name, p)
        ]
        if bearers:
            return min(bearers, key=lambda p: _distance(name, p))
    return None


def _clash(name: Name, person: NamedActor) -> bool:
    return bool(name.title_gender and person.gender in ("m", "f") and name.title_gender != person.gender)


def _distance(name: Name, person: NamedActor) -> tuple[bool, int]:
    before = [name.first - n.first for n in person.names if n.first <= name.first]
    return (not before, min(before) if before else person.names[0].first)


def _chain_bodies(names: list[Name], kind: str, chains: NameChains) -> None:
    """Organisations and places: equal forms, brackets, acronyms, shortened names."""
    actors: list[NamedActor] = [a for a in chains.actors if a.kind == kind and kind == "organisation"]
    tokens_of = {a.chain: [_core(n.text) for n in a.names] + [_core(a.name)] for a in actors}
    for name in sorted(names, key=lambda n: (n.bracket_of is not None, -len(_core(n.text)), n.first)):
        tokens = _core(name.text)
        match = chains.of.get(name.bracket_of) if name.bracket_of is not None else None
        if match is None:
            match = next((a for a in actors if tokens in tokens_of[a.chain]), None)
        if match is None and kind == "organisation":
            match = next((a for a in actors if any(_shortened(tokens, name.text, longer) for longer in tokens_of[a.chain])), None)
        if match is None:
            match = chains.new(name, kind)
            actors.append(match)
            tokens_of[match.chain] = []
        else:
            chains.add(name, match)
            if match.chain not in tokens_of:
                actors.append(match)
                tokens_of[match.chain] = [_core(n.text) for n in match.names]
        tokens_of[match.chain].append(tokens)


def _core(text: str) -> list[str]:
    tokens = [t.rstrip(".,").removesuffix("'s").removesuffix("’s") for t in text.casefold().split()]
    tokens = [t for t in tokens if t not in ("the", "of", "for", "and", "&")]
    while len(tokens) > 1 and tokens[-1] in _LEGAL:
        tokens.pop()
    return tokens


def _shortened(short: list[str], text: str, long: list[str]) -> bool:
    """"Apple" for "Apple Computer", "FCDO" for the office: an acronym, or the beginning of a longer name."""
    if len(long) <= len(short):
        return False
    if len(short) == 1 and text.isupper() and 2 <= len(text.replace(".", "")) <= 6:
        letters = text.casefold().replace(".", "")
        if letters == "".join(token[0] for token in long if token):
            return True
    if long[:len(short)] == short:
        rest = long[len(short):]
        words = wordlists.name_words()
        return text not in wordlists.places() and text not in wordlists.given_names() and (
            all(word in words or word in _LEGAL for word in rest) or len(short) > 1
        ) and short[0] not in words
    return False


def _chain_groups(names: list[Name], chains: NameChains) -> None:
    """Groups named by a plural noun ("Democrats"); an adjective of faith, party or people ("Western") names no actor."""
    for name in names:
        if chains.words.tag[name.last] in ("NNPS", "NNS") or name.text.endswith("s") and chains.words.pos[name.last] in ("PROPN", "NOUN"):
            chains.listed(name, "group", name_key(name.text), shown=name.text)
