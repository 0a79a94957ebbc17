"""What is new since an earlier state: just what changed, and nothing where nothing did."""

from __future__ import annotations

import pytest
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import changes_since, headline_changes
from broadsheet.analysis.briefing.alerts import alerts, upcoming

OLD = [Told("a", "Ada Moss opened the bridge. The harbour wall will be repaired for nine million crowns.", day="2025-05-05")]


def kinds(now: list[Told], before: list[Told]) -> list[tuple[str, str]]:
    """(change, what) of what is new."""
    found = changes_since(layers_of(now), layers_of(before))
    return list(zip(found["change"], found["what"], strict=True))


def test_the_same_state_brings_nothing_new() -> None:
    found = changes_since(layers_of(OLD), layers_of(OLD))
    assert found.empty
    assert headline_changes(found) == "Nothing new since the last run"


def test_a_new_article_brings_its_actors_and_statements() -> None:
    new = Told("b", 'Bo Finch said "the wall is done" to Ada Moss.', title="Wall done", quotes=[("the wall is done", "Bo Finch")])
    assert kinds([*OLD, new], OLD) == [("new statement", "Bo Finch"), ("new actor", "Bo Finch"), ("new article", "Wall done")]


def test_a_copy_brings_nothing_but_itself() -> None:
    copy = Told("b", OLD[0].text, source="Northgate Post", title="Same again", copy_of="a")
    assert kinds([*OLD, copy], OLD) == [("new article", "Same again")]


def test_a_revision_quotes_what_it_took_out() -> None:
    revised = Told("b", "Ada Moss opened the bridge.", title="Bridge open", supersedes="a")
    found = changes_since(layers_of([*OLD, revised]), layers_of(OLD))
    assert dict(zip(found["change"], found["what"], strict=True)) == {
        "passage removed": "The harbour wall will be repaired for nine million crowns.", "revised article": "Bridge open",
    }
    gone = found[found["change"] == "passage removed"].iloc[0]
    assert OLD[0].text[gone["start"]:gone["end"]] == gone["what"]


def test_a_plan_is_made_and_is_not_made_again() -> None:
    plan = Told("b", "Ada Moss will reopen the ferry.", events=[("reopen", "planned", "2025-06-01")])
    assert ("plan made", "Ada Moss will reopen the ferry.") in kinds([*OLD, plan], OLD)
    assert kinds([*OLD, plan], [*OLD, plan]) == []


def test_a_shift_of_stance_needs_enough_articles_on_both_sides() -> None:
    def judged(first: int, count: int, value: float) -> list[Told]:
        return [Told(f"s{first + i:02d}", "Ada Moss was judged.", stance={"Ada Moss": ("own", None, value)}) for i in range(count)]

    before = judged(0, 6, 0.7)
    assert "stance shifted" in {kind for kind, _ in kinds(before + judged(10, 6, -0.7), before)}
    assert "stance shifted" not in {kind for kind, _ in kinds(before + judged(10, 3, -0.7), before)}


def test_without_an_earlier_state_everything_is_new() -> None:
    assert headline_changes(changes_since(layers_of(OLD), None), first=True).startswith("First run, everything is new: ")


@pytest.mark.parametrize(("rule", "alert"), [
    ({"new_actor_articles": 1}, "New actor"),
    ({"commitment_due_days": 30}, "Plan due"),
    ({"silent_outlet_days": 10}, "Outlet silent"),
    ({"stance_below": -0.3}, "Stance below the limit"),
])
def test_each_condition_alone_is_met(rule: dict[str, float], alert: str) -> None:
    told = [Told(f"s{i}", "Ada Moss was judged.", stance={"Ada Moss": ("own", None, -0.8)}) for i in range(6)]
    told.append(Told("p", "Ada Moss will reopen the ferry.", events=[("reopen", "planned", "2025-06-01")]))
    layers = layers_of(told)
    found = alerts(layers, changes_since(layers, None), now="2025-05-20", **rule)
    assert set(found["alert"]) == {alert}
    assert alerts(layers, changes_since(layers, layers), now="2025-05-05").empty


def test_what_lies_ahead_begins_on_the_day_asked_from() -> None:
    layers = layers_of([Told("p", "Ada Moss will reopen the ferry.", events=[("reopen", "planned", "2025-06-01")])])
    assert upcoming(layers)["sentence"].tolist() == ["Ada Moss will reopen the ferry."]
    assert upcoming(layers, now="2025-06-02").empty
