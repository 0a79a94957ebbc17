"""Who appears with whom: association, not counts."""

from __future__ import annotations

import pytest
from tests.analysis.actors.tied_layers import tied_layers
from tests.analysis.invented_layers import invented_layers

from broadsheet.analysis import answered, co_occurrence
from broadsheet.annotating import Layers


@pytest.fixture
def layers() -> Layers:
    return tied_layers()


def test_association_ranks_those_who_are_seldom_apart(layers: Layers) -> None:
    ties = co_occurrence(layers)
    assert ties[["name", "other", "sentences"]].values.tolist() == [["Noll", "Tallow", 4], ["Kosovo", "Noll", 2]]
    assert ties["npmi"].iloc[0] > 0 > ties["npmi"].iloc[1]


def test_those_never_apart_have_the_highest_npmi() -> None:
    ties = co_occurrence(invented_layers([("a", "Lantern", "2025-10-01", None, ["Noll met Tallow.", "Kosovo slept."])]))
    assert ties["npmi"].tolist() == [pytest.approx(1.0)]
    assert ties["association"].iloc[0] == pytest.approx(0.25)


def test_with_a_focus_the_focus_stands_first(layers: Layers) -> None:
    assert set(co_occurrence(layers, focus="Noll")["name"]) == {"Noll"}


def test_the_evidence_is_a_sentence_with_both(layers: Layers) -> None:
    row = co_occurrence(layers).iloc[0]
    text = layers.articles.set_index("article_id")["text"][row["article_id"]]
    assert text[row["start"]:row["end"]] == "Noll met Tallow."


def test_the_sentence_holds_for_a_list_that_is_cut_short(layers: Layers) -> None:
    assert answered("co_occurrence", layers).finding == "Noll and Tallow have the closest tie: 4 sentences name both"
    assert answered("co_occurrence", layers, top=1).finding == answered("co_occurrence", layers).finding
