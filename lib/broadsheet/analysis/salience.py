"""How much a day weighs on the timeline, and how well a sentence tells what happened on it.

A day weighs by the articles that state it, the more the further they stand from it, and by how many different publication days look
at it: what is still mentioned a week later mattered, whatever was printed on the day itself (after the date features of Tran et
al. 2015 and Gholipour Ghalandari & Ifrim 2020, without their training). A
sentence fits by its likeness to what all reports of that day say and to the whole collection (centroids of TF-IDF vectors, Radev
et al. 2004); what repeats a better sentence of the day is marked down (maximal marginal relevance, Carbonell & Goldstein 1998).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

import numpy as np
import pandas as pd
from scipy import sparse

from broadsheet.analysis.shared_words import WordColumns
from broadsheet.annotating.stories.words import plain_words, stem

OWN_DAY = 0.5
"""Weight of an article published on a day, against 1 for an article that states its own day."""

FARTHEST = 60
"""Days after which looking back at a day adds no more to its weight; history and stretches of days gain nothing by it."""

INFERRED = 0.5
"""Weight in a day's centroid of a sentence that does not state the day itself."""

OF_DAY = 0.3
"""Share of the likeness to the day's reports; the rest is the likeness to the whole collection."""

REPEATS = 0.5
"""How far likeness to a better sentence of the day marks a sentence down; beyond `SAME` it is the same news."""

SAME = 0.6
COMPARED = 150
"""Stories of one day that are compared with each other; the others keep their order behind them."""

_FIRST_PERSON = re.compile(r"\b(?:I|we|We|you|You|my|our|us|me)\b")
_WORD = re.compile(r"[^\W_]+")


def day_weights(reports: pd.DataFrame, published: pd.Series) -> pd.Series:
    """The weight of each stretch of days (`earliest`, `latest`) that reports are dated to.

    Parameters
    ----------
    reports
        Dated events: article_id, earliest, latest, stated (whether the sentence itself states the day), background,
        published_at.
    published
        `published_at` of all articles of the collection.
    """
    stated = reports[reports["stated"]].drop_duplicates(["article_id", "earliest", "latest"])
    seen = stated["published_at"].dt.tz_localize(None).dt.floor("D")
    away = (seen - stated["earliest"]).dt.days.abs().fillna(0).clip(upper=FARTHEST)
    away = away.where((stated["earliest"] == stated["latest"]) & ~stated["background"].astype(bool), 0)
    by_span = stated.assign(seen=seen, weight=np.log2(2 + away)).groupby(["earliest", "latest"])
    looking = by_span["seen"].nunique() + by_span["weight"].sum()
    spans = reports[["earliest", "latest"]].drop_duplicates()
    printed = published.dropna().dt.tz_localize(None).dt.floor("D").value_counts()
    own = np.where(spans["earliest"] == spans["latest"], spans["earliest"].map(printed).fillna(0), 0)
    index = pd.MultiIndex.from_frame(spans)
    weights = looking.reindex(index).fillna(0).to_numpy(dtype=float) + OWN_DAY * np.asarray(own, dtype=float)
    return pd.Series(np.maximum(weights, OWN_DAY), index=index, name="day_weight")


def sentence_vectors(sentences: Sequence[str]) -> sparse.csr_matrix:
    """TF-IDF vectors of the sentences, one row each, of length 1 (or 0 for a sentence of plain words only)."""
    numbers = WordColumns(_plain_stem)
    columns = [[column for column in map(numbers.__getitem__, _WORD.findall(text.lower())) if column >= 0] for text in sentences]
    rows = np.repeat(np.arange(len(sentences)), [len(row) for row in columns])
    shape = (len(sentences), max(len(numbers.stems), 1))
    counts = sparse.csr_matrix((np.ones(len(rows)), (rows, np.fromiter(chain.from_iterable(columns), dtype=np.int64))), shape=shape)
    counts.sum_duplicates()
    counts.data = 1 + np.log(counts.data)
    spread = np.bincount(counts.indices, minlength=shape[1])
    return _unit(sparse.csr_matrix(counts @ sparse.diags(np.log((1 + shape[0]) / np.maximum(spread, 1)))))


def _plain_stem(word: str) -> str | None:
    return None if word in plain_words() else stem(word)


def fitness(reports: pd.DataFrame, vectors: sparse.csr_matrix) -> np.ndarray:
    """How well each report's sentence tells its day, from 0 to about 1.

    Parameters
    ----------
    reports
        Dated events: sentence, sentence_key (the row of `vectors`), earliest, latest, stated, status.
    vectors
        `sentence_vectors` of the distinct sentences.
    """
    days = pd.factorize(pd.MultiIndex.from_frame(reports[["earliest", "latest"]]))[0]
    keys = reports["sentence_key"].to_numpy()
    stated = reports["stated"].to_numpy()
    told = pd.DataFrame({"day": days, "key": keys, "weight": np.where(stated, 1.0, INFERRED)})
    told = told.groupby(["day", "key"], as_index=False)["weight"].max()
    member = sparse.csr_matrix((told["weight"], (told["day"], told["key"])), shape=(int(days.max(initial=0)) + 1, vectors.shape[0]))
    whole = _unit(sparse.csr_matrix(vectors.sum(axis=0))).toarray().ravel()
    likeness = OF_DAY * _to_own_day(_unit(sparse.csr_matrix(member @ vectors)), vectors[told["key"]], told["day"].to_numpy())
    likeness += (1 - OF_DAY) * (vectors @ whole)[told["key"]]
    # `told` is sorted by day and key, so a pair's place among them is its row.
    pairs = told["day"].to_numpy() * vectors.shape[0] + told["key"].to_numpy()
    found = likeness[np.searchsorted(pairs, days * vectors.shape[0] + keys)]
    return found * _readable(reports["sentence"]) * np.where(reports["status"].isin(("planned", "conditional")), 0.7, 1.0)


def _to_own_day(centroids: sparse.csr_matrix, vectors: sparse.csr_matrix, days: np.ndarray) -> np.ndarray:
    """The likeness of each vector to its day's centroid; `days` ascend. A day at a time, since all at once fill the memory."""
    bounds = np.searchsorted(days, np.arange(centroids.shape[0] + 1))
    likeness = np.zeros(len(days))
    dense = np.zeros(centroids.shape[1])
    for day, (first, last) in enumerate(zip(bounds, bounds[1:], strict=False)):
        begin, end = centroids.indptr[day], centroids.indptr[day + 1]
        words = centroids.indices[begin:end]
        dense[words] = centroids.data[begin:end]
        likeness[first:last] = vectors[first:last] @ dense
        dense[words] = 0
    return likeness


def _readable(sentences: pd.Series) -> np.ndarray:
    """Marks sentences down that speak in the first person, are overlong, or only begin to say something."""
    length = sentences.str.len().to_numpy(dtype=float)
    spoken = np.array([bool(_FIRST_PERSON.search(text)) for text in sentences.tolist()])
    return np.where(spoken, 0.7, 1.0) / np.maximum(length / 100, 0.5) ** 0.15 * np.where(length < 20, 0.3, 1.0)


def shares(stories: pd.DataFrame, vectors: sparse.csr_matrix) -> np.ndarray:
    """The part of its day's weight that each story gets; the parts of a day sum to 1.

    Parameters
    ----------
    stories
        earliest, latest, fitness, sentence_key, in any order.
    vectors
        `sentence_vectors` of the distinct sentences.
    """
    part = np.zeros(len(stories))
    scores, keys = stories["fitness"].to_numpy(), stories["sentence_key"].to_numpy()
    for rows in stories.reset_index(drop=True).groupby(["earliest", "latest"], sort=False).indices.values():
        order = rows[np.lexsort((rows, -scores[rows]))]
        part[order] = _marked_down(scores[order], vectors[keys[order[:COMPARED]]])
    totals = stories.assign(part=part).groupby(["earliest", "latest"])["part"].transform("sum").to_numpy()
    return part / np.where(totals > 0, totals, 1)


def _marked_down(scores: np.ndarray, vectors: sparse.csr_matrix) -> np.ndarray:
    """The scores, best first, each marked down by its likeness to those taken before it."""
    count = vectors.shape[0]
    likeness = (vectors @ vectors.T).toarray()
    result = scores * 0.01
    nearest, free = np.zeros(count), np.ones(count, dtype=bool)
    floor = np.inf
    for _ in range(count):
        values = np.where(free, scores[:count] * (1 - REPEATS * nearest) * np.where(nearest > SAME, 0.02, 1.0), -1.0)
        best = int(values.argmax())
        floor = min(floor, values[best])
        result[best], free[best] = floor, False
        nearest = np.maximum(nearest, likeness[best])
    return result


def _unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ matrix)
