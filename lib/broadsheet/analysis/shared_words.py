"""How many content words sentences have in common, counted for many pairs at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import sparse

from broadsheet.annotating.stories.words import content_stem, words_of


class WordColumns(dict[str, int]):
    """The column of each word, which is its stem's; -1 for a word that tells nothing. Every word is looked into once.

    Parameters
    ----------
    stem_of
        The stem of a word, None for one that tells nothing.
    """

    def __init__(self, stem_of: Callable[[str], str | None]) -> None:
        super().__init__()
        self.stems: dict[str, int] = {}
        self._stem_of = stem_of

    def __missing__(self, word: str) -> int:
        known = self._stem_of(word)
        self[word] = -1 if known is None else self.stems.setdefault(known, len(self.stems))
        return self[word]


class SharedWords:
    """The content words of a column of sentences: each distinct sentence is read once and is a row of a sparse matrix.

    Parameters
    ----------
    sentences
        Text; rows are asked for by their position.
    """

    def __init__(self, sentences: pd.Series) -> None:
        self._keys, distinct = pd.factorize(sentences)
        numbers = WordColumns(content_stem)
        columns: list[int] = []
        ends = [0]
        for sentence in distinct:
            columns += sorted({number for number in map(numbers.__getitem__, words_of(sentence)) if number >= 0})
            ends.append(len(columns))
        shape = (len(distinct), max(len(numbers.stems), 1))
        self._rows = sparse.csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=shape)
        self._sizes = np.diff(np.asarray(ends)).astype(np.float32)

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
