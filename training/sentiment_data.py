"""Sentences with targets, as the sentiment network is trained on them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

POLARITIES = ("negative", "neutral", "positive")

SMOOTHING = 0.05
"""What a certain label gives away to all three classes."""

FOLDS = 10
"""One article in so many is held out of training, for calibration and for choosing among models."""


class Example(NamedTuple):
    """A sentence, its targets as (start, end), and for each the chances of negative, neutral, positive."""

    text: str
    spans: list[tuple[int, int]]
    chances: list[list[float]]
    weight: float
    article: str


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, packed with gzip or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def newsmtsc(path: Path) -> list[Example]:
    """NewsMTSC as published (`sentence_normalized`, polarity 2/4/6), or with `text`, `start`, `end` and polarity by name."""
    return [_example(row) for row in read_lines(path)]


def _example(row: dict[str, Any]) -> Example:
    text: str = row["text"] if "text" in row else row["sentence_normalized"]
    targets = row["targets"]
    spans = [(int(t.get("start", t.get("from"))), int(t.get("end", t.get("to")))) for t in targets]
    article: str = row.get("article") or row.get("primary_gid") or text
    return Example(text, spans, [_chances(t["polarity"]) for t in targets], 1.0, article)


def _chances(polarity: str | float) -> list[float]:
    number = POLARITIES.index(polarity) if isinstance(polarity, str) else round(float(polarity)) // 2 - 1
    chances = [SMOOTHING / 3] * 3
    chances[number] += 1 - SMOOTHING
    return chances


def soft_labelled(path: Path) -> list[Example]:
    """Sentences that `label_sentences` wrote: `text`, `spans`, `chances`."""
    return [Example(row["text"], [tuple(s) for s in row["spans"]], row["chances"], 1.0, row["text"]) for row in read_lines(path)]


def hard_examples(number: int, seed: int, weight: float) -> list[Example]:
    """Cases made by `hard_cases`, weighing less than what people wrote."""
    from training.hard_cases import hard_cases

    return [Example(c.text, list(c.spans), [list(p) for p in c.labels], weight, c.text) for c in hard_cases(number, seed)]


def is_held_out(article: str) -> bool:
    """Whether an article belongs to the fold that nothing is trained on."""
    return int(hashlib.md5(article.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS == 0


def split(examples: Iterable[Example]) -> tuple[list[Example], list[Example]]:
    """The examples to train on, and those held out, by article."""
    examples = list(examples)
    return [e for e in examples if not is_held_out(e.article)], [e for e in examples if is_held_out(e.article)]


def labels_of(examples: Sequence[Example]) -> list[int]:
    """The likeliest class of every target, in order."""
    return [max(range(3), key=chances.__getitem__) for example in examples for chances in example.chances]
