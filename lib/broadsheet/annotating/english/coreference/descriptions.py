"""Noun phrases that describe an actor: appositions and predicates that introduce, definite descriptions that point back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.annotating.english.coreference.bodies import CITY_NOUNS, COUNTRY_NOUNS, body_meant, country_meant, place_meant
from broadsheet.annotating.english.coreference.offices import Offices
from broadsheet.annotating.english.coreference.seen import Seen
from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.named_actors import NameChains, NamedActor
from broadsheet.annotating.english.names.words import Words
from broadsheet.annotating.english.role_words import STANDING
from broadsheet.annotating.parser.parsed import Role

_DEFINITE = frozenset({"the", "this", "that"})
_BODY_NOUNS = frozenset({
    "organization", "organisation", "group", "agency", "team", "club", "band", "network", "newspaper", "paper", "magazine",
    "broadcaster", "charity", "party", "bloc", "alliance", "union", "ministry", "department", "committee", "commission", "council", "court",
    "university", "school", "college", "church", "bank", "force", "institute", "foundation", "association", "studio", "label", "outlet",
    "board", "panel", "authority", "trust", "society", "tribunal", "federation",
})
_WORDS = 5
"""Tokens back from an office in which its phrase begins: "the Republican vice presidential nominee"."""
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV", "PRON"})


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
        self.offices, self.stated = Offices(words, chains, stated), stated
        self.roles, self.relations = wordlists.role_nouns(), wordlists.relations()
        self.said: dict[str, list[NamedActor]] = {}
        """Noun → the actors that it was said of, the last one last."""
        self.name_at = {i: actor for actor in chains.actors for n in actor.names for i in range(n.first, n.last + 1)}
        self.name_starts = {n.first: actor for actor in chains.actors for n in actor.names}
        for actor in chains.actors:
            for name in actor.names:
                if name.title and actor.kind == "person":
                    self._say(name.title.split()[-1], actor)
                elif name.first and self._is_sort_of(name.first - 1, actor):
                    self._say(words.lemma[name.first - 1].casefold(), actor)

    def _is_sort_of(self, i: int, actor: NamedActor) -> bool:
        """Whether the noun right before a name says what the body or place is: "the carmaker Hartwig"."""
        words = self.words
        hangs = words.head[i] == i + 1 or words.head[i] == words.head[i + 1] or words.head[i + 1] == i
        return actor.kind in ("organisation", "place") and words.tag[i] == "NN" and hangs and self._fits(words.lemma[i].casefold(), actor)

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
        self._name_after_of(i, lemma)
        introduced = self._introduces(i, lemma) or self._named_beside(i, lemma)
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
        actor = self._points_back(i, lemma, seen, sentence, count) if self._is_definite(i) else self._held_by(i, lemma, count)
        if actor is not None:
            return Described(actor, self._first(i))
        if person:
            self._tell_gender(i, lemma)
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

    def _named_beside(self, i: int, lemma: str) -> NamedActor | None:
        """Whom a role noun names right after itself: "The prosecutor, Ana Kralj, resigned", "her husband, Pat Grant"."""
        words = self.words
        if words.tag[i] not in ("NN", "NNP") or not (lemma in self.roles or lemma in self.relations):
            return None
        for k in range(i + 1, min(words.right[i], i + 8) + 1):
            actor = self.name_at.get(k)
            if actor is not None and words.dep[k] == "appos" and self._names(k, i) and actor.kind == "person":
                gender = self.relations.get(lemma, "") or self.roles.get(lemma, ("", False))[0]
                if gender and actor.gender not in ("m", "f"):
                    actor.gender = gender
                self._tell_gender(i, lemma)
                return actor
        return None

    def _names(self, k: int, i: int) -> bool:
        """Whether an apposition names the noun, or hangs on its body: "a spokesman for the crew, Bo Finch,"."""
        words, over = self.words, self.words.head[k]
        behind = words.dep[over] == "pobj" and words.lower[words.head[over]] in ("of", "for") and words.head[words.head[over]] == i
        return over == i or behind and "," in words.text[over + 1:k] and words.lemma[over].casefold() not in self.roles

    def _tell_gender(self, i: int, lemma: str) -> None:
        """"Leslie Grant and her husband": the pronoun before a relation tells the gender of the name it is joined to."""
        words = self.words
        other = self.name_at.get(words.head[i]) if words.dep[i] == "conj" and lemma in self.relations else None
        if other is None or other.kind != "person" or other.gender in ("m", "f"):
            return
        pronoun = next((words.lower[k] for k in range(words.left[i], i) if words.head[k] == i and words.dep[k] == "poss"), "")
        other.gender = {"his": "m", "her": "f"}.get(pronoun, other.gender)

    def _name_after_of(self, i: int, lemma: str) -> None:
        """"The border town of Ardat" says what Ardat is, as "Ardat, a border town" does."""
        words = self.words
        if lemma not in COUNTRY_NOUNS and lemma not in CITY_NOUNS or i + 2 >= len(words) or words.lower[i + 1] != "of":
            return
        actor = self.name_at.get(i + 2)
        if actor is not None and actor.kind in ("place", "country"):
            self._say(lemma, actor)

    def _fits(self, lemma: str, actor: NamedActor) -> bool:
        if actor.kind == "person":
            return lemma in self.roles or lemma in self.relations
        if actor.kind == "organisation":
            return lemma in _BODY_NOUNS or lemma in wordlists.sorts_of_nouns() or lemma in wordlists.body_nouns()
        if actor.kind == "country":
            return lemma in COUNTRY_NOUNS
        return actor.kind == "place" and lemma in CITY_NOUNS

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
        proper = {self.words.lower[k] for k in range(self.words.left[i] + 1, i) if self.words.text[k][:1].isupper()}
        mentioned = [a for a in self.said.get(lemma, ()) if a.chain in count and (not proper or proper <= self._words_of(a))]
        if mentioned:
            return max(mentioned, key=lambda a: self._last(a, seen))
        if lemma in COUNTRY_NOUNS:
            return country_meant(i, self.words, seen, sentence, count)
        if lemma in CITY_NOUNS:
            return place_meant(lemma, seen, sentence, count)
        if lemma in wordlists.sorts_of_nouns() or lemma in _BODY_NOUNS:
            return body_meant(lemma, seen, sentence, count)
        return None

    def _words_of(self, actor: NamedActor) -> set[str]:
        """The words of the roles that the article states of somebody, and of the titles before the name."""
        roles = [role.role for role in self.stated if role.chain == actor.chain] + [name.title or "" for name in actor.names]
        return {word.rstrip(".") for role in roles for word in role.casefold().split()}

    def _held_by(self, i: int, lemma: str, count: dict[int, int]) -> NamedActor | None:
        """The one person of whom the article states the office with its party or state: "the Republican nominee", "the Kosovan envoy".

        The words between article and office are all in the role as it is stated, or name the body or state that it is held in.
        """
        words = self.words
        first = self._from_article(i)
        if first is None or lemma not in self.roles:
            return None
        if words.dep[i] in ("appos", "attr"):
            return None
        parts = [(role, role.role.casefold().split()) for role in self.stated if role.chain in count]
        held = {
            role.chain for role, told in parts
            if told[-1] == lemma and told[0] not in STANDING and self._is_so_stated(role, range(first + 1, i))
        }
        return self.offices.actors.get(held.pop()) if len(held) == 1 else None

    def _from_article(self, i: int) -> int | None:
        """The token of the "the" with which the noun's phrase begins, where a party, state or place stands between."""
        first = next((k for k in range(i - 1, max(i - _WORDS, -1), -1) if self.words.lower[k] == "the"), None)
        if first is None or self.words.head[first] != i or not any(k in self.name_at for k in range(first + 1, i)):
            return None
        return first if all(self.words.head[k] == i or k in self.name_at for k in range(first + 1, i)) else None

    def _is_so_stated(self, role: Role, between: range) -> bool:
        said = role.role.casefold().split()
        for k in between:
            named = self.name_at.get(k)
            body = named is not None and (named.chain == role.affiliation or named.country is not None and named.country == role.country)
            if not body and self.words.lower[k] not in said:
                return False
        return True

    def _last(self, actor: NamedActor, seen: Sequence[Seen]) -> int:
        return next((mention.token for mention in reversed(seen) if mention.actor is actor), -1)
