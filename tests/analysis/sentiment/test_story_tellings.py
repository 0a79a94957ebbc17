"""Two outlets on one story, sentence beside sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.analysis.sentiment.invented_stances import stories
from tests.invented_layers import layers_of

from broadsheet.analysis import answered, story_tellings


def test_the_more_negative_outlet_stands_first_with_both_sentences() -> None:
    row = story_tellings(stories([(0.8, -0.7), (0.1, 0.0)])).iloc[0]
    assert (row["name"], row["source"], row["other_source"]) == ("Ada Moss", "Northgate Post", "The Harbour Courier")
    assert (row["stance"], row["other_stance"], row["difference"]) == (-0.7, 0.8, pytest.approx(-1.5))
    assert "Northgate Post" in row["sentence"]
    assert "Harbour Courier" in row["other_sentence"]


def test_both_sentences_are_the_evidence() -> None:
    layers = stories([(0.8, -0.7)])
    assert set(answered("story_tellings", layers).evidence["article_id"]) == {"The0", "Nor0"}


def test_what_is_quoted_or_hardly_differs_is_not_shown() -> None:
    assert story_tellings(stories([(0.8, -0.7)], voice="quoted")).empty
    assert story_tellings(stories([(0.2, -0.1)])).empty


def test_copies_do_not_make_a_second_outlet() -> None:
    layers = stories([(0.8, -0.7)])
    copied = layers.articles["article_id"].map({"Nor0": "The0"}).astype("str")
    assert story_tellings(replace(layers, articles=layers.articles.assign(copy_of=copied))).empty


def test_no_article_gives_an_empty_frame() -> None:
    assert story_tellings(layers_of([])).empty
    assert answered("story_tellings", layers_of([])).finding == "No story is told so differently by two outlets."
