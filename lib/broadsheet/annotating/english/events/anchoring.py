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

from collections.abc import Sequence

import pandas as pd

from broadsheet.annotating.english.events.beside import Beside
from broadsheet.annotating.english.events.cues import cues
from broadsheet.annotating.english.events.date_links import DateLinks, governed_anchor, has_day_of_its_own, purpose_anchor
from broadsheet.annotating.english.events.factuality import Readings
from broadsheet.annotating.english.events.past import PastOfItsOwn
from broadsheet.annotating.english.events.tokens import Tokens
from broadsheet.annotating.events.anchors import Anchor, published_anchor
from broadsheet.annotating.events.reading import Reading
from broadsheet.annotating.parser.parsed import Date, ParsedArticle

_LEAD = 3
"""Sentences from the top that news writes of the day itself."""

_RECENT = 8
"""Days before publication that a lead may date its news to, for the rest of the article to follow it."""

_DAY, _SIX_DAYS = pd.Timedelta(days=1), pd.Timedelta(days=6)

_FINITE = frozenset(("VBD", "VBZ", "VBP", "VBN"))

_TOLD = frozenset(("ROOT", "conj", "ccomp", "relcl", "advcl"))


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
        if self._is_habit(number):
            return None
        if self._beside.is_moved(number):
            moved = self._links.own(tokens.heads[number])
            return moved if moved is not None and self._is_ahead(moved) else None
        found, owner = governed_anchor(tokens, number, self._links)
        if found is not None and owner != number and reading.mode in ("planned", "conditional") and self._is_done(owner, found, readings):
            return None
        found = found or purpose_anchor(tokens, number, self._links)
        found = self._ahead_of_sunday(found) if found is not None and reading.mode == "planned" else found
        if found is not None and self._lead is not None and self._links.is_clocked(owner) and reading.past and reading.mode == "fact":
            return self._lead  # "polls closed at 8 p.m." in a report of Tuesday's vote
        if found is not None and not self._contradicts(number, found, reading):
            self._enter(number, found, reading, sentence, paragraph)
            return found
        if self._past.holds(number) or has_day_of_its_own(tokens, number):
            return None
        if number in self._links.open or reading.mode not in ("fact", "claimed") or self._is_left_open(number):
            return None
        return self._told(number, sentence, paragraph)

    def _ahead_of_sunday(self, found: Anchor) -> Anchor:
        """What is told on a Sunday to come "this week" comes in the one that begins."""
        published = self._published
        whole = found.precision == "week" and found.latest - found.earliest == _SIX_DAYS
        if published is None or not whole or found.latest != published.latest:
            return found
        return found._replace(earliest=found.earliest + _SIX_DAYS + _DAY, latest=found.latest + _SIX_DAYS + _DAY)

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

    def _is_habit(self, number: int) -> bool:
        """Whether an adverb makes it what is done time and again: "normally held in the run-up to Christmas"."""
        tokens, adverbs = self._tokens, cues()["modifiers.habit"]
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
