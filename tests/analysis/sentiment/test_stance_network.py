"""The signed network as files that other programs open."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import save_network, stance_network


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_the_signed_network_can_be_saved_and_read(tmp_path: Path, ending: str) -> None:
    import networkx as nx

    judged = {"Ada Moss": ("quoted", "Bo Finch", -0.9)}
    layers = layers_of([Told(key, "Bo Finch called Ada Moss reckless.", stance=judged) for key in "ab"])
    path = save_network(stance_network(layers), tmp_path / f"ties.{ending}")
    graph = nx.read_graphml(path) if ending == "graphml" else nx.read_gexf(path)
    (holder, target, edge), = graph.edges(data=True)
    assert (graph.nodes[holder]["label"], graph.nodes[target]["label"]) == ("Bo Finch", "Ada Moss")
    assert (edge["sign"], edge["weight"], edge["stance"]) == ("critical", 2, pytest.approx(-0.9))
    assert nx.number_of_nodes(stance_network(layers_of([]))) == 0
