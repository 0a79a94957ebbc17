"""How much a day weighs on the timeline, and how well a sentence reports what happened on it.

A day weighs by the articles that state it, the more the further they are from it, and by how many different publication days look
at it: what is still mentioned a week later mattered, whatever was printed on the day itself (after the date features of Tran et
al. 2015 and Gholipour Ghalandari & Ifrim 2020, without their training). A
sentence fits by its likeness to what all reports of that day say and to the whole collection (centroids of TF-IDF vectors, Radev
et al. 2004); what repeats a better sentence of the day is marked down (maximal marginal relevance, Carbonell & Goldstein 1998).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from broadsheet.analysis.counting.numbered import NEVER, first_met
from broadsheet.annotating import StemStream, Texts, plain_words, stem, stem_stream

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

NOT_COMPARED = 0.01
"""Mark of those others."""

CELLS = 4_000_000
"""Likenesses between stories that are kept in memory at once."""

PLANNED = 0.7
"""Mark of a report of a mere plan or condition."""

_ALL_DAYS = 1 << 30
_FIRST_PERSON = r"(?:^|[^\pL\pN_])(?:I|we|We|you|You|my|our|us|me)(?:$|[^\pL\pN_])"
_BETWEEN_WORDS = r"[^\pL\pN]+"

def day_weights(
    span: np.ndarray, first: np.ndarray, last: np.ndarray, *, stated: np.ndarray, background: np.ndarray, article: np.ndarray,
    published: np.ndarray,
) -> np.ndarray:
    """The weight of each stretch of days that reports are dated to.

    Parameters
    ----------
    span, first, last
        The number of each report's stretch of days, from 0 in the order in which they are met, and its first and last day, as days
        since 1970.
    stated, background
        Whether the report's sentence itself states the day, and whether it reports it as history.
    article
        The number of each report's article.
    published
        The day of publication of every article of the collection; see `day_numbers`.
    """
    spans = int(span.max(initial=-1)) + 1
    rows = np.flatnonzero(stated)
    rows = rows[first_met(article[rows] * spans + span[rows])]
    seen, day = published[article[rows]], first[rows]
    known = seen != NEVER
    away = np.where(known & (day == last[rows]) & ~background[rows], np.abs(seen - day), 0)
    weight = np.bincount(span[rows], np.log2(2 + np.minimum(away, FARTHEST)), minlength=spans)
    looked = np.unique(span[rows][known] * _ALL_DAYS + seen[known] - seen[known].min(initial=0)) // _ALL_DAYS
    looking = np.bincount(looked, minlength=spans) + weight
    row = np.flatnonzero(first_met(span))
    printed, times = np.unique(published[published != NEVER], return_counts=True)
    own = dict(zip(printed.tolist(), times.tolist(), strict=True))
    then = [own.get(day, 0) if day == end else 0 for day, end in zip(first[row].tolist(), last[row].tolist(), strict=True)]
    return np.maximum(looking + OWN_DAY * np.array(then, dtype=float), OWN_DAY)


def sentence_vectors(sentences: Texts) -> sparse.csr_matrix:
    """TF-IDF vectors of the sentences, one row each, of length 1 (or 0 for a sentence of plain words only)."""
    return vectors_of(read_stems(sentences))


def read_stems(sentences: Texts) -> StemStream:
    """The stems of the sentences as they are read; `vectors_of` makes the vectors of any of them without reading them again."""
    return stem_stream(sentences, _plain_stems, between=_BETWEEN_WORDS)


def vectors_of(stems: StemStream) -> sparse.csr_matrix:
    """`sentence_vectors` of sentences that were read."""
    vectors = stems.counts()
    shape = vectors.shape
    # In place, and in 32 bits: there may be tens of millions of words.
    np.log(vectors.data, out=vectors.data)
    vectors.data += 1
    spread = np.bincount(vectors.indices, minlength=shape[1])
    vectors.data *= np.log((1 + shape[0]) / np.maximum(spread, 1)).astype(np.float32)[vectors.indices]
    sizes = np.diff(vectors.indptr)
    lengths = np.sqrt(np.add.reduceat(vectors.data**2, vectors.indptr[:-1][sizes > 0])) if len(vectors.data) else vectors.data
    vectors.data /= np.repeat(lengths, sizes[sizes > 0])
    return vectors


def _plain_stems(word: str) -> tuple[str, ...]:
    lower = word.lower()
    return () if not lower or lower in plain_words() else (stem(lower),)


def fitness(days: np.ndarray, keys: np.ndarray, stated: np.ndarray, vectors: sparse.csr_matrix) -> np.ndarray:
    """How well each report's sentence reports its day, from 0 to about 1, without regard to how it reads.

    Parameters
    ----------
    days
        The number of each report's stretch of days.
    keys
        The row of `vectors` of each report's sentence.
    stated
        Whether the sentence states the day itself.
    vectors
        `sentence_vectors` of the distinct sentences.
    """
    pairs, pair = np.unique(days * vectors.shape[0] + keys, return_inverse=True)
    weight = np.full(len(pairs), INFERRED, dtype=np.float32)
    weight[pair[stated]] = 1.0
    day, key = np.divmod(pairs, vectors.shape[0])
    member = sparse.csr_matrix((weight, (day, key)), shape=(int(days.max(initial=0)) + 1, vectors.shape[0]))
    whole = _unit(sparse.csr_matrix(vectors.sum(axis=0))).toarray().ravel()
    likeness = OF_DAY * _to_own_day(_unit(sparse.csr_matrix(member @ vectors)), vectors, key, day)
    likeness += (1 - OF_DAY) * (vectors @ whole)[key]
    return np.asarray(likeness[pair])


def _to_own_day(centroids: sparse.csr_matrix, vectors: sparse.csr_matrix, keys: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The likeness of each of some vectors to its day's centroid; `days` ascend. A day at a time, since all at once fill the memory."""
    bounds = np.searchsorted(days, np.arange(centroids.shape[0] + 1))
    likeness = np.zeros(len(days))
    dense = np.zeros(centroids.shape[1], dtype=vectors.dtype)
    for day, (first, last) in enumerate(zip(bounds, bounds[1:], strict=False)):
        begin, end = centroids.indptr[day], centroids.indptr[day + 1]
        words = centroids.indices[begin:end]
        dense[words] = centroids.data[begin:end]
        likeness[first:last] = vectors[keys[first:last]] @ dense
        dense[words] = 0
    return likeness


def readable(sentences: Texts) -> np.ndarray:
    """Marks sentences down that speak in the first person, are overlong, or only begin to say something."""
    texts = pa.array(sentences, type=pa.large_string())
    length = np.asarray(pc.utf8_length(texts), dtype=float)
    spoken = np.asarray(pc.match_substring_regex(texts, _FIRST_PERSON), dtype=bool)
    return np.where(spoken, 0.7, 1.0) / np.maximum(length / 100, 0.5) ** 0.15 * np.where(length < 20, 0.3, 1.0)


def shares(days: np.ndarray, scores: np.ndarray, vectors: sparse.csr_matrix, keys: np.ndarray) -> np.ndarray:
    """The part of its day's weight that each story gets; the parts of a day sum to 1.

    Parameters
    ----------
    days
        The number of each story's stretch of days.
    scores
        Each story's fitness.
    vectors
        `sentence_vectors` of the distinct sentences.
    keys
        The row of `vectors` of each story's sentence.
    """
    part = np.zeros(len(days))
    ordered = np.lexsort((np.arange(len(days)), -scores, days))
    opens = np.flatnonzero(np.diff(days[ordered], prepend=-1))
    compared = np.minimum(np.diff(np.append(opens, len(ordered))), COMPARED)
    part = scores * NOT_COMPARED
    for some in _alike_in_size(compared):
        sizes = compared[some]
        rows = ordered[np.repeat(opens[some], sizes) + _places_within(sizes)]
        part[rows] = _marked_down(scores[rows], vectors[keys[rows]], sizes)
    totals = np.bincount(days, part)[days]
    return part / np.where(totals > 0, totals, 1)


def _alike_in_size(sizes: np.ndarray) -> Iterator[np.ndarray]:
    """Days by their size, the largest first, as many at once as memory allows."""
    order = np.argsort(-sizes, kind="stable")
    while len(order):
        number = max(1, CELLS // int(sizes[order[0]]) ** 2)
        yield order[:number]
        order = order[number:]


def _places_within(sizes: np.ndarray) -> np.ndarray:
    """The numbers from 0 to each size, one size after the other."""
    return np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _marked_down(scores: np.ndarray, vectors: sparse.csr_matrix, sizes: np.ndarray) -> np.ndarray:
    """The scores of stories, each marked down by its likeness to those of its day that were taken before it.

    The days follow one after the other, the largest first, each with its best story in front; `sizes` are their stories. The days go
    side by side: one more story of each is taken at a time.
    """
    most = int(sizes[0])
    free = np.arange(most) < sizes[:, None]
    own, result, nearest, floor = np.zeros(free.shape), np.zeros(free.shape), np.zeros(free.shape), np.full(len(sizes), np.inf)
    own[free] = scores
    likeness = _likeness_within(vectors, sizes)
    for taken in range(most):
        days = np.arange(np.searchsorted(-sizes, -taken))
        near = nearest[: len(days)]
        values = np.where(free[: len(days)], own[: len(days)] * (1 - REPEATS * near) * np.where(near > SAME, 0.02, 1.0), -1.0)
        best = values.argmax(axis=1)
        floor[days] = np.minimum(floor[days], values[days, best])
        result[days, best], free[days, best] = floor[days], False
        np.maximum(near, likeness[days, best], out=near)
    return result[np.arange(most) < sizes[:, None]]


def _likeness_within(vectors: sparse.csr_matrix, sizes: np.ndarray) -> np.ndarray:
    """The products of each day's vectors with each other, (days, most, most): all in one, each day having columns of its own."""
    day, place = np.repeat(np.arange(len(sizes)), sizes), _places_within(sizes)
    apart = vectors.indices + np.repeat(day, np.diff(vectors.indptr)).astype(np.int64) * vectors.shape[1]
    rows = sparse.csr_matrix((vectors.data, apart, vectors.indptr), shape=(len(day), len(sizes) * vectors.shape[1]))
    found = (rows @ rows.T).tocoo()
    likeness = np.zeros((len(sizes), int(sizes[0]), int(sizes[0])))
    likeness[day[found.row], place[found.row], place[found.col]] = found.data
    return likeness


def _unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ matrix)
