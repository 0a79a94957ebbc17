"""How many content words sentences have in common, counted for many pairs at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from broadsheet.annotating import content_words, stem_counts

_BETWEEN_WORDS = r"[^\pL\pN'’-]+"
"""What surely ends a word; hyphens and apostrophes may be part of it."""


class SharedWords:
    """The content words of a column of sentences: each distinct sentence is read once and is a row of a sparse matrix.

    Parameters
    ----------
    sentences
        Text; rows are asked for by their position.
    """

    def __init__(self, sentences: pd.Series) -> None:
        self._keys, distinct = pd.factorize(sentences)
        self._rows = stem_counts(distinct, content_words, between=_BETWEEN_WORDS)
        self._rows.data[:] = 1
        self._sizes = np.diff(self._rows.indptr).astype(np.float32)

    def common(self, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
        """The number of words that each of `ones` (rows) shares with each of `others` (columns)."""
        left, right = self._rows[self._keys[ones]], self._rows[self._keys[others]]
        return np.asarray((left @ right.T).toarray(), dtype=np.float32)

    def smaller(self, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
        """The number of words of the shorter of each two sentences, in the same layout."""
        return np.minimum(self._sizes[self._keys[ones]][:, None], self._sizes[self._keys[others]][None, :])


def chunks(length: int, size: int) -> list[slice]:
    """Slices of at most `size` rows that together hold all of them."""
    return [slice(start, min(start + size, length)) for start in range(0, length, size)]
