"""Who holds an office of a named state or body: "the prime minister of Kosovo", "the Kosovan prime minister", before or after the name.

An article that names "Kosovo's Prime Minister Albin Kurti" anywhere has said whom it means by "the prime minister of Kosovo"
in its first sentence; the office and its state must both be the same. An office whose state the article leaves out joins the
one holder of an office of that name, if there is no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.named_actors import NameChains, NamedActor
from broadsheet.annotating.english.names.words import Words
from broadsheet.annotating.english.role_words import STANDING
from broadsheet.annotating.parser.parsed import Role

_PARTS = frozenset({"compound", "amod", "nmod"})
_NOT_NOW = STANDING | {"next", "future", "previous", "last"}


class Offices:
    """The holder at each noun of an office that the text says whose it is."""

    def __init__(self, words: Words, chains: NameChains, stated: Sequence[Role]) -> None:
        self.words = words
        self.nouns = wordlists.role_nouns()
        self.name_at = {i: actor for actor in chains.actors for n in actor.names for i in range(n.first, n.last + 1)}
        self.holders: dict[str, dict[str | None, set[int]]] = defaultdict(lambda: defaultdict(set))
        """Office → state or body (None: not said) → the chains of those who hold it."""
        for role in stated:
            self.holders[role.role.casefold()][_held_in(role.country, role.affiliation)].add(role.chain)
        self.actors = {actor.chain: actor for actor in chains.actors}
        self.in_office = {role.chain for role in stated}
        self.states: dict[int, set[str]] = defaultdict(set)
        """Chain → the states that it holds or held a role of."""
        for role in stated:
            if role.country is not None:
                self.states[role.chain].add(role.country)

    def holder(self, i: int) -> NamedActor | None:
        """The person who holds the office that the noun at token i names, where the noun says of what."""
        words = self.words
        noun = self.nouns.get(words.lemma[i].casefold())
        if noun is None or not noun[1] or words.tag[i] in ("NNS", "NNPS") or self._is_no_holder(i):
            return None
        body = self._body(i)
        if body is None:
            return None
        office = self._office(i)
        by_body = self.holders.get(office, {}) if office else {}
        state = body.country if body.kind in ("country", "place") else None
        found = by_body.get(_held_in(state, body.chain)) or (by_body.get(None) if set(by_body) == {None} else None)
        return self.actors[next(iter(found))] if found and len(found) == 1 else None

    def newcomer(self, i: int, before: NamedActor | None) -> NamedActor | None:
        """Whom the article named in full just before and goes on to describe: "Ada Noll has resigned. The mayor of Norvale said …".

        `before` is the subject of the sentence before; somebody of whom a role is stated elsewhere is described otherwise.
        """
        noun = self.nouns.get(self.words.lemma[i].casefold())
        if before is None or noun is None or not noun[1] or self.words.dep[i] not in ("nsubj", "nsubjpass"):
            return None
        body = self._body(i)
        if body is None or self._is_no_holder(i) or not self._office(i):
            return None
        if before.kind != "person" or len(before.tokens) < 2 or before.chain in self.in_office:
            return None
        if body.country is not None:
            self.states[before.chain].add(body.country)
        return before

    def country_of(self, person: NamedActor) -> NamedActor | None:
        """The country that "her country" means, said of one who holds a role of one state that the article names."""
        states = self.states.get(person.chain, set())
        return next((a for a in self.actors.values() if a.kind == "country" and {a.country} == states), None)

    def _is_no_holder(self, i: int) -> bool:
        """A title before a name belongs to the name, an apposition or predicate introduces, "a nominee for mayor" is none."""
        words = self.words
        person = self.name_at.get(i + 1)
        definite = any(
            words.head[k] == i and (words.dep[k] == "poss" or words.lower[k] == "the") for k in range(words.left[i], i)
        )
        return not definite or words.dep[i] in ("appos", "compound", "attr") or person is not None and person.kind == "person"

    def _body(self, i: int) -> NamedActor | None:
        """The state or body: "Kosovo's prime minister", "the Kosovan prime minister", "the prime minister of Kosovo"."""
        words = self.words
        for k in range(words.left[i], i):
            if k in self.name_at and self.name_at[k].kind != "person" and (words.head[k] == i or words.head[words.head[k]] == i):
                return self.name_at[k]
        for k in range(i + 2, min(i + 5, words.right[i] + 1)):
            if k in self.name_at and words.lower[i + 1] == "of" and words.head[i + 1] == i and words.dep[k] in ("pobj", "compound"):
                return self.name_at[k]
        return None

    def _office(self, i: int) -> str:
        """"prime minister", "foreign minister"; empty for one who held or will hold it."""
        words = self.words
        parts = [
            words.lower[k] for k in range(words.left[i], i)
            if words.dep[k] in _PARTS and k not in self.name_at and i - k <= 3 and words.text[k].isalpha()
        ]
        return "" if _NOT_NOW.intersection(parts) else " ".join([*parts, words.lower[i]])


def _held_in(country: str | None, affiliation: int | None) -> str | None:
    """One key for the state, or else for the body."""
    return country or (None if affiliation is None else f"#{affiliation}")
