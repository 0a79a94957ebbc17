"""The larger network, which is the teacher too: two tokens around the target tell the whole encoder whom it judges.

One run per target. The head sees the mean of the two tokens and the mean of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import MPNetConfig, MPNetModel

from broadsheet.training.sentiment_data import Example

MARKERS = ("[unused1]", "[unused2]")
LONGEST = 160


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


class TargetSentiment(nn.Module):
    """From token ids and target tokens to the logits of negative, neutral, positive.

    Parameters
    ----------
    base
        A folder with `config.json`, `model.safetensors` and `tokenizer.json` of an MPNet encoder.
    """

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.enc = _encoder(base)
        self.tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.padding = self.tokenizer.token_to_id("<pad>")
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(2 * self.enc.config.hidden_size, 3)

    def forward(self, ids: Tensor, mask: Tensor, span: Tensor) -> Tensor:
        """Logits, one row per run; `span` says where the marks are."""
        states = self.enc(input_ids=ids, attention_mask=mask).last_hidden_state
        means = [(states * w[:, :, None]).sum(1) / w.sum(1, keepdim=True) for w in (span.to(states.dtype), mask.to(states.dtype))]
        return self.out(self.drop(torch.cat(means, -1))).float()

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

    def batch(self, items: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor]:
        """The arguments of `forward`, padded to the longest item; few different lengths keep torch's caches small."""
        longest = -(-max(len(item.ids) for item in items) // 8) * 8
        ids = torch.full((len(items), longest), self.padding, dtype=torch.long)
        mask, span = torch.zeros((len(items), longest), dtype=torch.long), torch.zeros(len(items), longest)
        for number, item in enumerate(items):
            ids[number, : len(item.ids)] = torch.tensor(item.ids)
            mask[number, : len(item.ids)] = 1
            span[number, item.marks] = 1
        return ids, mask, span


def _encoder(base: Path) -> nn.Module:
    encoder = MPNetModel(MPNetConfig.from_json_file(str(base / "config.json")), add_pooling_layer=False)
    weights = {name: value for name, value in load_file(base / "model.safetensors").items() if not name.startswith("pooler")}
    encoder.load_state_dict(weights, strict=False)
    return encoder


def logits(network: TargetSentiment, examples: Sequence[Example], *, size: int = 48) -> Tensor:
    """Logits of every target, in order, in bfloat16 where the processor has it."""
    items = network.items(examples)
    order = sorted(range(len(items)), key=lambda number: len(items[number].ids))
    found = torch.zeros(len(items), 3)
    network.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), size):
            numbers = order[start:start + size]
            found[numbers] = network(*network.batch([items[n] for n in numbers]))
    network.train()
    return found
