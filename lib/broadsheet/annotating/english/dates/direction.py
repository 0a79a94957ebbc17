"""Which way a bare weekday, month or season points from the day of publication: back or forward.

The governing verb decides by its tense and its meaning: "ministers met on Thursday" looks back, "ministers will gather
on Thursday" and "a vote is expected Thursday" look forward. A noun that stands between ("Wednesday's summit") is asked
for its own governor: "ahead of Wednesday's summit" looks forward, "after Wednesday's vote" back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.annotating.dates.directions import Direction
from broadsheet.resources import data_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

FORWARD_VERBS = {
    "schedule", "expect", "plan", "slate", "set", "due", "intend", "hope", "aim", "prepare", "await", "propose", "agree", "promise",
    "vow", "pledge",
    "threaten", "want", "decide", "invite", "need", "urge", "ask", "call", "head", "look", "brace", "gear", "bind", "likely", "poise",
    "tip", "book",
}
"""Verbs and adjectives whose complement lies ahead: "scheduled for Friday", "due Monday", "expected to vote on Tuesday"."""

_ASKING = {"call", "ask", "urge", "look", "head", "need", "want", "invite"}
"""Those that in the past need not tell of a day ahead: "called for a judge to look into it on Monday"."""

PLANNED = {"schedule", "expect", "plan", "slate", "set", "due", "poise", "tip", "likely", "bind", "book", "await"}
"""Those that look ahead even as a participle: "the hearing, set for Thursday"."""

_DONE = {"force", "compel", "oblige", "allow", "permit", "enable", "lead", "prompt", "move", "cause", "drive", "help", "manage"}
"""Verbs that in the past tell of what came about: "was forced to resign on Monday", "were allowed to leave on Sunday"."""

_DONE_ADJECTIVES = {"able", "unable", "powerless", "quick", "slow", "first", "last", "only", "lucky", "fortunate", "brave", "foolish"}
"""Adjectives of the same kind: "was able to leave on Sunday", "was the first to visit the camp on Sunday"."""

_DEGREES = {"too", "enough"}

_MOVING = {"postpone", "delay", "move", "reschedule", "rearrange", "put", "push", "bring", "adjourn", "defer", "shift", "switch", "extend"}
"""What they do to a happening gives it a new day: "was postponed to Friday", "has been brought forward to Friday"."""

_OFF = {"cancel", "postpone", "scrap", "shelve", "reschedule", "defer", "delay", "ban"}
"""What is called off lies ahead, whenever that was done: "unions called off Friday's strike"."""

_FUTURE_AUX = {"will", "shall", "wo", "'ll", "’ll", "sha"}
_MODAL_AUX = {"would", "could", "may", "might", "should", "must", "can", "'d", "’d", "ca", "ought"}
_FORWARD_PREPS = {"until", "till", "by", "before", "ahead", "towards", "toward"}
_BACK_PREPS = {"since", "after", "following"}
_STEPS = 12


_TIMED = {
    "begin", "start", "open", "reopen", "end", "close", "expire", "convene", "reconvene", "meet", "vote", "hold", "host", "return", "leave",
    "arrive", "resume", "air", "premiere", "play", "run",
}
"""What is done by a timetable and so told ahead in the present tense: "the trial begins on Monday"."""

_FOUND = {"find", "see", "hear", "know", "confirm", "discover", "show", "prove", "turn"}


_STATED = {"present tense", "present timetable", "present progressive"}

_READYING = {"prepare", "brace", "gear", "ready", "rehearse"}
"""What one does so for lies ahead, whenever that was done: "they prepared for a debate on Thursday"."""


def direction(doc: Doc, start: int, end: int) -> Direction:
    """The direction of the expression at text[start:end], by its governors.

    Parameters
    ----------
    doc
        The parse.
    start, end
        Offsets of the expression in the text.

    Returns
    -------
    Direction
        Unknown where no verb governs the expression, as in headings.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return Direction(0, "no parse")
    if found := _by_words_before(span):
        return found
    token = span.root
    if _is_attribute(span):
        return Direction(0, "attribute")
    for _ in range(_STEPS):
        if token.dep_ in ("pobj", "pcomp") and token.head.dep_ != "agent":
            found = _by_preposition(token.head, near=token.i == span.root.i)
            if found:
                return found
        if token.i != span.root.i and (found := _by_meaning(token) or _of_deed(token)):
            return found
        head = token.head
        if head.i == token.i:
            break
        if head.lower_ == "according":
            return Direction(-1, "according to")
        if head.pos_ in ("VERB", "AUX"):
            found = _by_verb(head)
            if token.i != span.root.i and token.dep_ == "nsubj" and found.reason in _STATED:
                return Direction(0, "nearest")  # "the slaughter on Sunday has left a mark"; "the vote on Thursday is close"
            if token.i != span.root.i and token.dep_ == "nsubj" and span.root.dep_ == "poss" and found.reason == "modal":
                return Direction(0, "nearest")  # "Monday's debate may not move many"
            if span.root.dep_ == "poss" and token.i != span.root.i and found.reason == "past tense" and _has_done(head):
                return Direction(0, "nearest")  # "the hosts of Sunday's gala have pledged money"
            # "Tuesday's declaration" in the present tense has been made: "the move follows Tuesday's declaration".
            of_thing = span.root.dep_ == "poss" and (found.reason.startswith("present ") or _is_judged(token, head, found))
            return Direction(-1, "possessive") if of_thing else found
        if head.lemma_.lower() in PLANNED and not _was_set_on(head):
            return Direction(1, f"{head.lower_!s}")
        token = head
    return _by_verb(token) if token.pos_ in ("VERB", "AUX") else Direction(0, "no verb")


def _of_deed(token: Token) -> Direction | None:
    """Back, where the day is that of a deed and no verb of the future tells it: "even with his win on Tuesday, it remains hard".

    For a mishap nobody sets a day, whatever the verb: "will meet the victims of Sunday's shooting".
    """
    if token.lemma_.lower() in data_set("en/dates/mishaps.txt"):
        return Direction(-1, "mishap")
    if token.lemma_.lower() not in data_set("en/dates/deeds.txt"):
        return None
    verb: Token | None = token
    while verb is not None and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head if verb.head.i != verb.i else None
    if verb is None:
        return Direction(-1, "deed")
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    planned = verb.lemma_.lower() in FORWARD_VERBS or auxiliaries & (_FUTURE_AUX | {"to", "would"})
    return None if planned else Direction(-1, "deed")


def _is_judged(token: Token, verb: Token, found: Direction) -> bool:
    """Whether the verb only says what a happening is: "it was plain that Tuesday's quake would be the worst"."""
    tells = verb.lemma_ == "be" and any(child.dep_ in ("attr", "acomp") for child in verb.children)
    return tells and found.reason == "modal" and token.dep_ == "nsubj"


def _is_attribute(span: Span) -> bool:
    """Whether a day of a month stands before the noun that it tells of, and no verb says when that was: "the Nov. 8 election"."""
    root = span.root
    before_noun = root.dep_ in ("nummod", "nmod", "compound", "amod") and root.head.i >= span.end and root.head.pos_ in ("NOUN", "PROPN")
    return before_noun and any(token.like_num for token in span)


def _by_meaning(token: Token) -> Direction | None:
    """What a verb says of its object's day: "called off Friday's strike" looks ahead, "follows a walkout on Sunday" back."""
    verb = token.head
    if verb.pos_ != "VERB" or token.dep_ not in ("dobj", "nsubjpass"):
        return None
    off = verb.lemma_ == "call" and any(child.dep_ == "prt" and child.lower_ == "off" for child in verb.children)
    if off or verb.lemma_ in _OFF:
        return Direction(1, "called off")
    return Direction(-1, "follows") if verb.lemma_ == "follow" and token.dep_ == "dobj" else None


def _by_words_before(span: Span) -> Direction | None:
    """The direction that the words before give, whatever the parse: "as early as Friday", "postponed until Tuesday"."""
    before = [token.lower_ for token in span.doc[max(0, span.start - 3):span.start]]
    if before[-1:] in (["until"], ["till"]) and not _perfect(span.doc[span.start - 1].head):
        return Direction(-1, "lasted until") if _lasted(span.doc[span.start - 1]) else Direction(1, before[-1])
    if len(before) == 3 and before[0] == before[2] == "as" and before[1] in ("soon", "early"):
        return Direction(1, " ".join(before))
    if before[-2:] in (["wake", "of"], ["aftermath", "of"]):
        return Direction(-1, "after")
    if before[-1:] == ["effective"] or before[-2:] == ["effective", "from"]:
        return Direction(1, "effective")
    return None


def _by_preposition(preposition: Token, *, near: bool) -> Direction | None:
    """The direction of "since", "ahead of", "by"; the last only where it governs the expression itself."""
    word = preposition.lower_
    if word == "by" and not near:
        return None
    if word == "of" and preposition.head.lower_ == "ahead":
        return Direction(1, "ahead of")
    if near and word in ("to", "until", "till", "for", "by") and _moves(preposition.head):
        return Direction(1, "moved")
    if word in _BACK_PREPS:
        # "After Thursday's debate she must travel north": on Wednesday it is the next day's, on Friday the day before's.
        ahead = word == "after" and preposition.head.pos_ in ("VERB", "AUX") and _is_to_come(preposition.head)
        return Direction(0, "nearest") if ahead else Direction(-1, word)
    if word == "for" and preposition.head.lemma_.lower() in _READYING:
        return Direction(1, "prepared for")
    if word in _FORWARD_PREPS and preposition.head.tag_ not in ("VBD",) and not _perfect(preposition.head):
        return Direction(1, word)
    return None


def _is_to_come(verb: Token) -> bool:
    """Whether a verb tells of what is to be done: "will travel", "must travel", "is going to travel"; not "would have travelled"."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    return bool(auxiliaries & (_FUTURE_AUX | {"must"})) or (verb.lemma_ == "go" and verb.tag_ == "VBG" and any(
        child.dep_ == "xcomp" for child in verb.children
    ))


def _moves(head: Token) -> bool:
    """Whether a word gives a happening a new day: "postponed to", "put back to", "brought forward to"; not "brought to Friday's table"."""
    verb = head.head if head.pos_ in ("ADV", "ADP") else head
    if verb.lemma_ not in _MOVING:
        return False
    return verb.lemma_ not in ("put", "push", "bring") or any(
        child.lower_ in ("back", "forward", "off", "from") for child in (*verb.children, *head.children, head)
    )


def _lasted(until: Token) -> bool:
    """Whether what went on until a day is over: "the talks lasted until Friday"; not "they adjourned the talks until Friday"."""
    verb = until.head
    if verb.dep_ == "xcomp" and verb.tag_ == "VBG":
        verb = verb.head  # "kept marching until Friday"
    return verb.tag_ == "VBD" and verb.lemma_.lower() in data_set("en/dates/lasting.txt")


def _perfect(verb: Token) -> bool:
    """Whether a verb is in the past perfect or a past state: "had left by May", "was closed until Monday"."""
    return any(child.lower_ in ("had", "was", "were", "'d") for child in verb.children if child.dep_ in ("aux", "auxpass"))


def _by_verb(verb: Token) -> Direction:
    """The direction of a verb's time, by its auxiliaries, its tag and its meaning."""
    for _ in range(_STEPS):
        found = _of_one_verb(verb)
        if found is not None:
            return found
        head = _governing_verb(verb)
        if head is None:
            break
        verb = head
    return Direction(0, "no tense")


def _of_one_verb(verb: Token) -> Direction | None:
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    lemma = verb.lemma_.lower()
    if verb.tag_ == "VBG" and not auxiliaries and (
        (verb.dep_ == "pcomp" and verb.head.lower_ in _BACK_PREPS)
        or any(child.dep_ in ("mark", "prep") and child.lower_ in _BACK_PREPS and child.i < verb.i for child in verb.children)
    ):
        return Direction(-1, "since")  # "after falling ill on Thursday", "since saying so in October"
    if auxiliaries & _FUTURE_AUX:
        return Direction(1, "future")
    if "going" in auxiliaries or (lemma == "go" and verb.tag_ == "VBG" and any(c.dep_ == "xcomp" for c in verb.children)):
        return Direction(1, "going to")
    if auxiliaries & _MODAL_AUX:
        if _was_not_able(verb, auxiliaries):
            return Direction(-1, "was not able")
        perfect = "have" in auxiliaries
        return Direction(-1 if perfect else 1, "modal perfect" if perfect else "modal")
    if lemma in PLANNED and verb.tag_ in ("VBN", "VBD", "JJ", "VBZ", "VBP") and "had" not in auxiliaries and not _was_set_on(verb):
        return Direction(1, f"{verb.lower_}")
    if lemma in _READYING and any(child.dep_ == "prep" and child.lower_ == "for" for child in verb.children):
        return Direction(0, "nearest")  # "braced for a storm on Thursday"
    if verb.tag_ == "VBD" or auxiliaries & {"had", "have", "has", "was", "were", "did", "'ve", "’ve"}:
        return Direction(-1, "past tense")
    if verb.tag_ == "VBN" and "to" in auxiliaries and (found := _of_infinitive(verb)) and found.sign < 0:
        return found  # "was found to be ill on Saturday"
    if verb.tag_ == "VBN":
        return Direction(1, "present passive") if auxiliaries & {"is", "are", "be", "to"} else Direction(-1, "participle")
    if verb.tag_ == "VB" and "to" in auxiliaries:
        return _of_infinitive(verb)
    if verb.tag_ in ("VBZ", "VBP") and lemma in ("remain", "seem", "appear"):
        return Direction(0, "nearest")  # "with his win in the primary Tuesday, it remains hard"
    if verb.tag_ in ("VBZ", "VBP"):
        return Direction(1, "present timetable" if lemma in _TIMED else "present tense")
    if verb.tag_ == "VBG" and auxiliaries & {"is", "are", "'re", "’re", "'s", "’s", "am", "be"}:
        return Direction(1, "present progressive")
    return None


def _was_not_able(verb: Token, auxiliaries: set[str]) -> bool:
    """Whether "could" tells of a past failure: "she could not be reached on Wednesday"."""
    return "could" in auxiliaries and any(child.dep_ == "neg" or child.lower_ == "neither" for child in verb.subtree)


def _has_done(verb: Token) -> bool:
    """Whether a verb is in the present perfect, which tells what is so now: "have pledged"."""
    return any(child.lower_ in ("has", "have") for child in verb.children if child.dep_ == "aux")


def _was_set_on(verb: Token) -> bool:
    """Whether "set" is done: "a record set on 6 August", unlike "a date set for 6 August"."""
    return verb.lower_ == "set" and any(c.lower_ in ("on", "in") and c.dep_ == "prep" for c in verb.children)


def _of_infinitive(verb: Token) -> Direction | None:
    """An infinitive looks ahead, unless what it depends on is done: "agreed to meet on Friday", but "sought to appeal on Friday"."""
    head = verb.head
    above = head.head if head.pos_ == "ADJ" else head
    if any(child.lower_ == "had" for verb_ in (head, above) for child in verb_.children if child.dep_ == "aux"):
        return Direction(-1, "past perfect")
    if _came_about(verb, head, above):
        return Direction(-1, "came about")
    if head.lemma_ in _FOUND and head.tag_ == "VBN" and any(child.lower_ in ("was", "were") for child in head.children):
        return Direction(-1, "past tense")
    done = head.tag_ == "VBD" or (head.tag_ == "VBN" and any(child.lower_ in ("has", "have", "'ve", "’ve") for child in head.children))
    if verb.dep_ == "xcomp" and done and head.lemma_.lower() not in FORWARD_VERBS:
        return Direction(-1, "past tense")
    was_to = head.lemma_ in PLANNED and any(child.lower_ in ("was", "were") for child in head.children)
    if was_to or (head.lemma_ == "threaten" and head.tag_ == "VBD"):
        return Direction(1, "infinitive")  # "was set to sing on Tuesday", told on Wednesday, is a day ago
    planned = head.lemma_.lower() in FORWARD_VERBS - _ASKING or (head.lemma_.lower() in _ASKING and head.tag_ in ("VBZ", "VBP"))
    if verb.dep_ not in ("xcomp", "relcl", "acl", "ROOT", "ccomp"):
        return None
    return Direction(1, "infinitive of plan" if planned else "infinitive")


def _came_about(verb: Token, head: Token, above: Token) -> bool:
    """Whether an infinitive after a past verb tells what came about, or did not: "was forced to resign", "were able to reach"."""
    if head.pos_ in ("NOUN", "PROPN") and verb.dep_ in ("relcl", "acl"):
        first = any(child.lower_ in ("first", "last", "only", "latest", "youngest", "oldest") for child in head.children)
        return first and _is_past(head.head)
    if head.lemma_.lower() in _DONE and head.pos_ == "VERB":
        return _is_past(head)
    if (head.pos_ == "ADJ" or head.lower_ in _DONE_ADJECTIVES) and _is_past(head.head):
        degree = any(child.lower_ in _DEGREES for word in (head, verb) for child in word.children)
        if degree or head.lower_ in _DONE_ADJECTIVES:
            return True
    return _is_past(above) and any(  # "was due to perform but fell ill"
        child.tag_ == "VBD" and any(word.lower_ == "but" for word in above.children if word.dep_ == "cc")
        for child in above.children if child.dep_ == "conj"
    )


def _is_past(verb: Token) -> bool:
    """Whether a verb is told in the past: "forced", "was forced", "has been forced", "was"; not "will be forced"."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if auxiliaries & (_FUTURE_AUX | _MODAL_AUX) or "to" in auxiliaries:
        return False
    return verb.tag_ == "VBD" or bool(auxiliaries & {"was", "were", "has", "have", "had"})


def _governing_verb(verb: Token) -> Token | None:
    """The next verb above a participle or bare infinitive."""
    token = verb
    for _ in range(_STEPS):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None
