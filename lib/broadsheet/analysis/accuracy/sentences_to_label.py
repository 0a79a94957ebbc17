"""Sentences of an archive drawn at random, for its analyst to label."""

from __future__ import annotations

import hashlib
from typing import Final

import pandas as pd

from broadsheet.analysis.counting.articles import foreign, independent
from broadsheet.annotating import Layers

SAMPLE: Final = 50
"""Sentences: about half an hour of work, and intervals of about ± 5 points for names."""

_LEAST, _MOST = 5, 70
"""Words of a sentence that can be labelled: less is a heading, more is not a sentence."""


def sentences_to_label(layers: Layers, *, n: int = SAMPLE) -> pd.DataFrame:
    """Sentences drawn at random, always the same ones for the same archive: `article_id start end`, in the order of drawing.

    Copies, replaced versions, articles in other languages, headings and very long sentences are not drawn. As the archive grows, some
    of the sentences that are not labelled yet give way to new ones; the sample stays a random one.

    Parameters
    ----------
    layers
        What an archive gives.
    n
        Sentences to draw.

    Returns
    -------
    pandas.DataFrame
        One row per sentence; fewer than `n` where the archive has fewer.
    """
    articles = independent(layers.articles)
    texts = articles[~foreign(articles)].set_index("article_id")["text"]
    rows = layers.sentences[layers.sentences["article_id"].isin(set(texts.index))]
    words = [len(texts[key][a:b].split()) for key, a, b in zip(rows["article_id"], rows["start"], rows["end"], strict=True)]
    rows = rows[[_LEAST <= count <= _MOST for count in words]]
    lots = [hashlib.sha256(f"{key}:{start}".encode()).hexdigest() for key, start in zip(rows["article_id"], rows["start"], strict=True)]
    drawn = rows.assign(lot=pd.Series(lots, index=rows.index, dtype="str")).sort_values("lot").head(n)
    return drawn[["article_id", "start", "end"]].reset_index(drop=True)
