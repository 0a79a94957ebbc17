"""The strongest sentences, each with its voice."""

from __future__ import annotations

from tests.analysis.sentiment.invented_stances import articles_on
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import stance_evidence


def test_the_strongest_sentences_come_with_their_voice() -> None:
    told = articles_on("Ada Moss", [-0.9, 0.8, 0.1])
    found = stance_evidence(layers_of(told))
    assert list(zip(found["side"], found["stance"], found["voice"], strict=True)) == [("negative", -0.9, "own"), ("positive", 0.8, "own")]
    assert set(found["sentence"]) == {"Something about Ada Moss was told."}
    own = layers_of([Told("a", "Ada Moss praised herself.", stance={"Ada Moss": ("quoted", "Ada Moss", 0.9)})])
    assert stance_evidence(own).empty
