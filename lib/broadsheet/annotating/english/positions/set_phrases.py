"""Set phrases by which a speaker takes a side: "there is no need to", "it makes no sense", "the levy has no legal basis"."""

from __future__ import annotations

from broadsheet.annotating.english.positions.complements import complements
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.subjects import is_no, matter_of, subject_of


def set_phrase(phrases: Phrases, number: int) -> tuple[str, Phrase] | None:
    """"It is time to end the levy", "there is no need to panic", "it makes no sense to close it", "guns have no place here"."""
    tokens = phrases.tokens
    verb, word = tokens.heads[number], tokens.words[number]
    denied = is_no(phrases, number, verb)
    if word in ("place", "room"):
        found = subject_of(phrases, verb) if tokens.lemmas[verb] == "have" and denied and word == "place" else None
        if tokens.lemmas[verb] == "be" and denied and tokens.child(verb, "expl") is not None:  # "there is no room for a dam"
            found = next((p for owner in (number, verb) for p in complements(phrases, owner, "for")), None)
        return None if found is None else ("against", found)
    if word == "interest":
        return _in_interest(phrases, number)
    if word == "alternative":  # "there is no alternative to the dam"
        found = next(iter(complements(phrases, number, "to")), None) if denied and tokens.lemmas[verb] in ("be", "have", "see") else None
        return None if found is None else ("for", found)
    come = tokens.lemmas[verb] == "come" and tokens.deps[number] == "nsubj"  # "the time has come to close the port"
    if word == "time" and (tokens.lemmas[verb] != "be" and not come or any(tokens.deps[c] == "amod" for c in tokens.children[number])):
        return None
    if word == "time" and denied and not any(tokens.words[c] in ("now", "this") for c in tokens.children[verb]):
        return None  # "now is not the time to raise it", but not "there was no time to raise it"
    if word == "way":
        return _way(phrases, number, denied)
    if word in ("need", "reason") and tokens.lemmas[verb] not in ("be", "have", "see"):
        return None
    if word in ("duty", "obligation", "responsibility") and tokens.lemmas[verb] != "be":
        return None  # "it is Norland's duty to help": the speaker wants it
    if word == "sense":
        if tokens.lemmas[verb] != "make":
            return None
        subject = subject_of(phrases, verb)
        if subject is not None:
            return ("against" if denied else "for"), subject
        if (clause := next(iter(complements(phrases, verb, "that")), None)) is not None:  # "it makes no sense that it is closed"
            return ("against" if denied else "for"), clause
    kinds = ("to",) if word == "time" else ("to", "for")  # "a hard time for the families"
    target = next((p for owner in (number, verb) for kind in kinds for p in complements(phrases, owner, kind)), None)
    if target is None or (word == "reason" and not denied):
        return None
    return ("against" if denied else "for"), target


def _in_interest(phrases: Phrases, number: int) -> tuple[str, Phrase] | None:
    """"The treaty is not in our interest", "a deal is in the national interest"."""
    tokens = phrases.tokens
    verb = tokens.heads[tokens.heads[number]]
    if tokens.words[tokens.heads[number]] != "in" or tokens.lemmas[verb] != "be":
        return None
    target = subject_of(phrases, verb)
    return None if target is None else ("against" if is_no(phrases, number, verb) else "for", target)


def _way(phrases: Phrases, number: int, denied: bool) -> tuple[str, Phrase] | None:
    """"The levy is not the way to pay for it", "talks are the way forward"."""
    tokens = phrases.tokens
    forward = any(tokens.words[c] in ("forward", "out") for c in tokens.children[number])
    told = any(tokens.words[c] == "the" for c in tokens.children[number]) and tokens.lemmas[tokens.heads[number]] == "be"
    target = subject_of(phrases, tokens.heads[number]) if told and (denied or forward) else None
    return None if target is None else ("against" if denied else "for", target)


def lacking(phrases: Phrases, number: int) -> tuple[str, Phrase] | None:
    """"There is no justification for the levy", "it has no legal basis", "she lacks the authority to impose it"."""
    tokens = phrases.tokens
    verb = tokens.heads[number]
    lacks = tokens.lemmas[verb] == "lack"
    if tokens.lemmas[verb] not in ("be", "have", "lack", "see") or not (lacks or is_no(phrases, number, verb)):
        return None
    target = next((p for owner in (number, verb) for kind in ("to", "for", "ing") for p in complements(phrases, owner, kind)), None)
    if target is None and tokens.lemmas[verb] in ("have", "lack"):
        target = subject_of(phrases, verb)
        if target is not None and phrases.actor(target.head) is not None:
            return None
    return None if target is None else ("against", target)


def urged_together(phrases: Phrases, verb: int) -> tuple[str, Phrase] | None:
    """"Let's close the port", "let us not raise the levy"."""
    tokens = phrases.tokens
    done = next((c for c in tokens.children[verb] if tokens.deps[c] in ("ccomp", "xcomp") and tokens.tags[c] == "VB"), None)
    if done is None or tokens.child(done, "dobj") is None:
        return None
    denied = any(tokens.deps[c] == "neg" for one in (verb, done) for c in tokens.children[one])
    return ("against" if denied else "for"), phrases.clause(done, subject=False)


def seeing(phrases: Phrases, number: int) -> int | None:
    """Who "saw no need to close the port"."""
    tokens = phrases.tokens
    verb = tokens.heads[number]
    subject = tokens.child(verb, "nsubj") if tokens.lemmas[verb] == "see" else None
    mention = phrases.actor(subject) if subject is not None else None
    return None if mention is None else mention.chain


def needed(phrases: Phrases, verb: int) -> tuple[str, Phrase] | None:
    """"Import bans are not required": against them; "a new dam is badly needed": for it."""
    tokens = phrases.tokens
    if tokens.child(verb, "nsubjpass") is None:
        return None
    if any(tokens.deps[c] == "neg" for c in tokens.children[verb]):
        target = subject_of(phrases, verb)
        return None if target is None or phrases.actor(target.head) is not None else ("against", target)
    target = matter_of(phrases, verb) if tokens.lemmas[verb] == "need" else None
    return None if target is None else ("for", target)
