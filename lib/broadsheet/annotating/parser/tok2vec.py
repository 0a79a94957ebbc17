"""spaCy's token-to-vector networks, quicker: what depends on a word alone is remembered, and the rest is computed in one run.

Such a network (`spacy.ml.models.tok2vec`) first embeds each token by features of its word (`MultiHashEmbed`), then mixes each with its
neighbours in a few layers (`MaxoutWindowEncoder`). Embedding a word is worth remembering: within the first forty news articles
four of five tokens were met before. The layers are a graph of onnxruntime (`resources/spacy`, made by
`training/export_window_encoder.py`), which takes the documents of a batch one after the other without holding Python's
interpreter: meanwhile another thread goes on. The vectors are the same as spaCy's up to the rounding of sums, and depend on nothing else
that is read, to the last bit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from broadsheet.annotating.parser.own_parts import Part
from broadsheet.annotating.parser.threads import one_thread_options
from broadsheet.resources import data_path

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Model = Any
"""thinc's `Model`, whose annotations do not fit what its layers give."""

DEPTH, WINDOW, PIECES = 4, 1, 3
"""Layers, neighbours seen on either side, and products of which the largest counts: as in spaCy's pipelines from small to large."""

PADDING = DEPTH * WINDOW
"""Empty rows before and after a document."""

GRAPH = data_path("spacy/window_encoder.onnx")
"""The layers' arithmetic; the weights are given to it."""

WORDS = 50_000
"""Words whose vectors are kept, about 600 bytes each; when there are more, all are forgotten."""

TINY = np.float32(1e-8)
"""What thinc adds to a variance."""

TOGETHER = 64
"""New words are embedded in batches of this size at most."""


def network_parts(nlp: Language) -> Iterator[Part]:
    """The embedding and the encoding of every token-to-vector network in a pipeline; those of another shape stay as they are."""
    for name, component in nlp.pipeline:
        model: Model = getattr(component, "model", None)
        for network in model.walk() if hasattr(model, "walk") else ():
            if network.has_ref("embed") and network.has_ref("encode") and len(network.layers) == 2:
                yield _part(f"the word vectors of {name}", network, 0, _remembering)
                yield _part(f"the encoder of {name}", network, 1, _in_one_run)


def _part(name: str, network: Model, number: int, ours: Callable[[Model], Model | None]) -> Part:
    """The part that stands for one layer of a network."""
    original: Model = network.layers[number]

    def put() -> None:
        network.layers[number] = ours(original) or original

    def take_back() -> None:
        network.layers[number] = original

    return Part(name, put, take_back)


class RememberedEmbedding:
    """The vectors of words, each computed once.

    Parameters
    ----------
    columns
        The features of a token, as spaCy names them.
    features
        The layer from features (n, columns) to vectors.
    vectors
        The layer from documents to static vectors; None where a network has none.
    mix
        The layer from both, side by side, to a word's vector.
    """

    def __init__(self, columns: Sequence[str | int], features: Model, vectors: Model | None, mix: Model) -> None:
        self.columns, self.features, self.vectors, self.mix = [*columns, "ORTH"], features, vectors, mix
        self._layers = [layer for top in (features, vectors, mix) if top is not None for layer in top.walk()]
        self._rows: dict[bytes, int] = {}
        self._known = np.empty((0, mix.get_dim("nO")), dtype=np.float32)
        self._learning = threading.Lock()

    def __call__(self, docs: Sequence[Doc]) -> list[np.ndarray]:
        """One array (tokens, width) per document."""
        asked = [np.ascontiguousarray(doc.to_array(self.columns).astype(np.uint64)) for doc in docs]
        keys = [array.view(f"V{8 * len(self.columns)}").ravel().tolist() for array in asked]
        with self._learning:
            if len(self._rows) > WORDS:
                self._rows, self._known = {}, self._known[:0]
            fresh = {
                key: array[number]
                for each, array in zip(keys, asked, strict=True) for number, key in enumerate(each) if key not in self._rows
            }
            if fresh:
                self._learn(fresh, docs[0].vocab)
            rows = self._rows
            return [self._known[[rows[key] for key in each]] for each in keys]

    def _learn(self, words: dict[bytes, np.ndarray], vocab: Any) -> None:
        listed = np.stack([*words.values()])
        with _even_products(self._layers):
            found = [self._embedded(listed[first:first + TOGETHER], vocab) for first in range(0, len(listed), TOGETHER)]
        self._rows.update(zip(words, range(len(self._rows), len(self._rows) + len(words)), strict=True))
        self._known = np.concatenate([self._known, *found])

    def _embedded(self, rows: np.ndarray, vocab: Any) -> np.ndarray:
        parts = [self.features.predict(np.ascontiguousarray(rows[:, :-1]))]
        if self.vectors is not None:
            from spacy.tokens import Doc

            doc = Doc(vocab, words=[vocab.strings[orth] for orth in rows[:, -1].tolist()])
            parts.append(self.vectors.predict([doc]).data)
        return np.asarray(self.mix.predict(np.hstack(parts)))


@contextmanager
def _even_products(layers: Sequence[Model]) -> Iterator[None]:
    """While it lasts, the layers add up products in 64 bits, and then round.

    In 32 bits OpenBLAS adds up the rows of a matrix in an order that depends on where in it a row is, so a word's vector would depend on
    the words that it is read with, in the last bit.
    """
    before = [layer.ops for layer in layers]
    for layer in layers:
        layer.ops = _even_operations()
    try:
        yield
    finally:
        for layer, ops in zip(layers, before, strict=True):
            layer.ops = ops


@lru_cache(maxsize=1)
def _even_operations() -> Any:
    from thinc.api import NumpyOps

    class EvenOperations(NumpyOps):
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            exact = np.matmul((x.T if trans1 else x).astype(np.float64), (y.T if trans2 else y).astype(np.float64))
            if out is None:
                return exact.astype(x.dtype)
            out[...] = exact
            return out

    return EvenOperations(use_blis=False)


def _remembering(embed: Model) -> Model | None:
    """A layer that stands for `MultiHashEmbed`; None where it is built otherwise."""
    if [layer.name for layer in embed.layers[2:]] != ["ragged2list"] or not embed.layers[1].name.startswith("with_array"):
        return None
    joined, mix = embed.layers[0], embed.layers[1].layers[0]
    features, vectors = (joined.layers if joined.layers[-1].name == "static_vectors" else [joined, None])
    names = [layer.name.partition("(")[0] for layer in features.layers]
    if names != ["extract_features", "list2ragged", "with_array"]:
        return None
    remembered = RememberedEmbedding(features.layers[0].attrs["columns"], features.layers[2].layers[0], vectors, mix)
    return _layer("remembered_embedding", embed, remembered)


class Layer(NamedTuple):
    """One layer: weight (inputs, pieces · outputs) and bias, the outputs of a piece next to each other; scale and offset of the norm."""

    weight: np.ndarray
    bias: np.ndarray
    scale: np.ndarray
    offset: np.ndarray


class WindowEncoder:
    """Layers that mix each token with its neighbours, each document by itself, in one run for all of them.

    Parameters
    ----------
    layers
        What each of the `DEPTH` layers computes with.
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._weights = {f"{name}{number}": array for number, layer in enumerate(layers) for name, array in layer._asdict().items()}

    def __call__(self, arrays: Sequence[np.ndarray]) -> list[np.ndarray]:
        """One array (tokens, width) per document from one each."""
        return list(_graph().run(None, {"documents": list(arrays), **self._weights})[0]) if len(arrays) else []


@lru_cache(maxsize=1)
def _graph() -> Any:
    """The session that encodes, without holding the interpreter."""
    import onnxruntime

    return onnxruntime.InferenceSession(str(GRAPH), one_thread_options(), providers=["CPUExecutionProvider"])


def _in_one_run(encode: Model) -> Model | None:
    """A layer that stands for `MaxoutWindowEncoder`; None where it is built otherwise."""
    if not encode.name.startswith("with_array") or not encode.layers or encode.attrs.get("pad") != PADDING:
        return None
    steps = encode.layers[0].layers
    if len(steps) != DEPTH or not all(step.name.startswith("residual") for step in steps):
        return None
    layers = []
    for step in steps:
        parts = _parts(step)
        if [part.name for part in parts] != ["expand_window", "maxout", "layernorm", "dropout"]:
            return None
        expand, maxout, norm, _ = parts
        if expand.attrs["window_size"] != WINDOW or maxout.get_dim("nP") != PIECES:
            return None
        weight = maxout.get_param("W")
        layers.append(Layer(
            np.ascontiguousarray(weight.transpose(2, 1, 0).reshape(weight.shape[2], -1)),
            np.ascontiguousarray(maxout.get_param("b").T).ravel(), norm.get_param("G"), norm.get_param("b"),
        ))
    return _layer("window_encoder", encode, WindowEncoder(layers))


def _parts(step: Model) -> list[Model]:
    """The layers without layers in which a step ends, in order."""
    return [step] if not step.layers else [part for layer in step.layers for part in _parts(layer)]


def _layer(name: str, replaced: Model, compute: Callable[[Any], Any]) -> Model:
    """A layer that computes and is not trained."""
    from thinc.api import Model as ThincModel

    def forward(_model: Model, given: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        if is_train:
            raise NotImplementedError(f"{name} computes vectors and cannot be trained")
        return compute(given), lambda gradient: gradient

    return ThincModel(name, forward, dims={"nO": replaced.maybe_get_dim("nO")})
