"""What words beside a trigger make of it, whatever its own form: they undo it, doubt it, settle it or put it off.

"Stopped short of resigning", "no evidence that the vote was rigged", "was forced to resign", "the match was put back to Sunday".
"""

from __future__ import annotations

from dataclasses import replace

from broadsheet.annotating.english.events.cues import cues
from broadsheet.annotating.english.events.tokens import Tokens
from broadsheet.annotating.events.reading import Reading

_OBJECT = ("dobj", "nsubjpass")
_WH = frozenset(("WRB", "WP", "WDT", "WP$"))


class Beside:
    """The words beside the triggers of one article."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._lists = cues()

    def read(self, number: int, reading: Reading) -> Reading:
        """The reading of a trigger with what the words beside it say; the same where they say nothing."""
        verbal = self._tokens.poses[number] in ("VERB", "AUX")
        dep = self._tokens.deps[number]
        if dep in ("pcomp", "pobj"):
            return self._after_preposition(number, reading, verbal)
        if dep in ("acl", "ccomp") and self._tokens.tags[number] != "VBG" and self._tokens.child(number, "nsubj", "nsubjpass") is not None:
            reading = self._of_claim(number, reading)
        return self._of_verb(number, reading) if verbal else self._of_noun(number, reading)

    def _is(self, number: int, name: str) -> bool:
        return self._tokens.lemmas[number] in self._lists[f"beside.{name}"]

    def _governor(self, number: int) -> tuple[int, int]:
        """The preposition over a trigger, and what that depends on; a person between the verb and "of" is passed over."""
        tokens = self._tokens
        preposition = tokens.heads[number]
        above = tokens.heads[preposition]
        if tokens.poses[above] in ("PROPN", "PRON", "NOUN") and tokens.deps[above] in _OBJECT:
            verb = tokens.heads[above]
            if self._is(verb, "charge") or self._is(verb, "clear") or self._is(verb, "kept_from") or self._is(verb, "control"):
                return preposition, verb
        return preposition, above

    # -- "of", "from", "with" ------------------------------------------------------------------------------------------

    def _after_preposition(self, number: int, reading: Reading, verbal: bool) -> Reading:
        tokens = self._tokens
        preposition, above = self._governor(number)
        word, over = tokens.words[preposition], tokens.words[above]
        instead = preposition > 0 and tokens.words[preposition - 1] == "instead"
        if (word == "of" and (over == "short" or instead)) or (word == "than" and over == "rather"):
            return replace(reading, mode="fact", negative=True)
        if word == "of" and over == "out" and self._is(tokens.heads[above], "talked_out"):
            return replace(reading, mode="fact", negative=True)
        if word == "from" and self._is(above, "kept_from") and verbal:
            return replace(reading, mode="fact", negative=not self._is_negated(above))
        if self._is(above, "clear") and word in ("of", "over"):
            return replace(reading, mode="claimed", negative=True)
        if word in ("of", "with", "for", "on", "over") and self._is(above, "charge_nouns" if not verbal else "charge"):
            return replace(reading, mode="claimed")
        if word == "against" and tokens.lemmas[above] == "vote" and verbal:
            return replace(reading, mode="fact", negative=True)
        if word == "of" and self._is(above, "proof") and self._has_no(above):
            return replace(reading, negative=True)
        if word == "of" and self._is(above, "rumour") and tokens.poses[above] == "NOUN":
            return replace(reading, mode="claimed")
        return reading

    def _of_claim(self, number: int, reading: Reading) -> Reading:
        """A clause under a noun: "no proof that she had taken", "rejected claims that he had taken"."""
        tokens, noun = self._tokens, self._tokens.heads[number]
        if tokens.poses[noun] != "NOUN":
            return reading
        if self._is(noun, "proof") and self._has_no(noun):
            return replace(reading, negative=True)
        if not self._is(noun, "rumour") or tokens.child(number, "mark") is None:
            return reading
        verb = tokens.heads[noun]
        if tokens.deps[noun] in _OBJECT and tokens.lemmas[verb] in self._lists["verbs.deny"] and not self._is_negated(verb):
            return replace(reading, negative=True, denied=True)
        return replace(reading, mode="claimed") if reading.mode == "fact" else reading

    # -- verbs ---------------------------------------------------------------------------------------------------------

    def _of_verb(self, number: int, reading: Reading) -> Reading:
        tokens = self._tokens
        head, dep, tag = tokens.heads[number], tokens.deps[number], tokens.tags[number]
        if self._is_turned(number) and (dep == "advcl" or self._is_question(number)) or self._is_after_had(number, head):
            return replace(reading, mode="conditional")
        if dep == "xcomp" and tag == "VBG" and self._is(head, "weigh"):
            return replace(reading, mode="planned", negative=self._is_negated(head), hedges=(*reading.hedges, head))
        if tag != "VB" or dep not in ("xcomp", "advcl", "ccomp"):
            return reading
        degrees = {tokens.words[c] for c in tokens.children[head] if tokens.deps[c] == "advmod"}
        if tokens.poses[head] in ("ADJ", "ADV") and "enough" in degrees and not self._is(head, "deed"):
            return replace(reading, mode="conditional", hedges=(*reading.hedges, head))
        if tokens.poses[head] == "ADJ" and "too" in degrees:
            return replace(reading, mode="fact", negative=True)
        return self._of_result(number, head, reading)

    def _of_result(self, number: int, head: int, reading: Reading) -> Reading:
        """What was brought about: "was forced to resign", "were unable to land", "slid to end at"."""
        tokens = self._tokens
        copula = tokens.heads[head] if tokens.poses[head] == "ADJ" else head
        if not self._is_told(copula):
            return reading
        if tokens.words[head] == "unable":
            return replace(reading, mode="fact", negative=True, past=True, hedges=())
        if self._is(head, "implicative") and tokens.deps[number] != "advcl":
            return replace(reading, mode="fact", negative=self._is_negated(copula), past=True, hedges=())
        if self._is(head, "change") and self._is(number, "result"):
            return replace(reading, mode="fact", past=True, hedges=())
        return reading

    def _is_told(self, verb: int) -> bool:
        """Whether a verb tells what was: "forced", "was forced", "has forced"; not "will be forced"."""
        tokens = self._tokens
        auxiliaries = [c for c in tokens.children[verb] if tokens.deps[c] in ("aux", "auxpass")]
        if any(tokens.tags[c] in ("MD", "TO") for c in auxiliaries):
            return False
        return tokens.tags[verb] == "VBD" or any(tokens.tags[c] == "VBD" or tokens.lemmas[c] == "have" for c in auxiliaries)

    def _is_turned(self, number: int) -> bool:
        """Whether the auxiliary stands before its subject: "had the dam failed", "did he lie?"."""
        tokens = self._tokens
        subject = tokens.child(number, "nsubj", "nsubjpass")
        if subject is None:
            return False
        return any(c < subject and tokens.lemmas[c] in ("have", "do", "be") and tokens.tags[c] in ("VBD", "VBZ", "VBP")
                   and tokens.deps[c] in ("aux", "auxpass") for c in tokens.children[number])

    def _is_after_had(self, number: int, head: int) -> bool:
        """Whether the parse took the "had" of "had the dam failed, …" for the verb."""
        tokens = self._tokens
        if tokens.deps[number] != "ccomp" or tokens.words[head] != "had" or tokens.deps[head] != "advcl":
            return False
        return tokens.tags[number] in ("VBN", "VBD") and tokens.child(head, "nsubj", "nsubjpass", "mark") is None

    def _is_question(self, number: int) -> bool:
        """Whether its sentence asks whether it was so; "Why did he go?" takes for granted that he went."""
        tokens = self._tokens
        if tokens.deps[number] not in ("ROOT", "conj", "ccomp") or any(tokens.tags[c] in _WH for c in tokens.children[number]):
            return False
        at = number
        while at + 1 < len(tokens) and tokens.sentences[at + 1] == tokens.sentences[number]:
            at += 1
        return "?" in tokens.words[max(number, at - 3):at + 1]

    # -- nouns ---------------------------------------------------------------------------------------------------------

    def _of_noun(self, number: int, reading: Reading) -> Reading:
        tokens = self._tokens
        head, dep = tokens.heads[number], tokens.deps[number]
        if dep == "nsubj" and tokens.lemmas[head] == "be" and self._is_under_way(head):
            return replace(reading, mode="ongoing") if reading.mode == "fact" else reading
        if dep not in _OBJECT or tokens.poses[head] != "VERB":
            return reading
        particles = {tokens.words[c] for c in tokens.children[head] if tokens.deps[c] in ("prt", "advmod", "prep")}
        if tokens.lemmas[head] == "call" and "off" in particles:
            return replace(reading, mode="planned", negative=not self._is_negated(head))
        if tokens.lemmas[head] == "rule" and "out" in particles:
            if self._is_negated(head) or self._is_refused(head):
                return replace(reading, mode="conditional", negative=False, denied=False, hedges=(head,))
            return replace(reading, negative=True)
        if self.is_moved(number):
            return replace(reading, mode="planned", negative=False)
        if self._is(head, "contain") and self._is_negated(head):
            return replace(reading, mode="fact", negative=False, denied=False, hedges=())
        return reading

    def is_moved(self, number: int) -> bool:
        """Whether a happening is given another day: "the vote was postponed", "brought the match forward"."""
        tokens = self._tokens
        head = tokens.heads[number]
        if tokens.deps[number] not in _OBJECT or not self._is(head, "move") or self._is_negated(head):
            return False
        plain = tokens.lemmas[head] not in ("put", "push", "bring", "move", "delay")
        return plain or any(tokens.words[c] in self._lists["beside.move_particles"] for c in tokens.children[head])

    def _is_under_way(self, verb: int) -> bool:
        tokens = self._tokens
        for child in tokens.children[verb]:
            if tokens.words[child] == "underway":
                return True
            if tokens.words[child] == "under" and any(tokens.words[c] == "way" for c in tokens.children[child]):
                return True
        return False

    def _is_negated(self, verb: int) -> bool:
        return any(self._tokens.deps[c] == "neg" or self._tokens.words[c] == "never" for c in self._tokens.children[verb])

    def _is_refused(self, verb: int) -> bool:
        return self._tokens.deps[verb] == "xcomp" and self._tokens.lemmas[self._tokens.heads[verb]] in ("refuse", "decline", "fail")

    def _has_no(self, noun: int) -> bool:
        tokens = self._tokens
        if any(tokens.words[c] in ("no", "little", "neither") for c in tokens.children[noun]):
            return True
        verb = tokens.heads[noun]
        return tokens.poses[verb] in ("VERB", "AUX") and self._is_negated(verb) and any(
            tokens.words[c] == "any" for c in tokens.children[noun]
        )
