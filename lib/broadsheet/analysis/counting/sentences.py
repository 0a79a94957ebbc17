"""The sentence in which a span stands, and its words for answers that show them."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.analysis.counting.numbered import positions
from broadsheet.annotating import Layers, side_by_side

_PLACES = 1 << 31
"""More than the offsets and the sentences a text can have."""

TOGETHER = 4_000
"""Sentences that are cut out of their texts at once."""

_STR = pd.StringDtype(na_value=np.nan)
_CONTINUES = 0b11000000, 0b10000000
"""Mask and value of the bytes of UTF-8 that only continue a character."""
_SPACE = np.isin(np.arange(256), [ord(c) for c in map(chr, range(128)) if c.isspace()])
"""Whether a byte is space by itself."""
_RARE = "\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_RARE_SPACE = f"[{_RARE} ]*[{_RARE}] *"
"""Space with a character among it that takes several bytes. All together are what `str.split` takes for space."""


def sentence_rows(rows: pd.DataFrame, sentences: pd.DataFrame, by: Literal["start", "sentence_no"] = "start") -> np.ndarray:
    """The position in `sentences` of the last one of each row's article whose `start` or number is not above the row's; -1 without any."""
    articles = pd.Series(sentences["article_id"].unique(), dtype="str")
    opens = positions(sentences["article_id"], articles) * _PLACES + sentences[by].to_numpy(dtype=np.int64)
    order = np.argsort(opens, kind="stable")
    own = positions(rows["article_id"], articles)
    at = np.searchsorted(opens[order], own * _PLACES + rows[by].to_numpy(dtype=np.int64), side="right") - 1
    found = np.append(order, -1)[at]
    known = (own >= 0) & (found >= 0) & (np.append(opens, -1)[found] // _PLACES == own)
    return np.where(known, found, -1)


def with_sentences(rows: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """Rows that have `article_id` and `start`, with the number and the words of the sentence there.

    Returns
    -------
    pandas.DataFrame
        The same rows, index and order, with `sentence_no` and `sentence` (on one line); both null outside all sentences.
    """
    at = sentence_rows(rows, layers.sentences)
    placed = layers.sentences.take(np.maximum(at, 0)) if len(layers.sentences) else layers.sentences.reindex(range(len(rows)))
    inside = (at >= 0) & (rows["start"].to_numpy(dtype=np.int64) < placed["end"].fillna(0).to_numpy(dtype=np.int64))
    words = pd.Series(pd.NA, index=rows.index, dtype="str")
    words[inside] = sentence_texts(placed[inside], layers.articles).array
    numbers = placed["sentence_no"].set_axis(rows.index).where(pd.Series(inside, index=rows.index))
    return rows.assign(sentence_no=numbers.astype("Int64"), sentence=words)


def sentence_texts(sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """The words of each sentence, on one line, in the order of the rows.

    Parameters
    ----------
    sentences
        Rows of `sentences` whose articles are among those.
    articles
        `article_id` and `text`.
    """
    used, own = np.unique(positions(sentences["article_id"], articles["article_id"]), return_inverse=True)
    order = np.argsort(own, kind="stable")
    texts = pa.array(articles["text"].array.take(used) if len(used) < len(articles) else articles["text"], type=pa.large_string())
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    own, starts, ends = own[order], *(sentences[name].to_numpy(dtype=np.int64)[order] for name in ("start", "end"))

    def told_in(at: int) -> pa.Array:
        some = slice(at, at + TOGETHER)
        read = texts.slice(own[some][0], own[some][-1] + 1 - own[some][0])
        return _one_line(_cut_out(read, own[some] - own[some][0], starts[some], ends[some]))

    parts = side_by_side(told_in, range(0, len(own), TOGETHER))
    told = pa.chunked_array(parts, type=pa.large_string())
    if (np.diff(order) < 0).any():
        told = told.take(pa.array(np.argsort(order)))
    return told.to_pandas(types_mapper=lambda _: _STR)


def _cut_out(texts: pa.Array, row: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> pa.Array:
    """The slices, in characters, of texts, with one space in the place of several."""
    _, bounds, data = texts.buffers()
    opens = np.frombuffer(bounds, dtype=np.int64)[texts.offset:texts.offset + len(texts) + 1]
    bytes_ = np.frombuffer(data, dtype=np.uint8)[opens[0]:opens[-1]]
    characters = np.append(np.flatnonzero((bytes_ & _CONTINUES[0]) != _CONTINUES[1]), len(bytes_))
    borders = np.searchsorted(characters, opens - opens[0])
    first, last = (characters[np.minimum(borders[row] + places, borders[row + 1])] for places in (starts, ends))
    sizes = last - first
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    kept = bytes_[np.arange(bounds[-1]) + np.repeat(first - bounds[:-1], sizes)]
    space = _SPACE[kept]
    kept[space] = ord(" ")
    single = ~space
    single[1:] |= ~space[:-1]
    bounds = np.append(0, np.cumsum(single))[bounds]
    return pa.LargeStringArray.from_buffers(len(sizes), pa.py_buffer(bounds), pa.py_buffer(kept[single]))


def _one_line(texts: pa.Array) -> pa.Array:
    """Without rare space and space at the ends."""
    rare = pc.match_substring_regex(texts, _RARE_SPACE)
    if pc.any(rare).as_py():
        texts = pc.replace_with_mask(texts, rare, pc.replace_substring_regex(texts.filter(rare), _RARE_SPACE, " "))
    return pc.utf8_trim(texts, " ")
