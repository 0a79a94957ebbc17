"""Who appears with whom, and who speaks about whom, as graphs that Gephi and Cytoscape open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from broadsheet.analysis.actors.actor_ranking import actor_ranking
from broadsheet.analysis.actors.co_occurrence import co_occurrence
from broadsheet.analysis.actors.spoken_about import spoken_about
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor
from broadsheet.errors import RequestError

if TYPE_CHECKING:
    import networkx as nx

_SEED = 20250101


def actor_network(
    layers: Layers, *, top: int = 30, ties: Literal["together", "speech"] = "together", focus: str | None = None,
) -> nx.Graph:
    """The network of the most mentioned actors.

    Parameters
    ----------
    layers
        Annotated articles.
    top
        How many actors, by mentions.
    ties
        together: who stands with whom in a sentence (undirected; edges with `weight` = association, `npmi`, `sentences`,
        `articles`; only pairs that meet more often than chance). speech: who speaks about whom (directed; edges with
        `weight` = `statements`, `articles`, and `stance` where the layers judge it).
    focus
        Only this actor (name, alias or id) and those that it is tied to, with the ties among them.

    Returns
    -------
    networkx.Graph
        A `Graph`, or a `DiGraph` for speech. Nodes are actor ids with `label kind country role mentions articles outlets
        community`; `community` numbers the groups that Louvain's method finds (Blondel et al. 2008, fixed seed).
    """
    import networkx as nx

    edges = _edges(layers, ties)
    ranking = actor_ranking(layers, top=top) if focus is None else _around(find_actor(layers, focus), edges, layers, top)
    graph = nx.DiGraph() if ties == "speech" else nx.Graph()
    for row in ranking.to_dict("records"):
        graph.add_node(row["actor_id"], **_known({
            "label": row["name"], "kind": row["kind"], "country": row["country"], "role": row["role"], "mentions": int(row["mentions"]),
            "articles": int(row["articles"]), "outlets": int(row["outlets"]),
        }))
    for first, second, values in edges:
        if first in graph and second in graph:
            graph.add_edge(first, second, **_known(values))
    if graph.number_of_edges():
        groups = nx.community.louvain_communities(graph.to_undirected(), weight="weight", seed=_SEED)
        for number, members in enumerate(sorted(groups, key=lambda group: (-len(group), min(group)))):
            for actor_id in members:
                graph.nodes[actor_id]["community"] = number
    return graph


def _around(actor_id: str, edges: list[tuple[str, str, dict[str, Any]]], layers: Layers, top: int) -> pd.DataFrame:
    """The rows of the ranking of the actor, which comes first, and of those it is tied to."""
    near = {second if first == actor_id else first for first, second, _ in edges if actor_id in (first, second)}
    ranking = actor_ranking(layers)
    own = ranking["actor_id"] == actor_id
    return pd.concat([ranking[own], ranking[~own & ranking["actor_id"].isin(near)]]).head(top)


def _edges(layers: Layers, ties: str) -> list[tuple[str, str, dict[str, Any]]]:
    if ties == "together":
        pairs = co_occurrence(layers)
        pairs = pairs[pairs["npmi"] > 0]
        return [
            (row["actor_id"], row["other_id"], {
                "weight": float(row["association"]), "npmi": float(row["npmi"]), "sentences": int(row["sentences"]),
                "articles": int(row["articles"]),
            })
            for row in pairs.to_dict("records")
        ]
    if ties != "speech":
        raise RequestError(f"ties is {ties!r}, should be together or speech")
    stances = layers.stances.dropna(subset=["holder_id"]).groupby(["holder_id", "actor_id"])["stance"].mean()
    return [
        (row["holder_id"], row["actor_id"], {
            "weight": int(row["statements"]), "statements": int(row["statements"]), "articles": int(row["articles"]),
            "stance": stances.get((row["holder_id"], row["actor_id"])),
        })
        for row in spoken_about(layers).to_dict("records")
    ]


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """Attributes that have a value, as plain types: the formats know no missing ones."""
    return {key: value.item() if isinstance(value, np.generic) else value for key, value in values.items() if not pd.isna(value)}


def save_network(graph: nx.Graph, path: str | Path) -> Path:
    """Write the graph as GraphML or GEXF, by the ending of `path`, with all attributes of nodes and edges.

    The folder of `path` is made if it is missing.

    Parameters
    ----------
    graph
        From `actor_network` or `stance_network`.
    path
        A file that ends in `.graphml` or `.gexf`.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    RequestError
        The path ends in neither `.graphml` nor `.gexf`.

    Examples
    --------
    >>> import networkx as nx
    >>> save_network(nx.path_graph(2), "ties.graphml").name
    'ties.graphml'
    """
    import networkx as nx

    target = Path(path)
    if target.suffix in (".graphml", ".gexf"):
        target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".graphml":
        nx.write_graphml(graph, target, named_key_ids=True)
    elif target.suffix == ".gexf":
        nx.write_gexf(graph, target)
    else:
        raise RequestError(f"path ends in {target.suffix!r}, should end in .graphml or .gexf")
    return target
