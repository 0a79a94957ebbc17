"""How many voices have no name."""

from __future__ import annotations

import dataclasses

import pytest
from tests.analysis.actors.spoken_layers import spoken_layers

from broadsheet.analysis import anonymous_share, answered
from broadsheet.annotating import Layers


@pytest.fixture
def layers() -> Layers:
    return spoken_layers()


def test_anonymous_share_by_outlet_with_its_interval(layers: Layers) -> None:
    shares = anonymous_share(layers).set_index("source")
    assert shares.loc["Lantern", ["n", "anonymous"]].tolist() == [3, 1]
    assert shares.loc["Harbour", ["n", "anonymous"]].tolist() == [2, 0]
    assert (shares["low"] <= shares["share"]).all() and (shares["share"] <= shares["high"]).all()
    assert not shares["enough"].any()


def test_a_share_rests_on_the_unnamed_and_none_on_all(layers: Layers) -> None:
    answer = answered("anonymous_share", layers)
    texts = layers.articles.set_index("article_id")["text"]
    shown = {outlet: set() for outlet in answer.frame["source"]}
    for row, article, start, end in answer.evidence.itertuples(index=False):
        shown[answer.frame["source"].iloc[row]].add(texts[article][start:end])
    assert shown == {
        "Lantern": {"Ellison was late"}, "Harbour": {"We will not sign the treaty before the spring comes, never", "a delay"},
    }


def test_articles_without_an_outlet_are_shown_too(layers: Layers) -> None:
    nowhere = dataclasses.replace(layers, articles=layers.articles.assign(source=None).astype({"source": "str"}))
    assert len(answered("anonymous_share", nowhere).evidence) == 1
