"""Scores of predicted probabilities: macro-F1, calibration error, the reliability curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Bin(NamedTuple):
    """Targets whose highest probability lies in (low, high]: how many, that probability's mean, the share right."""

    low: float
    high: float
    targets: int
    confidence: float
    right: float


def macro_f1(labels: Sequence[int], predicted: Sequence[int]) -> float:
    """The mean of the F1 scores of the three classes."""
    truth, guess = np.asarray(labels), np.asarray(predicted)
    both = np.array([((truth == c) & (guess == c)).sum() for c in range(3)])
    either = np.array([(truth == c).sum() + (guess == c).sum() for c in range(3)])
    return float((2 * both / np.maximum(either, 1)).mean())


def reliability(labels: Sequence[int], probabilities: np.ndarray, *, bins: int = 10) -> list[Bin]:
    """The reliability curve over equal bins of the highest probability; empty bins are left out."""
    highest, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == np.asarray(labels)
    found = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = (highest > low) & (highest <= high)
        if inside.any():
            found.append(Bin(low, high, int(inside.sum()), float(highest[inside].mean()), float(right[inside].mean())))
    return found


def calibration_error(curve: Sequence[Bin]) -> float:
    """ECE: the distance of confidence from share right, averaged over targets (Guo et al. 2017)."""
    total = sum(bin_.targets for bin_ in curve)
    return sum(bin_.targets * abs(bin_.confidence - bin_.right) for bin_ in curve) / total


def best_temperature(labels: Sequence[int], logits: np.ndarray) -> float:
    """The divisor of the logits under which the labels are likeliest (temperature scaling, Guo et al. 2017)."""
    rows = np.arange(len(labels))

    def surprise(temperature: float) -> float:
        scaled = logits / temperature
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        return float(-(scaled[rows, labels] - np.log(np.exp(scaled).sum(axis=1))).mean())

    return float(min(np.arange(0.4, 2.51, 0.01), key=surprise))
