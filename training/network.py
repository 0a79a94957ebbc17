"""The larger network, which is the teacher too: two tokens around the target tell the whole encoder whom it judges.

One run per target. The head sees the mean of the two tokens and the mean of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import dropout, gelu

from training.onnx_graph import buckets
from training.sentiment_data import Example

HIDDEN, HEADS, WIDE, LAYERS, EPSILON = 768, 12, 3072, 12, 1e-5
"""MPNet's sizes: of a state, heads of a layer, its inner width, layers; and what keeps a norm from dividing by nothing."""
PLACES, FIRST_PLACE = 160, 2
"""Places of tokens that are kept, and the row of MPNet's table with the first of them."""
MARKERS = ("[unused1]", "[unused2]")
LONGEST = 160
DROPPED = 0.1

_PARTS = {
    "q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "out": "attention.attn.o", "norm": "attention.LayerNorm",
    "wide": "intermediate.dense", "narrow": "output.dense", "final": "output.LayerNorm",
}
"""Our names of a layer's parts, and MPNet's."""


def markers(tokenizer: Tokenizer) -> list[int]:
    """The ids of the two tokens that stand around a marked target."""
    vocabulary = tokenizer.get_vocab()
    return [vocabulary[mark] for mark in MARKERS]


class Item(NamedTuple):
    """One run of the network: token ids, the two marks among them, the target's chances, and its weight."""

    ids: list[int]
    marks: list[int]
    chances: list[float]
    weight: float


class Layer(nn.Module):
    """A transformer layer as in MPNet."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.wide, self.narrow = nn.Linear(HIDDEN, WIDE), nn.Linear(WIDE, HIDDEN)
        self.norm, self.final = nn.LayerNorm(HIDDEN, EPSILON), nn.LayerNorm(HIDDEN, EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """The next states; `bias`, of all heads, is added to the scores of attention."""
        query, key, value = (part(x).unflatten(-1, (HEADS, -1)).transpose(1, 2) for part in (self.q, self.k, self.v))
        odds = (query @ key.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + bias).softmax(-1).to(value.dtype)
        middle = self.norm(x + self.out((odds @ value).transpose(1, 2).flatten(2)))
        return self.final(middle + self.narrow(gelu(self.wide(middle))))


class TargetSentiment(nn.Module):
    """From token ids and marks to the logits of negative, neutral, positive.

    Parameters
    ----------
    tokenizer
        Of the encoder; it may have lost words.
    """

    near: Tensor

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.tokenizer = tokenizer
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.words, self.places = nn.Embedding(tokenizer.get_vocab_size(), HIDDEN), nn.Embedding(PLACES, HIDDEN)
        self.norm, self.distances = nn.LayerNorm(HIDDEN, EPSILON), nn.Embedding(32, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.out = nn.Linear(2 * HIDDEN, 3)
        self.register_buffer("near", torch.from_numpy(buckets(PLACES)), persistent=False)

    @classmethod
    def pretrained(cls, base: Path) -> Self:
        """MPNet from a folder with `model.safetensors` and `tokenizer.json`, with a new head."""
        network = cls(Tokenizer.from_file(str(base / "tokenizer.json")))
        weights = load_file(base / "model.safetensors")
        state = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "places.weight": weights["embeddings.position_embeddings.weight"][FIRST_PLACE:FIRST_PLACE + PLACES],
            "distances.weight": weights["encoder.relative_attention_bias.weight"],
        }
        for part in ("weight", "bias"):
            state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
            for number in range(LAYERS):
                at = f"encoder.layer.{number}"
                state |= {f"layers.{number}.{ours}.{part}": weights[f"{at}.{theirs}.{part}"] for ours, theirs in _PARTS.items()}
        network.load_state_dict({name: value.float() for name, value in state.items()}, strict=False)
        return network

    @classmethod
    def trained(cls, weights: Path, tokenizer: Path) -> Self:
        """A network as it was written after training."""
        network = cls(Tokenizer.from_file(str(tokenizer)))
        network.load_state_dict(torch.load(weights))
        return network

    def forward(self, ids: Tensor, mask: Tensor, span: Tensor) -> Tensor:
        """Logits, one row per run; `span` says where the marks are."""
        length = ids.shape[1]
        states = dropout(self.norm(self.words(ids) + self.places.weight[:length]), DROPPED, self.training)
        bias = self.distances(self.near[:length, :length]).permute(2, 0, 1)[None] + (1e4 * (mask - 1))[:, None, None, :]
        for layer in self.layers:
            states = layer(states, bias)
        means = [(states * w[:, :, None]).sum(1) / w.sum(1, keepdim=True) for w in (span.to(states.dtype), mask.to(states.dtype))]
        answers: Tensor = self.out(dropout(torch.cat(means, -1), DROPPED, self.training))
        return answers.float()

    def items(self, examples: Sequence[Example]) -> list[Item]:
        """The runs that judge every target of the examples, in order."""
        opening, closing = markers(self.tokenizer)
        first, last = self.tokenizer.encode("").ids
        found = []
        for example in examples:
            for (start, end), chances in zip(example.spans, example.chances, strict=True):
                pieces = (example.text[:start], example.text[start:end], example.text[end:])
                before, target, after = (self.tokenizer.encode(piece, add_special_tokens=False).ids for piece in pieces)
                room = LONGEST - 4 - len(target)
                kept = min(len(before), max(room // 2, room - len(after)))
                before, after = before[len(before) - kept:], after[: room - kept]
                ids = [first, *before, opening, *target, closing, *after, last]
                found.append(Item(ids, [1 + len(before), 2 + len(before) + len(target)], chances, example.weight))
        return found


def batch(items: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor]:
    """The arguments of `forward`, padded to the longest item; few different lengths keep torch's caches small."""
    longest = -(-max(len(item.ids) for item in items) // 8) * 8
    ids = torch.ones((len(items), longest), dtype=torch.long)
    mask, span = torch.zeros(len(items), longest), torch.zeros(len(items), longest)
    for number, item in enumerate(items):
        ids[number, : len(item.ids)] = torch.tensor(item.ids)
        mask[number, : len(item.ids)] = 1
        span[number, item.marks] = 1
    return ids, mask, span


def logits(network: TargetSentiment, items: Sequence[Item], *, size: int = 48) -> Tensor:
    """Logits of every item, in order, in bfloat16 where the processor has it."""
    order = sorted(range(len(items)), key=lambda number: len(items[number].ids))
    found = torch.zeros(len(items), 3)
    network.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), size):
            numbers = order[start:start + size]
            found[numbers] = network(*batch([items[n] for n in numbers]))
    network.train()
    return found
