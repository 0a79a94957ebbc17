"""The shipped models of targeted sentiment, run by onnxruntime.

No score depends on what else is judged: there is no padding, and activations are quantised row by row or on scales that are
known beforehand. A network that is told the targets apart from the text reads a sentence once for all of them; one that reads
marked targets, once a target. Several sentences of one length are read together, and several runs go on at once on threads. A
model folder holds `model.onnx`, `tokenizer.json`, `model.json` with its settings, and `weights.npz` where weights are packed;
`training/` makes such folders.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import batched
from pathlib import Path
from typing import NamedTuple

import numpy as np

from broadsheet.annotating.parser.threads import one_thread_options, own_threads
from broadsheet.annotating.sentiment.packed_weights import read_weights
from broadsheet.errors import RequestError
from broadsheet.resources import data_path

SentimentModel = Callable[[Sequence[str], Sequence[int], Sequence[int]], np.ndarray]
"""From texts, starts and ends to an array (n, 3): the chances of negative, neutral and positive."""

CASCADE = "careful"
"""The name of the default and the large model together."""

CHARACTERS_PER_TOKEN = 8
"""More than a token takes in running text: text further from the target than this never reaches the network."""


TOGETHER = 16
"""Sentences of one length that are read together, so that the weights come from memory once for all of them."""


class Encoded(NamedTuple):
    """A sentence as the network reads it: token ids, and for each target its row of the result and its tokens."""

    ids: list[int]
    rows: list[int]
    tokens: list[list[int]]


class OnnxSentiment:
    """A model of targeted sentiment: from texts and targets to the probabilities of negative, neutral, positive.

    Parameters
    ----------
    folder
        Where `model.onnx`, `tokenizer.json` and `model.json` lie.
    threads
        Sentences judged at the same time. None takes the cores there are, up to four; in a worker process, one.

    Notes
    -----
    A text longer than the network reads is cut around the target, so that as much is kept before it as after it.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        settings = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self.longest: int = settings["longest"]
        self.markers: list[int] | None = settings["markers"]
        """Ids of the two tokens set around the target; None for a network that is told the target apart from the text."""
        self.threads = threads or own_threads()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = one_thread_options()
        # The graphs are written with the operators that are fastest here; further fusing would undo that.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        weights = {name: onnxruntime.OrtValue.ortvalue_from_numpy(array) for name, array in read_weights(folder)}
        if weights:
            options.add_external_initializers([*weights], [*weights.values()])
            # Processors that have AVX2 and no VNNI add up pairs of products in 16 bits, where those of these weights overflow: 46 of 100
            # sentences are then judged right instead of 84. This has onnxruntime take products that do not, there and only there.
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
            options.add_session_config_entry("session.x64quantprecision", "1")
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        self._asked = {entry.name for entry in self._session.get_inputs()}
        self._first, self._last = self._tokenizer.encode("").ids

    def __call__(self, texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> np.ndarray:
        """The probabilities of negative, neutral and positive toward text[start:end], one row per target.

        Texts that are equal are read once for all their targets.
        """
        result = np.empty((len(texts), 3), dtype=np.float64)
        runs = _runs(self.sentences(texts, starts, ends))
        if self.threads == 1 or len(runs) < 2 * self.threads:
            for run in runs:
                result[_rows(run)] = self._run(run)
            return result
        with ThreadPoolExecutor(self.threads) as pool:
            for run, scores in zip(runs, pool.map(self._run, runs), strict=True):
                result[_rows(run)] = scores
        return result

    def feed(self, run: Sequence[Encoded]) -> dict[str, np.ndarray]:
        """What the network is given for sentences of one length."""
        ids = np.array([sentence.ids for sentence in run], dtype=np.int64)
        targets = [(number, tokens) for number, sentence in enumerate(run) for tokens in sentence.tokens]
        span = np.zeros((len(targets), ids.shape[1]), dtype=np.float32)
        for target, (_, tokens) in enumerate(targets):
            span[target, tokens] = 1
        row = np.array([number for number, _ in targets], dtype=np.int64)
        given: dict[str, np.ndarray] = {"ids": ids, "mask": np.ones_like(ids), "row": row, "span": span}
        return {name: value for name, value in given.items() if name in self._asked}

    def _run(self, run: Sequence[Encoded]) -> np.ndarray:
        """The probabilities of every target of the sentences, which are of one length."""
        return np.asarray(self._session.run(None, self.feed(run))[0])

    def sentences(self, texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> Iterator[Encoded]:
        """The texts as the network reads them: each once for all its targets, or once a target where it is marked."""
        by_text: dict[str, list[int]] = {}
        for row, text in enumerate(texts):
            by_text.setdefault(text, []).append(row)
        for text, rows in by_text.items():
            if self.markers is None and len(text) <= CHARACTERS_PER_TOKEN * self.longest:
                yield from self._together(text, rows, starts, ends)
            else:
                yield from (self._alone(text, row, starts[row], ends[row]) for row in rows)

    def _together(self, text: str, rows: list[int], starts: Sequence[int], ends: Sequence[int]) -> Iterator[Encoded]:
        """One run for all targets of a text, or one each where the text is too long."""
        encoding = self._tokenizer.encode(text)
        if len(encoding.ids) > self.longest:
            yield from (self._alone(text, row, starts[row], ends[row]) for row in rows)
            return
        tokens = [
            [i for i, (a, b) in enumerate(encoding.offsets) if a < ends[row] and b > starts[row] and b > a] or [0] for row in rows
        ]
        yield Encoded(encoding.ids, rows, tokens)

    def _alone(self, text: str, row: int, start: int, end: int) -> Encoded:
        """One target in as much of its text as the network reads."""
        reach = CHARACTERS_PER_TOKEN * self.longest
        before = self._ids(text[max(0, start - reach):start])
        target = self._ids(text[start:min(end, start + reach)])
        after = self._ids(text[end:end + reach])
        marks = 2 if self.markers else 0
        target = target[: self.longest - 2 - marks]
        room = self.longest - 2 - marks - len(target)
        kept = min(len(before), max(room // 2, room - len(after)))
        before, after = before[len(before) - kept:], after[: room - kept]
        if self.markers:
            opening, closing = self.markers
            ids = [self._first, *before, opening, *target, closing, *after, self._last]
            return Encoded(ids, [row], [[1 + len(before), 2 + len(before) + len(target)]])
        ids = [self._first, *before, *target, *after, self._last]
        return Encoded(ids, [row], [list(range(1 + len(before), 1 + len(before) + len(target))) or [0]])

    def _ids(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)


def _runs(sentences: Iterable[Encoded]) -> list[list[Encoded]]:
    """The sentences that are read together: those of one length."""
    by_length: dict[int, list[Encoded]] = {}
    for sentence in sentences:
        by_length.setdefault(len(sentence.ids), []).append(sentence)
    return [list(run) for alike in by_length.values() for run in batched(alike, TOGETHER)]


def _rows(run: Sequence[Encoded]) -> list[int]:
    return [row for sentence in run for row in sentence.rows]


class Cascade:
    """A quick model that is asked about every target, and a large one that is asked about those the quick one is unsure of.

    Parameters
    ----------
    quick, large
        The two models.
    unsure
        A likeliest class below this chance calls for the large model.
    weight
        Of the large model's probabilities where it is asked; the quick one's have the rest.

    Notes
    -----
    On NewsMTSC's development part one target in seven is unclear, on news articles one in four; the two come within two
    points of the large model alone, and their joined probabilities (a linear opinion pool) are a little better calibrated.
    """

    def __init__(self, quick: SentimentModel, large: SentimentModel, *, unsure: float = 0.65, weight: float = 0.75) -> None:
        self.quick, self.large = quick, large
        self.unsure, self.weight = unsure, weight

    def __call__(self, texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> np.ndarray:
        """As `OnnxSentiment`."""
        result = self.quick(texts, starts, ends)
        asked = np.flatnonzero(result.max(axis=1) < self.unsure).tolist() if len(result) else []
        if asked:
            again = self.large([texts[i] for i in asked], [starts[i] for i in asked], [ends[i] for i in asked])
            result[asked] = self.weight * again + (1 - self.weight) * result[asked]
        return result


def shipped_models() -> dict[str, Path]:
    """The names of the models that come with broadsheet, and their folders."""
    return {path.parent.name: path.parent for path in sorted(_home().glob("*/model.onnx"))}


def shipped_curve(name: str) -> Path:
    """Where the reliability curve of the shipped model of that name would lie."""
    return _home() / name / "reliability.csv"


def _home() -> Path:
    return data_path("sentiment")


def shipped_names() -> list[str]:
    """What `shipped_model` knows: each model by its name, and "careful", which is both one after the other."""
    return sorted([CASCADE, *shipped_models()])


@lru_cache(maxsize=3)
def shipped_model(name: str) -> SentimentModel:
    """The shipped model of that name, loaded once per process.

    Raises
    ------
    RequestError
        No model of that name ships.
    """
    if name == CASCADE:
        return Cascade(shipped_model("default"), shipped_model("large"))
    found = shipped_models()
    if name not in found:
        raise RequestError(f"no sentiment model {name!r} ships with broadsheet; there are {', '.join(shipped_names())}")
    return OnnxSentiment(found[name])
