"""Who takes part in a French event, and where it takes place, by the relations of its trigger to the article's mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from broadsheet.annotating.french.events.cues import cues
from broadsheet.annotating.french.events.tokens import Tokens
from broadsheet.annotating.french.verb_forms import PARTICIPLE
from broadsheet.annotating.parser.parsed import Mention

_PLACE_KINDS = frozenset(("place", "country"))
_INHERIT = frozenset(("xcomp", "advcl", "conj", "ccomp", "parataxis"))
_STEPS = 4


class Participants:
    """The participants of the events of one article."""

    def __init__(self, tokens: Tokens, mentions: Sequence[Mention]) -> None:
        self._tokens = tokens
        self._mention_of = _mention_of_tokens(tokens, mentions)

    def of(self, number: int) -> tuple[tuple[tuple[int, str], ...], str | None]:
        """The (chain, part) pairs of the trigger, and the name of the place it happens in."""
        parts: dict[int, str] = {}
        place: str | None = None
        for token, part in self._verb(number) if self._tokens.is_verb(number) else self._noun(number):
            mention = self._mention_of.get(token)
            if mention is None or (part == "place" and mention.kind not in _PLACE_KINDS):
                continue
            if part == "place":
                place = place or mention.text
            if mention.chain is not None:
                parts.setdefault(mention.chain, part)
        return tuple(sorted(parts.items())), place

    def chain(self, number: int) -> int | None:
        """The actor that the phrase headed by this token names."""
        mention = self._mention_of.get(number)
        return None if mention is None else mention.chain

    def subject(self, number: int) -> int | None:
        """The actor that is a verb's subject, or its agent in the passive."""
        token = self._tokens.child(number, "obl:agent", "nsubj", "nsubj:pass")
        return None if token is None else self.chain(token)

    def _verb(self, number: int) -> Iterator[tuple[int, str]]:
        tokens = self._tokens
        passive = self._is_passive(number)
        seen = False
        for child in tokens.children[number]:
            dep = tokens.deps[child]
            if dep in ("nsubj", "nsubj:pass", "csubj"):
                seen = True
                yield from self._phrase(child, "patient" if passive else "agent")
            elif dep in ("obj", "iobj"):
                yield from self._phrase(child, "patient")
            elif dep.startswith("obl") and tokens.case(child) == "par" and (passive or dep == "obl:agent"):
                yield from self._phrase(child, "agent")
            elif dep.startswith("obl"):
                yield from self._oblique(child)
        if not seen:
            yield from self._subject_above(number, passive=passive)
        yield from self._place_below(number)

    def _is_passive(self, number: int) -> bool:
        """Whether the subject suffers what the verb tells: "a été reçu", "est attendu"; not "est arrivé"."""
        tokens = self._tokens
        with_be = any(tokens.lemmas[a] == "être" for a in tokens.auxiliaries(number))
        return tokens.forms[number] == PARTICIPLE and (with_be or tokens.deps[number] == "acl") and (
            not tokens.is_perfect(number) or any(tokens.words[a] == "été" for a in tokens.auxiliaries(number))
        )

    def _oblique(self, number: int) -> Iterator[tuple[int, str]]:
        case = self._tokens.case(number)
        if case in ("avec", "entre", "contre"):
            yield from self._phrase(number, "patient")
        elif case in cues()["hedges.places"]:
            place = self._mention_of.get(number)
            yield from self._phrase(number, "place" if place is None or place.kind in _PLACE_KINDS else "patient")

    def _place_below(self, number: int) -> Iterator[tuple[int, str]]:
        """The place that the parse ties to the object or to another noun of the clause: "a rencontré son homologue à Paris"."""
        tokens = self._tokens
        for child in tokens.children[number]:
            if tokens.deps[child] in ("obj", "obl:mod", "obl:arg", "obl:agent", "nsubj:pass"):
                for inner in tokens.children[child]:
                    if tokens.deps[inner] == "nmod" and tokens.case(inner) in ("à", "en", "dans") and inner > number:
                        yield inner, "place"

    def _subject_above(self, number: int, *, passive: bool) -> Iterator[tuple[int, str]]:
        """The subject that an infinitive, participle or second conjunct takes over from its governor."""
        tokens = self._tokens
        for _ in range(_STEPS):
            head, dep = tokens.heads[number], tokens.deps[number]
            if head == number:
                return
            if dep in ("acl", "acl:relcl") and not tokens.is_verb(head):
                if tokens.forms[number] == PARTICIPLE or dep == "acl:relcl":
                    yield from self._phrase(head, "patient" if passive else "agent")
                return
            if dep not in _INHERIT and not (dep.startswith("obl") and tokens.is_verb(number)):
                return
            number = head
            subject = tokens.child(number, "nsubj", "nsubj:pass")
            if subject is not None:
                yield from self._phrase(subject, "patient" if passive else "agent")
                return

    def _noun(self, number: int) -> Iterator[tuple[int, str]]:
        tokens = self._tokens
        for child in tokens.children[number]:
            if tokens.deps[child] not in ("nmod", "obl:mod", "obl:arg"):
                continue
            case = tokens.case(child)
            if case == "par":
                yield from self._phrase(child, "agent")
            elif case in ("de", "avec", "entre", "contre"):
                yield from self._phrase(child, "patient")
            elif case in cues()["hedges.places"]:
                yield from self._phrase(child, "place")
        head = tokens.heads[number]
        if head == number or not tokens.is_verb(head):
            return
        if tokens.deps[number] in ("obj", "obl:arg"):
            subject = tokens.child(head, "nsubj")
            if subject is not None:
                yield from self._phrase(subject, "agent")
        for child in tokens.children[head]:
            if tokens.deps[child].startswith("obl") and tokens.case(child) in (*cues()["hedges.places"], "entre", "avec"):
                yield from self._oblique(child)

    def _phrase(self, number: int, part: str) -> Iterator[tuple[int, str]]:
        """A phrase's own actor, and those joined to it: "Paris et Londres", "le ministre Paul Garnier", "M. Garnier"."""
        tokens = self._tokens
        yield number, part
        for child in tokens.children[number]:
            if tokens.deps[child] == "conj" or tokens.deps[child].startswith(("flat", "appos")):
                yield from self._phrase(child, part)


def _mention_of_tokens(tokens: Tokens, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """The mention that each token belongs to, for the tokens of mentions; the shorter of two."""
    found: dict[int, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        number = max(bisect_right(tokens.starts, mention.start) - 1, 0)
        while number < len(tokens) and tokens.starts[number] < mention.end:
            if tokens.ends[number] > mention.start:
                found[number] = mention
            number += 1
    return found
