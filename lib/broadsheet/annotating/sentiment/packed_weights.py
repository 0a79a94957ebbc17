"""Weights that are stored in 4 bits and computed in 8.

A file of 4 bits is small; a product of 8 bits is several times as fast as one that unpacks 4 bits each time. So the codes lie
beside the network's graph in `weights.npz`, as NAME.codes, with NAME.scales and NAME.steps, and become the weights NAME when it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

FILE = "weights.npz"

Rounded = dict[str, tuple[np.ndarray, np.ndarray]]
"""A weight's name → its codes (outputs, blocks, block) from -8 to 7, and its scales (outputs, blocks)."""

_ZERO = 8
"""The stored code that stands for zero."""


def packed(codes: np.ndarray) -> np.ndarray:
    """Codes from -8 to 7 (outputs, blocks, block) as bytes (blocks, block / 2, outputs): two to a byte, the first in the low half."""
    unsigned = (codes.transpose(1, 2, 0) + _ZERO).astype(np.uint8)
    return np.asarray(unsigned[:, 0::2] | (unsigned[:, 1::2] << 4), dtype=np.uint8)


def step_of(codes: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """What one unit of 8 bits is worth in each output: an array (outputs) for codes (outputs, blocks, block)."""
    largest = (np.abs(codes).max(-1) * np.abs(scales.astype(np.float32))).max(1)
    return np.asarray(np.maximum(largest, 1e-8) / 127, dtype=np.float32)


def in_eight_bits(stored: np.ndarray, ratios: np.ndarray) -> np.ndarray:
    """Packed codes as whole numbers of 8 bits, (inputs, outputs).

    Parameters
    ----------
    stored
        Of `packed`.
    ratios
        The scale of each block in units of 8 bits, (blocks, outputs).
    """
    blocks, half, outputs = stored.shape
    eight = np.empty((blocks, 2 * half, outputs), dtype=np.int8)
    values = np.empty((half, outputs), dtype=np.float32)
    for block in range(blocks):
        for first, codes in enumerate((stored[block] & 15, stored[block] >> 4)):
            np.subtract(codes, _ZERO, out=values, dtype=np.float32)
            np.multiply(values, ratios[block], out=values)
            eight[block, first::2] = np.rint(values, out=values)
    return eight.reshape(-1, outputs)


def write_weights(folder: Path, weights: Rounded) -> None:
    """Store codes, scales, and what a unit of 8 bits will be worth."""
    arrays = {}
    for name, (codes, scales) in weights.items():
        arrays[f"{name}.codes"] = packed(codes)
        arrays[f"{name}.scales"] = scales.T.astype(np.float16)
        arrays[f"{name}.steps"] = step_of(codes, scales)
    np.savez(folder / FILE, **arrays)  # type: ignore[arg-type]


def read_weights(folder: Path) -> Iterator[tuple[str, np.ndarray]]:
    """The name of each weight in the folder, if there are any, and the weight in 8 bits."""
    if not (folder / FILE).exists():
        return
    with np.load(folder / FILE) as stored:
        for entry in stored.files:
            name, _, part = entry.rpartition(".")
            if part == "codes":
                yield name, in_eight_bits(stored[entry], stored[f"{name}.scales"].astype(np.float32) / stored[f"{name}.steps"])
