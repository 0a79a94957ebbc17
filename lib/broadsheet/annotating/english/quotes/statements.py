"""Statements between quotation marks: which reporting verb each belongs to, and which quotations are one statement.

A reporting clause stands after its quotation ("…," she said), before it (she said, "…") or amid it ("…," she said. "…").
Quotations around one reporting clause are one statement. Words in marks that are no sentence of their own and have no
reporting clause are somebody's expression, not somebody's statement, and are left to the parse.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from broadsheet.annotating.english.quotes.marks import Quotation
from broadsheet.annotating.english.quotes.unsaid import is_unsaid

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BREAK = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bRep)(?<!\bSen)(?<!\bGov)(?<!\bGen)(?<!\bSt)(?<!\bJr)(?<!\bSgt)(?<!\bLt)"
    r"(?<!\bCol)(?<!\bProf)(?<!\bRev)(?<!\bvs)(?<!\bMass)(?<!\bNo)[.!?]['\"”’)]*\s+(?=[\"“‘'A-Z0-9])"
)
_JOINTS = frozenset({"and", "or", ",", ", and", ", or"})
"""Between two quotations that one verb leads in: shouting “Home!” and “No more!”"""
_TAG_EDGE = ",?!.-–—…"
_NAME_WORDS = 10
SENDING = frozenset({"emails", "mails", "tweets", "texts", "writes", "posts", "messages", "says"})
"""Verbs behind the name of whoever writes to a live blog: Reader Josefa emails: “…”"""
_NEAR = 60
_SUBORDINATE = frozenset({"relcl", "acl", "pcomp", "csubj"})
"""Verbs inside a noun phrase, which lead in no words: He apologised for what had happened: “…”"""
_REACH = 260
"""Characters between a quotation and its reporting verb: longer descriptions of a speaker are rare."""


@dataclass(slots=True)
class Statement:
    """One statement: its content in characters, and the reporting verb; `implied`: without one."""

    start: int
    end: int
    verb: Token | None
    quotations: list[Quotation] = field(default_factory=list)
    follows: bool = False
    """Whether the verb follows the (first) quotation."""


def find_statements(
    text: str, doc: Doc, quotations: Sequence[Quotation], verbs: Sequence[Token], reporting: Container[str],
) -> list[Statement]:
    """The statements in order.

    Parameters
    ----------
    quotations
        Those that stand in no other, in order.
    verbs
        All verbs that stand in no quotation, in order.
    reporting
        Lemmas of the verbs that report speech; another verb will do only right beside a quotation ("…," it began).
    """
    search = _VerbSearch(text, doc, [verb for verb in verbs if not _is_modifier(verb)], reporting)
    quotations = [quotation for quotation in quotations if not _is_nickname(text, quotation)]
    found: list[Statement] = []
    for number, quotation in enumerate(quotations):
        before = quotations[number - 1] if number else None
        after = quotations[number + 1] if number + 1 < len(quotations) else None
        made = _statement(text, quotation, before, after, search)
        last = found[-1] if found else None
        if last is not None and _goes_on(text, last, quotation, made):
            last.end = quotation.end
            last.quotations.append(quotation)
            if last.verb is None and made is not None:
                last.verb, last.follows = made.verb, made.follows
        elif made is not None:
            found.append(made)
    return found


def _statement(text: str, quotation: Quotation, before: Quotation | None, after: Quotation | None, search: _VerbSearch) -> Statement | None:
    tag = search.after(quotation, after)
    lead = search.before(quotation, before)
    opens = begins_sentence(text, quotation.outer_start)
    if tag is not None and (lead is None or (_edge(text, quotation) == "," and tag.tag_ != "VBG")):
        start = quotation.start if opens else _sentence_start(text, quotation, before)
        return Statement(start, quotation.end, tag, [quotation], True)
    if lead is not None and is_unsaid(lead):
        return None
    if lead is not None:
        return Statement(quotation.start, quotation.end, lead, [quotation])
    if opens and _is_whole(text, quotation):
        return Statement(quotation.start, quotation.end, None, [quotation])
    return None


class _VerbSearch:
    """The reporting verb beside a quotation."""

    def __init__(self, text: str, doc: Doc, verbs: Sequence[Token], reporting: Container[str]) -> None:
        self._text = text
        self._verbs = verbs
        self._places = [verb.idx for verb in verbs]
        self._reporting = reporting
        self._doc = doc

    def after(self, quotation: Quotation, following: Quotation | None) -> Token | None:
        """The verb of the reporting clause that follows: “…,” she said."""
        text, at = self._text, bisect_left(self._places, quotation.outer_end)
        limit = min(quotation.outer_end + _REACH, following.outer_start if following is not None else len(text))
        stop = text.find("\n", quotation.outer_end, limit)
        limit = limit if stop < 0 else stop
        ends = _BREAK.search(text, quotation.outer_end, limit + 1)
        limit = ends.start() if ends is not None else limit
        reach = list(takewhile(lambda verb: verb.idx < limit, islice(self._verbs, at, at + 8)))
        if quotation.continued or not reach or not _may_be_tagged(text, quotation, reach[0]):
            return None
        told = [verb for verb in reach if verb.lemma_ in self._reporting and not _is_aside(verb)]
        inside = not begins_sentence(text, quotation.outer_start)
        if told and inside and (_has_content_after(told[0]) or told[0].lemma_ != "tell" and _has_object(told[0])):
            return None  # called it “a toy,” left and said that
        if told and not self._introduces_next(told[0], quotation, following):
            return told[0]
        return reach[0] if self._tags_unheard(quotation, reach[0]) else None

    def _tags_unheard(self, quotation: Quotation, verb: Token) -> bool:
        """Whether a verb that no lexicon knows for a reporting verb stands as one: “…,” the letter began; “…!” beamed Ellison."""
        near = verb.idx - quotation.outer_end < _NEAR and not _has_content_after(verb)
        if not near or not begins_sentence(self._text, quotation.outer_start):
            return False
        edge = _edge(self._text, quotation)
        if edge == "," or edge not in "?!…" or verb.tag_ != "VBD":
            return edge == "," and _has_subject(verb)
        inverted = not self._text[quotation.outer_end:verb.idx].strip() and verb.text.islower()
        return inverted or _has_subject(verb) and _ends_sentence(self._text, verb)

    def _introduces_next(self, verb: Token, quotation: Quotation, following: Quotation | None) -> bool:
        """Whether the verb rather belongs to the next quotation: Asked about “delays”, she said, “We are late.”"""
        if following is None or begins_sentence(self._text, quotation.outer_start):
            return False
        between = self._text[verb.idx + len(verb):following.outer_start]
        return len(between) < _NEAR and between.rstrip()[-1:] in (",", ":") and not _BREAK.search(between)

    def _colon(self, floor: int, quotation: Quotation) -> Token | None:
        """The colon of a transcript, behind a name and nothing else: Ellison: “…”"""
        at = self._text.rindex(":", floor, quotation.outer_start)
        words = self._text[floor:at].split()
        if len(words) > 1 and words[-1].removeprefix("e-") in SENDING:  # which the tagger may take for a noun
            sent = self._doc.char_span(self._text.rindex(words[-1], floor, at), at, alignment_mode="contract")
            return sent[-1] if sent is not None else None
        colon = self._doc.char_span(at, at + 1) if 0 < len(words) <= _NAME_WORDS else None
        led = self._doc.char_span(floor, at, alignment_mode="contract") if colon is not None else None
        if led is not None and any(token.pos_ == "AUX" for token in led):  # Ellison is in Port Ellan: “…”
            return None
        return colon[0] if colon is not None and words[-1].strip("()")[:1].isupper() else None

    def before(self, quotation: Quotation, previous: Quotation | None) -> Token | None:
        """The verb of the reporting clause that leads in: She said, “…”"""
        text, at = self._text, bisect_left(self._places, quotation.outer_start)
        floor = max(quotation.outer_start - _REACH, previous.outer_end if previous is not None else 0)
        between = text[floor:quotation.outer_start]
        edge = between.rstrip()[-1:]
        if "\n" in between[len(between.rstrip()):] and edge != ":":
            return None
        breaks = [match.end() for match in _BREAK.finditer(text, floor, quotation.outer_start)]
        breaks += [text.rfind("\n", floor, floor + len(between.rstrip())) + 1]
        floor = max(floor, *breaks)
        reach = [verb for verb in self._verbs[max(0, at - 8):at] if verb.idx >= floor]
        told = [verb for verb in reach if verb.lemma_ in self._reporting]
        if edge == ":":
            led = told or [verb for verb in reach if _has_subject(verb)]
            led = [verb for verb in led if verb.dep_ not in _SUBORDINATE] or led
            return led[-1] if led else self._colon(floor, quotation) if not reach else None
        if not told:
            return None
        rest = text[told[-1].idx + len(told[-1]):quotation.outer_start].strip()
        return told[-1] if rest in ("", "-", "–", "—") or (edge == "," and told[-1] is reach[-1]) else None


def _ends_sentence(text: str, verb: Token) -> bool:
    """Whether nothing follows the verb: “We are late.” Mara Ellison said."""
    end = verb.idx + len(verb)
    return not text[end:end + 1].strip(".") and not any(child.dep_ in ("ccomp", "dobj") for child in verb.rights)


def _edge(text: str, quotation: Quotation) -> str:
    """The last character inside the marks, but for a closing mark of a quotation within."""
    return text[quotation.start:quotation.end].rstrip(" \u00a0'’\"”")[-1:] or " "


def _may_be_tagged(text: str, quotation: Quotation, verb: Token) -> bool:
    """Whether the edge between a quotation and what follows is that of a reporting clause."""
    edge, between = _edge(text, quotation), text[quotation.outer_end:verb.idx].lstrip()
    if not begins_sentence(text, quotation.outer_start) and (_is_title(text, quotation) or _has_content_after(verb)):
        return False
    comma = between[:1] in (",", "-", "–", "—")
    if comma:
        return True
    if edge == "." and between[:1].isupper():
        return _ends_sentence(text, verb)
    if edge not in _TAG_EDGE:
        return False
    return edge not in "?!." or not _has_content_after(verb)


def _is_modifier(verb: Token) -> bool:
    """A participle that only describes: the so-called "winter road", the waiting crowd."""
    if verb.tag_ == "VBG":
        return verb.dep_ == "amod"
    return verb.tag_ == "VBN" and verb.dep_ in ("amod", "acl") and not any(child.dep_ == "agent" for child in verb.children)


def _is_nickname(text: str, quotation: Quotation) -> bool:
    """Josefa "Fifi" Brandt."""
    name = text[quotation.start:quotation.end]
    around = text[quotation.outer_start - 2:quotation.outer_start] + text[quotation.outer_end:quotation.outer_end + 2]
    return bool(re.fullmatch(r"[A-Z][\w.]*(?: [A-Z][\w.]*)?", name) and re.fullmatch(r"[a-z.] {2}[A-Z]", around))


def _is_title(text: str, quotation: Quotation) -> bool:
    """Whether the words look like a name: “Morning Harbour Talk”."""
    words = [word for word in re.findall(r"[^\W\d_]+", text[quotation.start:quotation.end]) if len(word) > 3]
    return bool(words) and all(word[0].isupper() for word in words)


def _is_aside(verb: Token) -> bool:
    """A verb in a description of the speaker or in an afterthought: Jones, who denies it; …, adding that."""
    if verb.dep_ == "relcl" or verb.dep_ == "acl" and verb.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    return verb.tag_ == "VBG" and not _has_subject(verb) and _has_content_after(verb)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ == "nsubj" for child in verb.children)


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "dobj" and child.i > verb.i and child.ent_type_ != "PERSON" for child in verb.rights)


def _has_content_after(verb: Token) -> bool:
    """Whether the verb has something to say of its own: "Why?" The senator said he did not know."""
    return any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)


def begins_sentence(text: str, at: int) -> bool:
    """Whether a quotation at `at` begins its sentence, but for a conjunction."""
    line = text[text.rfind("\n", 0, at) + 1:at]
    before = re.sub(r"(?:^|(?<=[.!?:”\"']\s))(?:And|But|Then|So|Or|Yet),?\s*$", "", line[-80:]).rstrip()
    return not before or before[-1] in ".!?:;”\"…—–-(" or before.endswith("''")


def _sentence_start(text: str, quotation: Quotation, before: Quotation | None) -> int:
    """Where the sentence of a quotation begins, which is not before the end of another statement."""
    floor = text.rfind("\n", 0, quotation.outer_start) + 1
    starts = [match.end() for match in _BREAK.finditer(text, floor, quotation.outer_start)]
    inside = [at for at in starts if before is None or not before.start <= at < before.end]
    return inside[-1] if inside else floor


def _is_whole(text: str, quotation: Quotation) -> bool:
    """Whether the words are a sentence: they end as one."""
    words = text[quotation.start:quotation.end]
    following = text[quotation.outer_end:quotation.outer_end + 2].strip()
    return quotation.continued or words.rstrip()[-1:] in ".?!…" or following[:1] == "."


def _goes_on(text: str, last: Statement, quotation: Quotation, made: Statement | None) -> bool:
    """Whether a quotation goes on with the last statement: the words between are fewer than those in marks, and report only."""
    previous = last.quotations[-1]
    if previous.continued:
        return True
    between = text[previous.outer_end:quotation.outer_start]
    whole = text[quotation.start:quotation.start + 1].islower() and made is not None and made.verb is last.verb
    if previous.single != quotation.single or (not whole and len(between) > quotation.end - last.start - len(between)):
        return False
    if made is not None and made.verb is not None:
        return made.verb is last.verb
    inside = last.verb is not None and previous.outer_end <= last.verb.idx < quotation.outer_start
    if made is None:
        joined = last.verb is not None and not last.follows and between.strip() in _JOINTS
        return joined or inside and between.rstrip().endswith(",") and _is_whole(text, quotation) and not _BREAK.search(between)
    if not between.strip():
        return True
    if "\n" in between and text[quotation.outer_start - 1] != "\n":
        return False
    return inside and len(_BREAK.findall(between + "A")) <= 1
