"""Who speaks of whom."""

from __future__ import annotations

import pytest
from tests.analysis.actors.spoken_layers import spoken_layers, without_quotes

from broadsheet.analysis import answered, spoken_about
from broadsheet.annotating import Layers


@pytest.fixture
def layers() -> Layers:
    return spoken_layers()


def test_spoken_about_counts_who_is_named_inside_the_words(layers: Layers) -> None:
    pairs = spoken_about(layers)
    assert list(zip(pairs["holder_id"], pairs["actor_id"], pairs["statements"], strict=True)) == [("ellison", "ministry", 1)]


def test_spoken_about_of_nothing_is_empty(layers: Layers) -> None:
    assert len(spoken_about(without_quotes(layers))) == 0


def test_a_focus_narrows_what_is_said_of_others(layers: Layers) -> None:
    pairs = spoken_about(layers, focus="Ministry")
    assert pairs[["holder", "name"]].values.tolist() == [["Mara Ellison", "Ministry"]]


def test_the_sentence_says_who_speaks_of_whom(layers: Layers) -> None:
    assert answered("spoken_about", layers).finding == "Mara Ellison speaks of Ministry most: 1 statement"
