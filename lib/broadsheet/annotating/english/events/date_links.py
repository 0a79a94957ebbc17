"""The date expressions of an article, each by the event that it dates in the parse: its own trigger's, or that of a clause beside it.

Left out are dates that date no event: the line that says where and when a text was sent, the stamp of a comment or a page, whose time
a thing belongs to ("today's banks").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from broadsheet.annotating.english.events.cues import cues
from broadsheet.annotating.english.events.tokens import Tokens
from broadsheet.annotating.events.anchors import Anchor, published_anchor
from broadsheet.annotating.parser.parsed import Date, ParsedArticle

_PLACE = re.compile(r"(?:[A-Z][A-Z.'’ -]+(?:,\s+[A-Z][\w. ]+)?,\s*)")
_DASH = re.compile(r"\.?\s*(?:\([^()\n]{1,40}\)\s*)?(?:-{1,2}|–|—|_)\s")
_PLACE_LENGTH = 60
"""What stands before and after the date in a date line, and how far back it may begin."""

_STAMP = re.compile(r"\b(?:Posted|Uploaded|Submitted|Commented|Last (?:updated|modified|edited))(?:\s+(?:by|on|at)\b|\s*:|\s*$)")
"""What stands before the day of a reader's comment or of a page."""

_COMMENT = re.compile(r",?\s*[^\s,]{1,40}(?: [^\s,]{1,20}){0,3} (?:wrote|writes|commented|posted|said)\s*:")
"""What stands after the day of a reader's comment: "At 15:27 on 26 Apr 2009, seagull wrote:"."""

_AHEAD = re.compile(r"\b(?:next|coming)\s+(?:[\w-]+\s+){0,4}?(?P<unit>day|week|month|year)s$", re.IGNORECASE)
_FEW = {"day": 7, "week": 28, "month": 120, "year": 1100}
"""Days of "the next few days", "weeks", "months", "years", where no number says how many."""

_RANGE = "date range"
_CLOCK = re.compile(r"(?:at )?[\d:.h]+\s*(?:[ap]\.?\s?m\.?)?\s*(?:[A-Z]{2,4}|local time)?", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|–|—|to|through|until|and)\s*(?:the\s+)?")

_ATTRIBUTIVE = frozenset(("nummod", "compound", "nmod", "amod", "poss"))


_TILL = frozenset(("before", "until", "till", "ahead", "since"))
"""What stands under these is of another day than what stands over them: "on Monday, ahead of the summit"."""

_ENDS = frozenset(("end", "beginning", "start", "close"))
"""They are part of the date: "will pay before the end of 2027"."""


class DateLinks:
    """The dates of one article by the tokens they depend on."""

    def __init__(self, article: ParsedArticle, tokens: Tokens, dates: Sequence[Date], triggers: Sequence[int]) -> None:
        self._tokens, self._text, self._published = tokens, article.text, published_anchor(article)
        self._by_trigger: dict[int, Anchor] = {}
        self._clocked: set[int] = set()
        """Triggers dated by the hour alone, as "at 16:53": any day that stands with it comes first."""
        self._named: set[int] = set()
        """Triggers that a date before them names, as "the 1995 massacre": a date after them is their verb's."""
        self.open: set[int] = set()
        """Triggers with a date that names no day, such as "previously": nothing else may date them."""
        self.attributes: set[int] = set()
        """Offsets of dates that tell which thing is meant: what is done to it may have another day."""
        self._links(dates, set(triggers))

    def _links(self, dates: Sequence[Date], triggers: set[int]) -> None:
        for date in self._with_ends(dates):
            if date.type == "DURATION":
                self._link_ahead(date, triggers)
                continue
            if date.type not in ("DATE", "TIME") or date.value == "PRESENT_REF":
                continue
            if date.earliest is None or date.latest is None or date.precision is None:
                self._leave_open(date, triggers)
                continue
            anchor = self._within_month(date, Anchor(date.start, date.earliest, date.latest, date.precision))
            sent = self._is_dateline(date) or self._is_stamp(date)
            if anchor.latest < anchor.earliest or sent or self._is_of_today(date, anchor, triggers):
                continue
            if self._is_attribute(date, anchor, triggers):
                self.attributes.add(date.start)
            number = self._governor(date, triggers)
            if number is not None and number in self._named and date.start > self._tokens.starts[number]:
                number = self._above(number, triggers)
            if number is not None:
                known = self._by_trigger.get(number)
                clocked = date.type == "TIME" and _CLOCK.fullmatch(date.text) is not None
                if known is None or (_days(anchor) < _days(known) and not clocked) or (number in self._clocked and not clocked):
                    self._by_trigger[number] = anchor
                    (self._clocked.add if clocked else self._clocked.discard)(number)
                if self._is_naming(date, number):
                    self._named.add(number)

    def _link_ahead(self, date: Date, triggers: set[int]) -> None:
        """A length of time to come dates what is to be done in it: "will meet in the next few days", "over the coming two years"."""
        lasting = self._text[max(0, date.start - 4):date.start].lower() == "for "  # "will be with us for the next four years"
        length = None if lasting else _AHEAD.search(date.text)
        number = self._governor(date, triggers) if length and self._published else None
        if length is None or number is None or self._published is None or number in self._by_trigger:
            return
        if self._tokens.tags[number] == "VBD":
            return  # "in the coming months, he vowed to stay" is told of a past
        unit, first = length["unit"].lower(), self._published.earliest
        last = date.latest if date.latest is not None and date.earliest == first else first + pd.Timedelta(days=_FEW[unit])
        self._by_trigger[number] = Anchor(date.start, first, last, unit if unit != "day" or last == first else "week")

    def _is_dateline(self, date: Date) -> bool:
        """Whether it stands in the line that says where and when a text was sent: "LONDON, Aug 8 (Wireline) - The minister …"."""
        before = self._text[max(0, date.start - _PLACE_LENGTH):date.start].rpartition("\n")[2]
        return bool(_PLACE.fullmatch(before) and _DASH.match(self._text, date.end))

    def _is_stamp(self, date: Date) -> bool:
        """Whether it says when a text was put up: "Posted by gull 22 Jan 2026"; "was posted on Friday" tells a happening."""
        if date.precision in ("day", "minute") and any(c.isdigit() for c in date.text) and _COMMENT.match(self._text, date.end):
            return True
        line = self._text[max(0, date.start - _PLACE_LENGTH):date.start].rpartition("\n")[2]
        return bool(_STAMP.search(line))

    def _is_of_today(self, date: Date, anchor: Anchor, triggers: set[int]) -> bool:
        """Whether it says whose time a thing belongs to: "would break up today's banks"; "today's vote" dates the vote."""
        number, day = self._top(date), self._published
        if number is None or day is None or self._tokens.deps[number] != "poss" or self._tokens.heads[number] in triggers:
            return False
        return anchor.earliest == anchor.latest == day.latest

    def _within_month(self, date: Date, anchor: Anchor) -> Anchor:
        """What is left of a stretch: "later this month" lies after publication, "earlier this week" before it."""
        day, word = self._published, date.text.split(" ", 1)[0].lower()
        if day is None or not anchor.earliest <= day.earliest < anchor.latest:
            return anchor
        if word == "later":
            return anchor._replace(earliest=day.latest + pd.Timedelta(days=1))
        return anchor._replace(latest=day.latest) if word == "earlier" else anchor

    def _with_ends(self, dates: Sequence[Date]) -> list[Date]:
        """The dates, those of a range with all its days: "was held from 13-22 May"."""
        found = list(dates)
        for n, (one, other) in enumerate(pairwise(dates)):
            if not _TO.fullmatch(self._text, one.end, other.start):
                continue
            ranged = (one.rule.startswith(_RANGE) and other.rule.startswith(_RANGE)) or self._is_from(one, other)
            if ranged and one.earliest is not None and other.latest is not None and one.earliest < other.latest:
                found[n] = one._replace(latest=other.latest, precision="week")
                found[n + 1] = other._replace(earliest=one.earliest, precision="week")
        return found

    def _is_from(self, one: Date, other: Date) -> bool:
        """Whether two days of months are the ends of a stretch: "from Feb. 11 to Feb. 16", "between 3 May and 5 June"."""
        days = one.precision == other.precision == "day" and (one.text[-1:].isdigit() or other.text[-1:].isdigit())
        return days and self._text[max(0, one.start - 8):one.start].lower().strip().split()[-1:] in (["from"], ["between"])

    def is_clocked(self, number: int) -> bool:
        """Whether only an hour dates the trigger: which day it was of is told elsewhere."""
        return number in self._clocked

    def _is_attribute(self, date: Date, anchor: Anchor, triggers: set[int]) -> bool:
        """Whether it tells which thing is meant, not when something was done to it: "unveiled its 2027 model"."""
        number, day = self._top(date), self._published
        if number is None or day is None or self._tokens.deps[number] not in _ATTRIBUTIVE or self._tokens.heads[number] in triggers:
            return False
        return anchor.precision in ("century", "decade") or (anchor.precision == "year" and anchor.earliest > day.latest)

    def _leave_open(self, date: Date, triggers: set[int]) -> None:
        number = self._governor(date, triggers)
        if number is not None:
            self.open.add(number)

    def _governor(self, date: Date, triggers: set[int]) -> int | None:
        """The trigger that a date expression depends on, through prepositions and plain nouns."""
        tokens, top = self._tokens, self._top(date)
        if top is None:
            return None
        number, ahead = top, False
        for _ in range(8):
            head = tokens.heads[number]
            if head == number:
                return number if number in triggers else None
            if tokens.words[head] == "according":
                return None  # "will speak, according to a report on Tuesday"
            if tokens.words[head] == "since" and tokens.words[tokens.heads[head]] in cues()["modifiers.apart"]:
                return None  # "in the weeks since Easter, she has held rallies"
            if head in triggers:
                # "Before the primary on 10 May, she said": she did not say it then.
                return None if ahead and tokens.tags[head] in ("VBD", "VBN") else head
            ahead = ahead or (tokens.words[head] in _TILL and number != top)
            number = head
        return None

    def _is_naming(self, date: Date, number: int) -> bool:
        """Whether a year before a noun tells which happening it is: "the 1995 massacre"."""
        top = self._top(date)
        if top is None or date.precision not in ("year", "decade", "month") or self._tokens.heads[top] != number:
            return False
        return self._tokens.deps[top] in _ATTRIBUTIVE and date.start < self._tokens.starts[number]

    def _above(self, number: int, triggers: set[int]) -> int | None:
        """The next verb over a trigger that is a trigger itself."""
        heads = self._tokens.heads
        for _ in range(8):
            if heads[number] == number:
                return None
            number = heads[number]
            if number in triggers and self._tokens.poses[number] == "VERB":
                return number
        return None

    def _top(self, date: Date) -> int | None:
        """The token of a date expression that the rest of it depends on."""
        heads, starts = self._tokens.heads, self._tokens.starts
        first, last = bisect_left(starts, date.start), bisect_left(starts, date.end)
        if first >= last or first >= len(self._tokens):
            return None
        return next((n for n in range(first, last) if not first <= heads[n] < last), first)

    def own(self, number: int) -> Anchor | None:
        """The date that depends on this trigger."""
        return self._by_trigger.get(number)

    def __bool__(self) -> bool:
        return bool(self._by_trigger)


def _days(anchor: Anchor) -> int:
    return (anchor.latest - anchor.earliest).days


_SHARED = frozenset(("dobj", "nsubjpass", "nsubj", "pobj", "xcomp", "conj", "ccomp", "attr", "advcl", "prep", "pcomp", "agent"))


def governed_anchor(tokens: Tokens, number: int, links: DateLinks) -> tuple[Anchor | None, int]:
    """The date of the trigger's own clause, or of the clauses above it that tell the same happening; and whose date it is."""
    found = links.own(number)
    steps = 0
    while found is None and steps < 4:
        head, dep = tokens.heads[number], tokens.deps[number]
        till = tokens.words[head] in _TILL and tokens.words[number] not in _ENDS
        if head == number or dep not in _SHARED or till or has_day_of_its_own(tokens, number):
            return None, number
        number, steps = head, steps + 1
        found = links.own(number)
    return found, number


def has_day_of_its_own(tokens: Tokens, number: int) -> bool:
    """Whether the day of what governs a clause or a noun is not its own.

    What is alleged, what only stirs others ("the attacks reframed the contest on Saturday"), and a state that is spoken of ("he has gifts,
    she said on 16 May"); what is reacted to ("condemned the attack on Monday", "criticised him on Monday for leaving"); what stands under
    "since" or "before".
    """
    lists, head, dep = cues(), tokens.heads[number], tokens.deps[number]
    if dep == "ccomp":
        state = tokens.tags[number] in ("VBZ", "VBP") and tokens.lemmas[number] in lists["verbs.state"]
        return tokens.lemmas[head] in lists["beside.alleging"] or (state and tokens.lemmas[head] in lists["verbs.say"])
    if dep == "nsubj" and tokens.poses[number] in ("NOUN", "PROPN"):
        return tokens.lemmas[head] in lists["beside.stirring"]
    if dep in ("dobj", "nsubjpass") and tokens.poses[number] in ("NOUN", "PROPN"):
        return tokens.lemmas[head] in lists["beside.reacting"]
    if dep == "pcomp" and tokens.words[head] == "for":
        above = tokens.heads[head]
        return tokens.lemmas[above] in lists["beside.reacting"] or tokens.lemmas[above] in lists["beside.control"]
    return _is_of_another_day(tokens, number)


def _is_of_another_day(tokens: Tokens, number: int) -> bool:
    """Whether a clause stands under "since" or "before", or so long after: "Tuesday marks four weeks since she won".

    "On Tuesday she was back, six years after she was freed": she was not freed on Tuesday.
    """
    after = _after(tokens, number)
    if after is not None and after and tokens.words[after - 1] in cues()["modifiers.apart"]:
        return True
    if tokens.deps[number] == "pcomp" and tokens.words[tokens.heads[number]] in _TILL:
        return True
    return tokens.deps[number] == "advcl" and any(tokens.words[c] in _TILL for c in tokens.children[number] if tokens.deps[c] == "mark")


def _after(tokens: Tokens, number: int) -> int | None:
    """The "after" under which a clause or a noun stands."""
    head = tokens.heads[number]
    if tokens.deps[number] in ("pcomp", "pobj") and tokens.words[head] == "after":
        return head
    marks = (c for c in tokens.children[number] if tokens.deps[c] == "mark" and tokens.words[c] == "after")
    return next(marks, None) if tokens.deps[number] == "advcl" else None


def purpose_anchor(tokens: Tokens, number: int, links: DateLinks) -> Anchor | None:
    """The date that stands behind an infinitive, participle or object of the same happening.

    "They took the road to reach the coast **last year**"; "the talks held in Bern **earlier this month**"; "ruled out joining the pact
    **on Monday**"; "signed an agreement on railways **on Friday**".
    """
    if tokens.poses[number] not in ("VERB", "AUX"):
        held = tokens.child(number, "acl")
        return links.own(held) if held is not None and tokens.lemmas[held] in cues()["verbs.occurring"] else None
    if tokens.lemmas[number] in cues()["verbs.plan"] or tokens.lemmas[number] in cues()["verbs.say"]:
        return None
    performs = tokens.lemmas[number] in cues()["verbs.performing"]
    for child in tokens.children[number]:
        dep, tag = tokens.deps[child], tokens.tags[child]
        shares = (dep in ("xcomp", "advcl") and tag == "VB") or (dep == "xcomp" and tag == "VBG") or (dep == "dobj" and performs)
        found = links.own(child) if shares else None
        if found is not None:
            return found
    return None
