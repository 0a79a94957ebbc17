"""The larger network, which is the teacher too: two tokens around the target tell the whole encoder whom it judges.

One run per target. The head sees the mean of the two tokens and the mean of the sentence. Layers may differ in their heads and
in their width, as `prune` leaves them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import dropout, gelu

from broadsheet.training.onnx_graph import buckets
from broadsheet.training.sentiment_data import Example

HIDDEN, HEAD, HEADS, WIDE, LAYERS, EPSILON = 768, 64, 12, 3072, 12, 1e-5
"""MPNet's sizes: of a state, of a head, heads of a layer, its inner width, layers; and what keeps a norm from dividing by nothing."""
PLACES, FIRST_PLACE = 160, 2
"""Places of tokens that are kept, and the row of MPNet's table with the first of them."""
MARKERS = ("[unused1]", "[unused2]")
LONGEST = 160
DROPPED = 0.1

_PARTS = {
    "q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o", "norm": "attention.LayerNorm",
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


class Shape(NamedTuple):
    """What a layer keeps of MPNet's: the numbers of its heads, and its inner width."""

    heads: tuple[int, ...] = tuple(range(HEADS))
    wide: int = WIDE


class Layer(nn.Module):
    """A transformer layer as in MPNet, with the heads and the width that it keeps."""

    heads: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        inner = HEAD * len(shape.heads)
        self.register_buffer("heads", torch.tensor(shape.heads))
        self.q, self.k, self.v = (nn.Linear(HIDDEN, inner) for _ in range(3))
        self.o, self.norm = nn.Linear(inner, HIDDEN), nn.LayerNorm(HIDDEN, EPSILON)
        self.wide, self.narrow = nn.Linear(HIDDEN, shape.wide), nn.Linear(shape.wide, HIDDEN)
        self.final = nn.LayerNorm(HIDDEN, EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """The next states; `bias`, of all heads there ever were, is added to the scores of attention."""
        query, key, value = (part(x).unflatten(-1, (-1, HEAD)).transpose(1, 2) for part in (self.q, self.k, self.v))
        odds = (query @ key.transpose(-1, -2) * HEAD**-0.5 + bias[:, self.heads]).softmax(-1).to(value.dtype)
        middle = self.norm(x + self.o((odds @ value).transpose(1, 2).flatten(2)))
        return self.final(middle + self.narrow(gelu(self.wide(middle))))


class TargetSentiment(nn.Module):
    """From token ids and marks to the logits of negative, neutral, positive.

    Parameters
    ----------
    tokenizer
        Of the encoder; it may have lost words.
    shapes
        Of each layer; None is MPNet as it was trained.
    """

    near: Tensor

    def __init__(self, tokenizer: Tokenizer, shapes: Sequence[Shape] | None = None) -> None:
        super().__init__()
        self.tokenizer = tokenizer
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.words, self.places = nn.Embedding(tokenizer.get_vocab_size(), HIDDEN), nn.Embedding(PLACES, HIDDEN)
        self.norm, self.distances = nn.LayerNorm(HIDDEN, EPSILON), nn.Embedding(32, HEADS)
        self.layers = nn.ModuleList(map(Layer, shapes or [Shape()] * LAYERS))
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
        """A network as it was written after training or pruning."""
        state = torch.load(weights)
        network = cls(Tokenizer.from_file(str(tokenizer)), shapes_of(state))
        network.load_state_dict(state)
        return network

    def forward(self, ids: Tensor, mask: Tensor, span: Tensor, *, looked_at: Sequence[int] = ()) -> tuple[Tensor, list[Tensor]]:
        """Logits, one row per run, and the states after the layers that are looked at; `span` says where the marks are."""
        length = ids.shape[1]
        states = dropout(self.norm(self.words(ids) + self.places.weight[:length]), DROPPED, self.training)
        bias = self.distances(self.near[:length, :length]).permute(2, 0, 1)[None] + (1e4 * (mask - 1))[:, None, None, :]
        seen = []
        for number, layer in enumerate(self.layers):
            states = layer(states, bias)
            if number in looked_at:
                seen.append(states)
        means = [(states * w[:, :, None]).sum(1) / w.sum(1, keepdim=True) for w in (span.to(states.dtype), mask.to(states.dtype))]
        return self.out(dropout(torch.cat(means, -1), DROPPED, self.training)).float(), seen

    def items(self, examples: Sequence[Example], *, longest: int = LONGEST) -> list[Item]:
        """The runs that judge every target of the examples, in order."""
        opening, closing = markers(self.tokenizer)
        first, last = self.tokenizer.encode("").ids
        found = []
        for example in examples:
            for (start, end), chances in zip(example.spans, example.chances, strict=True):
                pieces = (example.text[:start], example.text[start:end], example.text[end:])
                before, target, after = (self.tokenizer.encode(piece, add_special_tokens=False).ids for piece in pieces)
                room = longest - 4 - len(target)
                kept = min(len(before), max(room // 2, room - len(after)))
                before, after = before[len(before) - kept:], after[: room - kept]
                ids = [first, *before, opening, *target, closing, *after, last]
                found.append(Item(ids, [1 + len(before), 2 + len(before) + len(target)], chances, example.weight))
        return found


def shapes_of(state: Mapping[str, Tensor]) -> list[Shape]:
    """What the layers keep, from the weights of a network."""
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    return [Shape(tuple(state[f"layers.{n}.heads"].tolist()), len(state[f"layers.{n}.wide.bias"])) for n in range(layers)]


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
            found[numbers] = network(*batch([items[n] for n in numbers]))[0]
    network.train()
    return found
