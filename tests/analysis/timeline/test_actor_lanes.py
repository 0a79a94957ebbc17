"""Who takes part in what."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.analysis.timeline.harbour_layers import harbour_layers, no_layers

import broadsheet as bs
from broadsheet.analysis import actor_lanes
from broadsheet.annotating.layers import Layers
from broadsheet.errors import RequestError


@pytest.fixture(scope="module")
def layers() -> Layers:
    return harbour_layers()


def test_a_lane_per_actor_the_busiest_first_by_date(layers: Layers) -> None:
    lanes = actor_lanes(layers)
    sizes = lanes.groupby("name", sort=False).size()
    assert sizes.is_monotonic_decreasing
    assert {"Ada Noll", "Bo Finch"} <= set(sizes.index)
    for _, lane in lanes.groupby("actor_id"):
        assert lane["earliest"].is_monotonic_increasing
    opening = lanes[lanes["earliest"] == pd.Timestamp("2025-06-13")]
    assert "Ada Noll" in set(opening["name"])


def test_lanes_follow_focus_period_and_status(layers: Layers) -> None:
    assert len(set(actor_lanes(layers, top=1)["actor_id"])) == 1
    assert actor_lanes(layers, since="2025-06-15", until="2025-06-15")["name"].unique().tolist() == ["Bo Finch"]
    assert actor_lanes(layers, status="denied").empty
    assert set(actor_lanes(layers, "Ada Noll")["earliest"]) == {pd.Timestamp("2025-06-13")}
    with pytest.raises(RequestError):
        actor_lanes(layers, "Nobody Known")


def test_no_article_gives_an_empty_answer() -> None:
    assert actor_lanes(no_layers()).empty
    assert bs.ask("actor_lanes", no_layers()).finding == "No actor takes part in a dated happening."


def test_a_row_is_proved_by_the_reports_in_which_its_actor_takes_part(layers: Layers) -> None:
    """Both outlets tell of the opening, and none of what Finch sold; the copy has no words of its own."""
    answer = bs.ask("actor_lanes", layers)
    taking_part = layers.event_actors[layers.event_actors["part"] != "place"].merge(layers.events, on="event_id")
    for row, passages in answer.evidence.groupby("row"):
        theirs = taking_part[taking_part["actor_id"] == answer.frame["actor_id"].iloc[row]]
        assert len(passages.merge(theirs, on=["article_id", "start", "end"])) >= len(passages)
    opening = answer.frame[answer.frame["earliest"] == pd.Timestamp("2025-06-13")]
    shown = {opening["name"][row]: set(found["article_id"]) for row, found in answer.evidence.groupby("row") if row in opening.index}
    assert shown["Ada Noll"] == {"a0", "a1"}
