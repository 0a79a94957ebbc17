"""The student network as an ONNX graph with weights of 8 bits: shared layers once per sentence, the others once per target.

Activations have 8 bits too, on scales that are found once (`activation_ranges`), before the model is written for good.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from onnx import TensorProto, helper

from training.onnx_graph import MICROSOFT, Graph, embeddings, rest_of_layer
from training.student import EPSILON, HEADS


def student_model(
    weights: Mapping[str, np.ndarray], *, shared: int, longest: int, temperature: float,
    ranges: Mapping[str, tuple[float, float]] | None = None,
) -> onnx.ModelProto:
    """The network as a model from (ids, row, span) to the probabilities of each target.

    Parameters
    ----------
    weights
        The trained state, as arrays under the names PyTorch gives them.
    shared
        Layers that know no target.
    longest
        Tokens that a run may have.
    temperature
        The logits are divided by it before the softmax.
    ranges
        Of `activation_ranges`. Without them a model reads one sentence at a time, and finds them anew in each.
    """
    graph = Graph(dict(weights), ranges=ranges or {})
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    states = embeddings(graph, longest, EPSILON)
    for number in range(shared):
        states = _layer(graph, number, states)
    states = _marked(graph, weights, states)
    for number in range(shared, layers - 1):
        states = _layer(graph, number, states)
    _head(graph, weights, _last(graph, layers - 1, states), temperature)
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["sentences", "tokens"]),
        helper.make_tensor_value_info("row", TensorProto.INT64, ["targets"]),
        helper.make_tensor_value_info("span", TensorProto.FLOAT, ["targets", "tokens"]),
    ]
    outputs = [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["targets", 3])]
    return graph.model("targeted_sentiment", inputs, outputs)


def _marked(graph: Graph, weights: Mapping[str, np.ndarray], states: str) -> str:
    """One copy of the sentence per target, with the mark added to the target's tokens."""
    graph.node("Gather", [states, "row"], "copies")
    graph.constant("axis.1", np.array([1]))
    graph.node("Unsqueeze", ["span", graph.constant("axis.2", np.array([2]))], "span.3")
    graph.node("Mul", ["span.3", graph.constant("mark", weights["mark"].astype(np.float32))], "marks")
    return graph.node("Add", ["copies", "marks"], "marked")


def _layer(graph: Graph, number: int, x: str) -> str:
    at = f"layers.{number}"
    together = graph.linear(x, f"{at}.qkv.weight", f"{at}.qkv", bias=f"{at}.qkv.bias")
    parts = graph.split(together, [f"{at}.{part}" for part in "qkv"])
    mixed = graph.node("MultiHeadAttention", parts, f"{at}.mixed", domain=MICROSOFT, num_heads=HEADS)
    return rest_of_layer(graph, at, x, mixed, EPSILON)


def _last(graph: Graph, number: int, x: str) -> str:
    """The last layer, asked only for the first token and for the target as a whole: (targets, 2, hidden)."""
    at = f"layers.{number}"
    graph.node("MatMul", [graph.node("Unsqueeze", ["span", "axis.1"], "span.row"), x], "target.sum")
    graph.node("ReduceSum", ["span.row", "axis.2"], "target.count", keepdims=1)
    graph.node("Div", ["target.sum", "target.count"], "target")
    graph.node("Slice", [x, "zero", "one", "axis.1"], "first")
    two = graph.node("Concat", ["first", "target"], "first.and.target", axis=1)
    weight, bias = graph.weights[f"{at}.qkv.weight"], graph.weights[f"{at}.qkv.bias"]
    hidden = weight.shape[1]
    query = graph.product(two, weight[:hidden], f"{at}.q", bias[:hidden])
    pair = graph.product(x, weight[hidden:], f"{at}.kv", bias[hidden:])
    parts = graph.split(pair, [f"{at}.k", f"{at}.v"])
    mixed = graph.node("MultiHeadAttention", [query, *parts], f"{at}.mixed", domain=MICROSOFT, num_heads=HEADS)
    return rest_of_layer(graph, at, two, mixed, EPSILON)


def _head(graph: Graph, weights: Mapping[str, np.ndarray], two: str, temperature: float) -> None:
    joined = graph.node("Reshape", [two, graph.constant("flat", np.array([0, -1]))], "joined")
    mixed = graph.linear(joined, "mix.weight", "mixed")
    offset = graph.constant("mix.b", weights["mix.bias"].astype(np.float32))
    active = graph.node("BiasGelu", [mixed, offset], "mixed.active", domain=MICROSOFT)
    graph.constant("out.w", (weights["out.weight"].T / temperature).astype(np.float32))
    graph.constant("out.b", (weights["out.bias"] / temperature).astype(np.float32))
    graph.node("Gemm", [active, "out.w", "out.b"], "logits")
    graph.node("Softmax", ["logits"], "probabilities", axis=-1)
