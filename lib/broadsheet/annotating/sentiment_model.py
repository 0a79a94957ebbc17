"""The shipped models of targeted sentiment, run by onnxruntime.

Every sentence is its own run of the network: no padding, no scores that depend on what else is in the batch, and the
quantisation of activations sees one sentence only. Several sentences run at once on threads. A model folder holds
`model.onnx`, `tokenizer.json`, and `model.json` with its settings; `broadsheet.training` makes such folders.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np

from broadsheet.errors import RequestError

CHARACTERS_PER_TOKEN = 8
"""More than a token takes in running text: text further from the target than this never reaches the network."""


class Encoded(NamedTuple):
    """One run of the network: token ids, and for each target its row of the result and its tokens."""

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
        self.threads = threads or _default_threads()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        self._asked = {entry.name for entry in self._session.get_inputs()}
        self._first, self._last = self._tokenizer.encode("").ids

    def __call__(self, texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> np.ndarray:
        """The probabilities of negative, neutral and positive toward text[start:end], one row per target.

        Texts that are equal are read once for all their targets.
        """
        result = np.empty((len(texts), 3), dtype=np.float64)
        runs = list(self._runs(texts, starts, ends))
        if self.threads == 1 or len(runs) < 2 * self.threads:
            for run in runs:
                result[run.rows] = self._run(run)
            return result
        with ThreadPoolExecutor(self.threads) as pool:
            for run, scores in zip(runs, pool.map(self._run, runs), strict=True):
                result[run.rows] = scores
        return result

    def _run(self, run: Encoded) -> np.ndarray:
        length, targets = len(run.ids), len(run.tokens)
        span = np.zeros((targets, length), dtype=np.float32)
        for number, tokens in enumerate(run.tokens):
            span[number, tokens] = 1
        feed = {
            "ids": np.array([run.ids], dtype=np.int64), "mask": np.ones((1, length), dtype=np.int64),
            "row": np.zeros(targets, dtype=np.int64), "span": span,
        }
        return np.asarray(self._session.run(None, {name: value for name, value in feed.items() if name in self._asked})[0])

    def _runs(self, texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> Iterator[Encoded]:
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


def _default_threads() -> int:
    if multiprocessing.parent_process() is not None:
        return 1
    return max(1, min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))


def shipped_models() -> dict[str, Path]:
    """The names of the models that come with broadsheet, and their folders."""
    home = Path(str(files("broadsheet") / "resources" / "sentiment"))
    return {path.parent.name: path.parent for path in sorted(home.glob("*/model.onnx"))}


@lru_cache(maxsize=2)
def shipped_model(name: str) -> OnnxSentiment:
    """The shipped model of that name, loaded once per process.

    Raises
    ------
    RequestError
        No model of that name ships.
    """
    found = shipped_models()
    if name not in found:
        raise RequestError(f"no sentiment model {name!r} ships with broadsheet; there are {', '.join(found) or 'none'}")
    return OnnxSentiment(found[name])
