"""The status of a French event: what its own verb, the words around it and the clauses above it say about whether it happened.

A trigger is read first by its own tense, mood and negation, then by the predicate that governs it. The perfect of the conditional is the
press's mood of rumour ("aurait signé": it is said to have signed); the plain one depends on a condition, or tells a plan of the past.
"""

from __future__ import annotations

from dataclasses import replace

from broadsheet.annotating.events.reading import Reading
from broadsheet.annotating.french.events.cues import cues
from broadsheet.annotating.french.events.noun_readings import NounReadings
from broadsheet.annotating.french.events.tokens import FINITE, Tokens
from broadsheet.annotating.french.verb_forms import (
    CONDITIONAL,
    FUTURE,
    GERUND,
    IMPERFECT,
    INFINITIVE,
    PARTICIPLE,
    PAST,
    PRESENT,
    SUBJUNCTIVE,
)

_DEPTH = 6
_COMPLEMENT = frozenset(("ccomp", "xcomp", "acl", "advcl", "obl:mod", "obl:arg", "parataxis", "csubj", "obj"))


class Readings:
    """The readings of one article's triggers, each worked out once."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._lists = cues()
        self._known: dict[int, Reading] = {}
        self._nouns = NounReadings(tokens, self.of)

    def __getitem__(self, number: int) -> Reading:
        return self.of(number, 0)

    def of(self, number: int, depth: int) -> Reading:
        """The reading of a verb or event noun; of any other word that a verb hangs on, too."""
        found = self._known.get(number)
        if found is None:
            if depth > _DEPTH:
                return Reading("fact")
            found = self._verb(number, depth) if self._tokens.is_verb(number) else self._nouns.read(number, depth)
            self._known[number] = found
        return found

    def _is(self, number: int, name: str) -> bool:
        return self._tokens.lemmas[number] in self._lists[f"verbs.{name}"]

    # -- verbs ---------------------------------------------------------------------------------------------------------

    def _verb(self, number: int, depth: int) -> Reading:
        tokens = self._tokens
        finite = self._finite(number)
        negative, hedges = self._negation(number), self._hedges(number)
        if finite is None:
            return self._governed(number, Reading("fact", negative, hedges=hedges), depth)
        own = self._by_form(number, finite, negative, hedges)
        if tokens.deps[number] == "conj" or (tokens.deps[number] not in _COMPLEMENT and not self._marks(number)):
            return own
        return self._under(number, own, depth)

    def _finite(self, number: int) -> int | None:
        """The token that carries the tense: the verb itself, or its first auxiliary or copula."""
        tokens = self._tokens
        carriers = [a for a in tokens.auxiliaries(number) if tokens.forms[a] in FINITE or tokens.forms[a] in (INFINITIVE, GERUND)]
        if carriers:
            return carriers[0] if tokens.forms[carriers[0]] in FINITE else None
        copula = tokens.child(number, "cop")
        if copula is not None:
            return copula if tokens.forms[copula] in FINITE else None
        return number if tokens.forms[number] in FINITE else None

    def _by_form(self, number: int, finite: int, negative: bool, hedges: tuple[int, ...]) -> Reading:
        tokens, form = self._tokens, self._tokens.forms[finite]
        perfect = tokens.is_perfect(number)
        if self._has_condition(number) and form == CONDITIONAL:
            return Reading("conditional", negative, past=perfect, hedges=(*hedges, finite))
        if form == FUTURE:
            return Reading("planned", negative, hedges=hedges)
        if form == CONDITIONAL:
            said = perfect or self._has_source(number)
            return Reading("claimed" if said else "conditional", negative, past=perfect, hedges=(*hedges, finite))
        past = perfect or form in (IMPERFECT, PAST)
        mode = "claimed" if any(tokens.words[h] in self._lists["hedges.claimed"] for h in hedges) else "fact"
        if form == PRESENT and not perfect and (self._is(number, "continuing") or (self._is(number, "activity") and not negative)):
            mode = "ongoing"
        return Reading(mode, negative, past=past, hedges=hedges)

    def _marks(self, number: int) -> set[str]:
        tokens = self._tokens
        return {tokens.case(number)} - {""} | {tokens.words[c] for c in tokens.children[number] if tokens.deps[c] == "mark"}

    def _has_condition(self, number: int) -> bool:
        """Whether a clause with "si" belongs to a verb: "signerait si Paris acceptait"."""
        tokens = self._tokens
        return any(tokens.is_verb(c) and tokens.case(c) == "si" for c in tokens.children[number] if tokens.deps[c] != "conj")

    def _has_source(self, number: int) -> bool:
        """Whether the clause names who says so: "selon la police, serait retenu"."""
        tokens = self._tokens
        return any(tokens.case(c) in self._lists["hedges.sources"] for c in tokens.children[number] if tokens.deps[c].startswith("obl"))

    def _negation(self, number: int) -> bool:
        """Whether "pas", "jamais", "aucun" undo the verb; "ne … que" does not."""
        tokens, lists = self._tokens, self._lists
        for child in tokens.children[number]:
            word, dep = tokens.words[child], tokens.deps[child]
            if dep == "advmod" and word in lists["negation.words"] and self._is_negating(number, child, word):
                return True
            if word in lists["negation.nothing"] and dep in ("nsubj", "nsubj:pass", "obj", "advmod", "expl:subj"):
                return True
            if dep in ("nsubj", "nsubj:pass", "obj") and any(
                tokens.words[c] in lists["negation.determiners"] for c in tokens.children[child] if tokens.deps[c] in ("det", "amod")
            ):
                return True
        return False

    def _is_negating(self, number: int, child: int, word: str) -> bool:
        """Whether the word is the second part of a negation: "plus" and "point" only beside "ne"."""
        tokens = self._tokens
        if word not in ("plus", "point", "jamais"):
            return not (child + 1 < len(tokens) and tokens.words[child + 1] in ("seulement", "moins"))
        return any(tokens.words[c] in ("ne", "n'", "n’") for c in tokens.children[number])

    def _hedges(self, number: int) -> tuple[int, ...]:
        tokens = self._tokens
        return tuple(c for c in tokens.children[number] if tokens.deps[c] == "advmod" and tokens.words[c] in self._lists["hedges.words"])

    # -- finite clauses under others ------------------------------------------------------------------------------------

    def _under(self, number: int, own: Reading, depth: int) -> Reading:
        """A finite clause under another: "nie qu'il ait signé", "exige qu'il parte", "avant qu'il parte", "si Paris accepte"."""
        tokens, marks = self._tokens, self._marks(number)
        head = tokens.heads[number]
        asked = tokens.deps[number] == "ccomp" and (self._is(head, "say") or tokens.lemmas[head] in ("savoir", "ignorer", "demander"))
        if "si" in marks:
            return replace(own, mode="claimed" if asked and own.past else "conditional")
        if head == number:
            return own
        words = " ".join(tokens.words[max(0, self._clause_start(number) - 2):number])
        if tokens.deps[number] == "advcl" and tokens.forms[self._finite(number) or number] == SUBJUNCTIVE:
            if "sans qu" in words:
                return replace(own, mode="fact", negative=True)
            if any(way in words for way in ("avant qu", "pour qu", "afin qu", "jusqu'à ce qu", "jusqu’à ce qu")):
                return replace(own, mode="fact" if self.of(head, depth + 1).past and "avant qu" in words else "planned")
            return replace(own, mode="conditional") if "moins qu" in words or "condition qu" in words else own
        if tokens.deps[number] not in ("ccomp", "xcomp", "obj", "acl"):
            return own
        if tokens.forms[self._finite(number) or number] == SUBJUNCTIVE and (found := self._wished(head, own, depth)) is not None:
            return found
        return self._said(head, own, depth)

    def _wished(self, head: int, own: Reading, depth: int) -> Reading | None:
        """A subjunctive: "il est possible qu'il parte", "rien ne prouve qu'il ait payé", "doute qu'il parte"."""
        lemma = self._tokens.lemmas[head]
        if lemma in self._lists["verbs.uncertain"]:
            return replace(own, mode="conditional", hedges=(head,))
        if lemma in self._lists["verbs.deny"] | self._lists["verbs.plan"] | self._lists["verbs.negative"]:
            return None
        if self._tokens.is_verb(head) and self.of(head, depth + 1).negative:
            return replace(own, mode="claimed", hedges=(head,))
        return None

    def _clause_start(self, number: int) -> int:
        found = [c for c in self._tokens.children[number] if self._tokens.deps[c] == "mark"]
        return min([number, *found])

    def _said(self, head: int, own: Reading, depth: int) -> Reading:
        """A clause with "que" by the verb above it."""
        above = self.of(head, depth + 1)
        if self._is(head, "deny"):
            return replace(own, negative=not above.negative, denied=not above.negative)
        if self._is(head, "plan") and not self._is(head, "say") and own.mode == "fact" and not own.past:
            return replace(own, mode="planned")
        if own.mode == "conditional" and above.past and (self._is(head, "say") or self._is(head, "factive")):
            return own if self._tokens.lemmas[head] == "suggérer" else replace(own, mode="planned", hedges=())
        if own.mode == "fact" and self._is(head, "claim") and not self._is(head, "say"):
            return replace(own, mode="claimed")
        return own

    # -- infinitives, participles, gerunds -------------------------------------------------------------------------------

    def _governed(self, number: int, own: Reading, depth: int) -> Reading:
        tokens = self._tokens
        head, dep, form = tokens.heads[number], tokens.deps[number], tokens.forms[number]
        if head == number:
            return replace(own, past=form == PARTICIPLE) if form != INFINITIVE else replace(own, mode="planned")
        if dep == "conj" and not tokens.auxiliaries(number):
            above = self.of(head, depth + 1)
            return replace(own, mode=above.mode, negative=own.negative, past=above.past, hedges=own.hedges or above.hedges)
        if form == INFINITIVE or any(tokens.forms[a] == INFINITIVE for a in tokens.auxiliaries(number)):
            return self._infinitive(number, own, depth)
        if form == PARTICIPLE and dep in ("acl", "amod", "advcl", "acl:relcl", "xcomp") and not tokens.auxiliaries(number):
            ahead = self._is(number, "plan_objects")
            return replace(own, past=not ahead, mode="planned" if ahead else "fact")
        above = self.of(head, depth + 1)
        return replace(own, mode=above.mode, past=own.past or above.past, hedges=own.hedges or above.hedges)

    def _infinitive(self, number: int, own: Reading, depth: int) -> Reading:
        tokens = self._tokens
        head, mark = tokens.heads[number], tokens.case(number)
        before = [tokens.words[c] for c in tokens.children[number] if c < number and tokens.deps[c] in ("mark", "case", "advmod")]
        if "sans" in before:
            return replace(own, mode="fact", negative=not own.negative)
        above = self.of(head, depth + 1)
        if "après" in before:
            return replace(own, mode="fact", past=True)
        if "avant" in before or "lieu" in before:
            return replace(own, mode="fact" if above.past else "planned", past=above.past, negative="lieu" in before)
        if not tokens.is_verb(head):
            return self._under_noun(number, head, own, above)
        if mark in ("pour", "afin") and not self._is(head, "plan"):
            return replace(own, mode="planned", past=above.past and above.mode == "fact")
        return self._under_verb(number, head, own, above)

    def _under_noun(self, number: int, head: int, own: Reading, above: Reading) -> Reading:
        """Under a noun or adjective: "le projet de fermer", "le refus de signer", "prêt à signer", "en train de signer"."""
        tokens, lists = self._tokens, self._lists
        lemma = tokens.lemmas[head]
        if lemma in ("train", "voie"):
            return replace(own, mode="ongoing" if not above.past else "fact", past=above.past)
        if lemma in ("refus", "échec", "incapacité", "impossibilité", "interdiction", "incapable", "impossible"):
            return replace(own, negative=True, past=above.past)
        if lemma in lists["verbs.plan_nouns"] or lemma in ("prêt", "point", "chargé", "déterminé", "décidé", "résolu"):
            return replace(own, mode="planned", negative=own.negative or above.negative, hedges=(head,))
        if lemma in lists["verbs.chance_nouns"] or tokens.poses[head] == "ADJ" or lemma in ("tentative", "effort"):
            return replace(own, mode="conditional", hedges=(head,))
        return replace(own, mode="planned" if above.mode in ("planned", "conditional") else above.mode, past=above.past)

    def _under_verb(self, number: int, head: int, own: Reading, above: Reading) -> Reading:
        tokens = self._tokens
        lemma, form = tokens.lemmas[head], tokens.forms[self._finite(head) or head]
        done = tokens.is_perfect(number) and any(tokens.forms[a] == INFINITIVE for a in tokens.auxiliaries(number))
        negative = own.negative != above.negative
        if lemma == "aller":
            return replace(own, mode="planned" if form in (PRESENT, IMPERFECT, FUTURE, CONDITIONAL) else above.mode, negative=negative)
        if lemma == "venir":
            return replace(own, mode="fact", past=True, negative=negative)
        if lemma in ("devoir", "pouvoir", "savoir"):
            return self._modal(lemma, form, head, own, above, negative, done)
        if self._is(head, "deny"):
            return replace(own, mode="fact", negative=not above.negative, denied=not above.negative, past=True)
        if lemma == "exclure" and above.negative:  # "n'exclut pas de partir"
            return replace(own, mode="conditional", hedges=(head,))
        if self._is(head, "negative"):
            mode = above.mode if above.mode in ("planned", "conditional", "claimed") else "fact"
            return replace(own, mode=mode, negative=not negative, past=above.past)
        if self._is(head, "effort"):
            return replace(own, mode="conditional", negative=negative, past=above.past, hedges=(head,))
        if self._is(head, "implicative"):
            mode = "ongoing" if self._is(head, "continuing") and not above.past and above.mode == "ongoing" else above.mode
            return replace(own, mode=mode, negative=negative, past=above.past, hedges=above.hedges)
        if done and (self._is(head, "claim") or self._is(head, "say")):
            return replace(own, mode="claimed", past=True, hedges=(head,))
        if self._is(head, "claim") and not self._is(head, "plan"):
            return replace(own, mode="claimed", negative=own.negative, hedges=(head,))
        if self._is(head, "plan") or self._is(head, "say"):
            mode = "conditional" if above.mode == "conditional" else "planned"
            return replace(own, mode=mode, negative=negative, hedges=(head,))
        if above.mode in ("planned", "conditional", "claimed"):
            return replace(own, mode=above.mode, negative=negative, past=above.past, hedges=own.hedges or above.hedges)
        return replace(own, mode=above.mode, negative=negative, past=above.past or done)

    def _modal(self, lemma: str, form: str, head: int, own: Reading, above: Reading, negative: bool, done: bool) -> Reading:
        """"Doit signer" and "devrait signer" are plans, "a dû signer" is done, "aurait dû" was not; "pourrait" and "peut" are open."""
        if form == CONDITIONAL and self._tokens.is_perfect(head):
            return replace(own, mode="conditional", negative=negative, past=True, hedges=(head,))
        if above.past and form != IMPERFECT and lemma != "savoir":
            return replace(own, mode="fact", negative=negative, past=True)
        if lemma == "devoir":
            if done:
                return replace(own, mode="claimed", negative=negative, past=True, hedges=(head,))
            hedges = (head,) if form == CONDITIONAL else ()
            return replace(own, mode="planned", negative=negative, hedges=hedges)
        if form == IMPERFECT:
            return replace(own, mode="fact" if negative else "conditional", negative=negative, past=True, hedges=(head,))
        return replace(own, mode="conditional", negative=negative, hedges=(head,))
