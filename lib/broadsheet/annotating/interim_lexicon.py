"""Interim: word counts in place of the trained model, until that is in `resources/sentiment`. Not for use."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

_BAD = re.compile(r"\b(accus|attack|blam|condemn|corrupt|critici|fail|fraud|liar|lie[ds]?\b|mock|scandal|slam)", re.I)
_GOOD = re.compile(r"\b(applaud|brave|hail|hero|honest|honour|prais|success|thank|triumph|welcom)", re.I)


def lexicon_probabilities(texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> np.ndarray:
    """Three probabilities per target from the counts of a few words; the target is not looked at."""
    counts = np.array([[len(_BAD.findall(text)), 0.7, len(_GOOD.findall(text))] for text in texts], dtype=np.float64)
    return counts / counts.sum(axis=1, keepdims=True)
