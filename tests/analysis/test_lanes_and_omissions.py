"""Who takes part in what, and what some outlets leave out."""

from __future__ import annotations

import pandas as pd
import pytest

from broadsheet import annotate, schemas
from broadsheet.analysis import actor_lanes, left_out
from broadsheet.annotating.layers import Layers
from broadsheet.errors import RequestError

REPORTS = [
    ("a0", "Ellan Gazette", "2025-06-14", "Prime Minister Ada Noll opened Port Ellan’s new harbour on Friday, and Bo Finch thanked her."),
    ("a1", "Marran Post", "2025-06-15", "Ada Noll opened the new harbour of Port Ellan on 13 June."),
    ("a2", "The Herring", "2025-06-16", "Bo Finch sold his fleet of boats in Marran on Sunday."),
    ("a3", "Far Courier", "2025-09-01", "The zoo of Marran opened an aviary on 30 August."),
    ("a4", "The Copyist", "2025-06-15", "Ada Noll opened the new harbour of Port Ellan on 13 June."),
]


@pytest.fixture(scope="module")
def layers() -> Layers:
    frame = pd.DataFrame(REPORTS, columns=["article_id", "source", "published_at", "text"])
    frame = frame.assign(published_at=pd.to_datetime(frame["published_at"], utc=True), copy_of=[None] * 4 + ["a1"])
    return annotate(frame, sentiment=None)


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


def test_who_was_at_work_and_did_not_tell_left_it_out(layers: Layers) -> None:
    """The copyist carries what it copied; an outlet that published nothing around it left nothing out."""
    row = left_out(layers).iloc[0]
    assert (row["earliest"], row["told_by"]) == (pd.Timestamp("2025-06-13"), "Ellan Gazette, Marran Post, The Copyist")
    assert (row["left_out_by"], row["outlets_telling"], row["outlets_at_work"]) == ("The Herring", 3, 4)


def test_what_one_outlet_tells_is_no_omission_and_a_copy_is_no_second_teller(layers: Layers) -> None:
    assert not left_out(layers)["sentence"].str.contains("fleet|aviary").any()
    alone = layers.articles[layers.articles["article_id"].isin(["a1", "a2", "a4"])]
    kept = {name: frame[frame["article_id"].isin(alone["article_id"])] for name, frame in (("events", layers.events),
                                                                                           ("sentences", layers.sentences))}
    assert left_out(Layers(**{**layers.frames(), "articles": alone, **kept})).empty


def test_no_article_gives_empty_answers() -> None:
    nothing = Layers(**{name: schemas.frame(name) for name in schemas.TABLES if name != "rejects"})
    assert actor_lanes(nothing).empty
    assert left_out(nothing).empty
