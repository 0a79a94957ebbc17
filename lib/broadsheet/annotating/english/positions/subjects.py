"""What a clause in a speaker's words is about: its subject, and whether it is denied."""

from __future__ import annotations

from typing import Final

from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases

NOBODY: Final = frozenset({"it", "this", "that", "there", "which", "what", "he", "she", "they", "we", "i", "you", "who", "one", "these",
    "those", "someone", "somebody", "anyone", "all", "everyone", "people"})


def subject_of(phrases: Phrases, verb: int) -> Phrase | None:
    """The subject, where it names a thing or an actor."""
    tokens = phrases.tokens
    subject = tokens.child(verb, "nsubj", "nsubjpass")
    if subject is None and tokens.deps[verb] == "conj":  # "will not solve this but is a step in the right direction"
        subject = tokens.child(tokens.heads[verb], "nsubj")
    if subject is None:
        return None
    if tokens.words[subject] in ("it", "this", "that") and phrases.actor(subject) is None:
        return None if tokens.words[subject] == "it" and _is_expletive(phrases, verb) else phrases.decided_on(subject)
    if tokens.words[subject] in NOBODY and (tokens.words[subject] not in ("he", "she", "they") or phrases.actor(subject) is None):
        return None
    climate = tokens.lemmas[subject] == "change" and any(tokens.words[c] == "climate" for c in tokens.children[subject])
    return None if climate or tokens.lemmas[subject] in lexicon().misfortunes else phrases.noun(subject)


def matter_of(phrases: Phrases, verb: int) -> Phrase | None:
    """The subject, where it is a plan or measure, or that something is done: "closing the port would cost jobs"."""
    tokens, known = phrases.tokens, lexicon()
    done = tokens.child(verb, "csubj")
    if done is not None and tokens.tags[done] == "VBG" and tokens.lemmas[done] not in known.flipping:
        return phrases.clause(done)
    target = subject_of(phrases, verb)
    matters = known.act_objects | known.proposing | known.adjustable | known.carrying
    return target if target is not None and tokens.lemmas[target.head] in matters else None


def _is_expletive(phrases: Phrases, verb: int) -> bool:
    """"It is wrong to close the port": the clause is judged, not "it"."""
    tokens = phrases.tokens
    clauses = ("xcomp", "ccomp", "csubj", "advcl", "acl")
    return any(tokens.deps[g] in clauses for c in (verb, *tokens.children[verb]) for g in tokens.children[c])


def is_no(phrases: Phrases, number: int, verb: int) -> bool:
    """Whether a noun that judges is denied, beside itself or its verb: "is no solution"; two denials are none."""
    tokens = phrases.tokens
    below = [c for owner in (number, verb) for c in tokens.children[owner]]
    apart = ("just", "merely", "only", "simply")  # "is not only a mistake"
    negations = [c for c in below if (tokens.deps[c] == "neg" or tokens.words[c] in ("no", "never")) and not (
        c + 1 < len(tokens) and tokens.words[c + 1] in apart)]
    return len(negations) % 2 == 1


def denied_above(phrases: Phrases, verb: int) -> bool:
    """Whether the speaker denies to believe it: "we do not think the levy is the answer"."""
    tokens = phrases.tokens
    above = tokens.heads[verb]
    if tokens.deps[verb] != "ccomp" or tokens.lemmas[above] not in ("think", "believe", "suppose"):
        return False
    who = tokens.child(above, "nsubj")  # "nobody thinks the levy is the answer", "few believe it"
    nobody = who is not None and (
        tokens.words[who] in ("nobody", "none", "few") or any(tokens.words[c] == "no" for c in tokens.children[who]))
    return nobody or any(tokens.deps[c] == "neg" for c in tokens.children[above])
