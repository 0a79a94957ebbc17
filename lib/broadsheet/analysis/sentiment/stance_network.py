"""Who is for and against whom as a graph, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.analysis.sentiment.stance_edges import stance_edges
from broadsheet.annotating import Layers

if TYPE_CHECKING:
    import networkx as nx


def stance_network(layers: Layers, *, focus: str | None = None, top: int | None = None) -> nx.DiGraph:
    """The edges of `stance_edges` as a signed, directed graph, for `save_network` and for Gephi or Cytoscape.

    Parameters
    ----------
    layers, focus, top
        As for `stance_edges`; here `top` is None, all edges, by default.

    Returns
    -------
    networkx.DiGraph
        Nodes are actor ids with `label kind country`; edges run from speaker to target with `sign` (critical, supportive,
        mixed, neutral, one statement), `weight` (mentions and clauses that judge), `stance` (their mean, −1 to 1),
        `articles negative neutral positive`.
    """
    import networkx as nx

    graph, edges = nx.DiGraph(), stance_edges(layers, focus=focus, top=top)
    known = layers.actors.set_index("actor_id")
    for actor_id in sorted({*edges["holder_id"], *edges["actor_id"]}):
        facts = known.loc[actor_id, ["name", "kind", "country"]].rename({"name": "label"}).dropna()
        graph.add_node(actor_id, **facts.to_dict())
    for row in edges.to_dict("records"):
        values = {name: int(row[name]) for name in ("articles", "negative", "neutral", "positive")} | {"weight": int(row["mentions"])}
        graph.add_edge(row["holder_id"], row["actor_id"], sign=row["sign"], stance=float(row["stance"]), **values)
    return graph
