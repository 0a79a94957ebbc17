"""Words that report without anything being said: denied statements, deeds to people, sights and figures, names of things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.quotes.clauses import Extent
from broadsheet.annotating.english.quotes.lexicon import cue_nouns, deputies, documents, speaker_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

_STATING = frozenset({
    "say", "claim", "state", "allege", "announce", "assert", "tell", "specify", "disclose", "report", "confirm", "reveal", "declare",
    "write", "accuse", "criticise", "criticize", "blame", "condemn", "mention",
})
"""Verbs that, negated, leave their content unsaid: "did not say that". Of "does not believe that" the content is still a stance."""
_STATEMENTS = frozenset({"said", "claimed", "announced", "criticised"})
"""Colours of nouns whose content nobody states after "no": "no claim that"."""
_PERSONAL = frozenset({
    "thank", "defend", "welcome", "blame", "offer", "show", "report", "ask", "back", "support", "ignore", "dismiss",
})
"""Verbs whose object, where it is somebody, is who is dealt with, not what is said: "thanked her crew", "welcomed them"."""
_STANCED = frozenset({"back", "support", "ignore", "defend"})
"""Of these only pronouns are nobody's words: who backs Noll says so."""
_SHOWING = frozenset({"offer", "show", "report"})
"""Verbs whose short objects are things, not words: "showed little fear", "offered no answer"."""
_FIGURES = frozenset({
    "loss", "profit", "earnings", "sale", "revenue", "income", "turnover", "growth", "case", "death", "infection", "outbreak", "casualty",
    "injury", "result", "damage", "symptom",
})
_WON = frozenset({
    "victory", "win", "title", "prize", "life", "seat", "place", "spot", "crown", "majority", "delegate", "trophy", "medal", "scalp",
    "throne", "nomination", "mantle",
})
"""What is claimed by deeds: claimed a victory, claimed nine lives; "claimed responsibility" is said."""
_SIGHTS = frozenset({"picture", "image", "photo", "photograph", "footage", "video", "film", "clip", "scene"})
_STUDIES = frozenset({"poll", "survey", "study", "report", "research", "data", "figure", "record", "review", "analysis", "census", "audit"})
_DECLINING = frozenset({"ask", "decline", "refuse", "request", "want", "wish"})
_NAMELESS = frozenset({"name", "identify", "quote"})
_NEAR = 6
"""Tokens in which "not to be named" says that a speaker goes without a name, which is no statement of theirs."""
_SHORT = 2
_BODIES = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC"})
_AMOUNTS = frozenset({"MONEY", "QUANTITY", "CARDINAL", "PERCENT"})
_BARE = frozenset({"what", "how", "why", "whom", "who", "which", "something", "anything", "nothing", "all", "everything", "much"})
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*|of|the|and)(?: (?:[A-Z][\w.'’-]*|of|the|and))*")


def is_unsaid(word: Token) -> bool:
    """Whether the word says that nothing was said: "did not say that", "never claimed that", "no claim that"."""
    if word.pos_ == "NOUN":
        cue = cue_nouns().get(word.lemma_)
        return cue is not None and cue.colour in _STATEMENTS and any(child.lower_ == "no" for child in word.lefts)
    negation = next((child for child in word.lefts if child.dep_ == "neg" and child.lower_ != "only"), None)
    return word.lemma_ in _STATING and negation is not None and not _is_only(word, negation)


def _is_only(verb: Token, negation: Token) -> bool:
    """"not only said", "did not just say": said all the same."""
    return any(child.lower_ in ("only", "just", "merely", "simply") and child.i > negation.i for child in verb.lefts)


def is_deed(verb: Token, content: Extent) -> bool:
    """Whether the content is somebody or something that the verb is done to, and nothing that is said."""
    doc = verb.doc
    if content.first == content.last and (doc[content.first].lower_ in _BARE or doc[content.first].tag_ == "WDT"):
        return True
    opening = doc[content.first:min(content.last + 1, content.first + _NEAR)]
    if verb.lemma_ in _DECLINING and any(token.lemma_ in _NAMELESS and token.tag_ == "VBN" for token in opening):
        return True
    noun = next((c for c in verb.rights if c.dep_ == "dobj" and c.left_edge.i == content.first), None)
    if verb.lemma_ in ("ask", "dismiss") and noun is None:
        noun = next((c for c in verb.lefts if c.dep_ == "nsubjpass" and c.left_edge.i == content.first), None)
    if noun is not None and (_is_denied(verb, noun) or verb.lemma_ == "claim" and noun.ent_type_ in _AMOUNTS):
        return True
    if noun is not None and (verb.lemma_ == "claim" and noun.lemma_ in _WON or verb.lemma_ == "seek" and noun.lemma_ == "comment"):
        return True
    if verb.lemma_ == "rattle" and not any(c.dep_ == "prt" for c in verb.rights):  # the figures rattled Noll
        return True
    if verb.lemma_ == "call" and (doc[content.first].like_num or any(c.dep_ == "dobj" and c.i < content.first for c in verb.rights)):
        return True  # called 0800 555 for help, called the harbour office for help
    if verb.lemma_ == "commit" and any(c.dep_ == "dobj" and not c.lower_.endswith(("self", "selves")) for c in verb.rights):
        return True  # the treaty commits each state to cuts
    if verb.lemma_ not in _PERSONAL or noun is None or _is_told_by_document(verb):
        return False
    if any(c.dep_ in ("xcomp", "ccomp") and noun.i < c.i <= content.last for c in verb.rights):  # asked them to leave
        return False
    if verb.lemma_ == "thank":
        return not any(token.lower_ == "for" and token.head in (verb, noun) for token in doc[content.first:content.last + 1])
    if verb.lemma_ in _STANCED:
        return noun.pos_ == "PRON"
    if verb.lemma_ == "dismiss" and any(c.lower_ == "as" for c in verb.rights):  # dismissed Noll as a clown
        return False
    if _is_somebody(noun):
        return True
    if verb.lemma_ not in _SHOWING:
        return False
    if any(child.lower_ == "no" for child in noun.lefts) or any(child.dep_ == "neg" for child in verb.lefts):
        return True
    if verb.lemma_ == "show" and noun.lemma_ in _SIGHTS:
        return True
    return content.last - content.first < _SHORT or verb.lemma_ == "report" and noun.lemma_ in _FIGURES


def _is_told_by_document(verb: Token) -> bool:
    """"The poll shows Noll ahead of Finch": a survey or letter has only its words."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return subject is not None and (subject.lemma_.lower() in documents() or subject.lemma_.lower() in _STUDIES)


def _is_denied(verb: Token, noun: Token) -> bool:
    """"has not reported any cases", "did not express any wish"."""
    return any(child.dep_ == "neg" for child in verb.lefts) and any(child.lower_ == "any" for child in noun.lefts)


def _is_somebody(noun: Token) -> bool:
    if noun.pos_ == "PRON" or noun.ent_type_ in _BODIES or noun.pos_ == "PROPN" and not noun.ent_type_:
        return True
    lemma = noun.lemma_.lower()
    return lemma in speaker_nouns() or lemma in wordlists.role_nouns() or lemma in wordlists.relations()


def is_thing(speaker: Token) -> bool:
    """Whether a relative clause is about a thing, which says and thinks nothing: "the snow, which belied the forecast"."""
    if speaker.lower_ not in ("that", "which") or speaker.head.dep_ != "relcl" or speaker.tag_ not in ("WDT", "WP"):
        return False
    noun = speaker.head.head
    lemma = noun.lemma_.lower()
    if lemma in ("something", "anything", "nothing", "everything"):
        return True
    speaks = lemma in documents() or lemma in _STUDIES or lemma in deputies() or lemma in wordlists.body_nouns()
    return noun.pos_ == "NOUN" and not speaks and wordlists.kind_nouns().get(lemma) != "organisation" and not _is_somebody(noun)


def is_proper_name(words: str) -> bool:
    """Whether the words end in a name in marks that something bears: "call the pier “Long Tom”"."""
    marked = re.search(r"(?:^|[“\"])([^“”\"]+)[”\"]?$", words)
    return marked is not None and len(marked[1].split()) > 1 and _NAME.fullmatch(marked[1].rstrip(".,")) is not None
