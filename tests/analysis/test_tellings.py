"""Two outlets on one story: sentence beside sentence, and no difference without enough stories."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import outlet_pairs, pairs_apart, story_tellings, witnesses
from broadsheet.annotating import Layers


def stories(values: list[tuple[float, float]], *, voice: str = "own") -> Layers:
    """One story per pair of values, told by the Courier and by the Post; both judge Ada Moss in it."""
    told = []
    for number, pair in enumerate(values):
        for outlet, value in zip(("The Harbour Courier", "Northgate Post"), pair, strict=True):
            text = f"Ada Moss opened quay {number} of the port, said {outlet}."
            told.append(Told(
                f"{outlet[:3]}{number}", text, source=outlet, events=[("opened", "occurred", "2025-05-04")],
                stance={"Ada Moss": (voice, "Bo Finch" if voice == "quoted" else None, value)},
            ))
    layers = layers_of(told)
    return replace(layers, events=layers.events.assign(story_id=layers.events["article_id"].str[3:].astype("str")))


def test_the_more_negative_outlet_stands_first_with_both_sentences() -> None:
    row = story_tellings(stories([(0.8, -0.7), (0.1, 0.0)])).iloc[0]
    assert (row["name"], row["source"], row["other_source"]) == ("Ada Moss", "Northgate Post", "The Harbour Courier")
    assert (row["stance"], row["other_stance"], row["difference"]) == (-0.7, 0.8, pytest.approx(-1.5))
    assert "Northgate Post" in row["sentence"]
    assert "Harbour Courier" in row["other_sentence"]


def test_both_sentences_are_the_evidence() -> None:
    layers = stories([(0.8, -0.7)])
    assert set(witnesses(story_tellings(layers), layers)["article_id"]) == {"The0", "Nor0"}


def test_what_is_quoted_or_hardly_differs_is_not_shown() -> None:
    assert story_tellings(stories([(0.8, -0.7)], voice="quoted")).empty
    assert story_tellings(stories([(0.2, -0.1)])).empty


def test_two_outlets_differ_only_with_enough_stories_and_an_interval_that_says_so() -> None:
    apart = outlet_pairs(stories([(0.5, -0.4), (0.6, -0.5), (0.4, -0.3), (0.7, -0.2), (0.5, -0.6), (0.3, -0.4)]))
    assert apart[["source", "other_source"]].to_numpy().tolist() == [["Northgate Post", "The Harbour Courier"]]
    assert apart[["stories", "differs"]].to_numpy().tolist() == [[6, "yes"]]
    assert apart["difference_high"].iloc[0] < 0
    assert pairs_apart(apart) == "On the same stories Northgate Post writes more negatively than The Harbour Courier"
    few = outlet_pairs(stories([(0.5, -0.4), (0.6, -0.5)]))
    assert few["differs"].tolist() == ["not enough evidence"]
    assert few["difference"].isna().all()
    alike = outlet_pairs(stories([(0.5, -0.4), (-0.4, 0.5)] * 3))
    assert alike["differs"].tolist() == ["no"]
    assert "more than chance" in pairs_apart(alike)


def test_copies_do_not_make_a_second_outlet() -> None:
    layers = stories([(0.8, -0.7)])
    copied = layers.articles["article_id"].map({"Nor0": "The0"}).astype("str")
    assert story_tellings(replace(layers, articles=layers.articles.assign(copy_of=copied))).empty


def test_no_article_gives_empty_frames() -> None:
    layers = layers_of([])
    assert story_tellings(layers).empty
    assert outlet_pairs(layers).empty
    assert pairs_apart(outlet_pairs(layers)).startswith("Not enough")
    pd.testing.assert_index_equal(outlet_pairs(layers).columns, outlet_pairs(stories([(0.8, -0.7)])).columns)
