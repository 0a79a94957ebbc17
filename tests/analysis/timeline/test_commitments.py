"""Commitments: what was announced for which day, how surely, and what later articles say became of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from icalendar import Calendar

from broadsheet import annotate
from broadsheet.analysis import answered, commitments
from broadsheet.analysis.counting.narrowing import of_articles
from broadsheet.analysis.timeline.calendar_export import calendar, plan_uid
from broadsheet.annotating.layers import Layers

PLAN = ("2025-06-10", "The council will open the new harbour of Port Ellan on 20 June, mayor Ada Noll announced.")


def layers_of(*reports: tuple[str, str]) -> Layers:
    frame = pd.DataFrame({
        "article_id": [f"a{n}" for n in range(len(reports))], "text": [text for _, text in reports],
        "published_at": pd.to_datetime([day for day, _ in reports], utc=True),
    })
    return annotate(frame, sentiment=None)


def plans(*reports: tuple[str, str], now: str = "2025-06-30") -> pd.DataFrame:
    return commitments(layers_of(*reports), now=now)


@pytest.mark.parametrize(("later", "now", "outcome", "moved_to"), [
    (None, "2025-06-15", "due", None),
    (None, "2025-06-30", "silent", None),
    (("2025-06-21", "The council opened the new harbour of Port Ellan on Friday with music and herring."), "2025-06-30", "happened", None),
    (("2025-06-17", "The council postponed the opening of the new harbour of Port Ellan to 4 July."), "2025-06-30", "moved", "2025-07-04"),
    (("2025-06-17", "The council will open the new harbour of Port Ellan on 27 June, a week later than announced."),
     "2025-06-25", "moved", "2025-06-27"),
    (("2025-06-17", "The council cancelled the opening of the new harbour of Port Ellan on Tuesday."), "2025-06-30", "cancelled", None),
    (("2025-06-17", "The zoo of Marran will open its new aviary on 27 June."), "2025-06-30", "silent", None),
    (("2025-06-21", "Tom Reed opened the new harbour bar of Port Ellan on 20 June."), "2025-06-30", "silent", None),
], ids=["due", "silent", "happened", "postponed", "announced anew", "cancelled", "another plan", "another's deed"])
def test_outcome(later: tuple[str, str] | None, now: str, outcome: str, moved_to: str | None) -> None:
    found = plans(PLAN, *([later] if later else []), now=now)
    row = found[found["article_id"] == "a0"].iloc[0]
    assert row["outcome"] == outcome
    assert row["earliest"] == pd.Timestamp("2025-06-20")
    assert (None if pd.isna(row["moved_to"]) else row["moved_to"]) == (None if moved_to is None else pd.Timestamp(moved_to))
    assert (row["outcome_article_id"] == "a1") == (outcome in ("happened", "moved", "cancelled"))


@pytest.mark.parametrize(("text", "certainty"), [
    ("The council will open the harbour on 20 June.", "firm"),
    ("The council plans to open the harbour on 20 June.", "intended"),
    ("The council could open the harbour on 20 June.", "possible"),
])
def test_certainty_of_the_wording(text: str, certainty: str) -> None:
    assert plans(("2025-06-10", text))["certainty"].iloc[0] == certainty


ALONE = [
    ("If the council wins the case on 20 June, the harbour of Port Ellan has a future.", False),
    ("The council says the harbour of Port Ellan could open on 20 June.", True),
    ("The council raised two million to boost the harbour of Port Ellan by Friday 20 June.", False),
    ("10 July: The gate of the harbour of Port Ellan is removed.", False),
    ("The harbour of Port Ellan shapes the 2025 race.", False),
    ("To cheer up your evening on 20 June, here is a film of the harbour of Port Ellan.", False),
    ("A hearing on the harbour of Port Ellan is scheduled for 20 June.", True),
    ("The council vowed to open the harbour of Port Ellan on 20 June.", True),
    ("Four sailors were fined for trying to enter the harbour of Port Ellan on Tuesday 10 June.", False),
    ("The council will try to open the harbour of Port Ellan on 20 June.", True),
    ("Hundreds came to Port Ellan this week to mourn the harbour master.", False),
    ("Hundreds will come to Port Ellan this week to mourn the harbour master.", True),
    ("The lanes of Port Ellan are made of sand Posted by seagull 22 Jan 2026", False),
    ("Port Ellan unveiled its 2027 harbour tram.", False),
    ("The new tram of Port Ellan opens in 2027.", True),
    ("Sales of herring in Port Ellan will double on 20 June.", False),
    ("The mayor's success on 20 June will be closely tied to the harbour.", False),
    ("I will talk to my class in Port Ellan about it on 20 June.", False),
    ("When will Port Ellan get its tram on 20 June?", False),
    ("The harbour of Port Ellan needs to be closed by 20 June.", False),
    ("The strategy is to swamp Port Ellan on 20 June.", False),
    ("Some think that whoever is left will receive the harbour of Port Ellan on 20 June.", False),
    ("The mayor will stay in Port Ellan on 20 June if she wins.", False),
    ("All schools of Port Ellan are to stay closed until 20 June.", True),
    ("The council is still weighing rate rises on 20 June.", True),
    ("Port Ellan is preparing to hold an emergency meeting in the next few days.", True),
    ("Ada Noll will be in Port Ellan on 20 June.", True),
]
FROM_FILE = [
    tuple(line.split("|")) for line in (Path(__file__).parent / "cases" / "plans.csv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
SINGLE = [*ALONE, *((text, shown != "no") for text, shown in FROM_FILE)]


@pytest.fixture(scope="module")
def single() -> Layers:
    """Each sentence as an article of its own, annotated at once."""
    return layers_of(*(("2025-06-10", text) for text, _ in SINGLE))


@pytest.mark.parametrize("number", range(len(SINGLE)), ids=[text for text, _ in SINGLE])
def test_a_plan_needs_a_commitment_or_a_possibility(number: int, single: Layers) -> None:
    """What is foretold, supposed or over is none."""
    assert commitments(of_articles(single, [f"a{number}"]), now="2025-06-10").empty is not SINGLE[number][1]


def test_articles_after_now_are_not_looked_at() -> None:
    later = ("2025-06-21", "The council opened the new harbour of Port Ellan on Friday with music and herring.")
    assert plans(PLAN, later, now="2025-06-15")["outcome"].iloc[0] == "due"


OPENED = ("2025-06-21", "The council opened the new harbour of Port Ellan on Friday with music and herring.")
POSTPONED = ("2025-06-17", "The council postponed the opening of the new harbour of Port Ellan to 4 July.")
REPEATED = ("2025-06-12", "Port Ellan’s new harbour is to be opened by the council on 20 June.")
OTHER = ("2025-06-13", "The zoo of Marran will open its new aviary on 27 June.")


@pytest.mark.parametrize(("reports", "now", "shown"), [
    ([PLAN, OTHER], "2025-06-15", {"a0"}),
    ([PLAN, OTHER, OPENED], "2025-06-30", {"a0", "a2"}),
    ([PLAN, OTHER, OPENED], "2025-06-15", {"a0"}),
    ([PLAN, POSTPONED], "2025-06-18", {"a0", "a1"}),
    ([PLAN, REPEATED], "2025-06-30", {"a0", "a1"}),
], ids=["due", "happened", "not yet seen", "moved", "told twice"])
def test_a_plan_is_proved_by_its_reports_and_by_what_became_of_it(reports: list[tuple[str, str]], now: str, shown: set[str]) -> None:
    layers = layers_of(*reports)
    answer = answered("commitments", layers, now=now)
    row = answer.frame.index[answer.frame["article_id"] == "a0"][0]
    proof = answer.evidence[answer.evidence["row"] == row]
    assert set(proof["article_id"]) == shown
    plan, texts = answer.frame.loc[row], layers.articles.set_index("article_id")["text"]
    words = [(key, texts[key][start:end]) for key, start, end in proof[["article_id", "start", "end"]].itertuples(index=False)]
    assert ("a0", texts["a0"][plan["start"]:plan["end"]]) in words
    ended = {word in plan["outcome_sentence"] for key, word in words if key == plan["outcome_article_id"]}
    assert ended == (set() if plan["outcome"] in ("due", "silent") else {True})
    assert len(words) == len(shown), "each sentence once"


def test_without_a_day_the_newest_article_judges_and_another_day_is_asked_anew() -> None:
    layers = layers_of(PLAN, OTHER, OPENED)
    early = commitments(layers, now="2025-06-15")
    pd.testing.assert_frame_equal(commitments(layers), commitments(layers, now="2025-06-21"))
    pd.testing.assert_frame_equal(early, commitments(layers, now="2025-06-15"))
    assert set(early["outcome"]) == {"due"}


def test_no_plan_says_so() -> None:
    history = layers_of(("2025-06-10", "The council opened the harbour in 1998."))
    assert answered("commitments", history).finding == "No dated plan is reported."
    assert answered("commitments", layers_of(PLAN)).finding == "1 dated plan as of 10 June 2025: 1 due"


def test_history_is_no_plan() -> None:
    assert plans(("2025-06-10", "The council opened the harbour in 1998.")).empty


def test_the_calendar_opens_and_a_second_export_updates_the_first() -> None:
    moved = ("2025-06-17", "The council postponed the opening of the new harbour of Port Ellan to 4 July.")
    first, second = plans(PLAN, now="2025-06-15"), plans(PLAN, moved, now="2025-06-18")
    exports = [calendar(first, now="2025-06-15"), calendar(second, now="2025-06-18")]
    events = [Calendar.from_ical(export).walk("VEVENT")[0] for export in exports]
    assert events[0]["uid"] == events[1]["uid"] == plan_uid(first["story_id"].iloc[0])
    assert [f"{event.decoded('dtstart'):%m-%d}" for event in events] == ["06-20", "07-04"]
    assert events[1]["sequence"] > events[0]["sequence"]
    assert PLAN[1] in str(events[0]["description"])


def test_no_plans_make_an_empty_calendar() -> None:
    made = Calendar.from_ical(calendar(plans(PLAN).iloc[:0], now="2025-06-15"))
    assert made.walk("VEVENT") == []


def test_one_plan_told_twice_is_one_row_with_the_proof_of_both() -> None:
    layers = layers_of(
        ("2025-06-10", "Ada Noll will travel to Marran on 20 June."), ("2025-06-11", "The mayor said she would go to Marran on 20 June."),
        ("2025-06-11", "Voters in Ellan go to the polls on 24 June."),
        ("2025-06-12", "Tom Reed leads before the 24 June primary in Ellan."),
    )
    found = answered("commitments", layers, now="2025-06-13")
    assert found.frame["earliest"].dt.day.tolist().count(24) == 1
    vote = found.frame.index[found.frame["earliest"].dt.day == 24][0]
    assert set(found.evidence.loc[found.evidence["row"] == vote, "article_id"]) == {"a2", "a3"}
    assert found.frame["articles"].iloc[vote] == 2
