"""Storylines: articles of one happening or running story, joined across outlets and weeks, dated or not.

Two articles are alike by the words that tell them from others and from news in general (TF-IDF, cosine). Two groups of articles are one
storyline if an article of one is, on average, nearly as like one of the other as articles of one group are like each other: two
earthquakes share many words, but each of them has more in common with itself. A storyline is named after its earliest article. Those that
are known already keep their names and their articles: a new article joins one of them or begins another, and two known ones never become
one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from broadsheet.annotating.languages import in_language, language_of
from broadsheet.annotating.stem_counts import Texts, stem_counts

ENOUGH, FEW = 0.12, 0.10
"""Mean likeness of two large groups of articles from which they can be one storyline, and how much more it has to be for two articles;
for larger groups it is this, divided by the articles of both without one."""

AS_ALIKE = 0.68
"""And the least share of it in the likeness that articles within each of the two have (the geometric mean of both). The values of this
family were set together on 971 articles on 100 happenings, most of them two of a kind by two, and on parts of these in which a third of
the happenings have one article; many others near them do as well. Set on four fifths of the subjects, they do as well on the fifth."""

WITHIN, PAIRS = 0.15, 5
"""What is taken for the likeness within one article, and the pairs of articles that weigh as much as this: of few articles it is not known
how like the next one will be."""

IN_GENERAL = 10_000
"""Sentences of news in general that are imagined beside the articles: in a collection on one subject its name would otherwise tell
nothing, and the words of all news as much as those of the story."""

OTHERS = 150
"""Articles of other news that are imagined instead in a language of whose words nothing is known."""

WORDS = 400
"""Stems of an article that are kept to compare it with later ones, those that tell most."""

SHORT = 12
"""Different stems of an article below which it is like others in proportion."""

RECENT, FAR = 180, 0.6
"""Days between two articles from which they are less alike than their words are, and by which factor: last year's flood is another."""

MOST = 12
"""Articles of a known storyline, the latest, that new ones are compared with."""

TOGETHER = 6000
"""Articles that are compared at once; a larger group that hangs together falls apart where its likeness is weakest."""

MANY, USUAL = 1000, 0.05
"""Articles from which those that may be alike are sought without the stems that a larger share of them has."""

_STEM = np.dtype([("stem", "<u4"), ("times", "<u2")])
_BETWEEN_WORDS = r"[^\pL\pN]+"


def sketches(articles: pd.DataFrame) -> pd.Series:
    """What each article is compared by, as bytes: the hashes of the stems that tell most, and how often each is there.

    Parameters
    ----------
    articles
        Rows with `text`, and `title` where there is one.
    """
    titles = articles["title"].astype("str").fillna("") if "title" in articles.columns else ""
    texts = titles + " " + articles["text"].astype("str").fillna("")
    different, counts = stems_in(texts.array)
    hashes = np.array([crc32(stem.encode()) for stem in different], dtype=np.uint32)
    article = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
    stems = hashes[counts.indices] if different else np.empty(0, np.uint32)
    # Of stems that tell as much the same ones are kept, whatever articles are read beside this one.
    telling = np.lexsort((stems, -_weighted(counts).data, article))
    most = telling[np.arange(len(telling)) - counts.indptr[article[telling]] < WORDS]
    own = np.empty(len(most), dtype=_STEM)
    own["stem"], own["times"] = stems[most], np.minimum(counts.data[most], np.iinfo(np.uint16).max)
    own = own[np.lexsort((own["times"], own["stem"], article[most]))]
    ends = np.cumsum(np.bincount(article[most], minlength=len(texts))) * _STEM.itemsize
    packed = own.tobytes()
    return pd.Series([packed[first:last] for first, last in pairwise([0, *ends.tolist()])], index=articles.index, dtype=object)


def stems_in(texts: Texts) -> tuple[list[str], sparse.csr_matrix]:
    """The different stems by which texts are compared, and how often each is in each text: a row per text, a column per stem.

    Parameters
    ----------
    texts
        Texts.
    """
    columns: dict[str, int] = {}

    def stems_of(word: str) -> tuple[str, ...]:
        found = _stems(word)
        for stem in found:
            columns.setdefault(stem, len(columns))
        return found

    counts = stem_counts(texts, stems_of, between=_BETWEEN_WORDS)
    return list(columns), counts


def join_storylines(articles: pd.DataFrame, *, known: pd.DataFrame | None = None) -> pd.Series:
    """The `storyline_id` of each article, aligned with `articles`: that of a known storyline, or of the earliest article of a new one.

    Parameters
    ----------
    articles
        Rows with `article_id`, `sketch` as `sketches` gives it, and `published_at` and `language` where there is one; all of one language.
    known
        Articles whose storylines stand: the same columns and `storyline_id`.
    """
    if articles.empty:
        return pd.Series(index=articles.index, dtype="str")
    asked, articles = articles.index, articles.reset_index(drop=True).sort_values("article_id", kind="stable")
    older = _latest(known) if known is not None else articles.iloc[:0].assign(storyline_id=pd.Series(dtype="str"))
    rows = pd.concat([older, articles], ignore_index=True)
    general = "language" not in articles.columns or bool(in_language(articles["language"]).all())
    vectors = _vectors(rows["sketch"], general=general)
    days = _days(rows)
    names = pd.factorize(older["storyline_id"])
    group = np.concatenate([names[0], len(names[1]) + np.arange(len(articles))])
    joined = group.copy()
    fresh = np.arange(len(older), len(rows))
    for part in _hanging_together(_alike(vectors, days, fresh, ENOUGH), fresh, group):
        joined[part] = _linked(vectors[part], days[part], group[part], len(names[1]))
    return _named(rows, joined, names[1], len(older)).set_axis(articles.index).sort_index().set_axis(asked)


def _stems(word: str) -> tuple[str, ...]:
    reports, lower = language_of().reports, word.lower()
    return () if len(lower) < 2 or lower in reports.plain_words() else (reports.stem(lower),)


def _latest(known: pd.DataFrame) -> pd.DataFrame:
    """The latest articles of each known storyline."""
    ordered = known.sort_values(["published_at", "article_id"], na_position="first", kind="stable")
    return ordered.groupby("storyline_id", sort=False).tail(MOST)


@lru_cache(maxsize=1)
def _common() -> pd.Series:
    """How many sentences of news in general have a stem, by its hash."""
    return pd.Series({crc32(stem.encode()): times for stem, times in language_of().reports.common_stems().items()}, dtype=float)


def _vectors(kept: pd.Series, *, general: bool) -> sparse.csr_matrix:
    """TF-IDF vectors of length 1 from `sketches`; `general`: news in general is known in their language."""
    own = [one if isinstance(one, bytes) else b"" for one in kept.tolist()]
    stems = np.frombuffer(b"".join(own), dtype=_STEM)
    column, different = pd.factorize(stems["stem"])
    ends = np.append(0, np.cumsum([len(one) // _STEM.itemsize for one in own]))
    shape = (len(own), max(len(different), 1))
    counts = sparse.csr_matrix((stems["times"].astype(np.float32), column.astype(np.int32), ends), shape=shape)
    if not general or not len(different):
        return _weighted(counts)
    return _weighted(counts, elsewhere=_common().reindex(different, fill_value=0.0).to_numpy(), others=IN_GENERAL)


def _weighted(counts: sparse.csr_matrix, *, elsewhere: np.ndarray | float = 0.0, others: int = OTHERS) -> sparse.csr_matrix:
    """TF-IDF of counts, each row of length 1; shorter for an article of a few words, which says too little to be like others.

    Beside the articles there are `others`, of which `elsewhere` says how many have each stem.
    """
    spread = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log((counts.shape[0] + others + 1) / (spread + elsewhere + 1)).astype(np.float32)
    data = (1 + np.log(counts.data)) * rarity[counts.indices]
    weighted = sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    least = np.sqrt(SHORT) * float(np.median(rarity[counts.indices])) if len(counts.data) else 1.0
    return sparse.csr_matrix(sparse.diags((1 / np.maximum(lengths, least)).astype(np.float32)) @ weighted)


def _days(rows: pd.DataFrame) -> np.ndarray:
    """The day of each article since 1970; NaN where none is known."""
    if "published_at" not in rows.columns:
        return np.full(len(rows), np.nan)
    moment = pd.to_datetime(rows["published_at"], utc=True)
    return ((moment - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)).to_numpy(dtype=float)


def _alike(vectors: sparse.csr_matrix, days: np.ndarray, fresh: np.ndarray, least: float = 0.0) -> sparse.csr_matrix:
    """The likeness of the fresh articles to each one, where it is enough: a row per fresh one; some rows are compared at a time."""
    parts = [sparse.csr_matrix((0, vectors.shape[0]), dtype=np.float32)]
    if least and vectors.shape[0] > MANY:
        # What nearly every third article has costs most to compare, and makes no two of them one story.
        usual = np.bincount(vectors.indices, minlength=vectors.shape[1]) > vectors.shape[0] * USUAL
        vectors = vectors @ sparse.diags((~usual).astype(np.float32))
        vectors.eliminate_zeros()
        least *= 0.6
    among = vectors.T.tocsr()
    for at in range(0, len(fresh), 500):
        rows = fresh[at:at + 500]
        found = (vectors[rows] @ among).tocoo()
        far = np.abs(days[rows][found.row] - days[found.col]) > RECENT
        data = np.where(far, found.data * FAR, found.data)
        keep = data >= least
        parts.append(sparse.csr_matrix((data[keep], (found.row[keep], found.col[keep])), shape=found.shape))
    return sparse.csr_matrix(sparse.vstack(parts))


def _hanging_together(alike: sparse.csr_matrix, fresh: np.ndarray, group: np.ndarray) -> Iterator[np.ndarray]:
    """Rows in parts that no storyline can reach across: only within a part are two articles alike enough."""
    rows, columns = alike.nonzero()
    own, least = group[fresh[rows]], ENOUGH
    names = int(group.max()) + 1
    waiting = np.unique(group)
    while len(waiting):
        strong = (np.asarray(alike.data) >= least) & np.isin(own, waiting)
        links = sparse.csr_matrix((np.ones(strong.sum()), (own[strong], group[columns[strong]])), shape=(names, names))
        part = connected_components(links, directed=False)[1]
        sizes = np.bincount(part[waiting], minlength=names)
        large = sizes[part[waiting]] > TOGETHER
        for number in np.flatnonzero((sizes > 1) & (sizes <= TOGETHER)):
            yield np.flatnonzero(part[group] == number)
        waiting, least = waiting[large], least + 0.04


def _linked(vectors: sparse.csr_matrix, days: np.ndarray, group: np.ndarray, known: int) -> np.ndarray:
    """The group of each row after joining: the two groups that are most nearly as alike as each is within become one, until none are."""
    names, own = np.unique(group, return_inverse=True)
    sizes = np.bincount(own).astype(np.float32)
    fixed = names < known
    fresh = np.flatnonzero(~fixed[own])
    found = _alike(vectors, days, fresh).tocoo()
    cells = own[fresh][found.row] * len(names) + own[found.col]
    total = np.bincount(cells, found.data, minlength=len(names) ** 2).reshape(len(names), len(names)).astype(np.float32)
    mean = total / np.outer(sizes, sizes)
    mean[np.ix_(fixed, ~fixed)] = mean[np.ix_(~fixed, fixed)].T
    mean[np.ix_(fixed, fixed)] = -1
    np.fill_diagonal(mean, -1)
    inside = _inside(vectors, own)
    within = _within(inside, sizes)
    nearest, highest = _nearest(mean, within, sizes, np.arange(len(names)))
    home = np.arange(len(names))
    while highest.max(initial=-1) >= AS_ALIKE:
        one = int(highest.argmax())
        other = int(nearest[one])
        one, other = (other, one) if (fixed[other], -names[other]) > (fixed[one], -names[one]) else (one, other)
        inside[one] += inside[other] + mean[one, other] * sizes[one] * sizes[other]
        merged = (mean[one] * sizes[one] + mean[other] * sizes[other]) / (sizes[one] + sizes[other])
        if fixed[one]:
            merged[fixed] = -1
        merged[[one, other]] = -1
        sizes[one] += sizes[other]
        within[one] = _within(inside[one], sizes[one])
        home[home == other] = one
        mean[one], mean[:, one] = merged, merged
        mean[other], mean[:, other] = -1, -1
        highest[other] = -1
        changed = (nearest == one) | (nearest == other) | (_shares(merged[None], within, sizes, np.array([one]))[0] > highest)
        again = np.union1d(np.flatnonzero(changed & (highest > -1)), [one])
        nearest[again], highest[again] = _nearest(mean, within, sizes, again)
    return names[home[own]]


def _inside(vectors: sparse.csr_matrix, own: np.ndarray) -> np.ndarray:
    """The likeness of all pairs of articles within each group, together."""
    groups = sparse.csr_matrix((np.ones(len(own), np.float32), (own, np.arange(len(own)))), shape=(int(own.max()) + 1, len(own)))
    squares = vectors.multiply(vectors).sum(axis=1)
    sums = groups @ vectors
    return np.asarray(sums.multiply(sums).sum(axis=1) - groups @ squares, dtype=np.float32).ravel() / 2


def _within(inside: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The mean likeness within groups, from that of all their pairs together and their articles."""
    return (inside + PAIRS * WITHIN) / (sizes * (sizes - 1) / 2 + PAIRS)


def _shares(mean: np.ndarray, within: np.ndarray, sizes: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The likeness of some groups, the rows of `mean`, to all, as a share of that within them; -1 where it is not enough."""
    enough = ENOUGH + FEW / (sizes[rows][:, None] + sizes - 1)
    return np.where(mean >= enough, mean / np.sqrt(within[rows][:, None] * within), -1)


def _nearest(mean: np.ndarray, within: np.ndarray, sizes: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The group nearest to those of the rows, and its share in the likeness within."""
    nearest, highest = np.empty(len(rows), np.intp), np.empty(len(rows), np.float32)
    for at in range(0, len(rows), 500):
        shares = _shares(mean[rows[at:at + 500]], within, sizes, rows[at:at + 500])
        nearest[at:at + 500] = shares.argmax(axis=1)
        highest[at:at + 500] = shares.max(axis=1)
    return nearest, highest


def _named(rows: pd.DataFrame, group: np.ndarray, known: pd.Index, older: int) -> pd.Series:
    """The id of the storyline of each new article."""
    own = rows.assign(group=group).iloc[older:]
    if "published_at" not in own.columns:
        own = own.assign(published_at=pd.Series(pd.NaT, index=own.index))
    first = own.sort_values(["published_at", "article_id"], na_position="last", kind="stable").drop_duplicates("group")
    ids = dict(zip(first["group"], first["article_id"], strict=True)) | dict(enumerate(known))
    return own["group"].map(ids).astype("str")
