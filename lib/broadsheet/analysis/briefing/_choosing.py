"""Which sentences a brief is made of: those that together say most of what the openings of all articles say.

A good account covers much with few sentences (facility location; Lin & Bilmes 2011): each further sentence is worth what it adds to the
likeness between the account and the first sentences of all articles that count, so what was said already adds nothing. Sentences are
compared by their content words (cosine of TF-IDF vectors).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from scipy import sparse

from broadsheet.analysis.counting.articles import independent
from broadsheet.analysis.counting.once import once
from broadsheet.analysis.counting.salience import sentence_vectors
from broadsheet.analysis.counting.sentences import sentence_texts
from broadsheet.annotating import Layers

OPENING: Final = 5
"""Sentences of an article that say what it is about. On four corpora with what two readers call worth telling, two in three of these are,
and one in three of all sentences."""

READ: Final = 20_000
"""Sentences of openings that are compared with."""

FEWEST: Final = 8
"""Words of a sentence of an opening; less is a crosshead or a label."""

LATER: Final = 0.3
"""How much less each further sentence of an opening counts."""

LEAST: Final = 0.1
"""Likeness below which two sentences have nothing to do with each other."""

ITSELF: Final = 0.3
"""What a sentence adds by being there, whatever it is like."""

SAME_ARTICLE, SAME_DAY = 0.6, 0.6
"""Mark of each further sentence of one article, and on one day: an account of one article is no account of the news, and what many
sentences say of the day of a disaster is that it was."""

ALIKE: Final = 0.35
"""Likeness from which another article's sentence tells the same. Read by eye on four corpora: from 0.35 nearly all do, from 0.25 half."""

MOST: Final = 8
"""Other tellings of a sentence that are shown as its evidence."""


@once("articles", "sentences")
def openings(layers: Layers) -> pd.DataFrame:
    """The first sentences of the articles that count: `article_id start end text weight`, those of the newest articles if they are many."""
    articles = independent(layers.articles).sort_values("published_at", ascending=False, kind="stable")
    kept = articles["article_id"].head(READ // OPENING)
    rows = layers.sentences[(layers.sentences["sentence_no"] < OPENING) & layers.sentences["article_id"].isin(set(kept))]
    rows = rows.reset_index(drop=True)
    made = rows.assign(text=sentence_texts(rows, layers.articles).to_numpy(), weight=1 / (1 + LATER * rows["sentence_no"].astype(float)))
    long_enough = made["text"].str.split().map(len, na_action="ignore") >= FEWEST
    return made.loc[long_enough, ["article_id", "start", "end", "text", "weight"]].reset_index(drop=True)


def covering(candidates: pd.DataFrame, opened: pd.DataFrame, most: int) -> np.ndarray:
    """The positions of the candidates to take, the one that says most first.

    Parameters
    ----------
    candidates
        `sentence`, `article_id`, `earliest` where there is a day, and `weight`, above 0: how much it belongs into an account by itself.
    opened
        From `openings`.
    most
        How many to take.
    """
    if candidates.empty or not most:
        return np.empty(0, dtype=np.int64)
    texts = pd.Series([*candidates["sentence"], *opened["text"]], dtype="str")
    vectors = sentence_vectors(texts.array)
    own, theirs = vectors[:len(candidates)], vectors[len(candidates):]
    among, others = _above(own @ own.T), _above(own @ theirs.T)
    np.fill_diagonal(among, ITSELF)
    prior = candidates["weight"].to_numpy(dtype=float) / candidates["weight"].max()
    alike_in = [(pd.factorize(candidates["article_id"])[0], SAME_ARTICLE)]
    if "earliest" in candidates.columns:
        alike_in.append((pd.factorize(candidates["earliest"])[0], SAME_DAY))
    weight, covered, told = opened["weight"].to_numpy(dtype=float), np.zeros(len(opened)), np.zeros(len(candidates))
    taken: list[int] = []
    free = np.ones(len(candidates), dtype=bool)
    for _ in range(min(most, len(candidates))):
        adds = np.maximum(others - covered, 0) @ weight + np.maximum(ITSELF - told, 0)
        gain = np.where(free, (adds + 1e-9) * prior * _again(alike_in, taken), -1.0)
        best = int(gain.argmax())
        taken.append(best)
        free[best] = False
        free &= among[best] < ALIKE
        covered, told = np.maximum(covered, others[best]), np.maximum(told, among[best])
        if not free.any():
            break
    return np.array(taken, dtype=np.int64)


def _again(alike_in: list[tuple[np.ndarray, float]], taken: list[int]) -> np.ndarray:
    """The mark of each candidate for what it has in common with those taken."""
    mark = np.ones(len(alike_in[0][0]))
    for codes, less in alike_in:
        mark *= less ** np.bincount(codes[taken], minlength=int(codes.max(initial=0)) + 1)[codes]
    return mark


def other_tellings(rows: pd.DataFrame, pool: pd.DataFrame) -> pd.DataFrame:
    """Sentences of other articles that tell what a row's sentence tells: `row article_id start end`.

    Parameters
    ----------
    rows
        `row`, `full` (the sentence as it stands in the article) and `article_id`.
    pool
        Sentences to look among, as from `openings`.
    """
    if rows.empty or pool.empty:
        return pd.DataFrame(columns=["row", "article_id", "start", "end"])
    vectors = sentence_vectors(pd.Series([*rows["full"], *pool["text"]], dtype="str").array)
    like = (vectors[:len(rows)] @ vectors[len(rows):].T).toarray()
    like[rows["article_id"].to_numpy()[:, None] == pool["article_id"].to_numpy()[None, :]] = 0
    order = np.argsort(-like, axis=1, kind="stable")[:, :MOST]
    at, place = np.nonzero(np.take_along_axis(like, order, axis=1) >= ALIKE)
    found = pool.iloc[order[at, place]][["article_id", "start", "end"]].reset_index(drop=True)
    return found.assign(row=rows["row"].to_numpy()[at])[["row", "article_id", "start", "end"]]


def _above(likeness: sparse.spmatrix) -> np.ndarray:
    dense = np.asarray(likeness.toarray(), dtype=float)
    return np.where(dense >= LEAST, dense, 0.0)
