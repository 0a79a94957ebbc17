"""Trained networks written as ONNX graphs: the nodes, and the larger network, stored in 4 bits and computed in 8.

The graph is written node by node instead of being traced: the fused operators of onnxruntime stand where they belong,
and every weight keeps its name. Products of 8 bits are several times as fast as those that unpack 4 bits each time;
activations see one sentence only, so its scores do not depend on the sentences it is judged with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from broadsheet.annotating.sentiment.packed_weights import FILE, Rounded, step_of

MICROSOFT = "com.microsoft"
OPSET = 18
RARE = 1
"""Percent of sentences whose activations may leave a range at either end."""
EPSILON = 1e-5
"""What keeps a norm from dividing by nothing."""


@dataclass
class Graph:
    """Nodes and constants as they are added; every method returns the name of its output."""

    weights: dict[str, np.ndarray] = field(default_factory=dict)
    bits: int = 8
    block: int = 0
    rounded: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    """Codes and scales found beforehand, by a weight's name."""
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Lowest and highest value of activations, by the name of what is multiplied; without one they are found anew in each run."""
    packed: Rounded = field(default_factory=dict)
    """Codes and scales of 4 bits that are stored beside the graph, by the name the graph gives them."""
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: np.ndarray) -> str:
        """A stored array."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, *, domain: str = "", **attributes: object) -> str:
        """One operator with one output, which carries the node's name."""
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def model(self, name: str, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]) -> onnx.ModelProto:
        """All of it as a model."""
        built = helper.make_graph(self.nodes, name, inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(built, opset_imports=opsets, ir_version=9, producer_name="broadsheet")

    def norm(self, name: str) -> list[str]:
        """The scale and the offset of a layer norm."""
        return [self.constant(f"{name}.{part}", self.weights[f"{name}.{part}"].astype(np.float32)) for part in ("weight", "bias")]

    def norm_of_sum(self, pair: list[str], name: str, norm: str, epsilon: float) -> str:
        """The norm of a sum of two: `SkipLayerNormalization` does both, and is several times as slow on a processor."""
        self.node("Add", pair, name + ".sum")
        return self.node("LayerNormalization", [name + ".sum", *self.norm(norm)], name, axis=-1, epsilon=epsilon)

    def split(self, x: str, names: list[str]) -> list[str]:
        """x cut into equal parts along its last axis."""
        self.nodes.append(helper.make_node("Split", [x], names, name=names[0] + ".split", axis=-1, num_outputs=len(names)))
        return names

    def product(self, x: str, weight: np.ndarray, name: str, bias: np.ndarray | None = None) -> str:
        """x times the transposed weight in 8 bits: codes per output, activations on the scale of their range.

        A range that is known leaves nothing to look for in a run, and makes a sentence's scores its own, whatever it is read with.
        Without one, x must be one sentence.
        """
        scales = np.maximum(np.abs(weight).max(axis=1), 1e-8) / 127
        codes = np.rint(weight / scales[:, None]).astype(np.int8)
        stored = [
            self.constant(name + ".w", codes.T), self.constant(name + ".s", scales.astype(np.float32)),
            self.constant(name + ".z", np.zeros(len(scales), np.int8)),
        ]
        offset = [] if bias is None else [self.constant(name + ".b", bias.astype(np.float32))]
        if x not in self.ranges:
            return self.node("DynamicQuantizeMatMul", [x, *stored, *offset], name, domain=MICROSOFT)
        values, step, zero = self.on_scale(x)
        return self.node("MatMulIntegerToFloat", [values, stored[0], step, stored[1], zero, stored[2], *offset], name, domain=MICROSOFT)

    def on_scale(self, x: str) -> tuple[str, str, str]:
        """x in 8 bits on the scale of its known range, the scale's step and its zero point."""
        name, step, zero = x + ".even", x + ".step", x + ".zero"
        if not self.has(name):
            low, high = self.ranges[x]
            width = (high - low) / 255
            inputs = [self.constant(step, np.array(width, np.float32)), self.constant(zero, np.array(round(-low / width), np.uint8))]
            self.node("QuantizeLinear", [x, *inputs], name)
        return name, step, zero

    def has(self, name: str) -> bool:
        """Whether some node's output has that name."""
        return any(name in node.output for node in self.nodes)

    def linear(self, x: str, key: str, name: str, *, bias: str | None = None) -> str:
        """x times the transposed weight (outputs by inputs) of that key, computed in 8 bits; a bias is added where weights are stored so.

        Stored in 8 bits: see `product`. Stored in 4 bits: codes in blocks along the inputs, which become 8 bits per output when the
        model is loaded; activations are quantised row by row, so several sentences of one length can be read together without
        moving each other's scores.
        """
        weight = self.weights[key]
        if self.bits == 8:
            return self.product(x, weight, name, None if bias is None else self.weights[bias])
        codes, scales = self.rounded[key] if key in self.rounded else codes_and_scales(weight, self.bits, self.block)
        weights, steps, zeros = self.outside(name + ".w", codes, scales.astype(np.float16))
        if x in self.ranges:
            values, step, zero = self.on_scale(x)
            offset = [] if bias is None else [self.constant(name + ".b", self.weights[bias].astype(np.float32))]
            return self.node("MatMulIntegerToFloat", [values, weights, step, steps, zero, zeros, *offset], name, domain=MICROSOFT)
        inputs = [self.evened(x), weights, x + ".step", steps, x + ".zero", zeros]
        product = self.node("MatMulIntegerToFloat", inputs, name + ".even", domain=MICROSOFT)
        if bias is None:
            return self.node("Mul", [product, x + ".largest"], name)
        scaled = self.node("Mul", [product, x + ".largest"], name + ".scaled")
        return self.node("Add", [scaled, self.constant(name + ".b", self.weights[bias].astype(np.float32))], name)

    def stack(self, keys: list[str], name: str) -> str:
        """Several weights of one input, and their biases, as one, so that one product does for all."""
        for part in ("weight", "bias"):
            self.weights[f"{name}.{part}"] = np.concatenate([self.weights[f"{key}.{part}"] for key in keys])
        known = [self.rounded[f"{key}.weight"] for key in keys if f"{key}.weight" in self.rounded]
        if len(known) == len(keys):
            values, scales = zip(*known, strict=True)
            self.rounded[f"{name}.weight"] = np.concatenate(values), np.concatenate(scales)
        return name

    def evened(self, x: str) -> str:
        """Each row of x divided by its largest absolute value, which is `x.largest`, and in 8 bits."""
        name = x + ".even"
        if not self.has(name):
            self.node("Abs", [x], x + ".size")
            self.node("ReduceMax", [x + ".size", self.constant(x + ".last", np.array([-1]))], x + ".largest", keepdims=1)
            self.node("Div", [x, x + ".largest"], x + ".part")
            step = self.constant(x + ".step", np.array(1 / 127, np.float32))
            self.node("QuantizeLinear", [x + ".part", step, self.constant(x + ".zero", np.array(128, np.uint8))], name)
        return name

    def outside(self, name: str, codes: np.ndarray, scales: np.ndarray) -> list[str]:
        """Codes of 8 bits that are given when the graph is loaded, their scales and zero points: see `packed_weights`."""
        outputs, blocks, block = codes.shape
        self.packed[name] = codes, scales
        tensor = onnx.TensorProto(name=name, data_type=TensorProto.INT8, dims=[blocks * block, outputs])
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value=FILE)
        self.constants.append(tensor)
        return [name, self.constant(name + ".s", step_of(codes, scales)), self.constant(name + ".z", np.zeros(outputs, np.int8))]


def activation_ranges(
    model: onnx.ModelProto, feeds: Iterable[Mapping[str, np.ndarray]], *, given: Iterable[tuple[str, np.ndarray]] = (),
) -> dict[str, tuple[float, float]]:
    """The range of everything that is multiplied by weights, zero within, over runs of one sentence each.

    Parameters
    ----------
    model
        Written without ranges.
    feeds
        What the model is given in each run.
    given
        Weights that lie outside the model, in 8 bits: see `read_weights`.
    """
    probed = onnx.ModelProto()
    probed.CopyFrom(model)
    names = list(dict.fromkeys(node.input[0] for node in model.graph.node if node.op_type in ("DynamicQuantizeMatMul", "Abs")))
    del probed.graph.output[:]
    probed.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    options = onnxruntime.SessionOptions()
    weights = {name: onnxruntime.OrtValue.ortvalue_from_numpy(array) for name, array in given}
    if weights:
        options.add_external_initializers([*weights], [*weights.values()])
    session = onnxruntime.InferenceSession(probed.SerializeToString(), options, providers=["CPUExecutionProvider"])
    seen = np.array([[(values.min(), values.max()) for values in session.run(names, feed)] for feed in feeds])
    lows, highs = np.percentile(seen[..., 0], RARE, axis=0), np.percentile(seen[..., 1], 100 - RARE, axis=0)
    return {name: (float(min(low, 0)), float(max(high, 0))) for name, low, high in zip(names, lows, highs, strict=True)}


def codes_and_scales(weight: np.ndarray, bits: int, block: int) -> tuple[np.ndarray, np.ndarray]:
    """Integer codes (outputs, blocks, block) and scales (outputs, blocks) nearest to the weights in mean square.

    The scale of a block is searched among a few fractions of its extreme value; the side with the extreme gets the one
    code more that a signed integer has.
    """
    outputs, inputs = weight.shape
    if inputs % block:
        raise ValueError(f"{inputs} inputs are no multiple of the block {block}")
    blocks = weight.reshape(outputs, inputs // block, block).astype(np.float64)
    low, high = -(1 << (bits - 1)), (1 << (bits - 1)) - 1
    extreme = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], -1)[..., 0]
    best_scale, best_error, best_codes = np.zeros_like(extreme), np.full(extreme.shape, np.inf), np.zeros(blocks.shape, np.int32)
    for fraction in np.linspace(1.0, 0.8, 9) if bits == 4 else (1.0,):
        scale = np.where(np.abs(extreme) < 1e-4, 1e-5, extreme * fraction / low).astype(np.float16).astype(np.float64)
        codes = np.clip(np.rint(blocks / scale[..., None]), low, high)
        error = ((codes * scale[..., None] - blocks) ** 2).sum(-1)
        better = error < best_error
        best_scale, best_error = np.where(better, scale, best_scale), np.where(better, error, best_error)
        best_codes = np.where(better[..., None], codes, best_codes)
    return best_codes.astype(np.int32), best_scale


def onnx_model(
    weights: Mapping[str, np.ndarray], *, longest: int, bits: int, block: int, temperature: float,
    rounded: Mapping[str, tuple[np.ndarray, np.ndarray]] | None = None, ranges: Mapping[str, tuple[float, float]] | None = None,
) -> tuple[onnx.ModelProto, Rounded]:
    """The network as a model from (ids, mask, row, span) to the probabilities of each target, and the weights it is to be given.

    Parameters
    ----------
    weights
        The trained state, as arrays under the names PyTorch gives them.
    longest
        Tokens that a run may have.
    bits, block
        Bits of a weight (4 or 8), and how many weights share a scale.
    temperature
        The logits are divided by it before the softmax.
    rounded
        Codes and scales of weights that `rounding` has rounded already; the others are rounded here, each by itself.
    ranges
        Of activations; those without one are quantised row by row.
    """
    graph = Graph(dict(weights), bits, block, dict(rounded or {}), ranges or {})
    states = _encoder(graph, longest)
    _head(graph, states, temperature)
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["sentences", "tokens"]),
        helper.make_tensor_value_info("mask", TensorProto.INT64, ["sentences", "tokens"]),
        helper.make_tensor_value_info("row", TensorProto.INT64, ["targets"]),
        helper.make_tensor_value_info("span", TensorProto.FLOAT, ["targets", "tokens"]),
    ]
    outputs = [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["targets", 3])]
    return graph.model("targeted_sentiment", inputs, outputs), graph.packed


def _encoder(graph: Graph, longest: int) -> str:
    x = embeddings(graph, longest, EPSILON)
    bias = _relative_positions(graph, longest)
    for number in range(1 + max(int(name.split(".")[1]) for name in graph.weights if name.startswith("layers."))):
        x = _layer(graph, x, bias, number)
    return x


def embeddings(graph: Graph, longest: int, epsilon: float) -> str:
    """The states that the first layer gets: words, stored in 8 bits, and places."""
    table = graph.weights["words.weight"]
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
    graph.constant("words.q", np.rint(table / scale).astype(np.int8))
    graph.constant("words.s", scale.astype(np.float32))
    graph.node("Gather", ["words.q", "ids"], "words.codes")
    graph.node("Cast", ["words.codes"], "words.float", to=TensorProto.FLOAT)
    graph.node("Gather", ["words.s", "ids"], "words.scales")
    graph.node("Mul", ["words.float", "words.scales"], "words")
    graph.constant("places.all", graph.weights["places.weight"][:longest].astype(np.float32))
    graph.node("Shape", ["ids"], "ids.shape")
    graph.node("Slice", ["ids.shape", graph.constant("one", np.array([1])), graph.constant("two", np.array([2]))], "length")
    graph.node("Slice", ["places.all", graph.constant("zero", np.array([0])), "length"], "places")
    graph.node("Add", ["words", "places"], "embedded")
    return graph.node("LayerNormalization", ["embedded", *graph.norm("norm")], "states.0", epsilon=epsilon)


def _relative_positions(graph: Graph, longest: int) -> str:
    """MPNet's bias of attention by distance, (1, heads, tokens, tokens)."""
    graph.constant("distance.all", buckets(longest))
    pair = graph.node("Concat", ["length", "length"], "length.pair", axis=0)
    graph.node("Slice", ["distance.all", graph.constant("zeros", np.array([0, 0])), pair], "distance")
    graph.constant("distance.table", graph.weights["distances.weight"].astype(np.float32))
    graph.node("Gather", ["distance.table", "distance"], "distance.gathered")
    graph.node("Transpose", ["distance.gathered"], "distance.heads", perm=[2, 0, 1])
    graph.node("Unsqueeze", ["distance.heads", "zero"], "distance.one")
    # onnxruntime wants a bias or a padding mask: both become one bias.
    graph.node("Cast", ["mask"], "mask.float", to=TensorProto.FLOAT)
    graph.node("Sub", ["mask.float", graph.constant("unit", np.array(1.0, np.float32))], "mask.less")
    graph.node("Mul", ["mask.less", graph.constant("huge", np.array(1e4, np.float32))], "mask.low")
    graph.node("Unsqueeze", ["mask.low", graph.constant("onetwo", np.array([1, 2]))], "mask.bias")
    return graph.node("Add", ["distance.one", "mask.bias"], "attention.bias")


def buckets(longest: int, number: int = 32, far: int = 128) -> np.ndarray:
    """T5's and MPNet's bucket of each pair of positions (query, key)."""
    distance = np.arange(longest)[None, :] - np.arange(longest)[:, None]
    half = number // 2
    offset = np.where(distance > 0, half, 0)
    size = np.abs(distance)
    near = half // 2
    spread = near + np.floor(np.log(np.maximum(size, 1) / near) / np.log(far / near) * (half - near)).astype(np.int64)
    return (offset + np.where(size < near, size, np.minimum(spread, half - 1))).astype(np.int64)


def _layer(graph: Graph, x: str, bias: str, number: int) -> str:
    at = f"layers.{number}"
    own = graph.stack([f"{at}.{part}" for part in "qkv"], f"{at}.qkv")
    parts = graph.split(graph.linear(x, f"{own}.weight", own, bias=f"{own}.bias"), [f"{at}.{part}.out" for part in "qkv"])
    heads = graph.weights["distances.weight"].shape[1]
    mixed = graph.node("MultiHeadAttention", [*parts, "", "", bias], f"{at}.mixed", domain=MICROSOFT, num_heads=heads)
    return rest_of_layer(graph, at, x, mixed, EPSILON)


def rest_of_layer(graph: Graph, at: str, x: str, mixed: str, epsilon: float) -> str:
    """What follows attention in a layer: its output, the two norms, and the wide product between them."""
    projected = graph.linear(mixed, f"{at}.out.weight", f"{at}.projected", bias=f"{at}.out.bias")
    middle = graph.norm_of_sum([x, projected], f"{at}.middle", f"{at}.norm", epsilon)
    wide = graph.linear(middle, f"{at}.wide.weight", f"{at}.spread")
    offset = graph.constant(f"{at}.wide.b", graph.weights[f"{at}.wide.bias"].astype(np.float32))
    active = graph.node("BiasGelu", [wide, offset], f"{at}.active", domain=MICROSOFT)
    narrow = graph.linear(active, f"{at}.narrow.weight", f"{at}.narrowed", bias=f"{at}.narrow.bias")
    return graph.norm_of_sum([middle, narrow], f"{at}.end", f"{at}.final", epsilon)


def _head(graph: Graph, states: str, temperature: float) -> None:
    """The mean of the two marks and the mean of the sentence."""
    graph.constant("axis.1", np.array([1]))
    graph.node("Gather", [_weighted_mean(graph, states, "mask.float", "sentence"), "row"], "sentence.row")
    graph.node("Gather", [states, "row"], "states.row")
    target = _weighted_mean(graph, "states.row", "span", "target")
    last = graph.node("Concat", [target, "sentence.row"], "head.all", axis=1)
    graph.constant("out.w", (graph.weights["out.weight"].T / temperature).astype(np.float32))
    graph.constant("out.b", (graph.weights["out.bias"] / temperature).astype(np.float32))
    graph.node("Gemm", [last, "out.w", "out.b"], "logits")
    graph.node("Softmax", ["logits"], "probabilities", axis=-1)


def _weighted_mean(graph: Graph, states: str, weight: str, name: str) -> str:
    """The mean of the token states under a weight per token."""
    axes = "axis.1"
    graph.node("Unsqueeze", [weight, axes], f"{name}.weight")
    graph.node("MatMul", [f"{name}.weight", states], f"{name}.sum.1")
    graph.node("Squeeze", [f"{name}.sum.1", axes], f"{name}.sum")
    graph.node("ReduceSum", [weight, axes], f"{name}.count", keepdims=1)
    return graph.node("Div", [f"{name}.sum", f"{name}.count"], f"{name}.mean")
