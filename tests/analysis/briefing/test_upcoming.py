"""Plans that lie ahead."""

from __future__ import annotations

from tests.invented_layers import Told, layers_of

from broadsheet.analysis import answered, upcoming


def test_what_lies_ahead_begins_on_the_day_asked_from() -> None:
    layers = layers_of([Told("p", "Ada Moss will reopen the ferry.", events=[("reopen", "planned", "2025-06-01")])])
    assert upcoming(layers)["sentence"].tolist() == ["Ada Moss will reopen the ferry."]
    assert upcoming(layers, now="2025-06-02").empty


def test_a_plan_is_proved_by_its_reports() -> None:
    layers = layers_of([
        Told("p", "Ada Moss will reopen the ferry.", events=[("reopen", "planned", "2025-06-01")]),
        Told("q", "Bo Finch spoke of the harbour.", events=[("spoke", "occurred", "2025-05-04")]),
    ])
    answer = answered("upcoming", layers)
    assert answer.evidence["article_id"].tolist() == ["p"]
    assert answer.finding == "1 dated plan ahead, the first due by 1 June 2025"
    assert answered("upcoming", layers, now="2025-06-02").finding == "No dated plan lies ahead."
