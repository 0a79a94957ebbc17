"""Who appears with whom, and who speaks about whom, as tables and as graphs that Gephi and Cytoscape open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.appearances import ACTING, SPAN, appearances
from broadsheet.annotating import Layers
from broadsheet.errors import RequestError
from broadsheet.schemas import KINDS

if TYPE_CHECKING:
    import networkx as nx

_SEED = 20250101


def co_occurrence(layers: Layers, *, top: int | None = None, focus: str | None = None) -> pd.DataFrame:
    """Who stands with whom in one sentence, more often than chance.

    Raw counts only tell who is mentioned much. The normalised pointwise mutual information (Bouma 2009) of two actors is
    1 where neither ever appears without the other, 0 where they meet as chance would have it, below 0 where they avoid each
    other. `association` multiplies it by the discount of Pantel & Lin (2002), which takes back what rests on one or two sentences.

    Parameters
    ----------
    layers
        Annotated articles; copies do not count again.
    top
        At most so many pairs; None keeps all.
    focus
        Only pairs with this actor (name, alias or id), who then stands first.

    Returns
    -------
    pandas.DataFrame
        One row per pair, the strongest association first: `actor_id name other_id other sentences articles outlets npmi
        association`, and the newest sentence as evidence: `article_id start end`.
    """
    rows = appearances(layers, kinds=ACTING if focus is None else KINDS)
    rows = rows[rows["sentence_no"].notna()].drop_duplicates(["article_id", "sentence_no", "actor_id"])
    total = len(rows.drop_duplicates(["article_id", "sentence_no"]))
    each = rows["actor_id"].value_counts()
    keys = ["article_id", "sentence_no"]
    left = rows[["actor_id", *keys, "source", "published_at", "sentence_start", "sentence_end"]]
    chosen = None
    if focus is not None:
        from broadsheet.corrections import find_actor

        chosen = find_actor(layers, focus)
        left = left[left["actor_id"] == chosen]
    pairs = left.merge(rows[["actor_id", *keys]].rename(columns={"actor_id": "other_id"}), on=keys, validate="many_to_many")
    pairs = pairs[pairs["actor_id"] < pairs["other_id"]] if chosen is None else pairs[pairs["actor_id"] != pairs["other_id"]]
    pairs = pairs.sort_values(["published_at", *keys], kind="stable", na_position="first")
    made = pairs.groupby(["actor_id", "other_id"], as_index=False).agg(
        sentences=("sentence_no", "size"), articles=("article_id", "nunique"), outlets=("source", "nunique"),
        article_id=("article_id", "last"), start=("sentence_start", "last"), end=("sentence_end", "last"),
    )
    made = _with_association(made, each, total)
    names = layers.actors.set_index("actor_id")["name"]
    made = made.assign(name=made["actor_id"].map(names), other=made["other_id"].map(names))
    made = made.sort_values(["association", "sentences", "actor_id", "other_id"], ascending=[False, False, True, True], ignore_index=True)
    columns = ["actor_id", "name", "other_id", "other", "sentences", "articles", "outlets", "npmi", "association", *SPAN]
    made = made[columns].astype(dict.fromkeys(["sentences", "articles", "outlets", "start", "end"], "Int64"))
    return made.head(len(made) if top is None else top)


def _with_association(pairs: pd.DataFrame, each: pd.Series, total: int) -> pd.DataFrame:
    together = pairs["sentences"].to_numpy(dtype=float)
    first = pairs["actor_id"].map(each).to_numpy(dtype=float)
    second = pairs["other_id"].map(each).to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        mutual = np.log(together * total / (first * second))
        npmi = np.where(together >= total, 1.0, mutual / -np.log(together / total))
    rarer = np.minimum(first, second)
    discount = together / (together + 1) * rarer / (rarer + 1)
    return pairs.assign(npmi=pd.array(npmi, dtype="Float64"), association=pd.array(npmi * discount, dtype="Float64"))


def actor_network(layers: Layers, *, top: int = 30, ties: Literal["together", "speech"] = "together") -> nx.Graph:
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

    Returns
    -------
    networkx.Graph
        A `Graph`, or a `DiGraph` for speech. Nodes are actor ids with `label kind country role mentions articles outlets
        community`; `community` numbers the groups that Louvain's method finds (Blondel et al. 2008, fixed seed).
    """
    import networkx as nx

    from broadsheet.analysis.actors.actor_ranking import actor_ranking

    ranking = actor_ranking(layers, top=top)
    graph = nx.DiGraph() if ties == "speech" else nx.Graph()
    for row in ranking.to_dict("records"):
        graph.add_node(row["actor_id"], **_known({
            "label": row["name"], "kind": row["kind"], "country": row["country"], "role": row["role"], "mentions": int(row["mentions"]),
            "articles": int(row["articles"]), "outlets": int(row["outlets"]),
        }))
    for first, second, values in _edges(layers, ties):
        if first in graph and second in graph:
            graph.add_edge(first, second, **_known(values))
    if graph.number_of_edges():
        groups = nx.community.louvain_communities(graph.to_undirected(), weight="weight", seed=_SEED)
        for number, members in enumerate(sorted(groups, key=lambda group: (-len(group), min(group)))):
            for actor_id in members:
                graph.nodes[actor_id]["community"] = number
    return graph


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
    from broadsheet.analysis.actors.speaker_ranking import spoken_about

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

    Raises
    ------
    RequestError
        The path ends in neither `.graphml` nor `.gexf`.
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
