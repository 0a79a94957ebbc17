"""Whether what a verb governs is something that is decided on: a treaty that is signed, and not a book."""

from __future__ import annotations

from typing import Final

from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.merits import is_of_another_sense, is_owned
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases

_ASKING: Final = frozenset({"urge", "call", "press", "lobby", "petition", "encourage", "appeal", "request", "order", "want", "demand",
    "promise"})
"""Verbs whose object may be whom they address: "urged the council to close it"."""


def fits(phrases: Phrases, verb: int, target: Phrase) -> bool:
    """Whether an act has an object that is decided on; what is merely "ordered" or "attacked" is no position."""
    known, tokens = lexicon(), phrases.tokens
    if not is_decided_on(phrases, verb, target):
        return False
    if tokens.lemmas[verb] == "stand" and tokens.tags[verb] in ("VBD", "VBG"):
        return False  # "he stood with other leaders": a place
    if tokens.lemmas[verb] == "agree" and tokens.poses[target.head] != "VERB" and tokens.child(verb, "dobj", "xcomp") is not None:
        return False  # "agreed with the council on a plan"
    if tokens.lemmas[verb] == "campaign" and tokens.words[tokens.heads[target.head]] == "with" and tokens.tags[target.head] == "NNS":
        return False  # "campaigned with mothers of soldiers"
    if tokens.lemmas[verb] in ("fire", "oust", "expel", "rip"):
        mention = phrases.actor(target.head)
        return mention is not None and mention.kind == "person"
    if tokens.lemmas[verb] in known.of_actors and phrases.actor(target.head) is None and not is_owned(phrases, verb, target):
        return False  # "blamed the storm", "regretted the loss": no position on a thing
    if tokens.lemmas[verb] == "rule" and tokens.lemmas[target.head] in known.risks:
        return False  # "ruled out any risk of infection": what is known, not what is wanted
    if tokens.lemmas[verb] in ("stump", "fight", "campaign", "echo", "seek") and tokens.lemmas[target.head] in known.contests:
        return False  # "stumped for every vote", "echoed her success"
    if tokens.lemmas[verb] == "lobby" and phrases.actor(target.head) is not None:
        return False  # "lobbies for the Dockers' Union": who pays for it
    if is_of_another_sense(phrases, verb):
        return False
    if tokens.lemmas[verb] == "go" and tokens.words[verb + 1:verb + 2] != ["after"]:
        return False  # "went to the port after Moss"
    if tokens.lemmas[verb] == "call" and "out" in {tokens.words[c] for c in tokens.children[verb]} and tokens.poses[target.head] == "VERB":
        return False  # "called Moss out for skipping the vote"
    if tokens.lemmas[verb] in ("donate", "contribute"):
        mention = phrases.actor(target.head)
        return mention is not None and mention.kind == "person" or tokens.lemmas[target.head] == "campaign"
    if tokens.lemmas[verb] not in known.acts or tokens.poses[target.head] == "VERB":
        return True
    judged = tokens.lemmas[verb] in known.judging and phrases.actor(target.head) is not None
    if tokens.lemmas[verb] == "dismiss" and tokens.lemmas[target.head] in known.undoing_nouns:
        # "dismissed criticism of the dam"
        return any(tokens.words[c] in ("about", "of", "on", "over", "to") for c in tokens.children[target.head])
    if tokens.lemmas[verb] == "question" and tokens.lemmas[target.head] in known.carrying:
        return True  # "questioned the need for a dam"
    return judged or tokens.lemmas[target.head] in known.act_objects


def is_decided_on(phrases: Phrases, word: int, target: Phrase) -> bool:
    """Whether a word of care or striving is about a policy: "concerned about the plan", "tried to block the merger"."""
    tokens, known = phrases.tokens, lexicon()
    lemma, head = tokens.lemmas[word], tokens.lemmas[target.head]
    if lemma in known.candidacies and head in known.contests:
        return False  # "her campaign for the nomination": who runs wants to win
    if lemma == "tell" and tokens.poses[target.head] != "VERB":
        return False
    if lemma in known.deciding and tokens.poses[target.head] in ("VERB", "AUX"):
        decided = known.backing | known.undoing_verbs | known.restricting | known.acts | known.committing
        return head in decided and any(tokens.deps[c] in ("dobj", "prep") for c in tokens.children[target.head])
    if lemma in known.striving and tokens.poses[target.head] in ("VERB", "AUX"):
        return head in (known.undoing_verbs | known.restricting) and tokens.child(target.head, "dobj") is not None
    if lemma in known.striving and tokens.poses[word] == "VERB":
        return lemma in ("fight", "seek") and tokens.poses[target.head] in ("NOUN", "PROPN")
    if lemma in known.wary:
        return tokens.poses[target.head] == "NOUN" and head in known.act_objects | known.proposing | known.adjustable
    return True


def is_addressed(phrases: Phrases, verb: int, complement: str, target: Phrase) -> bool:
    """Whether the object is who is asked, and not what is asked for."""
    tokens = phrases.tokens
    if complement != "object" or tokens.lemmas[verb] not in _ASKING:
        return False
    return phrases.actor(target.head) is not None or any(tokens.deps[c] in ("xcomp", "ccomp") for c in tokens.children[verb])
