"""The graph that `annotating.parser.tok2vec` computes spaCy's encoder with: its arithmetic alone, the weights are the pipeline's own.

    python -m training.export_window_encoder

An encoder (`spacy.ml.models.tok2vec.MaxoutWindowEncoder`) is a few layers: each sees a token between its two neighbours,
takes the largest of some products, brings it to norm, and adds it to what it was given. Documents go in as a sequence and
come out as one, and a loop in the graph takes one after the other: so each stays in the processor's cache, its vectors depend on it
alone, and Python is asked twice a batch instead of after every step.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper

from broadsheet.annotating.parser.tok2vec import DEPTH, GRAPH, PADDING, PIECES, TINY
from training.onnx_graph import Graph

FLOAT = TensorProto.FLOAT
SHAPES = {"weight": ["seen", "products"], "bias": ["products"], "scale": ["width"], "offset": ["width"]}
"""What a layer is given, under these names and its number."""


def window_encoder() -> onnx.ModelProto:
    """From documents, a sequence of (tokens, width), and the layers' weights, to a sequence of the same shapes."""
    whole = Graph()
    numbers = {
        "zero": [0], "one": [1], "minus_one": [-1], "many": [np.iinfo(np.int64).max], "padding": [PADDING], "minus_padding": [-PADDING],
        "around": [PADDING, 0, PADDING, 0],
    }
    for name, value in numbers.items():
        whole.constant(name, np.array(value, dtype=np.int64))
    whole.node("SequenceLength", ["documents"], "count")
    whole.node("SequenceEmpty", [], "none", dtype=FLOAT)
    whole.node("Loop", ["count", "", "none"], "encoded", body=_one_document())
    weights = [helper.make_tensor_value_info(f"{name}{number}", FLOAT, shape) for number in range(DEPTH) for name, shape in SHAPES.items()]
    model = whole.model("window_encoder", [_documents("documents"), *weights], [_documents("encoded")])
    onnx.checker.check_model(model)
    return model


def _one_document() -> onnx.GraphProto:
    """What the loop does with each document: its vectors, added to those so far."""
    graph = Graph()
    graph.node("SequenceAt", ["documents", "number"], "document")
    state = graph.node("Pad", ["document", "around"], "padded")
    graph.node("Slice", ["padded", "zero", "one", "zero"], "empty_row")
    for number in range(DEPTH):
        state = _layer(graph, state, number)
    graph.node("Slice", [state, "padding", "minus_padding", "zero"], "vectors")
    graph.node("SequenceInsert", ["so_far", "vectors"], "now")
    graph.node("Identity", ["go"], "go_on")
    given = [helper.make_tensor_value_info(name, kind, []) for name, kind in (("number", TensorProto.INT64), ("go", TensorProto.BOOL))]
    made = [helper.make_tensor_value_info("go_on", TensorProto.BOOL, []), _documents("now")]
    return helper.make_graph(graph.nodes, "one_document", [*given, _documents("so_far")], made)


def _layer(graph: Graph, given: str, number: int) -> str:
    """A layer's nodes; the name of what it gives."""
    at = f"layers.{number}"
    graph.node("Slice", [given, "zero", "minus_one", "zero"], f"{at}.but_last")
    graph.node("Slice", [given, "one", "many", "zero"], f"{at}.but_first")
    graph.node("Concat", ["empty_row", f"{at}.but_last"], f"{at}.left", axis=0)
    graph.node("Concat", [f"{at}.but_first", "empty_row"], f"{at}.right", axis=0)
    graph.node("Concat", [f"{at}.left", given, f"{at}.right"], f"{at}.window", axis=1)
    graph.node("Gemm", [f"{at}.window", f"weight{number}", f"bias{number}"], f"{at}.products")
    pieces = graph.split(f"{at}.products", [f"{at}.piece{piece}" for piece in range(PIECES)])
    graph.node("Max", pieces, f"{at}.largest")
    graph.node("LayerNormalization", [f"{at}.largest", f"scale{number}", f"offset{number}"], f"{at}.norm", axis=-1, epsilon=float(TINY))
    return graph.node("Add", [given, f"{at}.norm"], f"{at}.sum")


def _documents(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_sequence_value_info(name, FLOAT, ["tokens", "width"])


if __name__ == "__main__":
    onnx.save(window_encoder(), str(GRAPH))
    print(GRAPH)
