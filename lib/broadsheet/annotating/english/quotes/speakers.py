"""Who speaks: the noun phrase, the actor behind it, and whether it names nobody."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.annotating.english.names.wordlists import role_nouns
from broadsheet.annotating.english.quotes.furniture import is_stamp
from broadsheet.annotating.english.quotes.lexicon import deputies, documents, speaker_nouns
from broadsheet.annotating.english.quotes.subjects import noun_phrase
from broadsheet.annotating.parser.parsed import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_BESIDE = frozenset({"appos", "conj", "compound", "nmod", "dep", "npadvmod", "flat"})
_FOR = ("of", "for", "at", "to")
_SOME = ("some", "many", "others", "several", "one")
_PARTS = frozenset({"many", "most", "some", "several", "few", "half", "all"})
"""How an apposition begins that tells what some of the speakers are: her critics, many of them Catholics."""
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
"""Outside of quotation marks these are the author, who is no actor of the text."""
_AUTHORED = frozenset({"sign", "write", "send", "issue", "author", "release", "post", "publish"})
_NAMELESS = frozenset({"name", "identify", "quote"})
_RELATIVE = frozenset({"who", "that", "which", "whom"})


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
    while first < head.i and is_stamp(doc[first]):
        first += 1
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    antecedent = _antecedent(head)
    if antecedent.lower_ in _FIRST_PERSON:
        return Speaker(start, end, None, False)
    chain = _chain(antecedent, index)
    if chain is None:
        chain = _named_within(antecedent, index.within(start, end))
    return Speaker(start, end, chain, _is_anonymous(antecedent, chain, index))


def _antecedent(head: Token) -> Token:
    """The noun that a relative pronoun stands for: "officials who said"."""
    if head.lower_ in _RELATIVE:
        for ancestor in head.ancestors:
            if ancestor.dep_ in ("relcl", "acl"):
                return ancestor.head
    return head


def _chain(head: Token, index: MentionIndex) -> int | None:
    """The actor of the mention that holds the head; of a name in apposition to it; of the one that a deputy speaks for."""
    behind = [child for child in head.children if child.dep_ == "appos" and child.left_edge.lower_ not in _PARTS]
    if head.dep_ == "appos":  # Noll, a diver who said
        behind.append(head.head)
    if head.lemma_.lower() in deputies():
        behind += [child for child in head.lefts if child.dep_ in ("poss", "amod", "compound", "nmod")]
        behind += [inner for child in head.rights if child.lower_ in _FOR for inner in child.children if inner.dep_ == "pobj"]
    if head.lemma_.lower() in documents():
        behind += _authors(head)
    found = [_best(index.within(token.idx, token.idx + len(token)), index) for token in (head, *behind)]
    known = [mention for mention in found if mention is not None]
    if known and known[0].kind != "person" and head.lower_ in role_nouns():  # the head of Rivières du Nord, Mara Ellison
        beside = [inner for child in behind for inner in child.children if inner.dep_ == "appos"]
        named = [_best(index.within(token.idx, token.idx + len(token)), index) for token in beside]
        known = [mention for mention in named if mention is not None and mention.kind == "person"] + known
    return known[0].chain if known else None


def _authors(document: Token) -> list[Token]:
    """Who speaks through a document: "the note, written by Ellison", "Ellison's statement", "a letter from the ministry"."""
    found = [child for child in document.lefts if child.dep_ == "poss"]
    for child in document.rights:
        if child.dep_ == "acl" and child.lemma_ in _AUTHORED:
            found += [inner for agent in child.children if agent.dep_ == "agent" for inner in agent.children if inner.dep_ == "pobj"]
        if child.lower_ in ("from", "by"):
            found += [inner for inner in child.children if inner.dep_ == "pobj"]
    return found


def _named_within(head: Token, mentions: Sequence[Mention]) -> int | None:
    """The person whose name the phrase ends in, unless it only belongs to another: "his nephew Milo Brandt", not "aides to Brandt"."""
    for mention in reversed(mentions):
        if mention.kind == "person" and mention.form == "name" and mention.chain is not None:
            name = head.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if name is not None and (_is_beside(name.root, head) or _is_its_holder(name.root, head)):
                return mention.chain
    return None


def _is_beside(token: Token, head: Token) -> bool:
    while token != head:
        if token.dep_ not in _BESIDE or token.head is token:
            return False
        token = token.head
    return True


def _is_its_holder(token: Token, head: Token) -> bool:
    """"The head of the Norvale Trust, Mara Ellison": the parse hangs the leader's name on the body's."""
    noun = role_nouns().get(head.lower_)
    body = token.head
    inside = token.dep_ == "appos" and body.pos_ == "PROPN" and body.dep_ == "pobj" and body.head.head == head
    return inside and noun is not None and noun[1] and token.left_edge.i > 0 and token.doc[token.left_edge.i - 1].text == ","


def _best(mentions: Sequence[Mention], index: MentionIndex) -> Mention | None:
    known = [mention for mention in mentions if mention.chain is not None]
    return min(known, key=lambda m: (m.form != "name", m.chain not in index.named, m.end - m.start), default=None)


def _is_anonymous(head: Token, chain: int | None, index: MentionIndex) -> bool:
    """Whether the phrase is a common noun for people, and no name stands behind it: "two government officials".

    Who is known by the office ("the prime minister") and whoever speaks for a named body ("a spokesman for the ministry")
    is not anonymous.
    """
    word = head.lower_
    if chain in index.named or (head.pos_ in ("PROPN", "PRON") and word not in _SOME):
        return False
    if any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in head.children) or _holds_office(head):
        return False
    return head.lemma_.lower() in speaker_nouns() or word in _SOME or _asks_for_no_name(head)


def _asks_for_no_name(head: Token) -> bool:
    """"a pilot who asked not to be named", "a nurse who declined to be identified"."""
    clauses = [child for child in head.rights if child.dep_ in ("relcl", "acl")]
    return any(token.lemma_ in _NAMELESS and token.tag_ == "VBN" for clause in clauses for token in clause.subtree)


def _holds_office(head: Token) -> bool:
    noun = role_nouns().get(head.lower_)
    return noun is not None and noun[1] and any(child.lower_ == "the" or child.dep_ == "poss" for child in head.lefts)
