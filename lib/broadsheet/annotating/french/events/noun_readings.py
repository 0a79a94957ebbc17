"""The status of French event nouns: by what stands beside them, and by the verb or noun that governs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from broadsheet.annotating.events.reading import Reading
from broadsheet.annotating.french.events.cues import cues
from broadsheet.annotating.french.events.tokens import Tokens
from broadsheet.annotating.french.verb_forms import PARTICIPLE

_MODIFIERS = frozenset(("amod", "acl", "advmod"))
_OBJECTS = frozenset(("obj", "nsubj:pass"))


class NounReadings:
    """The readings of the nouns of one article.

    Parameters
    ----------
    tokens
        The article's tokens.
    of
        The reading of any word, given its number and the depth of the question.
    """

    def __init__(self, tokens: Tokens, of: Callable[[int, int], Reading]) -> None:
        self._tokens, self._of, self._lists = tokens, of, cues()

    def read(self, number: int, depth: int) -> Reading:
        """The reading of a noun, or of any other word that is no verb."""
        tokens = self._tokens
        negative = any(
            tokens.words[c] in self._lists["negation.determiners"] for c in tokens.children[number] if tokens.deps[c] in ("det", "amod")
        )
        copula = tokens.child(number, "cop")
        if copula is not None:
            return self._predicate(number, copula)
        if (found := self._by_modifiers(number)) is not None:
            return replace(found, negative=found.negative or negative)
        return self._by_governor(number, negative, depth)

    def _predicate(self, number: int, copula: int) -> Reading:
        tokens, form = self._tokens, self._tokens.forms[copula]
        negative = any(tokens.words[c] in self._lists["negation.words"] for c in tokens.children[number] if tokens.deps[c] == "advmod")
        modes = {"future": "planned", "conditional": "conditional"}
        return Reading(modes.get(form, "fact"), negative, past=form in ("imperfect", "past"))

    def _by_modifiers(self, number: int) -> Reading | None:
        tokens, lists = self._tokens, self._lists
        for child in tokens.children[number]:
            if tokens.deps[child] not in _MODIFIERS:
                continue
            lemma, word = tokens.lemmas[child], tokens.words[child]
            stem = word.removesuffix("s").removesuffix("e")
            if {lemma, word, stem} & lists["modifiers.failed"]:
                return Reading("fact", True, past=True)
            if tokens.forms[child] == PARTICIPLE and tokens.deps[child] == "acl" and lemma in lists["verbs.plan_objects"]:
                return Reading("planned")
            for name in ("planned", "conditional", "ongoing", "claimed"):
                if {lemma, word, stem} & lists[f"modifiers.{name}"]:
                    return Reading(name, hedges=(child,) if name in ("conditional", "claimed") else ())
        after = tokens.words[number + 1:number + 3]
        if after == ["en", "cours"]:
            return Reading("ongoing")
        return Reading("planned") if after == ["à", "venir"] else None

    def _by_governor(self, number: int, negative: bool, depth: int) -> Reading:
        tokens, lists = self._tokens, self._lists
        head, dep, case = tokens.heads[number], tokens.deps[number], tokens.case(number)
        if head == number:
            return Reading("fact", negative)
        if case == "sans":
            return Reading("fact", True)
        if case in lists["modifiers.after"]:
            return Reading("fact", negative)
        above = self._of(head, depth + 1)
        if case in lists["modifiers.before"]:
            return Reading("fact" if above.past else "planned", negative)
        if dep == "conj":
            return Reading(above.mode, negative or above.negative, past=above.past, hedges=above.hedges)
        if not tokens.is_verb(head):
            return self._under_noun(number, head, negative, above)
        return self._under_verb(number, head, negative, above)

    def _under_noun(self, number: int, head: int, negative: bool, above: Reading) -> Reading:
        """Behind another noun: "projet de réforme", "risque de guerre", "tentative d'attentat", "la signature de l'accord"."""
        lists, lemma = self._lists, self._tokens.lemmas[head]
        if self._tokens.deps[number] != "nmod" or self._tokens.case(number) != "de":
            return Reading("fact", negative)
        known = self._is_known(number)
        if lemma in lists["verbs.plan_nouns"] and not known:
            return Reading("planned", negative)
        if lemma in lists["verbs.chance_nouns"] or lemma == "tentative":
            return Reading("conditional", negative, hedges=(head,))
        if lemma in ("absence", "refus", "échec", "annulation", "rejet", "interdiction"):
            return Reading("fact", True)
        if above.mode == "planned" and not known:
            return Reading("planned", negative or above.negative)
        return Reading("fact", negative)

    def _under_verb(self, number: int, head: int, negative: bool, above: Reading) -> Reading:
        tokens, lists = self._tokens, self._lists
        lemma, dep = tokens.lemmas[head], tokens.deps[number]
        if dep in _OBJECTS and lemma in lists["verbs.deny"]:
            return Reading("fact", not above.negative, denied=not above.negative, past=above.past)
        if dep in _OBJECTS and lemma in lists["verbs.negative"]:
            return self._undone(number, above)
        if dep in (*_OBJECTS, "obl:arg") and lemma in lists["verbs.plan_objects"] and above.mode != "conditional":
            return Reading("planned", negative or above.negative)
        if dep == "obl:arg" and lemma in lists["verbs.plan"]:
            return Reading("planned", negative)
        if dep.startswith("obl") and lemma in ("accuser", "soupçonner", "inculper", "suspecter"):
            return Reading("claimed", negative, hedges=(head,))
        if dep in (*_OBJECTS, "nsubj", "xcomp", "dep") and (lemma in lists["verbs.occurring"] or dep in _OBJECTS or above.mode != "fact"):
            return self._as_verb(number, head, negative, above)
        return Reading("fact", negative, past=above.past)

    def _as_verb(self, number: int, head: int, negative: bool, above: Reading) -> Reading:
        """What the verb tells of its noun: "la réunion aura lieu", "a signé un accord", "aucun accord n'a été conclu"."""
        tokens = self._tokens
        carried = self._carried(head) if tokens.lemmas[head] in self._lists["verbs.helping"] else above
        subject = tokens.deps[number] == "nsubj" and tokens.lemmas[head] not in self._lists["verbs.occurring"]
        if subject and self._is_known(number) and carried.mode in ("fact", "planned", "conditional"):
            return Reading("fact", negative)
        undone = carried.negative and not (self._is_known(number) and tokens.lemmas[head] not in self._lists["verbs.occurring"])
        return Reading(carried.mode, negative or undone, past=carried.past, hedges=carried.hedges)

    def _carried(self, head: int) -> Reading:
        """The reading of the infinitive that a helping verb brings: "doit avoir lieu"."""
        tokens = self._tokens
        below = next((c for c in tokens.children[head] if tokens.deps[c] == "xcomp" and tokens.is_verb(c)), head)
        return self._of(below, 1)

    def _undone(self, number: int, above: Reading) -> Reading:
        """The object of "annuler", "rejeter", "empêcher"; a proposal that is rejected was made all the same."""
        if self._tokens.lemmas[number] in self._lists["modifiers.told"]:
            return Reading("fact", past=above.past)
        mode = above.mode if above.mode in ("planned", "conditional", "claimed") else "fact"
        return Reading(mode, not above.negative, past=above.past)

    def _is_known(self, number: int) -> bool:
        """Whether the noun points at a happening that is taken for granted: "l'attaque", "sa mort"."""
        tokens = self._tokens
        return any(tokens.deps[c] == "det" and tokens.lemmas[c] in self._lists["modifiers.definite"] for c in tokens.children[number])
