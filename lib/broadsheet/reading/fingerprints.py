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
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
FEWEST_FIGURES = 3
"""Figures that both texts need before these tell anything."""
MOST_FIGURES = 1000
WIDTH = 3
"""Words of a shingle: two would meet by chance, four break at every edited word."""
LEAD_WORDS = 60
"""Words of a text's beginning that tell a copy, which keeps them, from a follow-up, which begins anew."""
SAMPLED = np.uint32(2**32 // 8)
"""Hashes below this are the sample that finds candidates: one in eight, the same ones in every text (FracMinHash)."""
LEAST = 0.1
"""Share of the smaller sample that two texts must have in common: far below what makes a copy, to allow for chance."""


class Print(NamedTuple):
    """The fingerprint of a text: the hashes of all its word triples, of those in its first words, and of its figures."""

    hashes: Hashes
    lead: Hashes
    figures: Hashes

    def packed(self) -> bytes:
        """The fingerprint as bytes, to be stored: four per hash, after the numbers of those of the lead and of the figures.

        Both numbers share one word (the lead's in the lower half), so that prints stored without figures can still be read.
        """
        sizes = np.array([len(self.lead) | len(self.figures) << 16], dtype="<u4")
        return np.concatenate([sizes, *(part.astype("<u4") for part in (self.lead, self.figures, self.hashes))]).tobytes()

    @classmethod
    def unpacked(cls, stored: bytes) -> Print:
        """The fingerprint that `packed` stored."""
        numbers = np.frombuffer(stored, dtype="<u4").astype(np.uint32)
        lead, figures = int(numbers[0]) & 0xFFFF, int(numbers[0]) >> 16
        return cls(numbers[1 + lead + figures :], numbers[1 : 1 + lead], numbers[1 + lead : 1 + lead + figures])


class Overlap(NamedTuple):
    """What two texts have in common, as shares of their word triples."""

    smaller: float
    """Of the smaller text."""
    larger: float
    """Of the larger text."""
    union: float
    """Of both together."""
    leads: float
    """Of the beginning of that text whose beginning is found less in the other."""
    figures: float = 1.0
    """Of the figures of that text which has fewer; 1 where it has hardly any."""


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def fingerprint(text: str) -> Print:
    """The fingerprint of `text`: sorted, distinct 32-bit hashes of its word triples; case and punctuation do not count."""
    words = np.fromiter((_word_hash(word) for word in _WORD.findall(text.lower())), dtype=np.uint64)
    figures = np.unique(np.array([_word_hash(figure) for figure in _FIGURE.findall(text)][:MOST_FIGURES], dtype=np.uint32))
    return Print(_shingles(words), _shingles(words[:LEAD_WORDS]), figures)


def _shingles(words: NDArray[np.uint64]) -> Hashes:
    if len(words) < WIDTH:
        return np.unique(words).astype(np.uint32)
    mixed = np.zeros(len(words) - WIDTH + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for i in range(WIDTH):
            mixed += words[i : len(words) - WIDTH + 1 + i] * _MULTIPLIERS[i]
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def overlap(one: Print, other: Print) -> Overlap:
    """What two fingerprints share; nothing where one of them is empty."""
    if not len(one.hashes) or not len(other.hashes):
        return Overlap(0.0, 0.0, 0.0, 0.0)
    small, large = sorted((len(one.hashes), len(other.hashes)))
    shared = _shared(one.hashes, other.hashes)
    leads = min(_shared(one.lead, other.hashes) / len(one.lead), _shared(other.lead, one.hashes) / len(other.lead))
    fewer = min(len(one.figures), len(other.figures))
    figures = _shared(one.figures, other.figures) / fewer if fewer >= FEWEST_FIGURES else 1.0
    return Overlap(shared / small, shared / large, shared / (small + large - shared), leads, figures)


def _shared(one: Hashes, other: Hashes) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))


def sampled(hashes: Hashes) -> Hashes:
    """The hashes that find candidates; of a short text all of them."""
    few = hashes[hashes < SAMPLED]
    return few if len(few) >= 8 else hashes[: max(8, len(few))]


def candidate_pairs(
    fingerprints: Iterable[Hashes], *, known: int = 0, crowd: int = 20, window: int = 4, shared: int = 2,
) -> NDArray[np.int64]:
    """Pairs of texts that share at least `shared` sampled hashes, as rows (i, j) with i < j.

    Parameters
    ----------
    fingerprints
        The texts', in order.
    known
        How many of the first texts were compared before: no pair is of two of them.
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
    if known:
        asked = np.isin(values, values[owners >= known])
        values, owners = values[asked], owners[asked]
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
        one, other = owners[firsts], owners[firsts + gap]
        fresh = other >= known
        codes.append(one[fresh] * len(samples) + other[fresh])
    if not codes:
        return np.empty((0, 2), dtype=np.int64)
    pairs, counts = np.unique(np.concatenate(codes), return_counts=True)
    one, other = pairs // len(samples), pairs % len(samples)
    sizes = np.array([len(s) for s in samples])
    likely = (counts >= shared) & (counts >= LEAST * np.minimum(sizes[one], sizes[other]))
    return np.stack([one[likely], other[likely]], axis=1)


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """starts[0], starts[0] + 1, … for lengths[0] numbers, then the same of starts[1], …"""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1]) - np.repeat(ends - lengths, lengths) + np.repeat(starts, lengths)
