"""Events: what happened, is planned or is only claimed, and when.

A trigger (`event_triggers`) is read for its status (`factuality`), tied to a date (`event_dates`) and to those who take part in it
(`event_actors`). What a speaker says counts as claimed by that speaker; what is dated after publication counts as planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from broadsheet.annotating.english.events.anchoring import Calendar
from broadsheet.annotating.english.events.cues import cues
from broadsheet.annotating.english.events.factuality import Readings
from broadsheet.annotating.english.events.participants import Participants
from broadsheet.annotating.english.events.tokens import Tokens, article_tokens
from broadsheet.annotating.english.events.triggers import find_triggers
from broadsheet.annotating.events.anchors import Anchor, is_background
from broadsheet.annotating.events.reading import Reading
from broadsheet.annotating.events.statuses import Voices, status_of
from broadsheet.annotating.parser.parsed import Date, Event, Mention, ParsedArticle, Quote

_ASIDE = 4
"""Steps up the parse from a happening to the clause of the outlet's that it may stand in."""


def find_events(
    article: ParsedArticle, mentions: Sequence[Mention], quotes: Sequence[Quote], dates: Sequence[Date]
) -> list[Event]:
    """The events of the article, in text order.

    Parameters
    ----------
    article
        The parsed article.
    mentions, quotes, dates
        What the other finders found in it.

    Returns
    -------
    list of Event
        One per trigger. `date_start` lies in an earlier sentence where the day was carried over from there; it is null with
        days given where the day of publication dates the event, and with days missing where nothing does.
    """
    tokens = article_tokens(article)
    triggers = [number for number in find_triggers(tokens) if not _is_month(tokens, number, dates)]
    if not triggers:
        return []
    readings, participants = Readings(tokens), Participants(tokens, mentions)
    calendar, voices = Calendar(article, tokens, dates, triggers), Voices(quotes)
    published, anchors = calendar.published, calendar.anchors(triggers, readings)
    found = []
    for number in triggers:
        reading = readings[number]
        sentence_no = tokens.sentences[number]
        anchor = anchors.get(number)
        start, end = tokens.starts[number], tokens.ends[number]
        quote = voices.around(start)
        parts, place = participants.of(number)
        aside = quote is not None and (_is_topic(tokens, number, quote) or _is_history_aside(tokens, number, quote, anchor, published))
        content = None if aside else quote
        noun = tokens.poses[number] not in ("VERB", "AUX") and not reading.past
        if tokens.tags[number] == "VB" and _is_purpose_come_true(reading, anchor, published):
            reading = replace(reading, mode="fact")
        if _is_future_of_the_past(tokens, number, reading, anchor, published):
            reading = replace(reading, mode="fact")
        if reading.mode == "planned" and anchor is not None and published is not None and anchor.latest < published.earliest:
            anchor = None  # a plan whose day is over is none, and whether it came about is not told
        claimed = content is not None and not _settled(content)
        status = status_of(reading, anchor, published, noun=noun, claimed=claimed)
        source = None if quote is None else quote.chain
        if source is None and status == "claimed":
            source = _claimant(tokens, number, participants)
        found.append(Event(
            sentence_no, start, end, article.text[start:end], status, "negative" if reading.negative else "positive", source,
            anchor.start if anchor else None, anchor.earliest if anchor else None, anchor.latest if anchor else None,
            anchor.precision if anchor else None, place, is_background(anchor, published), _hedge(tokens, reading), parts,
        ))
    return found


def _is_month(tokens: Tokens, number: int, dates: Sequence[Date]) -> bool:
    """Whether a noun that names happenings is the month of a date: "came on 2 March"."""
    at = tokens.starts[number]
    return tokens.words[number] == "march" and any(date.start <= at < date.end for date in dates)


def _is_purpose_come_true(reading: Reading, anchor: Anchor | None, published: Anchor | None) -> bool:
    """Whether what a past act was for has its day behind it or on it: "descended on Bern this week to voice their anger"."""
    ripe = anchor is not None and published is not None and anchor.earliest <= published.latest
    return ripe and reading.mode == "planned" and reading.past


def _is_future_of_the_past(tokens: Tokens, number: int, reading: Reading, anchor: Anchor | None, published: Anchor | None) -> bool:
    """Whether "would" tells on in a story of long ago: "In 1990 the wall fell; a year later the state would cease to exist"."""
    told = reading.mode == "planned" and not reading.hedges and is_background(anchor, published)
    return told and any(tokens.words[c] in cues()["modals.would"] for c in tokens.children[number])


def _is_topic(tokens: Tokens, number: int, quote: Quote) -> bool:
    """Whether the trigger is what is spoken about and not what is said: "rejected the offer", "commented on the vote", "refused to pay"."""
    if quote.manner != "indirect":
        return False
    head = tokens.heads[number]
    if tokens.deps[number] == "pcomp":  # "stressed the point by announcing aid"
        return tokens.starts[tokens.heads[head]] == quote.cue_start
    if tokens.tags[number] == "VB":
        return tokens.starts[head] == quote.cue_start
    governor = tokens.heads[head] if tokens.deps[number] == "pobj" else head
    return tokens.deps[number] in ("pobj", "dobj", "nsubjpass") and tokens.starts[governor] == quote.cue_start


def _is_history_aside(tokens: Tokens, number: int, quote: Quote, anchor: Anchor | None, published: Anchor | None) -> bool:
    """Whether the outlet reminds its readers inside a report of speech: "…, which left the union in 1998, she said".

    So does a dated clause of the past tense: "Reed, who quit on Monday, is no loss, she said".
    """
    if quote.manner != "indirect" or anchor is None or published is None:
        return False
    if tokens.deps[number] == "relcl" and is_background(anchor, published):
        return True
    if anchor.start is None or anchor.latest > published.latest or not quote.start <= anchor.start < quote.end:
        return False
    for _ in range(_ASIDE):
        if tokens.deps[number] == "relcl":
            commas = tokens.words[tokens.heads[number] + 1] == ","
            return commas and tokens.tags[number] == "VBD" and tokens.starts[tokens.heads[number]] >= quote.start
        number = tokens.heads[number]
    return False


def _settled(quote: Quote) -> bool:
    """Whether the cue of the quotation settles what it introduces ("confirmed", "announced")."""
    if quote.cue is None:
        return False
    stems = cues()["verbs.factive"]
    word = quote.cue.lower()
    return any(word == stem or word.startswith(stem.rstrip("e")) for stem in stems if len(stem) > 3)


def _claimant(tokens: Tokens, number: int, participants: Participants) -> int | None:
    """The subject of the verb of claiming above the event."""
    lists = cues()
    for _ in range(5):
        head = tokens.heads[number]
        if head == number:
            return None
        number = head
        if tokens.lemmas[number] in lists["verbs.claim"] or tokens.lemmas[number] in lists["verbs.say"]:
            subject = tokens.child(number, "nsubj", "agent")
            return None if subject is None else participants.chain(subject)
    return None


def _hedge(tokens: Tokens, reading: Reading) -> str | None:
    return " ".join(tokens.words[n] for n in sorted(set(reading.hedges))) or None
