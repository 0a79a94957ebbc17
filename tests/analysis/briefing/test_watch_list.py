"""The watch-list: what each kind of entry finds among the new articles, under the entry's name and with its proof."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from tests.invented_layers import Told, layers_of

from broadsheet import schemas
from broadsheet.analysis import alerts, answered, narrowed
from broadsheet.analysis.briefing._watched import term_pattern
from broadsheet.annotating import Layers
from broadsheet.errors import RequestError

BEFORE = "2025-05-10"


@pytest.fixture(scope="module")
def layers() -> Layers:
    """Four articles of before the last run and four new ones; the storyline of the quay goes on; a plan is due on 1 June."""
    told = [
        Told("a0000001", "Ada Moss opened the old quay.", title="Quay opens"),
        Told("a0000002", "Bo Finch spoke of the quays.", source="Northgate Post"),
        Told("a0000003", "Cleo Hart slept.", title="Night falls"),
        Told("a0000004", "It rained.", title=None),
        Told("b0000001", "Ada Moss praised the Quay\nand its quay's wall.", day="2025-05-12", title="Quay again"),
        Told("b0000002", "Ada Moss met Bo Finch.", day="2025-05-13", source="Northgate Post"),
        Told("b0000003", "Bo Finch will reopen the ferry.", day="2025-05-14", events=[("reopen", "planned", "2025-06-01")]),
        Told("b0000004", "It was judged a quaywall.", day="2025-05-14", title=None),
    ]
    lines = [(one.key, "a0000001" if one.title and "Quay" in one.title else one.key) for one in told]
    return replace(layers_of(told), storylines=schemas.frame("storylines", lines))


def asked(layers: Layers, **entry: Any) -> Any:
    """The answer to a watch-list with one entry, at the second run."""
    return answered("alerts", layers, before=narrowed(layers, until=BEFORE), now="2025-05-28", watch=[{"name": "Mine", **entry}])


@pytest.mark.parametrize(("kind", "of", "alert", "proof"), [
    ("actors", "Ada Moss", "In the news", ["b0000001", "b0000002"]),
    ("actors", "person:bo-finch", "In the news", ["b0000002", "b0000003"]),
    ("terms", "quay", "Term in the news", ["b0000001", "b0000001"]),
    ("terms", "the quay and its", "Term in the news", ["b0000001"]),
    ("storylines", "a0000001", "Storyline goes on", ["b0000001"]),
    ("storylines", "quay opens", "Storyline goes on", ["b0000001"]),
    ("plans", "ferry", "Plan due", ["b0000003"]),
    ("plans", "Bo Finch", "Plan due", ["b0000003"]),
])
def test_each_kind_of_entry_finds_its_own_among_the_new_articles(layers: Layers, kind: str, of: str, alert: str, proof: list[str]) -> None:
    answer = asked(layers, kind=kind, of=[of])
    assert answer.frame[["watch", "alert"]].values.tolist() == [["Mine", alert]]
    assert sorted(answer.evidence["article_id"]) == proof


@pytest.mark.parametrize("entry", [
    {"kind": "actors", "of": ["Cleo Hart"]}, {"kind": "actors", "of": ["Somebody Else"]}, {"kind": "terms", "of": ["pier"]},
    {"kind": "actors", "of": ["Ada Moss"], "new_articles": 3}, {"kind": "storylines", "of": ["night falls"]},
    {"kind": "plans", "of": ["ferry"], "due_days": 3}, {"kind": "plans", "of": ["Ada Moss"]},
    {"kind": "actors", "of": ["Ada Moss"], "due_days": 7},
])
def test_what_is_not_met_is_no_row(layers: Layers, entry: dict[str, Any]) -> None:
    assert asked(layers, **entry).frame.empty


def test_what_an_alert_says(layers: Layers) -> None:
    (detail,) = asked(layers, kind="actors", of=["Ada Moss"]).frame["detail"]
    assert detail == "Ada Moss: 2 new articles of 2 outlets, the newest in Northgate Post: A headline"
    (detail,) = asked(layers, kind="actors", of=["Bo Finch"], due_days=7).frame["detail"]
    assert detail == "1 Jun 2025: Bo Finch will reopen the ferry."


def test_many_entries_at_once_beside_the_conditions_on_all(layers: Layers) -> None:
    """Rows of the watch-list come after the others, in its order, each proved by its own."""
    watch = [{"name": "Q", "kind": "terms", "of": ["quay", "ferry"]}, {"name": "A", "kind": "actors", "of": ["Ada Moss"]}]
    answer = answered("alerts", layers, before=narrowed(layers, until=BEFORE), now="2025-05-28", commitment_due_days=7, watch=watch)
    assert answer.frame["watch"].fillna("").tolist() == ["", "Q", "Q", "A"]
    assert answer.evidence.groupby("row")["article_id"].first().tolist() == ["b0000003", "b0000001", "b0000003", "b0000002"]
    assert answer.finding == "4 conditions of the settings met"


def test_on_the_first_run_every_article_is_new(layers: Layers) -> None:
    found = alerts(layers, watch=[{"name": "Q", "kind": "terms", "of": ["quay"]}])
    assert found["detail"].tolist() == ["quay: 3 new articles of 2 outlets, the newest in The Harbour Courier: Quay again"]


def test_a_mean_below_the_limit_is_proved_by_what_was_judged() -> None:
    told = [Told(f"s{i}", "Ada Moss was judged.", stance={"Ada Moss": ("own", None, -0.8)}) for i in range(6)]
    answer = asked(layers_of(told), kind="actors", of=["Ada Moss", "Bo Finch"], stance_below=-0.3)
    assert answer.frame["alert"].tolist() == ["Stance below the limit"] and len(answer.evidence) == 6


@pytest.mark.parametrize(("of", "names"), [("ferry", True), ("Bo Finch", True), ("quay", False), ("Cleo Hart", False)])
def test_a_plan_that_was_called_off_since_the_last_run(layers: Layers, of: str, names: bool) -> None:
    plan = layers.events.iloc[0]
    changes = pd.DataFrame([{
        "change": "plan cancelled", "what": "Bo Finch will reopen the ferry.", "detail": "was planned for 1 Jun 2025",
        "day": pd.Timestamp("2025-05-14"), **plan[["article_id", "start", "end"]].to_dict(),
    }])
    answer = answered("alerts", layers, changes=changes, watch=[{"name": "F", "kind": "plans", "of": [of], "outcome": True}])
    assert answer.frame[["watch", "alert"]].values.tolist() == ([["F", "Plan cancelled"]] if names else [])


@pytest.mark.parametrize(("entry", "message"), [
    ({"kind": "terms"}, "watch-list, entry 1: has no of"), ({"kind": "actor", "of": ["x"]}, "did you mean 'actors'"),
    ({"kind": "terms", "of": ["x"], "stance_below": -0.1}, "no alert 'stance_below'"),
])
def test_an_entry_that_is_wrong_is_refused(layers: Layers, entry: dict[str, Any], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        alerts(layers, watch=[{"name": "Mine", **entry}])


@pytest.mark.parametrize(("term", "text", "found"), [
    ("return hub", "two Return hubs opened", True), ("return hub", "the return\nhub's wall", True), ("hub", "GitHub", False),
    ("C++", "in C++ they wrote", True), ("box", "boxes", True), ("quay", "quaywall", False), ("a.b", "axb", False),
])
def test_the_words_of_a_term_stand_whole_in_any_case_and_number(term: str, text: str, found: bool) -> None:
    assert bool(term_pattern(term).search(text)) == found
