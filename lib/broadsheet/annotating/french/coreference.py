"""Pronouns and descriptions that mean a named actor: "il", "elle", "le ministre", "l'entreprise", "le pays". Precision comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.names.chains import Actor
from broadsheet.annotating.french.names.countries import country_forms
from broadsheet.annotating.french.names.joined import alias_form
from broadsheet.annotating.french.names.spans import Name
from broadsheet.annotating.french.quotes.lexicon import cue_verbs
from broadsheet.annotating.french.reading import Words, gender_of_word, is_plural
from broadsheet.annotating.parser.parsed import Role

_HE, _SHE = frozenset({"il", "-il"}), frozenset({"elle", "-elle"})
_REACH, _REACH_OF_SPEECH = 2, 4
"""Sentences back in which a pronoun finds whom it means; the subject of a verb of speech goes on with who spoke."""
_IMPERSONAL = frozenset({
    "falloir", "pleuvoir", "neiger", "agir", "sembler", "suffire", "convenir", "paraître", "exister", "arriver", "advenir", "importer",
})
_DEFINITE = frozenset({"le", "la", "l'", "l’", "ce", "cet", "cette"})
_MERGED = frozenset({"du", "au"})
"""Articles that are one word with their preposition: "le porte-parole du ministère"."""
_COUNTRY_NOUNS = frozenset({"pays"})
Reference = tuple[int, int, Actor, str]
"""Start, end, the actor that is meant, and the form (nominal, pronoun)."""


@dataclass(slots=True)
class _Seen:
    token: int
    actor: Actor
    sentence: int
    subject: bool
    quoted: bool
    spoke: bool
    verb: int


def find_references(words: Words, names: Sequence[Name], actors: Mapping[int, Actor], roles: Sequence[Role]) -> Iterator[Reference]:
    """The pronouns and descriptions of the article that mean a named actor, in text order."""
    yield from _Resolver(words, names, actors, roles).resolve()


class _Resolver:
    def __init__(self, words: Words, names: Sequence[Name], actors: Mapping[int, Actor], roles: Sequence[Role]) -> None:
        self.words, self.actors = words, actors
        self.names = {name.first: name for name in names if name.first in actors}
        self.inside = {k for name in names for k in range(name.first, name.last + 1)}
        self.seen: list[_Seen] = []
        by_chain = {actor.chain: actor for actor in actors.values()}
        self.roles = [(role, by_chain[role.chain]) for role in roles if role.chain in by_chain]
        self.spans = [(role.start, role.end) for role in roles]

    def resolve(self) -> Iterator[Reference]:
        words = self.words
        for i in range(len(words)):
            if i in self.names:
                name = self.names[i]
                top = next((k for k in range(name.first, name.last + 1) if not name.first <= words.head[k] <= name.last), name.first)
                self._see(top, self.actors[i])
            elif (words.lower[i] in _HE | _SHE or words.lower[i] == "lui" and _is_source(words, i)) and i not in self.inside:
                actor = self._pronoun(i)
                if actor is not None:
                    self._see(i, actor)
                    start = words.start[i] + words.text[i].startswith("-")
                    yield start, words.end[i], actor, "pronoun"
            elif (words.lower[i] in _DEFINITE or words.lower[i] in _MERGED) and i + 1 < len(words):
                found = self._description(i)
                if found is not None:
                    last, actor = found
                    self._see(last, actor)
                    yield words.start[i + (words.lower[i] in _MERGED)], words.end[last], actor, "nominal"

    def _see(self, token: int, actor: Actor) -> None:
        words = self.words
        verb = words.head[token]
        subject = words.dep[token].startswith("nsubj") or self._is_inverted(token)
        if words.text[verb].rstrip(".") in wordlists.titles():
            subject, token, verb = words.dep[verb].startswith("nsubj") or self._is_inverted(verb), verb, words.head[verb]
        elif words.dep[token] in ("appos", "flat:name", "nmod") and words.dep[verb].startswith("nsubj"):
            subject, verb = words.dep[token] == "appos" or words.pos[verb] == "NOUN" and words.lower[verb] in wordlists.role_nouns(), words.head[verb]
        spoke = subject and words.lemma[verb].casefold() in cue_verbs()
        self.seen.append(_Seen(token, actor, words.sentence[token], subject, words.quoted[token], spoke, verb))

    def _is_inverted(self, token: int) -> bool:
        """"a déclaré Ada Morel": the parser may take the subject for an object."""
        words, verb = self.words, self.words.head[token]
        return words.dep[token] in ("obj", "nsubj") and verb < token and words.lemma[verb].casefold() in cue_verbs()

    def _near(self, i: int, reach: int = _REACH) -> list[_Seen]:
        here = self.words.sentence[i]
        return [seen for seen in self.seen[-40:] if here - seen.sentence <= reach]

    def _pronoun(self, i: int) -> Actor | None:
        words = self.words
        gender = "f" if words.lower[i] in _SHE else "m"
        verb, source = self._verb_of(i), _is_source(words, i)
        if not source and (not words.dep[i].startswith("nsubj") and words.dep[i] not in ("expl:subj", "dep") and not words.text[i].startswith("-") or self._is_impersonal(i, verb)):
            return None
        speaks = source or words.lemma[verb].casefold() in cue_verbs() and (words.text[i].startswith("-") or not words.quoted[i])
        near = [seen for seen in self._near(i, _REACH_OF_SPEECH if speaks else _REACH) if not (seen.quoted and not words.quoted[i])]
        people = [seen for seen in near if seen.actor.kind == "person" and seen.actor.gender in ("", gender)]
        if words.quoted[i] and not words.text[i].startswith("-"):
            speakers = [seen.actor.chain for seen in self.seen if seen.spoke and words.sentence[i] - seen.sentence <= 1]
            people = [seen for seen in people if seen.actor.chain not in speakers[-1:]]
        last = next((seen for seen in reversed(near) if seen.subject), None)
        if speaks:
            chains = {seen.actor.chain for seen in people}
            best = next((seen for seen in reversed(people) if seen.spoke), None) or next((s for s in reversed(people) if s.subject), None)
            if len(chains) == 1:
                best = people[-1]
            if best is None and last is not None and last.actor.kind in ("organisation", "country"):
                best = last if self._gender_fits(last, gender) else None
            return self._meant(best, gender)
        if last is None:
            return None
        if last.actor.kind == "person":
            between = self._other_subject(last, i, gender) or self._is_of_several(last)
            return self._meant(last, gender) if last.actor.gender in ("", gender) and not between else None
        if last.actor.kind in ("organisation", "country") and self._gender_fits(last, gender) and not self._other_subject(last, i, gender):
            return last.actor
        return None

    def _is_of_several(self, seen: _Seen) -> bool:
        """Whether the verb of a subject is a plural one: of several who act together "il" means none."""
        words, verb = self.words, seen.verb
        return is_plural(words, verb) or any(
            words.head[k] == verb and words.dep[k].startswith("aux") and is_plural(words, k) for k in range(words.left[verb], verb)
        )

    def _verb_of(self, i: int) -> int:
        """The verb of a pronoun; of "a-t-elle précisé" the participle, which the parser may miss."""
        words, verb = self.words, self.words.head[i]
        if words.text[i].startswith("-") and words.lemma[verb].casefold() not in cue_verbs():
            near = (*range(i + 1, min(i + 4, len(words))), *range(i - 1, max(i - 3, -1), -1))
            return next((k for k in near if words.lemma[k].casefold() in cue_verbs() or words.pos[k] == "VERB"), verb)
        return verb

    def _meant(self, best: _Seen | None, gender: str) -> Actor | None:
        if best is None:
            return None
        if best.actor.kind == "person" and not best.actor.gender:
            best.actor.gender = gender
        return best.actor

    def _gender_fits(self, seen: _Seen, gender: str) -> bool:
        return gender_of_word(self.words, seen.token) == gender

    def _other_subject(self, seen: _Seen, i: int, gender: str) -> bool:
        """Whether another noun of that gender was a subject since: "La réforme … Elle …"."""
        words = self.words
        start = next((k for k in range(i, -1, -1) if words.sentence[k] < words.sentence[seen.token]), -1) + 1
        return any(
            words.dep[k].startswith("nsubj") and words.pos[k] in ("NOUN", "PROPN") and k != seen.token and k not in self.inside
            and gender_of_word(words, k) in ("", gender) and words.lower[k] not in wordlists.role_nouns() and not words.quoted[k]
            for k in range(max(start, seen.token), i)
        )

    def _is_impersonal(self, i: int, verb: int) -> bool:
        """"il faut", "il y a", "il est clair que": the pronoun means nothing."""
        words = self.words
        if words.lower[i] not in _HE or words.text[i].startswith("-") and words.lemma[verb].casefold() in cue_verbs():
            return False
        around = [words.lower[k] for k in range(i + 1, min(i + 4, len(words)))]
        lemma = words.lemma[verb].casefold()
        if lemma in _IMPERSONAL or "y" in around[:2] or words.dep[i] == "expl:subj" and lemma not in cue_verbs():
            return True
        after = range(verb, min(verb + 6, len(words)))
        return words.pos[verb] == "ADJ" and any(words.lower[k] in ("que", "qu'", "qu’", "de", "d'", "d’") for k in after)

    def _description(self, i: int) -> tuple[int, Actor] | None:
        """The last token of "le ministre", "l'entreprise" or "le pays", and whom it means; None where that is not clear."""
        words, k = self.words, i + 1
        while k < len(words) and words.lower[k] in ("ancien", "ancienne", "premier", "première", "vice", "-", "nouveau", "nouvelle"):
            k += 1
        if k >= len(words) or k in self.inside:
            return None
        last, adjective = k, None
        form = country_forms().get(words.text[k + 1]) if k + 1 < len(words) else None
        if form is not None and form.use == "adjective":
            last, adjective = k + 1, form.country
        if last + 1 < len(words) and (self._names_somebody(last + 1) or words.lower[last + 1] in ("de", "du", "des", "d'", "d’", "-")):
            return None
        noun = words.lower[k]
        if noun in wordlists.role_nouns():
            actor = self._holder(i, k, adjective)
        elif noun in ("intéressé", "intéressée"):
            actor = self._last_person(i, "f" if noun.endswith("e") else "m")
        elif noun in _COUNTRY_NOUNS:
            actor = self._country(i) if words.lower[i] in ("le", "ce", "du", "au") else None
        elif noun in wordlists.sorts_of_nouns():
            actor = self._body(i, noun)
        else:
            actor = None
        return (last, actor) if actor is not None else None

    def _names_somebody(self, k: int) -> bool:
        words = self.words
        if words.text[k] == "," and k + 1 < len(words):
            k += 1
        while k < len(words) and words.text[k].rstrip(".") in wordlists.titles():
            k += 1
        return k in self.names and self.names[k].kind == "person"

    def _holder(self, i: int, k: int, country: str | None) -> Actor | None:
        """The one person of whom the article has stated that role before."""
        words = self.words
        if any(start <= words.start[k] < end for start, end in self.spans):
            return None
        called = " ".join(words.text[j] for j in range(i + 1, k + 1)).casefold().replace(" - ", "-")
        fitting = [
            (role, actor) for role, actor in self.roles
            if role.start < words.start[i] and _holds(role.role, called) and (country is None or role.country in (None, country))
        ]
        chains = {actor.chain for _, actor in fitting}
        near = {seen.actor.chain for seen in self._near(i, 6)}
        if len(chains) > 1:
            chains = {seen.actor.chain for seen in self._near(i, 1)} & chains
        if len(chains) != 1 or not chains & near:
            return None
        actor = next(actor for _, actor in fitting if actor.chain in chains)
        gender = wordlists.role_nouns()[words.lower[k]][0]
        article = {"le": "m", "la": "f", "ce": "m", "cet": "m", "cette": "f"}.get(words.lower[i], gender)
        return actor if actor.gender in ("", article) or article == "u" else None

    def _last_person(self, i: int, gender: str) -> Actor | None:
        """Whom "l'intéressé" means: who was spoken of last."""
        people = [seen for seen in self._near(i, 1) if seen.actor.kind == "person" and seen.actor.gender in ("", gender)]
        return people[-1].actor if len({seen.actor.chain for seen in people}) == 1 else None

    def _country(self, i: int) -> Actor | None:
        named = [seen for seen in self._near(i) if seen.actor.kind == "country" and not _is_seat(self.words.text[seen.token])]
        if not named:
            return None
        here = [seen for seen in named if seen.sentence == named[-1].sentence]
        return here[-1].actor if len({seen.actor.chain for seen in here}) == 1 else None

    def _body(self, i: int, noun: str) -> Actor | None:
        sorts = wordlists.sorts_of_nouns()[noun]
        named = [seen for seen in self._near(i) if seen.actor.kind == "organisation"]
        fitting = [seen for seen in named if _sort_of(seen.actor) in sorts or noun in seen.actor.name.casefold().split()]
        if not fitting:
            sure = {seen.actor.chain for seen in named}
            unknown = [seen for seen in named if _sort_of(seen.actor) == ""]
            return unknown[-1].actor if len(sure) == 1 and unknown and "company" in sorts else None
        here = [seen for seen in fitting if seen.sentence == fitting[-1].sentence]
        return here[-1].actor if len({seen.actor.chain for seen in here}) == 1 else None


def _holds(role: str, called: str) -> bool:
    """Whether a stated role is called so: "ministre de l'Intérieur" is "le ministre", not "le Premier ministre"."""
    stated = role.casefold().removeprefix("ancien ").removeprefix("ancienne ").removeprefix("ex-")
    called = called.removeprefix("ancien ").removeprefix("ancienne ")
    return stated == called or stated.startswith(f"{called} ")


def _is_source(words: Words, i: int) -> bool:
    """"selon lui", "d'après elle"."""
    return i > 0 and words.lower[i - 1] in ("selon", "après") and not words.quoted[i]


def _is_seat(text: str) -> bool:
    form = country_forms().get(text)
    return form is not None and form.use in ("capital", "seat")


def _sort_of(actor: Actor) -> str:
    """The sort of a body by its list entry or the first word of its name that tells it; empty where neither tells."""
    entry = wordlists.organisations().get(alias_form(actor.name))
    if entry is not None:
        return wordlists.sorts_of_bodies().get(entry[0], "listed")
    return next((sort for word in actor.name.casefold().split() if (sort := wordlists.sorts_of_words().get(word))), "")
