"""The student: a small encoder whose lower layers read a sentence once, and whose upper layers read it once per target.

The target is marked halfway: a learned vector is added to its tokens' states after the shared layers, so that what follows
knows whom it judges, at about the price of one reading of the sentence. The last layer answers for two places only, the first
token and the mean of the target's tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import dropout, gelu, linear

from training.eight_bits import rounded_linear
from training.sentiment_data import Example

HIDDEN, HEADS, LAYERS, EPSILON = 384, 12, 6, 1e-12
SHARED = 3
"""Layers that know no target."""
LONGEST = 96
"""Tokens of a sentence in training; longer ones are cut around each target."""
DROPPED = 0.1


Product = Callable[[Tensor, Tensor, Tensor], Tensor]


class Run(NamedTuple):
    """One sentence: token ids, each target's tokens, its chances, and what the sentence weighs."""

    ids: list[int]
    tokens: list[list[int]]
    chances: list[list[float]]
    weight: float


class Layer(nn.Module):
    """A transformer layer as in BERT, the three products of attention in one matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.wide, self.narrow = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm, self.final = nn.LayerNorm(HIDDEN, EPSILON), nn.LayerNorm(HIDDEN, EPSILON)
        self.linear: Product = linear
        """How states are multiplied by weights: exactly, or as 8 bits will do it."""

    def forward(self, x: Tensor, mask: Tensor, asked: Tensor | None = None) -> Tensor:
        """The next states of x, or of the places `asked`, which attend to x; `mask` is added to the scores of attention."""
        whole = x if asked is None else asked
        query, key, value = self._heads(x, whole)
        # torch's fused attention takes three times as long backwards on short sentences.
        odds = (query @ key.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + mask).softmax(-1).to(value.dtype)
        mixed = (odds @ value).transpose(1, 2).flatten(2)
        middle = self.norm(whole + self._through(self.out, mixed))
        return self.final(middle + self._through(self.narrow, gelu(self._through(self.wide, middle))))

    def _through(self, layer: nn.Linear, x: Tensor) -> Tensor:
        return self.linear(x, layer.weight, layer.bias)

    def _heads(self, x: Tensor, whole: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        if whole is x:
            parts = self._through(self.qkv, x).chunk(3, -1)
        else:
            weight, bias = self.qkv.weight, self.qkv.bias
            parts = (
                self.linear(whole, weight[:HIDDEN], bias[:HIDDEN]), *self.linear(x, weight[HIDDEN:], bias[HIDDEN:]).chunk(2, -1),
            )
        query, key, value = (part.unflatten(-1, (HEADS, -1)).transpose(1, 2) for part in parts)
        return query, key, value


class Student(nn.Module):
    """From token ids and target tokens to the logits of negative, neutral, positive.

    Parameters
    ----------
    base
        A folder with `model.safetensors` of a BERT encoder of six layers of 384, such as all-MiniLM-L6-v2, and `tokenizer.json`.
    tokenizer
        A smaller tokenizer of the same word pieces (`export_sentiment.trimmed`); None takes the encoder's own.
    start
        A file of weights to begin with instead of the folder's: of a student with the same tokenizer, or of an encoder, with or
        without `enc.` before the names.
    """

    def __init__(self, base: Path, tokenizer: Tokenizer | None = None, *, start: Path | None = None) -> None:
        super().__init__()
        self.tokenizer = tokenizer or Tokenizer.from_file(str(base / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.words, self.places = nn.Embedding(self.tokenizer.get_vocab_size(), HIDDEN), nn.Embedding(512, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.mark = nn.Parameter(0.02 * torch.randn(HIDDEN))
        self.mix, self.out = nn.Linear(2 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, 3)
        weights = torch.load(start) if start else load_file(base / "model.safetensors")
        if "words.weight" in weights:
            self.load_state_dict(weights)
            return
        vocabulary = Tokenizer.from_file(str(base / "tokenizer.json")).get_vocab()
        self._take({name.removeprefix("enc."): value for name, value in weights.items()}, vocabulary)

    def _take(self, weights: Mapping[str, Tensor], vocabulary: Mapping[str, int]) -> None:
        """The pretrained weights, under the names that BERT gives them."""
        pieces = sorted(self.tokenizer.get_vocab().items(), key=lambda entry: entry[1])
        state = {"words.weight": weights["embeddings.word_embeddings.weight"][[vocabulary[piece] for piece, _ in pieces]]}
        state["places.weight"] = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][:1]
        state |= {f"norm.{part}": weights[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias")}
        for number in range(LAYERS):
            at = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                own = [weights[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                state[f"layers.{number}.qkv.{part}"] = torch.cat(own)
                for ours, theirs in (
                    ("out", "attention.output.dense"), ("norm", "attention.output.LayerNorm"), ("wide", "intermediate.dense"),
                    ("narrow", "output.dense"), ("final", "output.LayerNorm"),
                ):
                    state[f"layers.{number}.{ours}.{part}"] = weights[f"{at}{theirs}.{part}"]
        self.load_state_dict({name: value.float() for name, value in state.items()}, strict=False)

    def round(self) -> None:
        """From now on multiply as the shipped network of 8 bits does."""
        for layer in self.layers:
            layer.linear = rounded_linear

    def forward(self, ids: Tensor, mask: Tensor, row: Tensor, span: Tensor) -> Tensor:
        """Logits, one row per target: `row` gives its sentence, `span` its tokens."""
        states = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]])
        seen = (1e4 * (mask - 1))[:, None, None, :]
        for layer in self.layers[:SHARED]:
            states = layer(states, seen)
        states, seen = states[row] + span[:, :, None] * self.mark, seen[row]
        for layer in self.layers[SHARED:-1]:
            states = layer(states, seen)
        target = (states * span[:, :, None]).sum(1) / span.sum(1, keepdim=True)
        two = self.layers[-1](states, seen, torch.stack([states[:, 0], target.to(states.dtype)], 1)).flatten(1)
        hidden: Tensor = gelu(self.mix(dropout(two, DROPPED, self.training)))
        return self.out(hidden).float()

    def runs(self, examples: Sequence[Example]) -> list[Run]:
        """One run per sentence, or one per target where the sentence is too long."""
        return [run for example in examples for run in self._runs(example)]

    def _runs(self, example: Example) -> list[Run]:
        encoding = self.tokenizer.encode(example.text)
        ids, places = encoding.ids, list(enumerate(encoding.offsets))
        tokens = [[i for i, (a, b) in places if b > a and a < end and b > start] or [0] for start, end in example.spans]
        if len(ids) <= LONGEST:
            return [Run(ids, tokens, example.chances, example.weight)]
        return [self._window(ids, own, chances, example.weight) for own, chances in zip(tokens, example.chances, strict=True)]

    @staticmethod
    def _window(ids: list[int], own: list[int], chances: list[float], weight: float) -> Run:
        room = LONGEST - 2
        first = max(1, min(own[0] - room // 2, len(ids) - 1 - room))
        kept = [ids[0], *ids[first:first + room], ids[-1]]
        return Run(kept, [[i - first + 1 for i in own if first <= i < first + room] or [0]], [chances], weight)


def batch(runs: Sequence[Run]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The arguments of `forward`, padded to the longest run; few different lengths keep torch's caches small."""
    longest = -(-max(len(run.ids) for run in runs) // 8) * 8
    ids, mask = torch.zeros(len(runs), longest, dtype=torch.long), torch.zeros(len(runs), longest)
    rows, spans = [], []
    for number, run in enumerate(runs):
        ids[number, : len(run.ids)] = torch.tensor(run.ids)
        mask[number, : len(run.ids)] = 1
        for tokens in run.tokens:
            rows.append(number)
            span = torch.zeros(longest)
            span[tokens] = 1
            spans.append(span)
    return ids, mask, torch.tensor(rows), torch.stack(spans)


def student_logits(student: Student, runs: Sequence[Run], *, size: int = 48) -> Tensor:
    """Logits of every target of the runs, in order, in bfloat16 where the processor has it."""
    order = sorted(range(len(runs)), key=lambda number: len(runs[number].ids))
    found: dict[int, Tensor] = {}
    student.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), size):
            numbers = order[start:start + size]
            parts = student(*batch([runs[n] for n in numbers])).split([len(runs[n].tokens) for n in numbers])
            found |= dict(zip(numbers, parts, strict=True))
    student.train()
    return torch.cat([found[number] for number in range(len(runs))])
