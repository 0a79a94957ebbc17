"""Train the student: on people's labels, on a teacher's for plain news, and on hard cases, mixed in every batch.

    python -m training.distil --base FOLDER --tokenizer tokenizer.json --gold newsmtsc_train.jsonl \
        --soft labelled.jsonl --minutes 60 --out student.pt

Training lasts as long as it is told to: the learning rate falls along a cosine over the minutes given. What is kept is the
running mean of the weights; its macro-F1 on the held-out fold is logged.
"""

from __future__ import annotations

import argparse
import copy
import logging
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.scores import macro_f1
from training.sentiment_data import Example, hard_examples, labels_of, newsmtsc, soft_labelled, split
from training.student import Run, Student, batch, student_logits

log = logging.getLogger("training")

SIZE = 32
"""Sentences in a batch."""
WINDOW = 40
"""Batches among which sentences are sorted by length before they are cut into batches."""
HARD_WEIGHT = 0.5
SOFTENED = 2.0
"""The teacher's chances are also taught at this temperature, at which what it holds for second best counts more."""
ROUNDED = 0.8
"""Share of the time after which the student is trained under the rounding of 8 bits."""
WARM_UP = 150
"""Steps in which the learning rate climbs."""
MEMORY = 0.992
"""Share of the running mean of the weights that a step leaves as it is."""
LOOK = 400
"""Steps from one look at the held-out fold to the next."""


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="folder of the pretrained encoder")
    parser.add_argument("--tokenizer", type=Path, help="the smaller tokenizer that is shipped, so that training sees its pieces")
    parser.add_argument("--gold", type=Path, required=True, help="NewsMTSC's training part, JSON Lines")
    parser.add_argument("--soft", type=Path, required=True, nargs="+", help="sentences labelled by label_sentences")
    parser.add_argument("--hard", type=int, default=8000, help="how many hard cases to draw from")
    parser.add_argument("--gold-share", type=float, default=0.2, help="share of people's labels in training")
    parser.add_argument("--hard-share", type=float, default=0.08, help="share of hard cases in training")
    parser.add_argument("--rounded", type=float, default=ROUNDED, help="share of the time after which 8 bits are trained for")
    parser.add_argument("--start", type=Path, help="weights to start from: of an encoder, under the names of BERT, or of a student")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=8e-5)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--out", type=Path, required=True, help="where the weights are written")
    return parser.parse_args()


def passes(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs again and again, in a new order each time."""
    while True:
        yield from random.sample(runs, len(runs))


def batches(gold: Iterator[Run], hard: Iterator[Run], soft: Iterator[Run], shares: tuple[float, float]) -> Iterator[list[Run]]:
    """Batches of like length, mixed from the three kinds of labels; `shares` are those of the first two."""
    size = WINDOW * SIZE
    counts = int(shares[0] * size), int(shares[1] * size)
    while True:
        drawn = [next(gold) for _ in range(counts[0])] + [next(hard) for _ in range(counts[1])]
        drawn += [next(soft) for _ in range(size - len(drawn))]
        drawn.sort(key=lambda run: len(run.ids) + 4 * random.random())
        groups = [drawn[start:start + SIZE] for start in range(0, size, SIZE)]
        random.shuffle(groups)
        yield from groups


def loss_of(student: Student, runs: Sequence[Run]) -> Tensor:
    """Cross-entropy against the chances given, as they are and softened, weighted."""
    chances = torch.tensor([c for run in runs for c in run.chances])
    weight = torch.tensor([run.weight for run in runs for _ in run.chances])
    with torch.autocast("cpu", torch.bfloat16):
        found = student(*batch(runs))
    softened = chances.clamp_min(1e-6) ** (1 / SOFTENED)
    softened = softened / softened.sum(-1, keepdim=True)
    loss = 0.5 * (chances * found.log_softmax(-1)).sum(-1) + 1.5 * (softened * (found / SOFTENED).log_softmax(-1)).sum(-1)
    return (-loss * weight).sum() / weight.sum()


def optimiser(student: Student, options: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW with what is new (mark and head) learning faster than the encoder."""
    new = ("mark", "mix", "out")
    own = [p for name, p in student.named_parameters() if name.split(".")[0] in new]
    encoder = [p for name, p in student.named_parameters() if name.split(".")[0] not in new]
    groups = [{"params": encoder, "lr": options.rate}, {"params": own, "lr": options.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def scored(student: Student, held_out: Sequence[Example]) -> Callable[[Student], str]:
    """A function from a student to what it gets right of the held-out fold, in words."""
    runs, labels = student.runs(held_out), np.array(labels_of(held_out))
    alone = np.array([len(example.spans) == 1 for example in held_out for _ in example.spans])

    def score(judge: Student) -> str:
        found = student_logits(judge, runs).argmax(-1).numpy()
        parts = (("all", alone | ~alone), ("one target", alone), ("several", ~alone))
        return ", ".join(f"{name} {macro_f1(labels[part], found[part]):.4f}" for name, part in parts)

    return score


def train(student: Student, groups: Iterator[list[Run]], score: Callable[[Student], str], options: argparse.Namespace) -> None:
    """Train until the time is over; the running mean of the weights is written at every look."""
    chosen, mean = optimiser(student, options), copy.deepcopy(student)
    rates = [group["lr"] for group in chosen.param_groups]
    weights, kept = list(student.parameters()), list(mean.parameters())
    began, step, done = time.monotonic(), 0, 0.0
    student.train()
    while done < 1:
        done = min((time.monotonic() - began) / (60 * options.minutes), 1.0)
        for group, rate in zip(chosen.param_groups, rates, strict=True):
            group["lr"] = rate * min(1, (step + 1) / WARM_UP) * (1 + math.cos(math.pi * done)) / 2
        if done >= options.rounded:
            student.round()
            mean.round()
        loss = loss_of(student, next(groups))
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        chosen.step()
        chosen.zero_grad()
        step += 1
        with torch.no_grad():
            torch._foreach_lerp_(kept, weights, max(1 - MEMORY, 1 / (1 + step)))
        if step % LOOK == 0 or done == 1:
            log.info("step %d, %.0f %% of the time, loss %.3f; macro-F1: %s", step, 100 * done, loss.item(), score(mean))
            torch.save(mean.state_dict(), options.out)


def main() -> None:
    """Train as the command line says."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = arguments()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    student = Student(options.base, Tokenizer.from_file(str(options.tokenizer)) if options.tokenizer else None, start=options.start)
    gold, held_out = split(newsmtsc(options.gold))
    barred = {example.text for example in held_out}
    soft = [example for path in options.soft for example in soft_labelled(path) if example.text not in barred]
    hard = hard_examples(options.hard, options.seed, HARD_WEIGHT)
    gold_runs, hard_runs, soft_runs = (passes(student.runs(examples)) for examples in (gold, hard, soft))
    groups = batches(gold_runs, hard_runs, soft_runs, (options.gold_share, options.hard_share))
    train(student, groups, scored(student, held_out), options)


if __name__ == "__main__":
    main()
