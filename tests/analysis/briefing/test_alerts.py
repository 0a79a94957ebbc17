"""Conditions of the settings: each alone, and what proves that it is met."""

from __future__ import annotations

import pytest
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import alerts, answered, changes_since, narrowed, with_articles
from broadsheet.annotating import Layers


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


def judged_layers() -> Layers:
    """Ada Moss is blamed in six articles, quoted in one; a plan has two reports; one outlet is quiet."""
    told = [Told(f"s{i}", "Ada Moss was judged.", stance={"Ada Moss": ("own", None, -0.8)}) for i in range(6)]
    told += [
        Told("v", "Ada Moss was praised by Bo Finch.", stance={"Ada Moss": ("quoted", "Bo Finch", -0.9)}),
        Told("p", "Ada Moss will reopen the ferry.", events=[("reopen", "planned", "2025-06-01")]),
        Told("q", "Ada Moss will not fear the ferry.", events=[("fear", "occurred", "2025-05-01")]),
        Told("r", "It rained and it rained.", source="Northgate Post", day="2025-04-01"),
        Told("t", "It rained and it rained.", source="Northgate Post", day="2025-04-03"),
    ]
    return layers_of(told)


@pytest.mark.parametrize(("rule", "subject", "shown"), [
    ({"new_actor_articles": 2}, "Ada Moss", {*(f"s{i}" for i in range(6)), "v", "p", "q"}),
    ({"commitment_due_days": 30}, "1 Jun 2025", {"p"}),
    ({"silent_outlet_days": 40}, "Northgate Post", {"t"}),
    ({"stance_below": -0.3}, "Ada Moss", {f"s{i}" for i in range(6)}),
])
def test_an_alert_is_proved_by_what_was_counted(rule: dict[str, float], subject: str, shown: set[str]) -> None:
    """A mean in the outlets' own voice is not proved by what somebody is quoted with; an outlet's silence by its last article."""
    layers = judged_layers()
    answer = answered("alerts", layers, now="2025-05-20", **rule)
    assert answer.frame["detail"].str.startswith(subject).tolist() == [True]
    assert set(answer.evidence["article_id"]) == shown
    assert answer.evidence["start"].isna().all() == ("silent_outlet_days" in rule)


@pytest.mark.parametrize(("rules", "said"), [
    ({}, "The settings name no condition to watch for."),
    ({"new_actor_articles": 50}, "No condition of the settings is met."),
    ({"stance_below": 0.0, "commitment_due_days": 1}, "1 condition of the settings met"),
    ({"commitment_due_days": 30, "silent_outlet_days": 40}, "2 conditions of the settings met"),
])
def test_the_sentence_says_whether_anything_was_asked_for(rules: dict[str, float], said: str) -> None:
    assert answered("alerts", judged_layers(), now="2025-05-20", **rules).finding == said


def test_without_changes_everything_is_new() -> None:
    layers = judged_layers()
    known = alerts(layers, changes_since(layers, layers), new_actor_articles=2)
    assert known.empty and alerts(layers, new_actor_articles=2)["detail"].str.startswith("Ada Moss").all()


def test_the_row_of_a_stance_names_a_mention_in_the_outlets_own_voice() -> None:
    """What Bo Finch is quoted with is the worst, and is not what the mean was taken from."""
    found = alerts(judged_layers(), stance_below=-0.3)
    assert found["article_id"].str.startswith("s").tolist() == [True]


def week_and_outlets(layers: Layers) -> tuple[Layers, Layers]:
    """The layers of the last week before 20 May, as a report with a rolling period has them; and with the newest article of each outlet."""
    week = narrowed(layers, since="2025-05-14", until="2025-05-20")
    newest = layers.articles.sort_values("published_at").drop_duplicates("source", keep="last")
    return week, with_articles(week, newest)


def test_a_feed_that_is_dead_for_twenty_days_is_noticed_though_the_period_is_a_week() -> None:
    layers = layers_of([
        Told("a", "Ada Moss spoke.", source="Northgate Post", day="2025-04-30"), Told("b", "Bo Finch spoke.", day="2025-05-19"),
    ])
    week, outlets = week_and_outlets(layers)
    assert alerts(week, now="2025-05-20", silent_outlet_days=14).empty
    answer = answered("alerts", outlets, period=week, now="2025-05-20", silent_outlet_days=14)
    assert answer.frame["detail"].tolist() == ["Northgate Post: no article for 20 days"]
    assert answer.evidence["article_id"].tolist() == ["a"]
    assert answered("alerts", outlets, period=week, now="2025-05-20", silent_outlet_days=21).frame.empty


def test_a_period_without_any_article_is_an_alert_proved_by_the_newest_there_is() -> None:
    layers = layers_of([Told("a", "Ada Moss spoke.", day="2025-04-30"), Told("b", "Bo Finch spoke.", day="2025-05-02")])
    week, outlets = week_and_outlets(layers)
    answer = answered("alerts", outlets, period=week, now="2025-05-20", empty_period=True)
    assert answer.frame[["alert", "detail"]].values.tolist() == [
        ["No article in the period", "the newest that there is, of The Harbour Courier, is of 2 May 2025"],
    ]
    assert answer.evidence["article_id"].tolist() == ["b"]
    assert answered("alerts", layers, empty_period=True).frame.empty


def test_an_archive_without_any_article_alerts_of_nothing() -> None:
    assert answered("alerts", layers_of([]), empty_period=True, silent_outlet_days=3).frame.empty
