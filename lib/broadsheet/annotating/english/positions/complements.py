"""What a cue governs: its object, infinitive, clause or prepositional phrase, through relative clauses and participles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases

_ADDRESSING: Final = frozenset({"appeal", "plea", "plead", "call"})
"""Words after which "to" and a noun say who is asked: "appealed to the court"."""


def complements(phrases: Phrases, governor: int, complement: str, *, passive: bool = False) -> Iterator[Phrase]:
    """What a word governs in this way: object, to, that, ing, or the object of a preposition of that name.

    Notes
    -----
    The object of a relative clause ("a plan that Norland backs", "the mayor, whom he mocked") and of a participle ("a plan
    backed by Norland") is the noun that the clause belongs to.
    """
    tokens = phrases.tokens
    if complement == "object":
        yield from _direct_objects(phrases, governor, passive=passive)
        return
    for child in tokens.children[governor]:
        dep, word = tokens.deps[child], tokens.words[child]
        if complement == "to":
            if dep in ("xcomp", "ccomp", "acl", "advcl", "relcl") and is_infinitive(phrases, child):
                yield phrases.clause(child)
                yield from (phrases.clause(verb) for verb in _and_to(phrases, child))
            elif word == "to" and dep in ("prep", "dative") and tokens.lemmas[governor] not in _ADDRESSING:
                yield from objects_of(phrases, child)
        elif complement == "that":
            if dep in ("ccomp", "acl") and child > governor and not is_infinitive(phrases, child):
                yield phrases.clause(child)
        elif complement == "ing":
            if dep == "xcomp" and tokens.tags[child] == "VBG":
                yield phrases.clause(child)
        elif dep in ("prep", "prt", "agent") and word == complement:
            yield from objects_of(phrases, child)
            if dep == "prt":
                yield from _direct_objects(phrases, governor, passive=passive)
                yield from complements(phrases, governor, "ing")  # "ruled out raising taxes"
    if complement == "to" and tokens.deps[governor] in ("dobj", "pobj"):
        yield from (phrases.clause(verb) for verb in infinitives_behind(phrases, governor))
    if complement == "that" and tokens.deps[governor] in ("dobj", "pobj"):
        yield from (phrases.clause(verb) for verb in _clauses_behind(phrases, governor))


def noun_complements(phrases: Phrases, noun: int, complement: str) -> Iterator[Phrase]:
    """What a noun governs, also where the parse hangs the preposition on the verb before it: "filed a lawsuit against Reed"."""
    tokens = phrases.tokens
    found = list(complements(phrases, noun, complement))
    if not found and complement in ("about", "against", "at", "over") and tokens.deps[noun] == "dobj":
        found = list(complements(phrases, tokens.heads[noun], complement))
    yield from found


def _and_to(phrases: Phrases, verb: int) -> Iterator[int]:
    """The infinitives joined to one, each with its own object: "decided to bring them home and to cancel the flights"."""
    tokens = phrases.tokens
    if phrases.sharing(verb) is not None:
        return
    for child in tokens.children[verb]:
        if tokens.deps[child] == "conj" and tokens.tags[child] == "VB" and tokens.child(child, "nsubj") is None:
            if tokens.child(child, "dobj") is not None:
                yield child
            yield from _and_to(phrases, child)


def infinitives_behind(phrases: Phrases, noun: int) -> Iterator[int]:
    """The infinitive right behind a noun that the parse hangs on the verb: "defended her call to close it".

    Between the two stands nothing but when it was said: "announced plans Tuesday to build a dam".
    """
    tokens = phrases.tokens
    above = tokens.heads[noun]
    while tokens.deps[above] in ("prep", "pobj", "dobj"):
        above = tokens.heads[above]
    for child in tokens.children[above]:
        if child < noun or not is_infinitive(phrases, child) or tokens.deps[child] not in ("acl", "advcl", "xcomp"):
            continue
        if _is_right_behind(phrases, noun, child):
            yield child


def _clauses_behind(phrases: Phrases, noun: int) -> Iterator[int]:
    """The clause with "that" right behind a noun that the parse hangs on the verb: "was alarmed by its demand last week that it close"."""
    tokens = phrases.tokens
    above = tokens.heads[noun]
    while tokens.deps[above] in ("prep", "pobj", "dobj", "agent"):
        above = tokens.heads[above]
    for child in tokens.children[above]:
        marked = any(tokens.words[c] == "that" and tokens.deps[c] == "mark" for c in tokens.children[child])
        if child > noun and marked and tokens.deps[child] == "ccomp" and _is_right_behind(phrases, noun, child):
            yield child


def _is_right_behind(phrases: Phrases, noun: int, verb: int) -> bool:
    """Whether nothing but when it was said stands between a noun and a clause."""
    tokens = phrases.tokens
    between = range(noun + 1, phrases.words.left[verb])
    return all(tokens.deps[n] == "npadvmod" or tokens.deps[tokens.heads[n]] == "npadvmod" for n in between)


def objects_of(phrases: Phrases, preposition: int) -> Iterator[Phrase]:
    """The noun phrases and gerunds after a preposition."""
    tokens = phrases.tokens
    for child in tokens.children[preposition]:
        if tokens.deps[child] == "pobj":
            yield from joined(phrases, child)
        elif tokens.deps[child] == "pcomp":
            yield phrases.clause(child)


def joined(phrases: Phrases, head: int) -> Iterator[Phrase]:
    """The noun phrase of a head and those joined to it by "and"; for a relative pronoun, what it stands for."""
    tokens = phrases.tokens
    if tokens.tags[head] in ("WP", "WDT") and tokens.deps[tokens.heads[head]] == "relcl":
        head = tokens.heads[tokens.heads[head]]
    found = phrases.noun(head)
    if found is not None and not _is_half(phrases, head):
        yield found
    for child in tokens.children[head]:
        if tokens.deps[child] == "conj":
            yield from joined(phrases, child)


def _is_half(phrases: Phrases, head: int) -> bool:
    """Whether a token is the first half of a word with a hyphen, which the parse may take for a noun: "the re-election"."""
    tokens = phrases.tokens
    after = head + 1 if tokens.words[head] != "-" else head
    return after < len(tokens) and tokens.words[after] == "-" and tokens.starts[after] == tokens.ends[after - 1]


def is_infinitive(phrases: Phrases, verb: int) -> bool:
    """Whether a verb is an infinitive with "to"."""
    tokens = phrases.tokens
    passive = tokens.tags[verb] == "VBN" and tokens.child(verb, "auxpass") is not None  # "ordered pigs to be killed"
    return (tokens.tags[verb] == "VB" or passive) and any(tokens.tags[child] == "TO" for child in tokens.children[verb])


def is_participle(phrases: Phrases, verb: int) -> bool:
    """Whether a verb is a participle that says what was done to its noun: "a plan backed by Norland"."""
    return phrases.tokens.deps[verb] == "acl" and phrases.tokens.tags[verb] == "VBN"


def _direct_objects(phrases: Phrases, governor: int, *, passive: bool) -> Iterator[Phrase]:
    tokens = phrases.tokens
    wanted = "nsubjpass" if passive else "dobj"
    own = [child for child in tokens.children[governor] if tokens.deps[child] == wanted]
    if passive and not own and tokens.child(governor, "agent") is not None:
        own = [child for child in tokens.children[governor] if tokens.deps[child] == "nsubj"]  # "the bill, introduced by Moss, would"
    for child in own:
        yield from joined(phrases, child)
    if own:
        return
    subject = tokens.child(governor, "nsubj")
    left_open = tokens.deps[governor] == "relcl" and subject is not None and tokens.tags[subject] not in ("WP", "WDT")
    if is_participle(phrases, governor) or (left_open and not passive and _takes_object(phrases, governor)):
        found = phrases.noun(tokens.heads[governor])
        if found is not None:
            yield found


def _takes_object(phrases: Phrases, verb: int) -> bool:
    """Whether nothing else completes the verb of a relative clause: "the day she voted for it" has no gap for an object.

    Of a judgement "as" and "for" say no more than how and why: "the mayor, who she blasted as a bully".
    """
    tokens = phrases.tokens
    beside = ("as", "for") if tokens.lemmas[verb] in lexicon().judging else ()
    return all(tokens.deps[c] not in ("prep", "xcomp", "ccomp", "prt") or tokens.words[c] in beside for c in tokens.children[verb])
