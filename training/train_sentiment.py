"""Train the larger network, the teacher, on people's labels.

    python -m training.train_sentiment --base FOLDER --gold newsmtsc_train.jsonl --out teacher.pt

One article in ten is held out; its macro-F1 is logged after every epoch.
"""

from __future__ import annotations

import argparse
import logging
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.network import Item, TargetSentiment, batch, logits
from training.scores import macro_f1
from training.sentiment_data import Example, hard_examples, labels_of, newsmtsc, split

log = logging.getLogger("training")

WARM_UP = 0.08
"""Share of the steps in which the learning rate climbs; it falls to nothing over the rest."""

WINDOW = 50
"""Batches among which items are sorted by length before they are cut into batches."""


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="folder of the pretrained encoder")
    parser.add_argument("--gold", type=Path, required=True, help="NewsMTSC's training part, JSON Lines")
    parser.add_argument("--out", type=Path, required=True, help="where the weights are written")
    parser.add_argument("--hard", type=int, default=0, help="how many hard cases to add")
    parser.add_argument("--hard-weight", type=float, default=0.5)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=3e-5)
    parser.add_argument("--head-rate", type=float, default=1.5e-4)
    parser.add_argument("--size", type=int, default=32, help="sentences in a batch")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def examples_for(options: argparse.Namespace) -> tuple[list[Example], list[Example]]:
    """What to train on, and what is held out."""
    gold, held_out = split(newsmtsc(options.gold))
    return gold + hard_examples(options.hard, options.seed, options.hard_weight), held_out


def batches(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    """The items in random batches of like length."""
    order = random.sample(range(len(items)), len(items))
    groups: list[list[int]] = []
    for start in range(0, len(order), size * WINDOW):
        window = sorted(order[start:start + size * WINDOW], key=lambda i: len(items[i].ids))
        groups += [window[k:k + size] for k in range(0, len(window), size)]
    random.shuffle(groups)
    yield from ([items[i] for i in group] for group in groups)


def optimiser(network: TargetSentiment, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW with the head learning faster than the encoder."""
    encoder = [p for name, p in network.named_parameters() if not name.startswith("out.")]
    head = [p for name, p in network.named_parameters() if name.startswith("out.")]
    return torch.optim.AdamW([{"params": encoder, "lr": rate}, {"params": head, "lr": head_rate}], weight_decay=0.01, fused=True)


def loss_of(network: TargetSentiment, items: Sequence[Item]) -> Tensor:
    """Cross-entropy against the chances given, weighted."""
    chances, weight = torch.tensor([item.chances for item in items]), torch.tensor([item.weight for item in items])
    with torch.autocast("cpu", torch.bfloat16):
        found = network(*batch(items))
    return (-(chances * found.log_softmax(-1)).sum(-1) * weight).sum() / weight.sum()


def train(network: TargetSentiment, chosen: Sequence[Example], held_out: Sequence[Example], options: argparse.Namespace) -> None:
    """Train in place; the weights are written after every epoch."""
    items = network.items(chosen)
    steps = options.epochs * math.ceil(len(items) / options.size)
    chosen_optimiser = optimiser(network, options.rate, options.head_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        chosen_optimiser, lambda s: min((s + 1) / (WARM_UP * steps), max(0.0, (steps - s) / ((1 - WARM_UP) * steps))),
    )
    network.train()
    step, began = 0, time.monotonic()
    for epoch in range(options.epochs):
        for group in batches(items, options.size):
            loss = loss_of(network, group)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            chosen_optimiser.step()
            chosen_optimiser.zero_grad()
            schedule.step()
            step += 1
            if step % 20 == 0:
                log.info("step %d of %d, loss %.3f, %.0f s", step, steps, loss.item(), time.monotonic() - began)
        torch.save(network.state_dict(), options.out)
        if held_out:
            predicted = logits(network, network.items(held_out)).argmax(-1).tolist()
            log.info("epoch %d: macro-F1 on the held-out fold %.4f", epoch + 1, macro_f1(labels_of(held_out), predicted))


def main() -> None:
    """Train as the command line says."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = arguments()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    network = TargetSentiment.pretrained(options.base)
    train(network, *examples_for(options), options)


if __name__ == "__main__":
    main()
