"""Descriptions and pronouns: which of the article's named actors "the prime minister", "the company", "she" and "its" mean.

A pass over the article in reading order, after Lappin & Leass (1994) and the sieves of Lee et al. (2013): candidates must
agree in gender and kind; subjects, near mentions and frequent actors come first; binding constraints exclude ("Noll met
him" is not Noll meeting Noll). People that the text describes and does not name ("a spokesman") compete, so that a pronoun
that means one of them is left alone. What is not clear is not resolved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from broadsheet.annotating.english.coreference.descriptions import Described, Descriptions
from broadsheet.annotating.english.coreference.seen import Seen
from broadsheet.annotating.english.coreference.speakers import Speakers
from broadsheet.annotating.english.names.evidence import SPEECH
from broadsheet.annotating.english.names.named_actors import NameChains, NamedActor
from broadsheet.annotating.english.names.words import Words
from broadsheet.annotating.parser.parsed import Role

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_REACH = 3
"""Sentences back in which a pronoun finds its antecedent."""
_REACH_OVER_WORDS = 12
"""The same for "she said", which reaches back over what she said."""
_ENOUGH = 0.0
_TO_THE_MARK = 3
"""Tokens between a quotation and the pronoun of its speaker: a comma, a mark, "said"."""
_PREDICATES = frozenset({"acomp", "attr", "ccomp", "advcl", "xcomp"})
_WEATHER = frozenset({"rain", "snow", "seem", "appear", "turn", "remain", "emerge", "happen", "take", "matter"})


@dataclass(slots=True)
class Resolved:
    """A description or pronoun, tokens first to last, and its actor."""

    first: int
    last: int
    actor: NamedActor
    form: str


class Resolver:
    """Reads an article once, from its first word to its last."""

    def __init__(self, words: Words, chains: NameChains, stated: Sequence[Role]) -> None:
        self.words, self.chains = words, chains
        self.descriptions = Descriptions(words, chains, stated)
        self.speakers = Speakers(words, chains)
        self.seen: list[Seen] = []
        self.at: dict[int, NamedActor | None] = {}
        """Head token of each mention → its actor; None where it is someone unnamed."""
        self.count: dict[int, int] = {}
        self.found: list[Resolved] = []
        self.spoken = _quoted_sentences(words)

    def resolve(self) -> list[Resolved]:
        """The descriptions and pronouns that mean a named actor, in text order."""
        words = self.words
        names = {self._head(n.first, n.last): (n, actor) for actor in self.chains.actors for n in actor.names}
        inside = {i for actor in self.chains.actors for n in actor.names for i in range(n.first, n.last + 1)}
        pronouns = HE | SHE | IT | THEY | FIRST
        for i in range(len(words)):
            if i in names:
                self._see(i, names[i][1])
            elif i in inside or words.heading[i]:
                continue
            elif words.lower[i] in pronouns and words.pos[i] in ("PRON", "DET"):
                self._resolve_pronoun(i)
            elif words.pos[i] in ("NOUN", "PROPN"):
                self._resolve_description(i)
        return self.found

    def _head(self, first: int, last: int) -> int:
        """The token of a span that the rest of it hangs on."""
        words = self.words
        return next((i for i in range(last, first - 1, -1) if not first <= words.head[i] <= last or words.head[i] == i), last)

    def _see(self, token: int, actor: NamedActor | None, gender: str = "") -> None:
        words = self.words
        self.at[token] = actor
        if actor is not None:
            self.count[actor.chain] = self.count.get(actor.chain, 0) + 1
        self.seen.append(Seen(
            token, actor, actor.gender if actor else gender, self._is_subject(token), words.sentence[token],
            words.quoted[token], words.head[token],
        ))

    def _is_subject(self, token: int) -> bool:
        """Whether a mention is a clause's subject, or a name beside it: "A spokesman for the crew, Bo Finch, said"."""
        words = self.words
        if words.dep[token] == "appos":
            token = words.head[token]
            if words.dep[token] == "pobj" and words.lower[words.head[token]] in ("of", "for"):
                token = words.head[words.head[token]]
        return words.dep[token] in ("nsubj", "nsubjpass")

    def _take(self, first: int, last: int, head: int, actor: NamedActor, form: str) -> None:
        self.found.append(Resolved(first, last, actor, form))
        self._see(head, actor)

    def _resolve_description(self, i: int) -> None:
        if i and self.words.lemma[i] in ("country", "nation") and self.words.lower[i - 1] in ("his", "her"):
            self._resolve_own_country(i)
            return
        described: Described | None = self.descriptions.read(i, self.seen, self.words.sentence[i], self.count)
        if described is None:
            return
        if described.actor is not None:
            if described.first is not None:
                self._take(described.first, i, i, described.actor, "nominal")
        else:
            self._see(i, None, described.gender)

    def _resolve_own_country(self, i: int) -> None:
        """"Her country", where it is clear who she is and which state she speaks for."""
        person = self._person(i - 1, "m" if self.words.lower[i - 1] == "his" else "f")
        country = self.descriptions.offices.country_of(person) if person is not None else None
        if country is not None:
            self._take(i - 1, i, i, country, "nominal")

    def _resolve_pronoun(self, i: int) -> None:
        form = self.words.lower[i]
        if form in FIRST:
            # Within quotation marks the table of quotes tells the speaker; counting each "I" again would only inflate mentions.
            actor = None if self.words.quoted[i] else self.speakers.speaker_at(i)
        elif form in HE or form in SHE:
            owner = self.words.dep[i] == "poss" and not self._opens_subject(i)
            actor = None if owner else self._person(i, "m" if form in HE else "f")
        else:
            actor = self._body(i, plural=form in THEY)
        if actor is not None:
            self._take(i, i, i, actor, "pronoun")

    def _opens_subject(self, i: int) -> bool:
        """"Her first company was …": a possessive at the start of a sentence's subject goes on with the person before."""
        words, noun = self.words, self.words.head[i]
        starts = i == 0 or words.sentence[i - 1] != words.sentence[i]
        return starts and words.dep[noun] in ("nsubj", "nsubjpass") and words.dep[words.head[noun]] == "ROOT"

    def _person(self, i: int, gender: str) -> NamedActor | None:
        """The best of the persons mentioned in reach, where that is clear, or nobody.

        It is clear where nobody else of that gender is mentioned in this sentence and the one before, or where the pronoun
        is the subject of a verb of speech, which goes on with who spoke or acted last. "His" and "her" before a noun name
        nobody who acts or is judged, and are left alone.
        """
        words, here = self.words, self.words.sentence[i]
        if (coming := self._subject_to_come(i, gender)) is not None:
            return coming
        barred = self._barred(i)
        speaker = self.speakers.quoted_by(i) if words.quoted[i] else None
        upper = self._upper_subjects(i)
        reports = self._reports(i)
        told = self._told_of(i) if reports else set()
        best: Seen | None = None
        most = _ENOUGH
        scores: dict[int, float] = {}
        for seen in reversed(self.seen):
            distance = here - seen.sentence
            if reports and not seen.quoted:
                distance -= sum(self.spoken[seen.sentence + 1:here])
            if distance > _REACH:
                if reports and here - seen.sentence <= _REACH_OVER_WORDS:
                    continue
                break
            if self._is_barred(seen, barred) or not self._agrees(seen, gender) or speaker is not None and seen.actor is speaker:
                continue
            if seen.actor is not None and seen.actor.chain in told:
                continue
            score = 4.0 - 1.6 * distance + (1.6 if seen.subject else 0.0) + (1.5 if seen.token in upper else 0.0)
            score += 0.5 if seen.gender == gender else -0.4
            score -= 1.2 if seen.quoted and not words.quoted[i] else 0.0
            score -= 0.8 if words.dep[seen.token] in ("poss", "compound", "nmod") else 0.0
            if seen.actor is not None:
                score += min(self.count.get(seen.actor.chain, 0), 6) * 0.15
                if seen.actor.chain in scores:
                    continue
                scores[seen.actor.chain] = score
            if score > most:
                best, most = seen, score
        if best is None or best.actor is None:
            return None
        if not (self._is_only_one(i, gender, barred) or reports or self._is_parallel(i, best)):
            return None
        if best.actor.gender not in ("m", "f"):
            best.actor.gender = gender
            for seen in self.seen:
                if seen.actor is best.actor:
                    seen.gender = gender
        return best.actor

    def _subject_to_come(self, i: int, gender: str) -> NamedActor | None:
        """"Asked whether she would stay, Noll said": who is asked at the start of a sentence is the subject of what follows.

        Of one whom the opening itself names, the pronoun rather speaks: "Asked about Finch and her plans, Noll smiled".
        """
        words, k = self.words, i
        while words.head[k] != k and not (words.dep[k] in ("advcl", "ccomp") and words.tag[k] in ("VBN", "VBD") and words.left[k] == k):
            k = words.head[k]
        verb, first = words.head[k], k
        if verb == k or verb < i or first and words.sentence[first - 1] == words.sentence[i]:
            return None
        named = [self.descriptions.name_at[j] for j in range(first, i) if j in self.descriptions.name_at]
        if any(actor.kind == "person" and actor.gender in ("", "u", gender) for actor in named):
            return None
        subject = next((j for j in range(i + 1, verb) if words.head[j] == verb and words.dep[j] in ("nsubj", "nsubjpass")), None)
        actor = self.descriptions.name_at.get(subject) if subject is not None else None
        fits = actor is not None and actor.kind == "person" and actor.gender in ("", "u", gender)
        return actor if fits else None

    def _is_only_one(self, i: int, gender: str, barred: set[int]) -> bool:
        """Whether one person alone can be meant; where the sentence before has only others, one alone in reach: Ada …. Bo …. She …"""
        here = self.words.sentence[i]
        fitting = [
            seen for seen in self.seen[-60:]
            if here - seen.sentence <= _REACH and not self._is_barred(seen, barred) and self._agrees(seen, gender)
        ]
        near = [seen for seen in fitting if here - seen.sentence <= 1] or fitting
        return len({-1 if seen.actor is None else seen.actor.chain for seen in near}) == 1

    def _reports(self, i: int) -> bool:
        words = self.words
        return words.dep[i] == "nsubj" and words.lemma[words.head[i]] in SPEECH and not words.quoted[i]

    def _told_of(self, i: int) -> set[int]:
        """The people that a quotation before "he said" speaks of by name: who says “Noll will go” is somebody else than Noll."""
        words, k = self.words, i - 1
        while k >= 0 and i - k <= _TO_THE_MARK and not words.quoted[k]:
            k -= 1
        told: set[int] = set()
        while k >= 0 and words.quoted[k]:
            actor = self.descriptions.name_at.get(k)
            if actor is not None:
                told.add(actor.chain)
            k -= 1
        return told

    def _is_parallel(self, i: int, best: Seen) -> bool:
        """"Noll praised Lund. She called her brave": of two pronouns of one gender in a clause the subject means the subject."""
        words, verb = self.words, self.words.head[i]
        if words.dep[i] != "nsubj" or not best.subject or best.sentence != words.sentence[i] - 1 or words.dep[best.verb] != "ROOT":
            return False
        same = HE if words.lower[i] in HE else SHE
        return any(
            words.head[k] == verb and words.dep[k] == "dobj" and words.lower[k] in same
            for k in range(verb + 1, min(verb + 4, len(words)))
        )

    def _is_barred(self, seen: Seen, barred: set[int]) -> bool:
        """Whether the mention is one of those, or names the same actor as one: nobody acts on themselves without "-self"."""
        return seen.token in barred or seen.actor is not None and any(self.at.get(token) is seen.actor for token in barred)

    def _agrees(self, seen: Seen, gender: str) -> bool:
        if seen.actor is not None and seen.actor.kind != "person":
            return False
        return (seen.gender if seen.actor is None else seen.actor.gender) in ("", "u", gender)

    def _barred(self, i: int) -> set[int]:
        """Mentions that the pronoun cannot mean: other arguments of its own verb, unless it is possessive or reflexive."""
        words = self.words
        if words.dep[i] == "poss" or words.lower[i].endswith("self"):
            return set()
        verb = words.head[i]
        if words.dep[i] in ("pobj", "dative"):
            verb = words.head[verb]
        return {seen.token for seen in self.seen[-12:] if seen.verb == verb and seen.token != i and words.pos[verb] in ("VERB", "AUX")}

    def _upper_subjects(self, i: int) -> list[int]:
        """Subjects of the clauses around the pronoun, the innermost first; its own clause counts for a possessive."""
        words = self.words
        subjects: list[int] = []
        verb, steps = words.head[i], 0
        own = words.dep[i] == "poss"
        while steps < 12:
            if words.pos[verb] in ("VERB", "AUX"):
                if own:
                    subjects += [k for k in range(max(words.left[verb], verb - 40), verb) if k != i and self._is_subject_of(k, verb)]
                own = True
            if words.head[verb] == verb:
                break
            verb, steps = words.head[verb], steps + 1
        return [k for k in subjects if k < i or words.sentence[k] == words.sentence[i] and k in self.at]

    def _is_subject_of(self, k: int, verb: int) -> bool:
        return self.words.head[k] == verb and self.words.dep[k] in ("nsubj", "nsubjpass")

    def _body(self, i: int, *, plural: bool) -> NamedActor | None:
        """An organisation, group or country that is the subject of a clause around the pronoun, or of the sentence before."""
        words = self.words
        kinds = ("organisation", "group") if plural else ("organisation", "country")
        if self._goes_on_with_object(i):
            return None
        upper = self._upper_subjects(i)
        for k in upper:
            actor = self._actor_at(k)
            if actor is not None:
                return actor if actor.kind in kinds else None
            if words.pos[k] in ("NOUN", "PROPN") or words.lower[k] in ("who", "he", "she", "i", "we", "you", "they"):
                return None
        if upper or words.dep[i] not in ("nsubj", "nsubjpass") or self._is_pleonastic(i):
            return None
        return self._subject_before(i, kinds)

    def _goes_on_with_object(self, i: int) -> bool:
        """"The bank wants a merger but expects Noll to block it": an object goes on with the thing that is the object before."""
        words, verb = self.words, self.words.head[i]
        if words.dep[i] != "dobj" or words.lower[i] not in IT:
            return False
        verbs = set()
        while words.head[verb] != verb and words.dep[verb] in ("ccomp", "xcomp", "conj", "advcl"):
            verb = words.head[verb]
            verbs.add(verb)
        before = range(min(verbs, default=i), i)
        return any(words.head[k] in verbs and words.dep[k] == "dobj" and words.pos[k] == "NOUN" and k not in self.at for k in before)

    def _actor_at(self, k: int) -> NamedActor | None:
        if self.at.get(k) is not None:
            return self.at[k]
        return None

    def _is_pleonastic(self, i: int) -> bool:
        """"It is clear that …", "it seems", "it was Noll who": the pronoun means nothing."""
        words, verb = self.words, self.words.head[i]
        if words.lower[i] not in IT:
            return False
        lemma = words.lemma[verb].casefold()
        if lemma in _WEATHER:
            return True
        return lemma == "be" and any(words.head[k] == verb and words.dep[k] in _PREDICATES for k in range(verb, min(verb + 12, len(words))))

    def _subject_before(self, i: int, kinds: tuple[str, ...]) -> NamedActor | None:
        words, here = self.words, self.words.sentence[i]
        for seen in reversed(self.seen):
            if here - seen.sentence > 1:
                return None
            if seen.sentence == here and words.dep[seen.token] == "poss" and words.dep[words.head[i]] == "advcl":
                return seen.actor if seen.actor is not None and seen.actor.kind in kinds else None  # "Serbia's attempts as it seeks …"
            if seen.sentence < here and seen.subject and words.dep[seen.verb] == "ROOT":
                return seen.actor if seen.actor is not None and seen.actor.kind in kinds else None
        return None


def _quoted_sentences(words: Words) -> list[bool]:
    """Whether each sentence stands between quotation marks as a whole."""
    outside = {words.sentence[i] for i, inside in enumerate(words.quoted) if not inside and words.text[i].isalpha()}
    return [number not in outside for number in range(len(words.article.sentences))]


def find_references(words: Words, chains: NameChains, stated: Sequence[Role] = ()) -> Iterator[Resolved]:
    """The descriptions and pronouns of the article that mean a named actor; `stated`: the roles that it states of its names."""
    yield from Resolver(words, chains, stated).resolve()
