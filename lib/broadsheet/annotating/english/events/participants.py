"""Who takes part in an event, and where it takes place, by the relations of its trigger to the article's mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from broadsheet.annotating.english.events.cues import cues
from broadsheet.annotating.english.events.tokens import Tokens
from broadsheet.annotating.parser.parsed import Mention

_AGENT = frozenset(("nsubj", "csubj"))
_PATIENT = frozenset(("dobj", "nsubjpass", "dative", "attr", "oprd"))
_INHERIT = frozenset(("xcomp", "advcl", "conj", "acl", "pcomp"))
_PLACES = frozenset(("in", "at", "near", "outside", "inside", "across", "from", "to", "into", "around", "off"))
_TOGETHER = frozenset(("with", "between", "of", "by", "among", "against", "for", "on", "to"))
PLACE_KINDS = frozenset(("place", "country"))


class Participants:
    """The participants of the events of one article."""

    def __init__(self, tokens: Tokens, mentions: Sequence[Mention]) -> None:
        self._tokens = tokens
        self._mention_of = _mention_of_tokens(tokens, mentions)

    def of(self, number: int) -> tuple[tuple[tuple[int, str], ...], str | None]:
        """The (chain, part) pairs of the trigger, and the name of the place it happens in."""
        verbal = self._tokens.poses[number] in ("VERB", "AUX")
        parts: dict[int, str] = {}
        place: str | None = None
        for token, part in self._verb(number) if verbal else self._noun(number):
            mention = self._mention_of.get(token)
            if mention is None:
                continue
            if part == "place":
                if mention.kind not in PLACE_KINDS:
                    continue
                place = place or mention.text
            if mention.chain is not None:
                parts.setdefault(mention.chain, part)
        return tuple(sorted(parts.items())), place

    def mention(self, number: int) -> Mention | None:
        """The mention that a token belongs to."""
        return self._mention_of.get(number)

    def tokens_of(self, number: int) -> list[tuple[int, str]]:
        """The tokens that take part in what a word tells, with their parts, whether they name an actor or not."""
        return list(self._verb(number) if self._tokens.poses[number] in ("VERB", "AUX") else self._noun(number))

    def chain(self, number: int) -> int | None:
        """The actor that the phrase headed by this token names."""
        mention = self._mention_of.get(number)
        return None if mention is None else mention.chain

    def _verb(self, number: int) -> Iterator[tuple[int, str]]:
        tokens = self._tokens
        for child in tokens.children[number]:
            dep = tokens.deps[child]
            if dep in _AGENT:
                yield from self._phrase(child, "agent")
            elif dep in _PATIENT:
                yield from self._phrase(child, "patient")
            elif dep == "agent":
                yield from self._objects(child, "agent")
            elif dep == "prep":
                word = tokens.words[child]
                yield from self._objects(child, "place" if word in _PLACES else "patient" if word in _TOGETHER else "")
        if tokens.lemmas[number] in cues()["verbs.performing"]:
            yield from self._place_of_object(number)
        if not any(tokens.deps[c] in ("nsubj", "nsubjpass") for c in tokens.children[number]):
            yield from self._subject_above(number)

    def _place_of_object(self, number: int) -> Iterator[tuple[int, str]]:
        """The place in the phrase of what is done: "signed an agreement in Tirana", "opened a factory in Leeds"."""
        tokens = self._tokens
        for child in tokens.children[number]:
            for inner in tokens.children[child] if tokens.deps[child] in ("dobj", "nsubjpass") else ():
                if tokens.deps[inner] == "prep" and tokens.words[inner] in ("in", "at"):
                    yield from self._objects(inner, "place")

    def _subject_above(self, number: int) -> Iterator[tuple[int, str]]:
        """The subject that an infinitive, participle or second conjunct takes over from its governor."""
        tokens = self._tokens
        passive = any(tokens.deps[c] == "auxpass" for c in tokens.children[number])
        for _ in range(4):
            head, dep = tokens.heads[number], tokens.deps[number]
            if dep == "acl" and tokens.poses[head] in ("NOUN", "PROPN"):
                yield from self._phrase(head, "patient" if tokens.tags[number] == "VBN" else "agent")
                return
            if dep == "relcl":
                yield from self._phrase(head, "agent")
                return
            if dep in ("prep", "pcomp") and (controlled := self._controlled(number, head)) is not None:
                yield from self._phrase(controlled, "patient" if passive else "agent")
                return
            if dep == "prep" and tokens.poses[head] in ("VERB", "AUX"):
                number = head
            elif dep not in _INHERIT or head == number:
                return
            else:
                number = head
            controlled = tokens.child(number, "dobj") if dep == "xcomp" else None
            subject = controlled if controlled is not None else tokens.child(number, "nsubj", "nsubjpass")
            if subject is not None:
                yield from self._phrase(subject, "patient" if passive else "agent")
                return

    def _controlled(self, number: int, head: int) -> int | None:
        """The object that does what follows "of" or "for": "accused Hamad of firing", "Reed was cleared of helping"."""
        tokens = self._tokens
        preposition, verb = (head, tokens.heads[head]) if tokens.deps[number] == "pcomp" else (number, head)
        if tokens.poses[verb] in ("PROPN", "NOUN", "PRON") and tokens.deps[verb] in ("dobj", "nsubjpass"):
            verb = tokens.heads[verb]
        if tokens.words[preposition] not in ("of", "for", "from", "with", "out") or tokens.lemmas[verb] not in cues()["beside.control"]:
            return None
        passive = tokens.child(verb, "nsubjpass")
        return passive if passive is not None else tokens.child(verb, "dobj")

    def _noun(self, number: int) -> Iterator[tuple[int, str]]:
        tokens = self._tokens
        for child in tokens.children[number]:
            dep = tokens.deps[child]
            if dep in ("poss", "compound", "nmod", "amod"):
                yield from self._phrase(child, "agent")
            elif dep in ("prep", "agent"):
                word = tokens.words[child]
                part = "agent" if word in ("by", "between", "from", "among") else "place" if word in _PLACES else "patient"
                yield from self._objects(child, part)
            elif dep == "acl" and tokens.tags[child] == "VBN":  # "talks held by ministers in Bern"
                yield from (found for found in self._verb(child) if found[0] != number)
        head = tokens.heads[number]
        if tokens.poses[head] == "VERB" and tokens.deps[number] in ("dobj", "pobj", "nsubjpass", "attr"):
            subject = tokens.child(head, "nsubj")
            if subject is not None:
                yield from self._phrase(subject, "agent")
            for child in tokens.children[head]:
                if tokens.deps[child] == "prep" and tokens.words[child] in _PLACES:
                    yield from self._objects(child, "place")

    def _objects(self, preposition: int, part: str) -> Iterator[tuple[int, str]]:
        for child in self._tokens.children[preposition]:
            if self._tokens.deps[child] in ("pobj", "pcomp") and part:
                yield from self._phrase(child, part)

    def _phrase(self, number: int, part: str) -> Iterator[tuple[int, str]]:
        """The head of a phrase, and the heads of those joined to it by "and"."""
        if self._tokens.words[number] in ("who", "which", "that") and number not in self._mention_of:
            clause = self._tokens.heads[number]
            if self._tokens.deps[clause] == "relcl":
                yield self._tokens.heads[clause], part
                return
        yield number, part
        for child in self._tokens.children[number]:
            dep = self._tokens.deps[child]
            if dep == "conj" or (dep == "appos" and self._tokens.poses[child] == "PROPN" and self._chainless(number)):
                yield from self._phrase(child, part)

    def _chainless(self, number: int) -> bool:
        """Whether a phrase names nobody by itself, so that its apposition does: "the prosecutor, Ana Kralj, resigned"."""
        mention = self._mention_of.get(number)
        return mention is None or mention.form != "name"


def _mention_of_tokens(tokens: Tokens, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """The mention that each token belongs to, for the tokens of mentions."""
    found: dict[int, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        number = max(bisect_right(tokens.starts, mention.start) - 1, 0)
        while number < len(tokens) and tokens.starts[number] < mention.end:
            found[number] = mention
            number += 1
    return found
