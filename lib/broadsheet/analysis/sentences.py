"""The sentence in which a span stands, and its words for answers that show them."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from broadsheet.analysis.numbered import positions
from broadsheet.annotating import Layers

_PLACES = 1 << 31
"""More than the offsets and the sentences a text can have."""


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
    shown = placed[inside]
    texts = layers.articles.set_index("article_id")["text"].reindex(shown["article_id"].unique()).to_dict()
    words = np.full(len(rows), None, dtype=object)
    words[inside] = [
        " ".join(texts[key][first:last].split())
        for key, first, last in zip(shown["article_id"].tolist(), shown["start"].tolist(), shown["end"].tolist(), strict=True)
    ]
    numbers = placed["sentence_no"].set_axis(rows.index).where(pd.Series(inside, index=rows.index))
    return rows.assign(sentence_no=numbers.astype("Int64"), sentence=pd.Series(words, index=rows.index, dtype="str"))
