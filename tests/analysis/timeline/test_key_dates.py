"""The days that matter most."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.analysis.timeline.ferry_layers import ferry_layers
from tests.analysis.timeline.harbour_layers import no_layers

import broadsheet as bs
from broadsheet.analysis import key_dates
from broadsheet.annotating.layers import Layers


@pytest.fixture(scope="module")
def layers() -> Layers:
    return ferry_layers()


def test_a_day_that_later_articles_look_back_at_weighs_more(layers: Layers) -> None:
    days = key_dates(layers, top=2)
    assert days["date"].iloc[0] == pd.Timestamp("2025-06-13")
    assert days["salience"].is_monotonic_decreasing


def test_no_article_gives_an_empty_answer() -> None:
    assert key_dates(no_layers()).empty
    assert bs.ask("key_dates", no_layers()).finding == "No dated happening."


@pytest.mark.parametrize("focus", [None, "Ada Noll"])
def test_a_day_is_proved_by_the_reports_that_date_a_story_to_it(layers: Layers, focus: str | None) -> None:
    answer = bs.ask("key_dates", layers, focus=focus)
    shown = answer.evidence.merge(layers.events, on=["article_id", "start", "end"])
    days = answer.frame["date"].to_numpy()[shown["row"]]
    assert (shown["earliest"] == days).all() and (shown["latest"] == days).all()
    assert shown.groupby("row")["story_id"].nunique().tolist() == answer.frame["stories"].tolist()
    assert answer.finding == "The day that matters most is 13 June 2025"


def test_a_day_on_which_the_focus_takes_no_part_is_not_there(layers: Layers) -> None:
    grounding = pd.Timestamp("2025-06-21")
    assert grounding in set(bs.ask("key_dates", layers).frame["date"])
    assert grounding not in set(bs.ask("key_dates", layers, focus="Ada Noll").frame["date"])
