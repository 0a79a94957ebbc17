"""When an event took place or will: the date expression it hangs on, or, for news without one, the day of publication.

Four ways, tried in this order, and told apart by `Anchor.start`:

1. a date of the trigger's own clause ("met **on Thursday**", "**Wednesday's** summit");
2. the date of the clause that governs it, where both are one happening ("said on Friday it had signed", "will host talks on Monday");
3. for what is told on in the simple past, the day in force: the last one of the paragraph that dated a past-tense clause, or else
   that of the lead ("on Monday"); `start` then lies in an earlier sentence, which shows that the day was carried over;
4. without such a date, the day of publication, for the lead and what is told on in the simple past; `start` stays null.

States ("wants", "is"), plans and what is told in other tenses deeper in the text have no day unless one is stated.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from broadsheet.annotating.english.events.beside import Beside
from broadsheet.annotating.english.events.cues import cues
from broadsheet.annotating.english.events.factuality import Reading, Readings
from broadsheet.annotating.english.events.past import PastOfItsOwn
from broadsheet.annotating.english.events.tokens import Tokens
from broadsheet.annotating.parser.parsed import Date, ParsedArticle

_LEAD = 3
"""Sentences from the top that news writes of the day itself."""

_RECENT = 8
"""Days before publication that a lead may date its news to, for the rest of the article to follow it."""

_FINITE = frozenset(("VBD", "VBZ", "VBP", "VBN"))

_PLACE = re.compile(r"(?:[A-Z][A-Z.'’ -]+(?:,\s+[A-Z][\w. ]+)?,\s*)")
_DASH = re.compile(r"\.?\s*(?:\([^()\n]{1,40}\)\s*)?(?:-{1,2}|–|—|_)\s")
_PLACE_LENGTH = 60
"""What stands before and after the date in a date line, and how far back it may begin."""

_STAMP = re.compile(r"\b(?:Posted|Uploaded|Submitted|Commented|Last (?:updated|modified|edited))(?:\s+(?:by|on|at)\b|\s*:|\s*$)")
"""What stands before the day of a reader's comment or of a page."""

_COMMENT = re.compile(r",?\s*[^\s,]{1,40}(?: [^\s,]{1,20}){0,3} (?:wrote|writes|commented|posted|said)\s*:")
"""What stands after the day of a reader's comment: "At 15:27 on 26 Apr 2009, seagull wrote:"."""

_ATTRIBUTIVE = frozenset(("nummod", "compound", "nmod", "amod", "poss"))

_TOLD = frozenset(("ROOT", "conj", "ccomp", "relcl", "advcl"))


class Anchor(NamedTuple):
    """The days of an event; `start` is the offset of the date expression, null where publication dates it."""

    start: int | None
    earliest: pd.Timestamp
    latest: pd.Timestamp
    precision: str


class DateLinks:
    """The dates of one article by the tokens they depend on."""

    def __init__(self, article: ParsedArticle, tokens: Tokens, dates: Sequence[Date], triggers: Sequence[int]) -> None:
        self._tokens, self._text, self._published = tokens, article.text, published_anchor(article)
        self._by_trigger: dict[int, Anchor] = {}
        self._named: set[int] = set()
        """Triggers that a date before them names, as "the 1995 massacre": a date after them is their verb's."""
        self.open: set[int] = set()
        """Triggers with a date that names no day, such as "previously": nothing else may date them."""
        self.attributes: set[int] = set()
        """Offsets of dates that tell which thing is meant: what is done to it may have another day."""
        self._links(dates, set(triggers))

    def _links(self, dates: Sequence[Date], triggers: set[int]) -> None:
        for date in dates:
            if date.type not in ("DATE", "TIME") or date.value == "PRESENT_REF":
                continue
            if date.earliest is None or date.latest is None or date.precision is None:
                self._leave_open(date, triggers)
                continue
            anchor = Anchor(date.start, date.earliest, date.latest, date.precision)
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
                if known is None or _days(anchor) < _days(known):
                    self._by_trigger[number] = anchor
                if self._is_naming(date, number):
                    self._named.add(number)

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
        tokens, number = self._tokens, self._top(date)
        if number is None:
            return None
        for _ in range(8):
            head = tokens.heads[number]
            if head == number:
                return number if number in triggers else None
            if head in triggers:
                return head
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
        if head == number or dep not in _SHARED:
            return None, number
        number, steps = head, steps + 1
        found = links.own(number)
    return found, number


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


def published_anchor(article: ParsedArticle) -> Anchor | None:
    """The day of publication, where it is known to the day."""
    if article.published_at is None or article.published_precision in ("month", "year"):
        return None
    moment = article.published_at
    day = (moment.tz_convert("UTC").tz_localize(None) if moment.tzinfo else moment).normalize()
    return Anchor(None, day, day, "day")


class Calendar:
    """The days of one article's events.

    Finite verbs are dated first, in text order, because an undated one leans on those told before it; nouns and participles then
    lean on the verb that governs them.
    """

    def __init__(self, article: ParsedArticle, tokens: Tokens, dates: Sequence[Date], triggers: Sequence[int]) -> None:
        self._tokens = tokens
        self._links = DateLinks(article, tokens, dates, triggers)
        self._beside = Beside(tokens)
        self._past = PastOfItsOwn(article, tokens, dates)
        self._published = published_anchor(article)
        self._headings = frozenset(s.sentence_no for s in article.sentences if s.heading)
        self._paragraphs = [s.paragraph_no for s in article.sentences]
        self._found: dict[int, Anchor] = {}
        self._lead: Anchor | None = None
        self._force: Anchor | None = None
        self._force_paragraph = -1

    @property
    def published(self) -> Anchor | None:
        """The day of publication."""
        return self._published

    def anchors(self, triggers: Sequence[int], readings: Readings) -> dict[int, Anchor]:
        """The days of each trigger that has any."""
        for number in sorted(triggers, key=lambda n: (self._tokens.tags[n] not in _FINITE, n)):
            found = self._anchor(number, readings)
            if found is not None:
                self._found[number] = found
        return self._found

    def _anchor(self, number: int, readings: Readings) -> Anchor | None:
        tokens, reading = self._tokens, readings[number]
        sentence = tokens.sentences[number]
        paragraph = self._paragraphs[sentence] if sentence < len(self._paragraphs) else -1
        if self._beside.is_moved(number):
            moved = self._links.own(tokens.heads[number])
            return moved if moved is not None and self._is_ahead(moved) else None
        found, owner = governed_anchor(tokens, number, self._links)
        if found is not None and owner != number and reading.mode in ("planned", "conditional") and self._is_done(owner, found, readings):
            return None
        found = found or purpose_anchor(tokens, number, self._links)
        if found is not None and not self._contradicts(number, found, reading):
            self._enter(number, found, reading, sentence, paragraph)
            return found
        if self._past.holds(number):
            return None
        if number in self._links.open or reading.mode not in ("fact", "claimed") or self._is_left_open(number):
            return None
        return self._told(number, sentence, paragraph)

    def _is_ahead(self, day: Anchor) -> bool:
        return self._published is None or day.latest >= self._published.earliest

    def _is_done(self, number: int, day: Anchor, readings: Readings) -> bool:
        """Whether a day is that of a past act: what the act plans has another one.

        "Reported on Monday that Britain will ask"; "signed a deal on new railways on Monday".
        """
        reading = readings[number]
        past = reading.mode in ("fact", "claimed") and (reading.past or self._tokens.poses[number] not in ("VERB", "AUX"))
        return past and self._published is not None and day.latest <= self._published.latest

    def _contradicts(self, number: int, found: Anchor, reading: Reading) -> bool:
        """Whether the date is of something else: "unveiled its 2027 model", "scheduled the vote for Friday"."""
        if found.start in self._links.attributes and reading.mode in ("fact", "ongoing", "claimed"):
            return True
        ahead = self._published is not None and found.earliest > self._published.latest
        told = _simple_past(self._tokens, number) or _perfect(self._tokens, number)
        return ahead and reading.mode in ("fact", "claimed") and told

    def _enter(self, number: int, found: Anchor, reading: Reading, sentence: int, paragraph: int) -> None:
        """A past-tense clause with a date of its own puts that date in force."""
        if not reading.past or found.precision not in ("day", "minute") or self._tokens.poses[number] not in ("VERB", "AUX"):
            return
        self._force, self._force_paragraph = found, paragraph
        if self._lead is None and sentence < _LEAD and self._is_recent(found):
            self._lead = found

    def _is_left_open(self, number: int) -> bool:
        """Whether an adverb puts it into a past of its own: "previously visited", "had long refused"."""
        tokens, adverbs = self._tokens, cues()["modifiers.open"]
        return any(tokens.deps[c] == "advmod" and tokens.words[c] in adverbs for c in tokens.children[number])

    def _is_recent(self, anchor: Anchor) -> bool:
        published = self._published
        return published is not None and anchor.latest <= published.latest and (published.earliest - anchor.earliest).days < _RECENT

    def _told(self, number: int, sentence: int, paragraph: int) -> Anchor | None:
        """The date in force, or that of the lead, or publication, for what is told as done."""
        tokens = self._tokens
        verbal = tokens.poses[number] in ("VERB", "AUX")
        if tokens.deps[number] == "pcomp" and tokens.words[tokens.heads[number]] == "by":
            return self._found.get(tokens.heads[tokens.heads[number]])
        if not verbal or (tokens.tags[number] == "VBG" and tokens.deps[number] in ("advcl", "xcomp")):
            return self._found.get(tokens.heads[number]) if verbal or tokens.deps[number] in ("dobj", "nsubjpass", "attr") else None
        if tokens.lemmas[number] in cues()["verbs.state"] or tokens.deps[number] not in _TOLD:
            return None
        heading = sentence in self._headings
        if (heading or sentence < _LEAD) and tokens.tags[number] in _FINITE:
            return self._lead or self._published
        if not _simple_past(tokens, number):
            return None
        speech = tokens.lemmas[number] in cues()["verbs.say"]
        if self._force is not None and self._force_paragraph == paragraph and not speech:
            return self._force
        return self._lead or self._published


def _simple_past(tokens: Tokens, number: int) -> bool:
    """Whether the clause tells on in the simple past: "he signed it", "it was signed"; not "had signed", "has signed"."""
    if tokens.tags[number] == "VBD":
        return True
    return tokens.tags[number] == "VBN" and any(
        tokens.tags[c] == "VBD" and tokens.lemmas[c] == "be" and tokens.deps[c] == "auxpass" for c in tokens.children[number]
    )


def _perfect(tokens: Tokens, number: int) -> bool:
    """Whether the clause tells in the perfect: "had raised it", "has been signed"; not "to have signed"."""
    return tokens.tags[number] == "VBN" and any(
        tokens.lemmas[c] == "have" and tokens.tags[c] in ("VBD", "VBZ", "VBP") for c in tokens.children[number]
    )
