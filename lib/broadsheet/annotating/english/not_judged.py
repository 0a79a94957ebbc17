"""Mentions in sentences that take a judgement back, ask for it, or pass it on nobody: "the claim that Roth lied was false"."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from broadsheet.annotating.english.names.words import Words
from broadsheet.resources import data_list

_CLAUSES: Final = frozenset({"acl", "ccomp", "relcl"})
_UP: Final = 6
"""Steps from a mention to the head of the clause that is claimed."""


def is_not_judged(words: Words, top: int) -> bool:
    """Whether the sentence passes no judgement on a mention, whatever its words sound like.

    Parameters
    ----------
    words
        The words of the article.
    top
        The head of the mention.

    Notes
    -----
    Six kinds: what somebody rejects or is said to be false ("denied that Roth had lied", "no evidence that she stole it"); what a
    question asks that can be answered with yes or no ("Is Roth a liar?"); to whom somebody apologises; who witnesses a deed; on
    whose benches others sit; to whom somebody did what another is blamed for ("accused Roth of robbing Noll").
    """
    kinds = (_is_apologised_to, _is_witness, _is_seat, _is_wronged, _is_refuted, _is_asked)
    return any(is_kind(words, top) for is_kind in kinds)


def _is_apologised_to(words: Words, top: int) -> bool:
    preposition = words.head[top]
    return words.dep[top] == "pobj" and words.lower[preposition] == "to" and _lemma(words, words.head[preposition]) in _kinds()["sorry"]


def _is_witness(words: Words, top: int) -> bool:
    return words.dep[top] == "nsubj" and _lemma(words, words.head[top]) in _kinds()["see"]


def _is_seat(words: Words, top: int) -> bool:
    return words.dep[top] in ("compound", "nmod", "amod") and _lemma(words, words.head[top]) in _kinds()["seat"]


def _is_wronged(words: Words, top: int) -> bool:
    """"Accused Roth of robbing Noll", "criticised them for not backing Noll": the blame falls on who did it."""
    at = top
    for _ in range(_UP):
        above = words.head[at]
        if above == at:
            return False
        preposition = words.head[above]
        if words.tag[above] == "VBG" and words.dep[above] == "pcomp" and words.lower[preposition] in ("of", "for"):
            verb = words.head[preposition]
            verb = words.head[verb] if words.dep[verb] in ("dobj", "nsubjpass") else verb
            if words.pos[verb] == "VERB" and _lemma(words, verb) in _kinds()["blame"]:
                return words.dep[at] not in ("nsubj", "nsubjpass")
        at = above
    return False


def _is_refuted(words: Words, top: int) -> bool:
    """"Rejected suggestions that Roth was weak", "denied that she had lied", "the claim that he stole it was false"."""
    kinds, at = _kinds(), top
    for _ in range(_UP):
        above = words.head[at]
        if above == at:
            return False
        if words.dep[at] == "ccomp" and at > above and _lemma(words, above) in kinds["refute"]:
            return True
        if words.dep[at] in _CLAUSES and _lemma(words, above) in kinds["lack"] and _is_denied(words, above):
            return True
        if words.dep[at] in _CLAUSES and _lemma(words, above) in kinds["claim"] and _is_said_to_be_false(words, above):
            return True
        at = above
    return False


def _is_said_to_be_false(words: Words, claim: int) -> bool:
    verb = words.head[claim]
    if words.dep[claim] == "dobj":
        return _lemma(words, verb) in _kinds()["refute"] and not any(words.dep[c] == "neg" for c in _below(words, verb))
    if words.dep[claim] not in ("nsubj", "nsubjpass"):
        return False
    told = [c for c in _below(words, verb) if words.dep[c] in ("attr", "acomp")]
    refuted = words.dep[claim] == "nsubjpass" and _lemma(words, verb) in _kinds()["refute"]
    false = any(_lemma(words, c) in _kinds()["false"] for c in told)
    return (refuted or false) and not any(words.dep[c] == "neg" for c in _below(words, verb))


def _is_denied(words: Words, noun: int) -> bool:
    return any(words.lower[c] in ("no", "little", "any") for c in _below(words, noun))


def _is_asked(words: Words, top: int) -> bool:
    """Whether the sentence is a question that begins with its verb."""
    sentence = words.sentence[top]
    first = last = top
    while first and words.sentence[first - 1] == sentence:
        first -= 1
    while last + 1 < len(words) and words.sentence[last + 1] == sentence:
        last += 1
    opens = next((i for i in range(first, top) if words.pos[i] not in ("PUNCT", "SPACE", "CCONJ")), top)
    return words.lower[opens] in _kinds()["ask"] and "?" in words.text[max(last - 2, first):last + 1]


def _below(words: Words, number: int) -> list[int]:
    return [i for i in range(words.left[number], words.right[number] + 1) if words.head[i] == number and i != number]


def _lemma(words: Words, number: int) -> str:
    return words.lemma[number].casefold()


@lru_cache(maxsize=1)
def _kinds() -> dict[str, frozenset[str]]:
    pairs = [tuple(line.split()) for line in data_list("en/sentiment/not_judged.txt")]
    return {kind: frozenset(word for other, word in pairs if other == kind) for kind, _ in pairs}
