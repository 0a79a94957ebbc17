"""The sentence in which a span stands, for answers that show it."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import Layers


def with_sentences(rows: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """Rows that have `article_id` and `start`, with the number and the words of the sentence there.

    Returns
    -------
    pandas.DataFrame
        The same rows, index and order, with `sentence_no` and `sentence` (on one line); both null outside all sentences.
    """
    opened = layers.sentences[["article_id", "sentence_no", "start", "end"]].rename(columns={"start": "_opens", "end": "_closes"})
    opened = opened.astype({"_opens": "int64", "_closes": "int64"}).sort_values("_opens", kind="stable")
    ordered = rows[["article_id", "start"]].astype({"start": "int64"}).assign(_row=range(len(rows))).sort_values("start", kind="stable")
    placed = pd.merge_asof(ordered, opened, left_on="start", right_on="_opens", by="article_id").sort_values("_row")
    texts = layers.articles.set_index("article_id")["text"]
    inside = placed["_closes"].notna() & (placed["start"] < placed["_closes"])
    spans = zip(placed["article_id"], placed["_opens"], placed["_closes"], inside, strict=True)
    words = [" ".join(texts[key][int(a):int(b)].split()) if known else None for key, a, b, known in spans]
    numbers = placed["sentence_no"].astype("Int64").where(inside).set_axis(rows.index)
    return rows.assign(sentence_no=numbers, sentence=pd.Series(words, index=rows.index, dtype="str"))
