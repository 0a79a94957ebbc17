"""Sentences like those that people labelled, for a teacher to judge: words exchanged for their neighbours, names for names, clauses cut.

A small labelled set becomes a large one for a student (after the data augmentation of TinyBERT, Jiao et al. 2020, with word vectors
alone). What comes out may be odd English; the teacher says what it expresses, not the label of the sentence it was made from.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from training.sentiment_data import Example

RATES = (0.1, 0.2, 0.35)
"""Share of the words outside the targets that are exchanged; one of these for each variant."""
NAMES_CHANGED = 0.35
CUT = 0.25
"""How often a clause before or behind all targets is cut."""
DROPPED = 0.03
"""Share of function words that are left out."""
NEAREST = 12
LEAST_ALIKE = 0.35
"""Cosine of two words that may stand for each other."""
FEWEST = 4
"""Occurrences of a word in the texts given before it may stand for another."""

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_LOWER = re.compile(r"[a-z]+")
_NAME = re.compile(r"(?:[A-Z][\w'’-]+ ?){1,3}")
_CLAUSE = re.compile(r", | – | — |; ")


def neighbours(nlp: Any, texts: Iterable[str]) -> dict[str, list[str]]:
    """Each word of the texts with those that stand nearest to it among the model's vectors; function words have none."""
    counts = Counter(word for text in texts for word in _LOWER.findall(text))
    plain, strings = nlp.Defaults.stop_words, nlp.vocab.strings
    pairs = [(strings[key], row) for key, row in nlp.vocab.vectors.key2row.items() if row >= 0]
    pairs = [(word, row) for word, row in pairs if counts[word] >= FEWEST and len(word) > 1 and word not in plain]
    words = [word for word, _ in pairs]
    table = nlp.vocab.vectors.data[[row for _, row in pairs]]
    table = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    found: dict[str, list[str]] = {}
    for start in range(0, len(words), 512):
        alike = table[start:start + 512] @ table.T
        nearest = np.argsort(-alike, axis=1)[:, : NEAREST + 4]
        for own, (row, order) in enumerate(zip(alike, nearest, strict=True), start):
            near = [words[other] for other in order if other != own and row[other] > LEAST_ALIKE]
            found[words[own]] = near[:NEAREST]
    return found


def variants(examples: Sequence[Example], near: dict[str, list[str]], plain: Iterable[str], *, turns: int, seed: int) -> Iterator[Example]:
    """`turns` variants of each example, in a random order, those left out that came out unchanged; their chances are zero.

    Parameters
    ----------
    examples
        Labelled sentences.
    near
        From `neighbours`.
    plain
        Function words: left out now and then, never exchanged.
    """
    chance, function_words = random.Random(seed), frozenset(plain)
    names = sorted({name for example in examples for name in _names(example)})
    made = [_varied(example, near, function_words, names, chance) for _ in range(turns) for example in examples]
    chance.shuffle(made)
    originals = {example.text for example in examples}
    yield from (example for example in made if example.text not in originals)


def _names(example: Example) -> list[str]:
    return [example.text[start:end] for start, end in example.spans if _NAME.fullmatch(example.text[start:end])]


def _varied(
    example: Example, near: dict[str, list[str]], plain: frozenset[str], names: Sequence[str], chance: random.Random,
) -> Example:
    rate, renaming = chance.choice(RATES), chance.random() < NAMES_CHANGED
    own = set(_names(example))

    def exchanged(found: re.Match[str]) -> str:
        word = found.group()
        if near.get(word) and chance.random() < rate:
            return chance.choice(near[word])
        return "" if word in plain and chance.random() < DROPPED else word

    text, spans, at = "", [], 0
    for start, end in sorted(example.spans):
        text += _WORD.sub(exchanged, example.text[at:start])
        name = example.text[start:end]
        name = chance.choice(names) if renaming and name in own else name
        spans.append((len(text), len(text) + len(name)))
        text, at = text + name, end
    text += _WORD.sub(exchanged, example.text[at:])
    if chance.random() < CUT:
        text, spans = _cut(text, spans, chance)
    return Example(text, spans, [[0.0] * 3 for _ in spans], example.weight, example.article)


def _cut(text: str, spans: list[tuple[int, int]], chance: random.Random) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without what stands behind a comma after all targets, or before one that precedes them."""
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    behind = [found.start() for found in _CLAUSE.finditer(text) if found.start() >= last]
    if behind and chance.random() < 0.6:
        return text[: chance.choice(behind)] + ".", spans
    before = [found.end() for found in _CLAUSE.finditer(text) if found.end() <= first]
    if not before:
        return text, spans
    cut = chance.choice(before)
    return text[cut:], [(start - cut, end - cut) for start, end in spans]
