"""The network: an encoder, and a head that judges each target from one encoding of its sentence.

Two ways to show the network its target. *Marked* sets two tokens around it, so that the whole encoder knows it: better,
and one run per target. *Pooled* takes the mean of the target's own tokens, and what they attend to, from an encoding
that knows no target: one run per sentence, however many targets it has.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import gelu
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from broadsheet.training.sentiment_data import Example

MARKERS = ("[unused1]", "[unused2]")
TARGET_HEADS = 8
LONGEST = 160


def markers(tokenizer: Tokenizer) -> list[int]:
    """The ids of the two tokens that stand around a marked target."""
    vocabulary = tokenizer.get_vocab()
    return [vocabulary[mark] for mark in MARKERS]


class Item(NamedTuple):
    """One run of the network: token ids, each target's tokens, its number among all targets, its chances and weight."""

    ids: list[int]
    tokens: list[list[int]]
    numbers: list[int]
    chances: list[list[float]]
    weight: float


class TargetSentiment(nn.Module):
    """From token ids and target tokens to the logits of negative, neutral, positive.

    Parameters
    ----------
    base
        A folder with `config.json`, `model.safetensors` and `tokenizer.json` of a BERT or MPNet encoder.
    marked
        Whether targets are marked by two tokens; otherwise they are pooled.
    """

    def __init__(self, base: Path, *, marked: bool) -> None:
        super().__init__()
        self.enc, self.family = _encoder(base)
        self.tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.padding = self.tokenizer.token_to_id("<pad>" if self.family == "mpnet" else "[PAD]")
        self.marked = marked
        hidden = self.enc.config.hidden_size
        self.drop = nn.Dropout(0.1)
        if marked:
            self.out = nn.Linear(2 * hidden, 3)
            return
        self.q, self.k, self.v = (nn.Linear(hidden, hidden) for _ in range(3))
        self.mix = nn.Linear(3 * hidden, hidden)
        self.out = nn.Linear(hidden, 3)

    def forward(self, ids: Tensor, mask: Tensor, row: Tensor, span: Tensor) -> Tensor:
        """Logits, one row per target: `row` gives its sentence, `span` its tokens."""
        states = self.enc(input_ids=ids, attention_mask=mask).last_hidden_state
        kept = mask.to(states.dtype)
        sentence = (states * kept[:, :, None]).sum(1) / kept.sum(1, keepdim=True)
        weight = span.to(states.dtype)
        target = (states[row] * weight[:, :, None]).sum(1) / weight.sum(1, keepdim=True)
        if self.marked:
            return self.out(self.drop(torch.cat([target, sentence[row]], -1))).float()
        context = self._attended(states, mask, row, target)
        mixed = gelu(self.mix(self.drop(torch.cat([target, context, sentence[row]], -1))))
        return self.out(self.drop(mixed)).float()

    def _attended(self, states: Tensor, mask: Tensor, row: Tensor, target: Tensor) -> Tensor:
        targets, hidden = target.shape
        size = hidden // TARGET_HEADS
        query = self.q(target).view(targets, TARGET_HEADS, 1, size)
        key, value = (layer(states)[row].view(targets, -1, TARGET_HEADS, size).transpose(1, 2) for layer in (self.k, self.v))
        scores = (query @ key.transpose(-1, -2)).float() / math.sqrt(size)
        chances = scores.masked_fill(mask[row][:, None, None, :] == 0, -1e4).softmax(-1).to(value.dtype)
        return (chances @ value).transpose(1, 2).reshape(targets, hidden)

    def items(self, examples: Sequence[Example]) -> list[Item]:
        """The runs that judge every target of the examples."""
        found: list[Item] = []
        number = 0
        for example in examples:
            numbers = list(range(number, number + len(example.spans)))
            number += len(example.spans)
            found += self._marked(example, numbers) if self.marked else self._pooled(example, numbers)
        return found

    def _pooled(self, example: Example, numbers: list[int]) -> list[Item]:
        encoding = self.tokenizer.encode(example.text)
        offsets = encoding.offsets
        tokens = [[i for i, (a, b) in enumerate(offsets) if b > a and a < end and b > start] or [0] for start, end in example.spans]
        if len(encoding.ids) <= LONGEST:
            return [Item(encoding.ids, tokens, numbers, example.chances, example.weight)]
        targets = zip(tokens, numbers, example.chances, strict=True)
        return [self._window(encoding.ids, own, number, chances, example.weight) for own, number, chances in targets]

    def _window(self, ids: list[int], own: list[int], number: int, chances: list[float], weight: float) -> Item:
        room = LONGEST - 2
        first = max(1, min(own[0] - room // 2, len(ids) - 1 - room))
        kept = [ids[0], *ids[first:first + room], ids[-1]]
        return Item(kept, [[i - first + 1 for i in own if first <= i < first + room] or [0]], [number], [chances], weight)

    def _marked(self, example: Example, numbers: list[int]) -> list[Item]:
        opening, closing = markers(self.tokenizer)
        first, last = self.tokenizer.encode("").ids
        found = []
        for (start, end), number, chances in zip(example.spans, numbers, example.chances, strict=True):
            pieces = (example.text[:start], example.text[start:end], example.text[end:])
            before, target, after = (self.tokenizer.encode(piece, add_special_tokens=False).ids for piece in pieces)
            room = LONGEST - 4 - len(target)
            kept = min(len(before), max(room // 2, room - len(after)))
            before, after = before[len(before) - kept:], after[: room - kept]
            ids = [first, *before, opening, *target, closing, *after, last]
            found.append(Item(ids, [[1 + len(before), 2 + len(before) + len(target)]], [number], [chances], example.weight))
        return found

    def batch(self, items: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The arguments of `forward`, padded to the longest item; few different lengths keep torch's caches small."""
        longest = -(-max(len(item.ids) for item in items) // 8) * 8
        ids = torch.full((len(items), longest), self.padding, dtype=torch.long)
        mask = torch.zeros((len(items), longest), dtype=torch.long)
        rows: list[int] = []
        spans: list[Tensor] = []
        for number, item in enumerate(items):
            ids[number, : len(item.ids)] = torch.tensor(item.ids)
            mask[number, : len(item.ids)] = 1
            for tokens in item.tokens:
                rows.append(number)
                span = torch.zeros(longest)
                span[tokens] = 1
                spans.append(span)
        return ids, mask, torch.tensor(rows), torch.stack(spans)


def _encoder(base: Path) -> tuple[nn.Module, str]:
    import json

    family = json.loads((base / "config.json").read_text(encoding="utf-8"))["model_type"]
    config_class, model_class = (MPNetConfig, MPNetModel) if family == "mpnet" else (BertConfig, BertModel)
    config = config_class.from_json_file(str(base / "config.json"))
    encoder = model_class(config, add_pooling_layer=False)
    weights = {name: value for name, value in load_file(base / "model.safetensors").items() if not name.startswith("pooler")}
    encoder.load_state_dict(weights, strict=False)
    return encoder, family


def logits(network: TargetSentiment, examples: Sequence[Example], *, size: int = 48) -> Tensor:
    """Logits of every target, in order, in bfloat16 where the processor has it."""
    items = sorted(network.items(examples), key=lambda item: len(item.ids))
    found = torch.zeros(sum(len(e.spans) for e in examples), 3)
    network.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(items), size):
            group = items[start:start + size]
            found[[n for item in group for n in item.numbers]] = network(*network.batch(group))
    network.train()
    return found


class QuantisedWeight(nn.Module):
    """A weight seen as its quantised self while gradients pass as if it were not (straight-through)."""

    def __init__(self, bits: int, block: int) -> None:
        super().__init__()
        self.low, self.block = -(1 << (bits - 1)), block

    def forward(self, weight: Tensor) -> Tensor:
        """The nearest weight that `onnx_graph.codes_and_scales` can store, at the full scale."""
        with torch.no_grad():
            blocks = weight.view(weight.shape[0], -1, self.block)
            extreme = blocks.gather(-1, blocks.abs().argmax(-1, keepdim=True))
            scale = torch.where(extreme == 0, torch.full_like(extreme, 1e-8), extreme / self.low)
            stored = ((blocks / scale).round().clamp(self.low, -self.low - 1) * scale).view_as(weight)
        return weight + (stored - weight).detach()


def quantise_in_training(network: TargetSentiment, bits: int, block: int) -> None:
    """Let every matrix of the encoder's layers be trained as it will be stored."""
    from torch.nn.utils import parametrize

    for module in network.enc.encoder.layer.modules():
        if isinstance(module, nn.Linear):
            parametrize.register_parametrization(module, "weight", QuantisedWeight(bits, block))


def plain_state(network: TargetSentiment) -> dict[str, Tensor]:
    """The weights under their plain names, also after training with quantisation."""
    state = {}
    for name, value in network.state_dict().items():
        state[name.replace("parametrizations.weight.original", "weight")] = value
    return state
