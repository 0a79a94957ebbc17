"""Graphs that other programs open with all they need."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from tests.analysis.actors.tied_layers import tied_layers

from broadsheet.analysis import actor_matrix, actor_network, co_occurrence, save_network
from broadsheet.annotating import Layers
from broadsheet.errors import RequestError


@pytest.fixture
def layers() -> Layers:
    return tied_layers()


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


def test_a_focus_keeps_the_actor_and_those_it_is_tied_to(layers: Layers) -> None:
    whole, narrow = actor_network(layers), actor_network(layers, focus="tallow")
    assert set(narrow.nodes) == {"tallow", *whole.neighbors("tallow")} and set(narrow.nodes) < set(whole.nodes)
    assert set(map(frozenset, narrow.edges)) <= set(map(frozenset, whole.edges))


def test_a_matrix_is_symmetric_and_has_what_the_pairs_say(layers: Layers) -> None:
    made = actor_matrix(layers, value="association")
    assert made.equals(made.T) and (made.to_numpy().diagonal() == 0).all()
    for row in co_occurrence(layers).to_dict("records"):
        assert made.loc[row["name"], row["other"]] == pytest.approx(row["association"])
    with pytest.raises(RequestError, match="value is 'words'"):
        actor_matrix(layers, value="words")
