"""When an event took place or will: the date expression it hangs on, or, for news without one, the day of publication.

Four ways, tried in this order, and told apart by `Anchor.start`:

1. a date of the trigger's own clause ("met **on Thursday**", "**Wednesday's** summit");
2. the date of the clause that governs it, where both are one happening ("said on Friday it had signed", "will host talks on Monday");
3. the date in force: the last one of the paragraph that anchored a past-tense clause, as narratives go on;
4. without any date, publication: only for what news tells as new (see `is_news`), and `start` stays null.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from broadsheet.annotating.event_cues import cues
from broadsheet.annotating.event_tokens import Tokens
from broadsheet.annotating.parsed import Date, ParsedArticle

_LEAD = 3
"""Sentences from the top that news writes of the day itself."""


class Anchor(NamedTuple):
    """The days of an event; `start` is the offset of the date expression, null where publication dates it."""

    start: int | None
    earliest: pd.Timestamp
    latest: pd.Timestamp
    precision: str


class DateLinks:
    """The dates of one article by the tokens they depend on."""

    def __init__(self, tokens: Tokens, dates: Sequence[Date], triggers: Sequence[int]) -> None:
        self._tokens = tokens
        self._by_trigger: dict[int, Anchor] = {}
        self._links(dates, set(triggers))

    def _links(self, dates: Sequence[Date], triggers: set[int]) -> None:
        for date in dates:
            if date.type not in ("DATE", "TIME") or date.earliest is None or date.latest is None or date.precision is None:
                continue
            anchor = Anchor(date.start, date.earliest, date.latest, date.precision)
            if anchor.latest < anchor.earliest:
                continue
            number = self._governor(date, triggers)
            if number is not None:
                known = self._by_trigger.get(number)
                if known is None or _days(anchor) < _days(known):
                    self._by_trigger[number] = anchor

    def _governor(self, date: Date, triggers: set[int]) -> int | None:
        """The trigger that a date expression depends on, through prepositions and plain nouns."""
        tokens = self._tokens
        first = bisect_left(tokens.starts, date.start)
        last = bisect_left(tokens.starts, date.end)
        if first >= last or first >= len(tokens):
            return None
        number = next((n for n in range(first, last) if not first <= tokens.heads[n] < last), first)
        for _ in range(8):
            head = tokens.heads[number]
            if head == number:
                return number if number in triggers else None
            if head in triggers:
                return head
            number = head
        return None

    def own(self, number: int) -> Anchor | None:
        """The date that depends on this trigger."""
        return self._by_trigger.get(number)

    def __bool__(self) -> bool:
        return bool(self._by_trigger)


def _days(anchor: Anchor) -> int:
    return (anchor.latest - anchor.earliest).days


_SHARED = frozenset(("dobj", "nsubjpass", "nsubj", "pobj", "xcomp", "conj", "ccomp", "attr", "advcl", "prep", "pcomp", "agent"))


def governed_anchor(tokens: Tokens, number: int, links: DateLinks) -> Anchor | None:
    """The date of the trigger's own clause, or of the clauses above it that tell the same happening."""
    found = links.own(number)
    steps = 0
    while found is None and steps < 4:
        head, dep = tokens.heads[number], tokens.deps[number]
        if head == number or dep not in _SHARED:
            return None
        number, steps = head, steps + 1
        found = links.own(number)
    if found is None:
        return None
    return found


def published_anchor(article: ParsedArticle) -> Anchor | None:
    """The day of publication, where it is known to the day."""
    if article.published_at is None or article.published_precision in ("month", "year"):
        return None
    moment = article.published_at
    day = (moment.tz_convert("UTC").tz_localize(None) if moment.tzinfo else moment).normalize()
    return Anchor(None, day, day, "day")


def is_news(tokens: Tokens, number: int, *, mode: str, past: bool, sentence_no: int, heading: bool) -> bool:
    """Whether an undated event is told as news of the day.

    What happens at a moment does, when a main clause of the lead or a heading tells it; states ("wants", "is"), plans and
    events deeper in the text do not: their day stays unknown.
    """
    if mode not in ("fact", "claimed") or tokens.lemmas[number] in cues()["verbs.state"]:
        return False
    if tokens.poses[number] not in ("VERB", "AUX"):
        return sentence_no < _LEAD and tokens.deps[number] in ("dobj", "nsubj", "nsubjpass") and is_news(
            tokens, tokens.heads[number], mode=mode, past=past, sentence_no=sentence_no, heading=heading
        ) if tokens.poses[tokens.heads[number]] == "VERB" else False
    return (heading or sentence_no < _LEAD) and tokens.deps[number] in ("ROOT", "conj", "ccomp")
