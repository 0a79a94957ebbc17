"""Who appears with whom: association, not counts; and graphs that other programs open with all they need."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from tests.analysis.invented_layers import invented_layers

from broadsheet.analysis.actors.co_occurrence import actor_network, co_occurrence, save_network
from broadsheet.annotating import Layers
from broadsheet.errors import RequestError


@pytest.fixture
def layers() -> Layers:
    alone = ["Kosovo waited.", "Kosovo hoped.", "Kosovo slept."] * 2 + ["Petrov left."] * 3
    pairs = ["Noll met Tallow."] * 4 + ["Noll praised Kosovo."] * 2 + alone
    return invented_layers([(f"a{i}", "Lantern", f"2025-10-{i + 1:02}", None, [pair]) for i, pair in enumerate(pairs)])


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


@pytest.mark.parametrize(("name", "read"), [("ties.gexf", nx.read_gexf), ("ties.graphml", nx.read_graphml)])
def test_files_keep_every_attribute(layers: Layers, tmp_path: Path, name: str, read: object) -> None:
    graph = actor_network(layers)
    again = read(save_network(graph, tmp_path / "made" / name))
    assert set(again.nodes) == {"noll", "tallow", "kosovo", "petrov"}
    assert {"kind", "mentions", "articles", "outlets", "label"} <= set(again.nodes["noll"])
    assert again.edges["noll", "tallow"]["weight"] == pytest.approx(graph.edges["noll", "tallow"]["weight"])
    assert again.edges["noll", "tallow"]["sentences"] == 4


def test_only_ties_beyond_chance_are_drawn(layers: Layers) -> None:
    assert set(map(frozenset, actor_network(layers).edges)) == {frozenset({"noll", "tallow"})}


def test_speech_is_directed(layers: Layers) -> None:
    assert actor_network(layers, ties="speech").is_directed()


def test_other_endings_and_ties_are_refused(layers: Layers, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"'\.csv'"):
        save_network(actor_network(layers), tmp_path / "ties.csv")
    with pytest.raises(RequestError, match="'friendship'"):
        actor_network(layers, ties="friendship")


def test_the_same_layers_give_the_same_graph(layers: Layers) -> None:
    one, other = actor_network(layers), actor_network(layers)
    assert nx.utils.graphs_equal(one, other)
