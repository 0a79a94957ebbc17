"""Prune the larger network: of each layer, keep the heads and the inner units that carry most, and train what is left to do the same.

    python -m broadsheet.training.prune --weights teacher.pt --tokenizer large/tokenizer.json --gold newsmtsc_train.jsonl \
        --soft sentences.jsonl --shares 0.5 0.28 --minutes 12 45 --out pruned.pt

What a head or a unit carries is the energy of its part of the layer's output on real sentences. What remains is fitted by
least squares to give the output of all (as in Frantar & Alistarh 2022), and then learns, as in CoFi (Xia et al. 2022), from the
whole network's answers and from its states after some of the layers. A share below a half is reached in two steps.
"""

from __future__ import annotations

import argparse
import copy
import logging
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from broadsheet.training.distil import MEMORY, loss_of_logits, passes
from broadsheet.training.network import HEAD, HEADS, WIDE, Item, Shape, TargetSentiment, batch, logits
from broadsheet.training.scores import macro_f1
from broadsheet.training.sentiment_data import Example, hard_examples, labels_of, newsmtsc, soft_labelled, split

log = logging.getLogger("broadsheet.training")

SIZE = 32
"""Sentences in a batch."""
WINDOW = 40
"""Batches among which sentences are sorted by length before they are cut into batches."""
LONGEST = 96
"""Tokens of a sentence in training."""
LOOKED_AT = (2, 5, 8, 11)
"""Layers whose states are taught."""
STATES = 2.0
"""Weight of the states at the beginning; it falls to nothing."""
GOLD = 0.5
"""Share of people's labels in what is taught where there are any; the rest are the whole network's answers."""
SHARES = {"gold": 0.3, "hard": 0.06, "soft": 0.64}
"""Of the kinds of sentences in a batch."""
MEASURED = 2200
"""Sentences on which the energy is measured."""
GROUP = 32
"""Inner units are kept in such groups, since weights of 4 bits share a scale in blocks."""
DAMPING = 0.01
"""Share of the mean second moment added to each."""
WARM_UP = 100
"""Steps in which the learning rate climbs."""


class Lesson(NamedTuple):
    """A sentence to learn from: its run, the chances to teach, and the whole network's states, (layers, tokens, hidden)."""

    item: Item
    chances: Tensor
    states: Tensor


def lessons(whole: TargetSentiment, items: Sequence[Item], *, labelled: bool) -> list[Lesson]:
    """What the whole network says of the items; joined with people's labels if they are labelled."""
    order = sorted(range(len(items)), key=lambda number: len(items[number].ids))
    found: dict[int, Lesson] = {}
    whole.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), SIZE):
            some = order[start:start + SIZE]
            answers, states = whole(*batch([items[n] for n in some]), looked_at=LOOKED_AT)
            kept = torch.stack(states).bfloat16()
            for row, number in enumerate(some):
                item, chances = items[number], answers[row].softmax(-1)
                if labelled:
                    chances = GOLD * torch.tensor(item.chances) + (1 - GOLD) * chances
                found[number] = Lesson(item, chances, kept[:, row, : len(item.ids)].clone())
    return [found[number] for number in range(len(items))]


def second_moments(network: TargetSentiment, items: Sequence[Item]) -> dict[str, Tensor]:
    """The sum of x xᵀ over the tokens that reach the outputs of attention and of the inner units, by the name of the matrix."""
    moments: dict[str, Tensor] = {}
    real = torch.ones(1, dtype=torch.bool)

    def watch(name: str, matrix: nn.Module) -> torch.utils.hooks.RemovableHandle:
        def add(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            x = inputs[0].reshape(-1, inputs[0].shape[-1])[real].float()
            with torch.autocast("cpu", enabled=False):
                moments[name] = moments.get(name, torch.zeros(x.shape[1], x.shape[1])) + x.T @ x

        return matrix.register_forward_pre_hook(add)

    watches = [watch(f"{n}.{part}", getattr(layer, part)) for n, layer in enumerate(network.layers) for part in ("o", "narrow")]
    ordered = sorted(items, key=lambda item: len(item.ids))
    network.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(ordered), SIZE):
            given = batch(ordered[start:start + SIZE])
            real = given[1].reshape(-1).bool()
            network(*given)
    for watching in watches:
        watching.remove()
    return moments


def pruned(network: TargetSentiment, share: float, items: Sequence[Item]) -> TargetSentiment:
    """A smaller network: in every layer that share of MPNet's heads and inner units."""
    moments = second_moments(network, items)
    heads, groups = max(1, round(share * HEADS)), max(1, round(share * WIDE / GROUP))
    kept = []
    for number, layer in enumerate(network.layers):
        mixed, weight = moments[f"{number}.o"], layer.o.weight.detach()
        parts = [slice(at, at + HEAD) for at in range(0, len(mixed), HEAD)]
        energy = torch.stack([((weight[:, own] @ mixed[own, own]) * weight[:, own]).sum() for own in parts])
        chosen = energy.argsort(descending=True)[:heads].sort().values
        rows = (HEAD * chosen[:, None] + torch.arange(HEAD)).flatten()
        carried = moments[f"{number}.narrow"].diagonal() * layer.narrow.weight.detach().square().sum(0)
        kept.append((chosen, rows, carried.argsort(descending=True)[: GROUP * groups].sort().values))
    shapes = [Shape(tuple(layer.heads[own].tolist()), len(units)) for layer, (own, _, units) in zip(network.layers, kept, strict=True)]
    small = TargetSentiment(network.tokenizer, shapes)
    with torch.no_grad():
        for name in ("words", "places", "norm", "distances", "out"):
            getattr(small, name).load_state_dict(getattr(network, name).state_dict())
        for number, (old, new, (_, rows, units)) in enumerate(zip(network.layers, small.layers, kept, strict=True)):
            for part, own in (("q", rows), ("k", rows), ("v", rows), ("wide", units)):
                getattr(new, part).weight.copy_(getattr(old, part).weight[own])
                getattr(new, part).bias.copy_(getattr(old, part).bias[own])
            for part, own in (("o", rows), ("narrow", units)):
                getattr(new, part).weight.copy_(_fitted(getattr(old, part).weight, moments[f"{number}.{part}"], own))
                getattr(new, part).bias.copy_(getattr(old, part).bias)
            for part in ("norm", "final"):
                getattr(new, part).load_state_dict(getattr(old, part).state_dict())
    return small


def _fitted(weight: Tensor, moment: Tensor, kept: Tensor) -> Tensor:
    """The weights of the kept inputs that come nearest, over the sentences measured, to the output of all inputs."""
    moment, weight = moment.double(), weight.double()
    damping = DAMPING * moment.diagonal().mean()
    own = moment[kept][:, kept] + damping * torch.eye(len(kept), dtype=torch.double)
    return torch.linalg.solve(own, moment[kept] @ weight.T + damping * weight.T[kept]).T.float()


def batches(kinds: dict[str, Sequence[Lesson]]) -> Iterator[list[Lesson]]:
    """Batches of like length, mixed from the kinds of sentences."""
    endless = {kind: passes(own) for kind, own in kinds.items()}
    while True:
        drawn = [next(endless[kind]) for kind, share in SHARES.items() for _ in range(int(share * WINDOW * SIZE))]
        drawn.sort(key=lambda lesson: len(lesson.item.ids) + 4 * random.random())
        groups = [drawn[start:start + SIZE] for start in range(0, len(drawn), SIZE)]
        random.shuffle(groups)
        yield from groups


def loss_of(network: TargetSentiment, group: Sequence[Lesson], weight: float) -> Tensor:
    """How far the answers are from what is taught, and, so weighted, the states from the whole network's in units of their variance."""
    given = batch([lesson.item for lesson in group])
    with torch.autocast("cpu", torch.bfloat16):
        answers, states = network(*given, looked_at=LOOKED_AT)
    loss = loss_of_logits(answers, torch.stack([lesson.chances for lesson in group])).mean()
    taught = torch.cat([lesson.states for lesson in group], 1).float()
    real = given[1].bool()
    away = [(own[real].float() - theirs).square().mean() / theirs.var() for own, theirs in zip(states, taught, strict=True)]
    return loss + weight * torch.stack(away).mean()


def train(
    network: TargetSentiment, groups: Iterator[list[Lesson]], held_out: Sequence[Example], minutes: float, rate: float,
) -> TargetSentiment:
    """Train until the time is over; the running mean of the weights. The words stay as they are."""
    network.words.weight.requires_grad_(False)
    optimiser = torch.optim.AdamW([p for p in network.parameters() if p.requires_grad], lr=rate, weight_decay=0.01, fused=True)
    mean, items, labels = copy.deepcopy(network), network.items(held_out, longest=LONGEST), labels_of(held_out)
    began, step, done = time.monotonic(), 0, 0.0
    network.train()
    while done < 1:
        done = min((time.monotonic() - began) / (60 * minutes), 1.0)
        optimiser.param_groups[0]["lr"] = rate * min(1, (step + 1) / WARM_UP) * (1 + math.cos(math.pi * done)) / 2
        loss = loss_of(network, next(groups), STATES * (1 - done))
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        step += 1
        with torch.no_grad():
            torch._foreach_lerp_([*mean.parameters()], [*network.parameters()], max(1 - MEMORY, 1 / (1 + step)))
        if step % 400 == 0 or done == 1:
            score = macro_f1(labels, logits(mean, items).argmax(-1).tolist())
            log.info("step %d, %.0f %% of the time, loss %.3f; macro-F1 on the held-out fold %.4f", step, 100 * done, loss.item(), score)
    return mean


def main() -> None:
    """Prune and train as the command line says."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="of the whole network")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True, help="NewsMTSC's training part, JSON Lines")
    parser.add_argument("--soft", type=Path, required=True, nargs="+", help="sentences with spans, as label_sentences finds them")
    parser.add_argument("--hard", type=int, default=4000, help="how many hard cases to draw from")
    parser.add_argument("--shares", type=float, nargs="+", required=True, help="of heads and units, one for each step")
    parser.add_argument("--minutes", type=float, nargs="+", required=True, help="of training after each step")
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    network = TargetSentiment.trained(options.weights, options.tokenizer)
    gold, held_out = split(newsmtsc(options.gold))
    barred = {example.text for example in held_out}
    soft = [example for path in options.soft for example in soft_labelled(path) if example.text not in barred]
    kinds = {"gold": gold, "hard": hard_examples(options.hard, options.seed, 1.0), "soft": soft}
    taught = {kind: lessons(network, network.items(own, longest=LONGEST), labelled=kind != "soft") for kind, own in kinds.items()}
    measured = [lesson.item for lesson in random.sample([*taught["gold"], *taught["soft"]], MEASURED)]
    for share, minutes in zip(options.shares, options.minutes, strict=True):
        network = train(pruned(network, share, measured), batches(taught), held_out, minutes, options.rate)
        torch.save(network.state_dict(), options.out)


if __name__ == "__main__":
    main()
