"""The graph that `annotating.tok2vec` computes spaCy's encoder with: its arithmetic alone, the weights are the pipeline's own.

    python -m broadsheet.training.export_window_encoder

An encoder (`spacy.ml.models.tok2vec.MaxoutWindowEncoder`) is a few layers: each sees a token between its two neighbours,
takes the largest of some products, brings it to norm, and adds it to what it was given. Documents go in as a sequence and
come out as one, and a loop in the graph takes one after the other: so each stays in the processor's cache, its vectors depend on it
alone, and Python is asked twice a batch instead of after every step.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from broadsheet.annotating.tok2vec import DEPTH, GRAPH, PADDING, PIECES, TINY

OPSET, FORMAT = 18, 9
FLOAT = TensorProto.FLOAT


def _layer(given: str, number: int) -> tuple[list[onnx.NodeProto], str]:
    """The nodes of a layer, and the name of what it gives."""
    here = f"layer{number}"

    def node(kind: str, inputs: list[str], *outputs: str, **attributes: object) -> onnx.NodeProto:
        return helper.make_node(kind, inputs, [f"{here}.{name}" for name in outputs], **attributes)

    pieces = [f"piece{number}" for number in range(PIECES)]
    return [
        node("Slice", [given, "zero", "minus_one", "zero"], "but_last"),
        node("Slice", [given, "one", "many", "zero"], "but_first"),
        node("Concat", ["empty_row", f"{here}.but_last"], "left", axis=0),
        node("Concat", [f"{here}.but_first", "empty_row"], "right", axis=0),
        node("Concat", [f"{here}.left", given, f"{here}.right"], "window", axis=1),
        node("Gemm", [f"{here}.window", f"weight{number}", f"bias{number}"], "products"),
        node("Split", [f"{here}.products"], *pieces, axis=1, num_outputs=PIECES),
        node("Max", [f"{here}.{name}" for name in pieces], "largest"),
        node("LayerNormalization", [f"{here}.largest", f"scale{number}", f"offset{number}"], "norm", axis=-1, epsilon=float(TINY)),
        node("Add", [given, f"{here}.norm"], "sum"),
    ], f"{here}.sum"


def window_encoder() -> onnx.ModelProto:
    """From documents, a sequence of (tokens, width), and the layers' weights, to a sequence of the same shapes."""
    nodes = [
        helper.make_node("SequenceAt", ["documents", "number"], ["document"]),
        helper.make_node("Pad", ["document", "around"], ["padded"]),
        helper.make_node("Slice", ["padded", "zero", "one", "zero"], ["empty_row"]),
    ]
    state = "padded"
    for number in range(DEPTH):
        made, state = _layer(state, number)
        nodes += made
    nodes += [
        helper.make_node("Slice", [state, "padding", "minus_padding", "zero"], ["vectors"]),
        helper.make_node("SequenceInsert", ["so_far", "vectors"], ["now"]),
        helper.make_node("Identity", ["go"], ["go_on"]),
    ]
    body = helper.make_graph(
        nodes, "document",
        [helper.make_tensor_value_info("number", TensorProto.INT64, []), helper.make_tensor_value_info("go", TensorProto.BOOL, []),
         _documents("so_far")],
        [helper.make_tensor_value_info("go_on", TensorProto.BOOL, []), _documents("now")],
    )
    loop = [
        helper.make_node("SequenceLength", ["documents"], ["count"]),
        helper.make_node("SequenceEmpty", [], ["none"], dtype=FLOAT),
        helper.make_node("Loop", ["count", "yes", "none"], ["encoded"], body=body),
    ]
    shapes = {"weight": ["seen", "products"], "bias": ["products"], "scale": ["width"], "offset": ["width"]}
    weights = [
        helper.make_tensor_value_info(f"{name}{number}", FLOAT, shape) for number in range(DEPTH) for name, shape in shapes.items()
    ]
    numbers = {
        "zero": [0], "one": [1], "minus_one": [-1], "many": [np.iinfo(np.int64).max], "padding": [PADDING], "minus_padding": [-PADDING],
        "around": [PADDING, 0, PADDING, 0],
    }
    constants = [numpy_helper.from_array(np.array(value, dtype=np.int64), name) for name, value in numbers.items()]
    constants.append(numpy_helper.from_array(np.array(True), "yes"))
    graph = helper.make_graph(loop, "window encoder", [_documents("documents"), *weights], [_documents("encoded")], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=FORMAT, producer_name="broadsheet")
    onnx.checker.check_model(model)
    return model


def _documents(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_sequence_value_info(name, FLOAT, ["tokens", "width"])


if __name__ == "__main__":
    onnx.save(window_encoder(), str(GRAPH))
    print(GRAPH)
