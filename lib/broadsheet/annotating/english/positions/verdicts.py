"""What speakers say that a plan does: "the dam will bring jobs", "the levy sends the wrong message", "the plan is too expensive"."""

from __future__ import annotations

from broadsheet.annotating.english.positions.complements import complements
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import OTHER, is_negated
from broadsheet.annotating.english.positions.subjects import matter_of


def verdict(phrases: Phrases, verb: int) -> tuple[str, Phrase] | None:
    """The side that a speaker takes by what a plan or measure is said to do.

    Parameters
    ----------
    phrases
        The phrases of the article.
    verb
        A verb of the lists of verdicts.

    Returns
    -------
    tuple of str and Phrase, or None
        Against "the plan would do more harm than good", "would make things worse", "goes too far" and "sets a dangerous precedent"; for
        "the plan will bring jobs". None where the subject is no plan or measure.
    """
    tokens, known = phrases.tokens, lexicon()
    below = tokens.children[verb]
    side = next((known.verdicts[f"{tokens.lemmas[verb]} {tokens.lemmas[c]}"] for c in _told(phrases, verb)
                 if f"{tokens.lemmas[verb]} {tokens.lemmas[c]}" in known.verdicts and _is_much(phrases, c)), None)
    if side is None and tokens.lemmas[verb] == "make":
        side = next((known.making[tokens.words[c]] for c in below if tokens.words[c] in known.making), None)
    if side is None and tokens.lemmas[verb] in known.signs["verbs"]:
        signs = (c for c in below if tokens.deps[c] == "dobj" and tokens.lemmas[c] in known.signs["nouns"])
        side = next((known.value[tokens.lemmas[a]] for c in signs for a in tokens.children[c]
                     if tokens.deps[a] == "amod" and tokens.lemmas[a] in known.value), None)
    target = matter_of(phrases, verb) if side is not None else None
    if side is None or target is None:
        return None
    return (OTHER[side] if is_negated(phrases, verb) else side), target


def too_much(phrases: Phrases, number: int) -> tuple[str, Phrase] | None:
    """"The dam is too expensive", "the rules are too strict": against it."""
    tokens = phrases.tokens
    told = tokens.heads[number]
    verb = tokens.heads[told]
    if tokens.lemmas[told] not in lexicon().signs["degrees"] or tokens.deps[told] != "acomp" or tokens.lemmas[verb] != "be":
        return None
    target = matter_of(phrases, verb)
    return None if target is None or is_negated(phrases, told) else ("against", target)


def not_affordable(phrases: Phrases, verb: int) -> tuple[str, Phrase] | None:
    """"The town cannot afford the dam": against it."""
    tokens = phrases.tokens
    able = any(tokens.words[c] in ("can", "ca", "could") for c in tokens.children[verb])
    target = next(iter(complements(phrases, verb, "object")), None) if able and tokens.child(verb, "neg") is not None else None
    matters = lexicon().act_objects | lexicon().proposing | lexicon().adjustable
    return None if target is None or tokens.lemmas[target.head] not in matters else ("against", target)


def _told(phrases: Phrases, verb: int) -> list[int]:
    """The objects, particles and adverbs of a verb, and the objects of its prepositions."""
    tokens = phrases.tokens
    own = [c for c in tokens.children[verb] if tokens.deps[c] in ("dobj", "prt", "advmod")]
    return own + [g for c in tokens.children[verb] if tokens.deps[c] == "prep" for g in tokens.children[c] if tokens.deps[g] == "pobj"]


def _is_much(phrases: Phrases, told: int) -> bool:
    """Of "far" and "much" only with "too": "goes too far", "costs too much"."""
    tokens = phrases.tokens
    return tokens.lemmas[told] not in ("far", "much") or any(tokens.words[c] == "too" for c in tokens.children[told])
