"""Noun phrases that describe an actor: appositions and predicates that introduce, definite descriptions that point back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.annotating.english.coreference.offices import Offices
from broadsheet.annotating.english.coreference.seen import Seen
from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.named_actors import NameChains, NamedActor
from broadsheet.annotating.english.names.words import Words
from broadsheet.annotating.parser.parsed import Role

_DEFINITE = frozenset({"the", "this", "that"})
_COUNTRY_NOUNS = frozenset({"country", "nation", "state", "republic", "kingdom"})
_COMPANY_NOUNS = frozenset({
    "company", "firm", "corporation", "maker", "manufacturer", "retailer", "giant", "carrier", "airline", "business",
})
_BODY_NOUNS = frozenset({
    "organization", "organisation", "group", "agency", "team", "club", "band", "network", "newspaper", "paper", "magazine",
    "broadcaster", "charity", "party", "bloc", "alliance", "union", "ministry", "department", "committee", "commission", "council", "court",
    "university", "school", "college", "church", "bank", "force", "institute", "foundation", "association", "studio", "label", "outlet",
})
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV", "PRON"})
_CITY_NOUNS = frozenset({"city", "town", "capital", "village"})


@dataclass(slots=True)
class Described:
    """A noun that describes somebody: the actor, from which token on; no actor: someone unnamed, of this gender."""

    actor: NamedActor | None
    first: int | None = None
    gender: str = ""


class Descriptions:
    """What the article has said so far that its actors are."""

    def __init__(self, words: Words, chains: NameChains, stated: Sequence[Role] = ()) -> None:
        self.words, self.chains = words, chains
        self.offices = Offices(words, chains, stated)
        self.roles, self.relations = wordlists.role_nouns(), wordlists.relations()
        self.said: dict[str, list[NamedActor]] = {}
        """Noun → the actors that it was said of, the last one last."""
        self.name_at = {i: actor for actor in chains.actors for n in actor.names for i in range(n.first, n.last + 1)}
        self.name_starts = {n.first: actor for actor in chains.actors for n in actor.names}
        for actor in chains.actors:
            for name in actor.names:
                if name.title and actor.kind == "person":
                    self._say(name.title.split()[-1], actor)

    def _say(self, noun: str, actor: NamedActor) -> None:
        actors = self.said.setdefault(noun, [])
        if actor in actors:
            actors.remove(actor)
        actors.append(actor)

    def read(self, i: int, seen: Sequence[Seen], sentence: int, count: dict[int, int]) -> Described | None:
        """What the noun at token i does: it introduces, points back, brings in someone unnamed, or none of these."""
        words = self.words
        lemma = words.lemma[i].casefold()
        if words.dep[i] in ("compound", "nmod") or self._before_name(i):
            return None
        introduced = self._introduces(i, lemma)
        if introduced is not None:
            self._say(lemma, introduced)
            return Described(introduced, self._first(i))
        holder = self.offices.holder(i) or self.offices.newcomer(i, self._subject_before(seen, sentence))
        if holder is not None:
            self._say(lemma, holder)
            return Described(holder, self._first(i))
        person = lemma in self.roles or lemma in self.relations
        if words.tag[i] in ("NNS", "NNPS"):
            return None
        if self._is_definite(i):
            actor = self._points_back(i, lemma, seen, sentence, count)
            if actor is not None:
                return Described(actor, self._first(i))
        if person:
            return Described(None, gender=self.roles.get(lemma, ("", False))[0] or self.relations.get(lemma, ""))
        return None

    def _subject_before(self, seen: Sequence[Seen], sentence: int) -> NamedActor | None:
        """The person who is the subject of the sentence before, if nobody else is named since."""
        people = [m for m in seen[-8:] if 0 <= sentence - m.sentence <= 1 and (m.actor is None or m.actor.kind == "person")]
        alone = len({id(m.actor) for m in people}) == 1
        return people[0].actor if alone and people[0].subject and people[0].sentence == sentence - 1 else None

    def _before_name(self, i: int) -> bool:
        """A title or noun right before a name belongs to the name's phrase."""
        return i + 1 in self.name_starts and self.name_starts[i + 1].kind == "person"

    def _first(self, i: int) -> int:
        """Where the noun phrase begins, without clauses before it."""
        words, first = self.words, i
        while first > words.left[i] and words.pos[first - 1] in _PHRASE and first - 1 not in self.name_at:
            first -= 1
        return first + 1 if words.text[first] in ("'s", "’s", "'", "’") and first < i else first

    def _introduces(self, i: int, lemma: str) -> NamedActor | None:
        """The actor that the noun is in apposition to, or the predicate of."""
        words = self.words
        if words.dep[i] == "appos":
            actor = self.name_at.get(words.head[i])
            return actor if actor is not None and self._fits(lemma, actor) else None
        if words.dep[i] == "attr" and words.lemma[words.head[i]] in ("be", "become", "remain"):
            verb = words.head[i]
            if any(words.head[k] == verb and words.dep[k] == "neg" for k in range(verb - 3 if verb > 3 else 0, min(verb + 4, len(words)))):
                return None
            for k in range(max(words.left[verb], verb - 30), verb):
                if words.head[k] == verb and words.dep[k] == "nsubj":
                    actor = self.name_at.get(k)
                    return actor if actor is not None and self._fits(lemma, actor) else None
        return None

    def _fits(self, lemma: str, actor: NamedActor) -> bool:
        if actor.kind == "person":
            return lemma in self.roles or lemma in self.relations
        if actor.kind == "organisation":
            return lemma in _BODY_NOUNS or lemma in _COMPANY_NOUNS or lemma in wordlists.body_nouns()
        if actor.kind == "country":
            return lemma in _COUNTRY_NOUNS
        return actor.kind == "place" and lemma in _CITY_NOUNS

    def _is_definite(self, i: int) -> bool:
        """"the minister", "this company": a determiner, no clause or name that tells this one from others."""
        words = self.words
        first = words.left[i]
        if words.lower[first] not in _DEFINITE:
            return False
        if any(k in self.name_at for k in range(first, i)):
            return False
        return not any(
            words.head[k] == i and words.dep[k] in ("relcl", "acl", "prep", "appos") for k in range(i + 1, min(words.right[i], i + 8) + 1)
        )

    def _points_back(self, i: int, lemma: str, seen: Sequence[Seen], sentence: int, count: dict[int, int]) -> NamedActor | None:
        """The actor that the description was said of before; else the nearest actor of its sort."""
        mentioned = [a for a in self.said.get(lemma, ()) if a.chain in count]
        if mentioned:
            return max(mentioned, key=lambda a: self._last(a, seen))
        if lemma in _COUNTRY_NOUNS:
            return self._nearest(("country",), seen, sentence, 2)
        if lemma in _COMPANY_NOUNS or lemma in _BODY_NOUNS:
            return self._body(lemma, seen, sentence, count)
        if lemma in _CITY_NOUNS and lemma != "capital":
            return self._nearest(("place",), seen, sentence, 2)
        return None

    def _body(self, lemma: str, seen: Sequence[Seen], sentence: int, count: dict[int, int]) -> NamedActor | None:
        """The body whose name holds the noun ("the university"); else, for general nouns, the nearest or the main one."""
        named = [a for a in self.chains.actors if a.chain in count and a.kind == "organisation" and lemma in a.name.casefold().split()]
        if named:
            return max(named, key=lambda a: self._last(a, seen))
        if lemma not in _COMPANY_NOUNS and lemma not in ("organization", "organisation", "group", "agency"):
            return None
        return self._nearest(("organisation",), seen, sentence, 2)

    def _nearest(self, kinds: tuple[str, ...], seen: Sequence[Seen], sentence: int, reach: int) -> NamedActor | None:
        best, most = None, 0.0
        for mention in reversed(seen):
            distance = sentence - mention.sentence
            if distance > reach:
                break
            if mention.actor is not None and mention.actor.kind in kinds:
                score = 5.0 - distance + (1.0 if mention.subject else 0.0)
                if score > most:
                    best, most = mention.actor, score
        return best

    def _last(self, actor: NamedActor, seen: Sequence[Seen]) -> int:
        return next((mention.token for mention in reversed(seen) if mention.actor is actor), -1)
