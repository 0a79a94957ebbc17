"""The status of an event: what its own verb, the words around it and the clauses above it say about whether it happened.

After FactBank (Saurí & Pustejovsky 2009) and the implicative signatures of Karttunen (1971): a trigger is read first by its
own tense, modals and negation, then by each predicate that governs it, from the inside out.
"""

from __future__ import annotations

from dataclasses import replace

from broadsheet.annotating.english.events.beside import Beside
from broadsheet.annotating.english.events.cues import cues
from broadsheet.annotating.english.events.tokens import Tokens
from broadsheet.annotating.events.reading import Reading

_CLAUSE = frozenset((
    "xcomp", "ccomp", "acl", "advcl", "relcl", "pcomp", "csubj", "csubjpass", "conj", "dep", "parataxis", "prep", "pobj", "dobj", "nsubj",
    "nsubjpass", "attr", "appos", "dative", "agent", "npadvmod", "oprd", "poss", "nmod", "compound", "acomp", "amod",
))
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_DEPTH = 6


class Readings:
    """The readings of one article's predicates, each worked out once."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._beside = Beside(tokens)
        self._known: dict[int, Reading] = {}
        self._cues = cues()

    def __getitem__(self, number: int) -> Reading:
        return self.of(number, 0)

    def of(self, number: int, depth: int) -> Reading:
        """The reading of the predicate or event noun `number`."""
        found = self._known.get(number)
        if found is None:
            verbal = self._tokens.poses[number] in ("VERB", "AUX")
            found = self._beside.read(number, (self._verb if verbal else self._noun)(number, depth))
            self._known[number] = found
        return found

    # -- verbs ---------------------------------------------------------------------------------------------------------

    def _verb(self, number: int, depth: int) -> Reading:
        own, finite = self._own_form(number)
        if finite and self._tokens.deps[number] != "conj":
            return self._under_speech(number, own, depth)
        return self._governed(number, own, finite, depth)

    def _own_form(self, number: int) -> tuple[Reading, bool]:
        """The reading by the verb's own auxiliaries, and whether they decide its time."""
        tokens, lists = self._tokens, self._cues
        tag = tokens.tags[number]
        mode, finite, past, perfect = "fact", tag in ("VBD", "VBZ", "VBP"), tag == "VBD", False
        negative, infinitive, hedges = False, False, []
        for child in tokens.children[number]:
            dep, word, lemma = tokens.deps[child], tokens.words[child], tokens.lemmas[child]
            if dep in ("aux", "auxpass"):
                if tokens.tags[child] == "TO":
                    infinitive = True
                elif word in lists["modals.future"] or word in lists["modals.would"]:
                    mode, finite = "planned", True
                elif word in lists["modals.conditional"]:
                    mode, finite = "conditional", True
                    hedges.append(child)
                elif word in lists["modals.possible"]:
                    finite = True
                else:
                    finite = finite or tokens.tags[child] in ("VBD", "VBZ", "VBP")
                    past = past or tokens.tags[child] == "VBD" or lemma == "have"
                    perfect = perfect or lemma == "have"
                    if tag == "VBG" and lemma == "be" and tokens.tags[child] in ("VBP", "VBZ", "VBN", "VB") and mode == "fact":
                        mode = "ongoing"
            elif dep == "neg" or (dep in ("det", "advmod") and word in lists["negation.words"]):
                negative = True
            elif dep == "advmod":
                if word in lists["hedges.claimed"]:
                    mode = "claimed" if mode == "fact" else mode
                if word in lists["hedges.words"]:
                    hedges.append(child)
            elif dep in ("nsubj", "nsubjpass") and (word in lists["negation.words"] or self._has_no(child)):
                negative = True
        if mode in ("planned", "conditional") and perfect and past:
            mode = "conditional"  # "would have signed", "could have died": it did not come about, or nobody knows
        if tag == "VBG" and mode == "ongoing" and lemma_is_go(tokens, number):
            mode = "planned"
        if infinitive and mode == "fact":
            finite = False
        if self._in_condition(number) and mode != "claimed":
            mode = "claimed" if past and tokens.deps[number] == "ccomp" else "conditional"  # "did not say whether he resigned"
        return Reading(mode, negative, False, past, tuple(hedges)), finite and not infinitive

    def _has_no(self, number: int) -> bool:
        return any(self._tokens.words[c] in ("no", "neither") for c in self._tokens.children[number] if self._tokens.deps[c] == "det")

    def _in_condition(self, number: int) -> bool:
        return any(
            self._tokens.deps[c] == "mark" and self._tokens.words[c] in ("if", "unless", "lest", "whether")
            for c in self._tokens.children[number]
        )

    def _under_speech(self, number: int, own: Reading, depth: int) -> Reading:
        """A finite clause under "claims that", "denied that", "doubts whether"."""
        tokens, lists = self._tokens, self._cues
        if tokens.deps[number] != "ccomp" or depth > _DEPTH:
            return own
        head = tokens.heads[number]
        lemma = tokens.lemmas[head]
        if lemma in lists["verbs.deny"] and not any(tokens.deps[c] == "neg" for c in tokens.children[head]):
            return replace(own, negative=True, denied=True)
        if own.mode == "fact" and lemma in lists["verbs.claim"]:
            return replace(own, mode="claimed")
        if lemma in lists["verbs.negative"]:
            return replace(own, negative=True)
        return own

    def _governed(self, number: int, own: Reading, finite: bool, depth: int) -> Reading:
        """An infinitive, participle or second conjunct: the governor says what it is worth."""
        tokens, lists = self._tokens, self._cues
        head, dep, tag = tokens.heads[number], tokens.deps[number], tokens.tags[number]
        if head == number or depth > _DEPTH:
            return replace(own, mode="planned") if tag == "VB" and own.mode == "fact" and self._to(number) else own
        above = self.of(head, depth + 1)
        if dep == "conj":
            return self._conjunct(number, own, finite, above)
        to = self._to(number)
        lemma = tokens.lemmas[head]
        if lemma in lists["verbs.negative"] and dep in ("xcomp", "ccomp", "pcomp", "acl", "prep"):
            denied = lemma in lists["verbs.deny"] and not above.negative
            mode = above.mode if above.mode != "ongoing" else "fact"
            return replace(own, negative=not above.negative, denied=denied, mode=mode, past=above.past)
        if to or tag == "VB":
            return self._infinitive(number, own, above)
        if dep in ("acl", "relcl", "amod") and tag == "VBN":
            return replace(own, past=True)
        mode = own.mode if own.mode != "fact" else above.mode
        if dep == "pcomp":
            word = tokens.lemmas[head]
            if word in ("without",):
                return replace(own, mode="fact", negative=True)
            if word in lists["modifiers.before"] or word in ("for", "from", "about", "against", "of"):
                above = self.of(tokens.heads[head], depth + 1)
                mode = self._noun_of_chance(head, above.mode)
        return replace(own, mode=mode if mode != "claimed" else "claimed", past=own.past or above.past, hedges=own.hedges or above.hedges)

    def _noun_of_chance(self, preposition: int, mode: str) -> str:
        lemma = self._tokens.lemmas[self._tokens.heads[preposition]]
        if lemma in self._cues["verbs.plan_nouns"] or lemma in self._cues["verbs.plan"]:
            return "planned"
        if lemma in self._cues["modifiers.chance"]:
            return "conditional"
        return mode

    def _to(self, number: int) -> bool:
        return any(self._tokens.tags[c] == "TO" for c in self._tokens.children[number])

    def _conjunct(self, number: int, own: Reading, finite: bool, above: Reading) -> Reading:
        if finite:
            return self._under_speech(number, own, 0)
        if self._tokens.tags[number] == self._tokens.tags[self._tokens.heads[number]] or self._tokens.tags[number] == "VB":
            return replace(own, mode=above.mode if own.mode == "fact" else own.mode, past=above.past, hedges=own.hedges or above.hedges)
        return replace(own, past=own.past or above.past)

    def _infinitive(self, number: int, own: Reading, above: Reading) -> Reading:
        tokens, lists = self._tokens, self._cues
        head, dep = tokens.heads[number], tokens.deps[number]
        lemma = tokens.lemmas[head]
        hedges = own.hedges + ((head,) if lemma in lists["hedges.words"] or lemma in lists["verbs.plan"] else above.hedges)
        negative = own.negative or (above.negative and lemma not in lists["verbs.say"] and lemma not in lists["verbs.claim"])
        if above.negative and tokens.poses[head] == "NOUN":
            return replace(own, negative=True, past=above.past)  # "a failed attempt to reach the coast"
        if above.mode in ("planned", "conditional"):
            return replace(own, mode=above.mode, negative=negative, hedges=hedges)
        if lemma in lists["verbs.effort"] and (above.past or tokens.tags[head] in ("VBD", "VBN")):
            return replace(own, mode="conditional", negative=negative, past=True)  # "tried to reach": nobody knows
        if lemma in lists["verbs.plan"] or lemma in lists["verbs.plan_nouns"]:
            return replace(own, mode="planned", negative=negative, hedges=hedges)
        headline = tokens.poses[head] == "PROPN" and tokens.deps[head] == "ROOT"  # "Ministry to close camps"
        if dep == "advcl" or headline or lemma in ("have", "be") or (dep in ("acl", "relcl") and self._to_be(number)):
            done = dep == "advcl" and above.past and above.mode == "fact"
            return replace(own, mode="planned", past=done, hedges=own.hedges)
        return replace(own, mode=above.mode, negative=negative, past=above.past, hedges=own.hedges)

    def _to_be(self, number: int) -> bool:
        """Whether it is an infinitive of the passive: "a meeting to be held"; "a tool to cut costs" is no plan."""
        return any(self._tokens.deps[c] == "auxpass" for c in self._tokens.children[number])

    # -- nouns ---------------------------------------------------------------------------------------------------------

    def _noun(self, number: int, depth: int) -> Reading:
        tokens, lists = self._tokens, self._cues
        mode, negative, hedges = "", False, []
        for child in tokens.children[number]:
            word, lemma, dep = tokens.words[child], tokens.lemmas[child], tokens.deps[child]
            if dep == "det" and word in ("no", "neither"):
                negative = True
            elif dep in ("amod", "nmod", "compound", "advmod", "det", "nummod"):
                for name in ("planned", "conditional", "ongoing", "claimed", "occurred"):
                    if word in lists[f"modifiers.{name}"] or lemma in lists[f"modifiers.{name}"]:
                        mode = mode or name
                        if name in ("conditional", "claimed"):
                            hedges.append(child)
                if word in lists["modifiers.failed"]:
                    negative = True
            elif dep in ("acl", "relcl") and lemma in lists["verbs.occurring"] and self._to(child) and self._to_be(child):
                mode = mode or "planned"
        if mode == "occurred":
            mode = "fact"
        if mode:
            return Reading(mode, negative, False, False, tuple(hedges))
        if depth > _DEPTH:
            return Reading("fact", negative)
        return self._noun_by_governor(number, negative, depth)

    def _noun_by_governor(self, number: int, negative: bool, depth: int) -> Reading:
        tokens, lists = self._tokens, self._cues
        head, dep = tokens.heads[number], tokens.deps[number]
        if head == number or dep not in _CLAUSE:
            return Reading("fact", negative)
        if dep == "pobj" or (dep == "pcomp"):
            preposition = tokens.lemmas[head]
            if preposition in lists["modifiers.after"]:
                return Reading("fact", negative)
            above_number = tokens.heads[head]
            lemma = tokens.lemmas[above_number]
            if above_number == head:
                return Reading("fact", negative)
            if lemma in lists["modifiers.chance"]:
                return Reading("conditional", negative, hedges=(above_number,))
            if lemma in lists["verbs.plan_nouns"] or (lemma in lists["verbs.plan"] and preposition in ("for", "to", "on")):
                return Reading("planned", negative)
            above = self.of(above_number, depth + 1)
            if preposition in lists["modifiers.before"] or tokens.words[above_number] in lists["modifiers.before"]:
                return Reading("planned" if not above.past else "fact", negative)
            if lemma not in lists["verbs.occurring"] or tokens.poses[above_number] not in ("VERB", "AUX"):
                return Reading("fact", negative)
            if preposition in ("at", "during") and above.mode == "conditional" and tokens.poses[above_number] == "VERB":
                return Reading("planned", negative)  # "the plan could be signed off at a meeting on 22 October"
            return Reading(above.mode, negative or False, past=above.past, hedges=above.hedges)
        above = self.of(head, depth + 1)
        lemma = tokens.lemmas[head]
        if dep == "conj":
            return Reading(above.mode, negative, past=above.past, hedges=above.hedges)
        if tokens.poses[head] not in ("VERB", "AUX"):
            return Reading("fact", negative)
        if lemma in lists["verbs.negative"] and dep in ("dobj", "nsubjpass"):
            return self._undone_noun(number, above)
        if dep in ("dobj", "attr", "nsubjpass") and lemma in lists["verbs.plan_objects"]:
            return Reading("planned", negative, past=above.past)
        if dep == "nsubjpass" and lemma in lists["verbs.plan"] and tokens.child(head, "xcomp") is not None:
            return Reading("planned", negative, past=above.past)  # "the trial is set to begin"
        follows = dep in ("dobj", "nsubjpass", "attr") or lemma in lists["verbs.occurring"]
        if follows:
            undone = above.negative and dep in ("dobj", "nsubjpass") and not self._is_known(number)
            return Reading(above.mode, negative or undone, past=above.past, hedges=above.hedges)
        return Reading("fact", negative, past=above.past)

    def _undone_noun(self, number: int, above: Reading) -> Reading:
        """The object of "cancelled", "denied", "prevented"; a proposal that is rejected was made all the same."""
        lemma, head = self._tokens.lemmas[number], self._tokens.lemmas[self._tokens.heads[number]]
        if lemma in self._cues["verbs.plan_nouns"] or lemma in self._cues["modifiers.told"]:
            return Reading("fact", past=above.past)
        denied = head in self._cues["verbs.deny"] and not above.negative
        return Reading("planned" if above.mode == "planned" else "fact", not above.negative, denied, above.past)

    def _is_known(self, number: int) -> bool:
        """Whether the noun points at a happening that is taken for granted: "the raid", "his death"."""
        return any(
            self._tokens.deps[c] == "poss" or (self._tokens.deps[c] == "det" and self._tokens.words[c] in _DEFINITE)
            for c in self._tokens.children[number]
        )


def lemma_is_go(tokens: Tokens, number: int) -> bool:
    """Whether "is going" announces an infinitive, as in "is going to sign"."""
    if tokens.lemmas[number] not in ("go", "plan", "prepare", "hope", "aim", "intend"):
        return False
    return any(tokens.deps[c] == "xcomp" for c in tokens.children[number])
