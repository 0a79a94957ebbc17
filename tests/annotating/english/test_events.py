"""Events: a sentence in, its triggers with status, polarity, days and participants out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from broadsheet.annotating.english.dates import find_dates
from broadsheet.annotating.english.events import find_events
from broadsheet.annotating.english.mentions import find_mentions
from broadsheet.annotating.english.quotes import find_quotes
from broadsheet.annotating.parser.parsed import Event, Mention, ParsedArticle
from broadsheet.annotating.parser.pipeline import parse_articles

PUBLISHED = "2025-06-11"
LINES = (Path(__file__).parent / "cases" / "events.csv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("|") for line in LINES if line and not line.startswith("#")]

def annotated(texts: list[str], published: str | None = PUBLISHED) -> list[tuple[ParsedArticle, list[Mention], list[Event]]]:
    day = None if published is None else pd.Timestamp(published, tz="UTC")
    frame = pd.DataFrame({"article_id": [str(n) for n in range(len(texts))], "text": texts, "published_at": day})
    found = []
    for article in parse_articles(frame):
        mentions = find_mentions(article)
        found.append((article, mentions, find_events(article, mentions, find_quotes(article, mentions), find_dates(article))))
    return found


@pytest.fixture(scope="module")
def events() -> dict[str, list[Event]]:
    texts = list(dict.fromkeys(case[0] for case in CASES))
    return {article.text: found for article, _, found in annotated(texts)}


def _case(case: list[str]) -> object:
    return pytest.param(*case, id=f"{case[1]}: {case[0][:40]}")


@pytest.mark.parametrize(("text", "trigger", "status", "polarity", "days"), [_case(case) for case in CASES])
def test_status_polarity_and_days(text: str, trigger: str, status: str, polarity: str, days: str, events: dict[str, list[Event]]) -> None:
    event = _event(events[text], trigger)
    assert (event.status, event.polarity) == (status, polarity)
    if days:
        first, _, last = days.partition("..")
        wanted = (None, None) if days == "-" else (pd.Timestamp(first), pd.Timestamp(last or first))
        assert (event.earliest, event.latest) == wanted


def _event(found: list[Event], trigger: str) -> Event:
    return next(event for event in found if event.text == trigger or event.text.startswith(trigger + " "))


@pytest.mark.parametrize(("text", "trigger", "expected"), [
    ("Ada Noll visited Leon Marsh in Geneva on Monday.", "visited",
     {("Ada Noll", "agent"), ("Leon Marsh", "patient"), ("Geneva", "place")}),
    ("Leon Marsh was questioned by Ada Noll.", "questioned", {("Ada Noll", "agent"), ("Leon Marsh", "patient")}),
    ("Ada Noll promised to resign.", "resign", {("Ada Noll", "agent")}),
    ("Ada Noll met Leon Marsh and left.", "left", {("Ada Noll", "agent")}),
    ("Leon Marsh welcomed Ada Noll's resignation.", "resignation", {("Ada Noll", "agent")}),
    ("The talks between Serbia and Kosovo broke down.", "talks", {("Serbia", "agent"), ("Kosovo", "agent")}),
])
def test_participants(text: str, trigger: str, expected: set[tuple[str, str]]) -> None:
    _, mentions, found = annotated([text])[0]
    names = {mention.chain: mention.text for mention in mentions if mention.form == "name"}
    assert expected <= {(names.get(chain), part) for chain, part in _event(found, trigger).participants}


def test_who_claims_is_the_source() -> None:
    _, mentions, found = annotated(["Ada Noll claimed that the soldiers had burned the bridge."])[0]
    chain = _event(found, "burned").source
    assert chain is not None
    assert "Ada Noll" in {mention.text for mention in mentions if mention.chain == chain}


def test_hedges_are_kept() -> None:
    found = annotated(["The pact could be signed on Friday.", "The company hopes to reopen the mine."])
    assert _event(found[0][2], "signed").hedge == "could"
    assert _event(found[1][2], "reopen").hedge == "hopes"


def test_a_month_is_no_march() -> None:
    (_, _, dated), (_, _, walked) = annotated(["The promised help came on 2 March.", "Thousands joined the march on 2 March."])
    assert [event.text for event in dated] == ["help", "came"]
    assert [event.text for event in walked] == ["joined", "march"]


def test_what_a_past_act_plans_has_another_day() -> None:
    text = "Britain and Norland signed an agreement on infrastructure projects worth up to 5 billion pounds on Tuesday."
    (_, _, found), = annotated([text])
    days = {event.text: event.earliest for event in found}
    assert (days["signed"], days["projects"]) == (pd.Timestamp("2025-06-10"), None)


def test_history_is_background_and_news_is_not() -> None:
    found = annotated(["The island left the union in 1998, and its parliament voted on Monday to return."])[0][2]
    assert _event(found, "left").background
    assert not _event(found, "voted").background


def test_an_undated_report_follows_the_day_of_the_lead_and_shows_where_it_stands() -> None:
    text = "The council met on Monday. It was a long night in a cold hall. Members argued. Nerves were raw. The mayor walked out."
    article, _, found = annotated([text])[0]
    event = _event(found, "walked")
    assert (event.earliest, event.latest) == (pd.Timestamp("2025-06-09"),) * 2
    assert event.date_start == text.index("Monday")


def test_publication_dates_the_lead_and_leaves_the_start_of_the_date_empty() -> None:
    event = _event(annotated(["The council closed the old harbour."])[0][2], "closed")
    assert (event.earliest, event.date_start) == (pd.Timestamp(PUBLISHED), None)


def test_without_a_publication_day_nothing_is_made_up() -> None:
    found = annotated(["The council closed the old harbour. It will reopen on Friday."], published=None)[0][2]
    assert all(event.earliest is None and event.date_start is None for event in found)


def test_offsets_and_order() -> None:
    texts = [case[0] for case in CASES[:20]] + ["", "Naïve ‘talks’ — 🙂 collapsed on Monday.\n\nTalks resumed."]
    for article, _, found in annotated(texts):
        assert [e.start for e in found] == sorted({e.start for e in found})
        assert all(article.text[e.start:e.end] == e.text for e in found)
        assert all(e.earliest is None or e.earliest <= e.latest for e in found)


@pytest.mark.parametrize(("text", "trigger", "who"), [
    ("Ada Noll accused Leon Marsh of firing on the crew.", "firing", "Leon Marsh"),
    ("Leon Marsh was cleared of helping Ada Noll.", "helping", "Leon Marsh"),
    ("The prosecutor, Ada Noll, resigned on Monday.", "resigned", "Ada Noll"),
])
def test_who_does_it_is_the_object_or_the_apposition(text: str, trigger: str, who: str) -> None:
    _, mentions, found = annotated([text])[0]
    names = {mention.chain: mention.text for mention in mentions if mention.form == "name"}
    assert [names.get(chain) for chain, part in _event(found, trigger).participants if part == "agent"] == [who]


def test_the_place_may_stand_in_the_phrase_of_what_is_done() -> None:
    found = annotated(["Albania and Kosovo signed an agreement in Tirana on Monday."])[0][2]
    assert _event(found, "signed").place == "Tirana"


def test_status_and_day_agree() -> None:
    """Nothing that happened lies after its article, and nothing that is planned before it."""
    published = pd.Timestamp(PUBLISHED)
    texts = list(dict.fromkeys(case[0] for case in CASES))
    for _, _, found in annotated(texts):
        for event in found:
            if event.earliest is not None and event.latest is not None:
                assert not (event.status in ("occurred", "ongoing") and event.earliest > published)
                assert not (event.status == "planned" and event.latest < published)
