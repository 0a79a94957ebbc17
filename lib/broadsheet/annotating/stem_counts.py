"""How often each stem is in each sentence: many sentences are read at once, and each different word is examined once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from broadsheet.annotating.parser.threads import side_by_side

TOGETHER = 200_000
"""Sentences that are cut into words at once."""

Texts = Any
"""A sequence or an array of texts."""

Cut = tuple[list[str], np.ndarray, np.ndarray]
"""The different words of some sentences, in the order in which they are met; the number of each word; how many each sentence has."""


def stem_counts(sentences: Texts, stems_of: Callable[[str], Iterable[str]], *, between: str) -> sparse.csr_matrix:
    """How often each stem is in each sentence, a row per sentence; in 32 bits, as there may be tens of millions.

    The parameters are those of `stem_stream`.
    """
    return stem_stream(sentences, stems_of, between=between).counts()


class StemStream(NamedTuple):
    """The stems of sentences in the order in which they are read.

    `stems` has the number of each, from 0 in the order in which they are met first; `ends` has where each sentence begins, and the end.
    """

    stems: np.ndarray
    ends: np.ndarray

    def counts(self) -> sparse.csr_matrix:
        """As `stem_counts` of these sentences."""
        narrow = self.ends.astype(np.int32 if len(self.stems) < np.iinfo(np.int32).max else np.int64)
        shape = (len(self.ends) - 1, int(self.stems.max(initial=0)) + 1)
        made = sparse.csr_matrix((np.ones(len(self.stems), np.float32), self.stems, narrow), shape=shape)
        made.sum_duplicates()
        return made

    def take(self, sentences: np.ndarray) -> StemStream:
        """The stream of some of the sentences, as if only these had been read, in this order."""
        sizes = np.diff(self.ends)[sentences]
        ends = np.append(0, np.cumsum(sizes))
        places = np.arange(ends[-1]) + np.repeat(self.ends[:-1][sentences] - ends[:-1], sizes)
        return StemStream(pd.factorize(self.stems[places])[0].astype(np.int32), ends)


def stem_stream(sentences: Texts, stems_of: Callable[[str], Iterable[str]], *, between: str) -> StemStream:
    """The stems of sentences, read once: each different word is examined once.

    Parameters
    ----------
    sentences
        Texts.
    stems_of
        The stems of a word as it is written: none if it says nothing.
    between
        A regular expression of what lies between words.
    """
    def cut(texts: pa.Array) -> Cut:
        split = pc.split_pattern_regex(texts, between)
        words = split.flatten().dictionary_encode()
        return words.dictionary.to_pylist(), np.asarray(words.indices), np.asarray(pc.list_value_length(split))

    columns: dict[str, int] = {}
    known: dict[str, list[int]] = {}
    parts, sizes = [np.empty(0, np.int32)], [np.empty(0, np.int64)]
    for words, numbers, lengths in side_by_side(cut, _parts(sentences)):
        for word in words:
            if word not in known:
                known[word] = [columns.setdefault(stem, len(columns)) for stem in stems_of(word)]
        each = [known[word] for word in words]
        found, of_each = _gathered(each, numbers)
        parts.append(found)
        sizes.append(np.bincount(np.repeat(np.arange(len(lengths)), lengths), of_each, minlength=len(lengths)).astype(np.int64))
    return StemStream(np.concatenate(parts), np.append(0, np.cumsum(np.concatenate(sizes))))


def _parts(sentences: Texts) -> Iterator[pa.Array]:
    texts = pa.array(sentences, type=pa.large_string())
    if isinstance(texts, pa.ChunkedArray):  # what pandas has put together
        texts = texts.combine_chunks()
    yield from (texts.slice(at, TOGETHER) for at in range(0, len(texts), TOGETHER))


def _gathered(columns: list[list[int]], words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The columns of words one after the other, given those of each different word; and how many each word has."""
    lengths = np.fromiter(map(len, columns), np.int64, len(columns))
    flat = np.fromiter(chain.from_iterable(columns), np.int32, int(lengths.sum()))
    if lengths.max(initial=0) <= 1:
        only = np.full(len(columns), -1, np.int32)
        only[lengths == 1] = flat
        found = only[words]
        return found[found >= 0], (found >= 0).astype(np.float64)
    begins = np.cumsum(lengths) - lengths
    of_each = lengths[words]
    ends = np.cumsum(of_each)
    inside = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - of_each, of_each)
    return flat[np.repeat(begins[words], of_each) + inside], of_each.astype(np.float64)
