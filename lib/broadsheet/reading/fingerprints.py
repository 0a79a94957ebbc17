"""Fingerprints of texts: the hashed word triples of an article, and how much two articles share of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
WIDTH = 3
"""Words of a shingle: two would meet by chance, four break at every edited word."""
SAMPLED = np.uint32(2**32 // 8)
"""Hashes below this are the sample that finds candidates: one in eight, the same ones in every text (FracMinHash)."""


class Overlap(NamedTuple):
    """Shares of the shingles that two texts have in common: of the smaller text, of the larger, of both together."""

    smaller: float
    larger: float
    union: float


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def fingerprint(text: str) -> Hashes:
    """The sorted, distinct 32-bit hashes of the word triples of `text`; case and punctuation do not count."""
    words = np.fromiter((_word_hash(word) for word in _WORD.findall(text.lower())), dtype=np.uint64)
    if len(words) < WIDTH:
        return np.unique(words).astype(np.uint32)
    with np.errstate(over="ignore"):
        mixed = sum(words[i : len(words) - WIDTH + 1 + i] * _MULTIPLIERS[i] for i in range(WIDTH))
    mixed = np.asarray(mixed, dtype=np.uint64)
    mixed ^= mixed >> np.uint64(29)
    with np.errstate(over="ignore"):
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def overlap(one: Hashes, other: Hashes) -> Overlap:
    """What two fingerprints share."""
    if not len(one) or not len(other):
        return Overlap(0.0, 0.0, 0.0)
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return Overlap(shared / min(len(one), len(other)), shared / max(len(one), len(other)), shared / (len(one) + len(other) - shared))


def sampled(hashes: Hashes) -> Hashes:
    """The hashes that find candidates; of a short text all of them."""
    few = hashes[hashes < SAMPLED]
    return few if len(few) >= 8 else hashes[: max(8, len(few))]


def candidate_pairs(fingerprints: Iterable[Hashes], *, crowd: int = 40, window: int = 4, shared: int = 2) -> NDArray[np.int64]:
    """Pairs of texts that share at least `shared` sampled hashes, as rows (i, j) with i < j.

    Parameters
    ----------
    fingerprints
        The texts', in order.
    crowd
        A hash that more texts have is a phrase of many (a notice, a wire copy in a hundred papers); it joins each of them
        to its `window` neighbours only, so that the cost stays linear in the number of texts.
    window
        See `crowd`.
    shared
        Hashes that two texts must share.
    """
    samples = [sampled(hashes) for hashes in fingerprints]
    if not samples:
        return np.empty((0, 2), dtype=np.int64)
    owners = np.repeat(np.arange(len(samples), dtype=np.int64), [len(s) for s in samples])
    values = np.concatenate(samples)
    order = np.argsort(values, kind="stable")
    values, owners = values[order], owners[order]
    bounds = np.flatnonzero(np.diff(values)) + 1
    starts, ends = np.concatenate([[0], bounds]), np.concatenate([bounds, [len(values)]])
    sizes = ends - starts
    codes = []
    for gap in range(1, crowd):
        reach = np.where(sizes <= crowd, sizes - gap, np.where(gap <= window, sizes - gap, 0))
        if not (reach > 0).any():
            continue
        firsts = _ranges(starts[reach > 0], reach[reach > 0])
        codes.append(owners[firsts] * len(samples) + owners[firsts + gap])
    if not codes:
        return np.empty((0, 2), dtype=np.int64)
    pairs, counts = np.unique(np.concatenate(codes), return_counts=True)
    pairs = pairs[counts >= shared]
    return np.stack([pairs // len(samples), pairs % len(samples)], axis=1)


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """starts[0], starts[0] + 1, … for lengths[0] numbers, then the same of starts[1], …"""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1]) - np.repeat(ends - lengths, lengths) + np.repeat(starts, lengths)
