"""Events of a French article: what happened, is planned or is only claimed, and when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from broadsheet.annotating.events.anchors import is_background
from broadsheet.annotating.events.reading import Reading
from broadsheet.annotating.events.statuses import Voices, status_of
from broadsheet.annotating.french.events.anchoring import Calendar
from broadsheet.annotating.french.events.cues import cues
from broadsheet.annotating.french.events.participants import Participants
from broadsheet.annotating.french.events.readings import Readings
from broadsheet.annotating.french.events.tokens import Tokens, article_tokens
from broadsheet.annotating.french.events.triggers import find_triggers
from broadsheet.annotating.parser.parsed import Date, Event, Mention, ParsedArticle, Quote

_STEPS = 5


def find_events(article: ParsedArticle, mentions: Sequence[Mention], quotes: Sequence[Quote], dates: Sequence[Date]) -> list[Event]:
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
    triggers = find_triggers(tokens)
    if not triggers:
        return []
    readings, participants, voices = Readings(tokens), Participants(tokens, mentions), Voices(quotes)
    calendar = Calendar(article, tokens, dates, triggers)
    published, anchors = calendar.published, calendar.anchors(triggers, readings)
    found = []
    for number in triggers:
        reading, anchor = readings[number], anchors.get(number)
        start, end = tokens.starts[number], tokens.ends[number]
        quote = voices.around(start)
        parts, place = participants.of(number)
        if reading.mode == "planned" and anchor is not None and published is not None and anchor.latest < published.earliest:
            anchor = None  # a plan whose day is over is none, and whether it came about is not told
        claimed = quote is not None and not _is_settled(quote) and not _is_topic(tokens, number, quote)
        status = status_of(reading, anchor, published, noun=not tokens.is_verb(number) and not reading.past, claimed=claimed)
        source = None if quote is None else quote.chain
        if source is None and status == "claimed":
            source = _claimant(tokens, number, participants)
        found.append(Event(
            tokens.sentences[number], start, end, article.text[start:end], status, "negative" if reading.negative else "positive", source,
            anchor.start if anchor else None, anchor.earliest if anchor else None, anchor.latest if anchor else None,
            anchor.precision if anchor else None, place, is_background(anchor, published), _hedge(tokens, reading), parts,
        ))
    return found


def _is_topic(tokens: Tokens, number: int, quote: Quote) -> bool:
    """Whether the trigger is what is spoken about and not what is said: "réclame la fin du blocus", "salue l'accord signé lundi"."""
    if quote.manner != "indirect" or quote.cue_start is None or quote.cue_end is None:
        return False
    for _ in range(_STEPS):
        head = tokens.heads[number]
        if quote.cue_start <= tokens.starts[head] < quote.cue_end:
            return tokens.deps[number] == "obj" and not tokens.is_verb(number)
        if head == number or tokens.deps[number] not in ("nmod", "conj", "acl"):
            return False
        number = head
    return False


def _is_settled(quote: Quote) -> bool:
    """Whether the cue of the quotation settles what it introduces: "a confirmé", "a annoncé"."""
    return quote.cue is not None and _is_factive(quote.cue)


@lru_cache(maxsize=4096)
def _is_factive(cue: str) -> bool:
    words = cue.lower().split()
    return any(word.startswith(verb[:-2]) for verb in cues()["verbs.factive"] if len(verb) > 5 for word in words)


def _claimant(tokens: Tokens, number: int, participants: Participants) -> int | None:
    """Who claims the event: the subject of the verb of claiming above it, or who is named after "selon"."""
    for _ in range(_STEPS):
        for child in tokens.children[number]:
            if tokens.deps[child].startswith("obl") and tokens.case(child) in cues()["hedges.sources"]:
                return participants.chain(child)
        head = tokens.heads[number]
        if head == number:
            return None
        number = head
        if tokens.lemmas[number] in cues()["verbs.claim"] | cues()["verbs.say"]:
            return participants.subject(number)
    return None


def _hedge(tokens: Tokens, reading: Reading) -> str | None:
    return " ".join(tokens.words[n] for n in sorted(set(reading.hedges))) or None
