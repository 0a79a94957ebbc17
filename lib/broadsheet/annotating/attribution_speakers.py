"""Who speaks: the noun phrase, the actor behind it, and whether it names nobody."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.annotating.attribution_lexicon import speaker_nouns
from broadsheet.annotating.attribution_subjects import noun_phrase
from broadsheet.annotating.parsed import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = frozenset({"who", "that", "which", "whom"})


class Speaker(NamedTuple):
    """A speaker's words in characters, the actor's chain, and whether nobody is named."""

    start: int | None
    end: int | None
    chain: int | None
    anonymous: bool


class MentionIndex:
    """Mentions by place, and the chains that have a name."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._starts = [mention.start for mention in self._mentions]
        self._longest = max((m.end - m.start for m in self._mentions), default=0)
        self.named = {mention.chain for mention in mentions if mention.form == "name" and mention.chain is not None}

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that overlap a stretch."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end)
        return [mention for mention in self._mentions[low:high] if mention.end > start]


def speaker_of(head: Token | None, index: MentionIndex) -> Speaker | None:
    """The speaker whose noun phrase has this head."""
    if head is None:
        return None
    first, last = noun_phrase(head)
    doc = head.doc
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    antecedent = _antecedent(head)
    chain = _chain(antecedent, index)
    return Speaker(start, end, chain, _is_anonymous(antecedent, chain, index))


def _antecedent(head: Token) -> Token:
    """The noun that a relative pronoun stands for: "officials who said"."""
    if head.lower_ in RELATIVE:
        for ancestor in head.ancestors:
            if ancestor.dep_ in ("relcl", "acl"):
                return ancestor.head
    return head


def _chain(head: Token, index: MentionIndex) -> int | None:
    """The actor of the mention that holds the head; else of a name in apposition to it."""
    best = _best(index.within(head.idx, head.idx + len(head)), index)
    if best is not None:
        return best.chain
    for child in head.children:
        if child.dep_ == "appos":
            best = _best(index.within(child.idx, child.idx + len(child)), index)
            if best is not None:
                return best.chain
    return None


def _best(mentions: Sequence[Mention], index: MentionIndex) -> Mention | None:
    known = [mention for mention in mentions if mention.chain is not None]
    return min(known, key=lambda m: (m.form != "name", m.chain not in index.named, m.end - m.start), default=None)


def _is_anonymous(head: Token, chain: int | None, index: MentionIndex) -> bool:
    """Whether the phrase is a common noun for people, and no name stands behind it: "two government officials"."""
    if chain in index.named or head.pos_ in ("PROPN", "PRON") and head.lower_ not in ("some", "many", "others", "several", "one"):
        return False
    if any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in head.children):
        return False
    return head.lemma_.lower() in speaker_nouns() or head.lower_ in ("some", "many", "others", "several", "one")
