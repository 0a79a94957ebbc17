"""How sure a mean or a share is: bootstrap over articles, Wilson's interval, the minimum n, and many comparisons at once."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np
import pandas as pd

"""The standard normal's 97.5 % point: two-sided 95 %."""

DRAWS = 2000
LEVEL = 0.95
MIN_ARTICLES = 5
"""Independent articles below which no mean is given: five values cannot carry a 95 % interval."""


class Interval(NamedTuple):
    """A mean over articles, its interval, and the two-sided bootstrap p against zero."""

    mean: float
    low: float
    high: float
    p: float


def bootstrap_mean(values: pd.Series, articles: pd.Series, *, draws: int = DRAWS, level: float = LEVEL) -> Interval:
    """Mean of `values` with a percentile interval from resampling whole articles.

    The values of one article hang together, so articles are drawn, not values (cluster bootstrap; Efron and Tibshirani
    1993, chapter 8). Each article weighs as much as it has values. The seed comes from the values: the same input gives the
    same interval.

    Parameters
    ----------
    values
        One number per judged mention.
    articles
        The article of each value, aligned.
    """
    sums, counts = _by_article(values, articles)
    means = _resampled(sums, counts, draws)
    tail = (1 - level) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(float(sums.sum() / counts.sum()), float(low), float(high), _two_sided(means))


def bootstrap_difference(
    first: tuple[pd.Series, pd.Series], second: tuple[pd.Series, pd.Series], *, draws: int = DRAWS, level: float = LEVEL,
) -> Interval:
    """Difference of two means (first minus second), each resampled by article; see `bootstrap_mean`."""
    made = [_by_article(*pair) for pair in (first, second)]
    means = _resampled(*made[0], draws) - _resampled(*made[1], draws)
    tail = (1 - level) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    centre = made[0][0].sum() / made[0][1].sum() - made[1][0].sum() / made[1][1].sum()
    return Interval(float(centre), float(low), float(high), _two_sided(means))


def benjamini_hochberg(p: pd.Series) -> pd.Series:
    """p-values corrected for the number of comparisons: the false discovery rate (Benjamini and Hochberg 1995).

    Null stays null and does not count as a comparison.
    """
    known = p.dropna().astype(float)
    if known.empty:
        return pd.Series(pd.NA, index=p.index, dtype="Float64")
    # Imported here: it takes a second, and most of what imports this module asks for no correction.
    from scipy.stats import false_discovery_control

    return pd.Series(false_discovery_control(known), index=known.index, dtype="float64").reindex(p.index).astype("Float64")


def wilson(successes: np.ndarray, trials: np.ndarray, *, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """The interval of a share after Wilson (1927), which stays between 0 and 1 for small numbers.

    Parameters
    ----------
    successes, trials
        Whole numbers, one of each per share; at least one trial.
    level
        Share of such samples whose interval holds the true value.

    Returns
    -------
    tuple of numpy.ndarray
        The lower and the upper ends.
    """
    from scipy.stats import binomtest

    found = [
        binomtest(int(k), int(n)).proportion_ci(confidence_level=level, method="wilson") for k, n in zip(successes, trials, strict=True)
    ]
    return np.array([one.low for one in found]), np.array([one.high for one in found])


def _by_article(values: pd.Series, articles: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    grouped = pd.DataFrame({"v": values.to_numpy(dtype=float), "a": articles.to_numpy()}).groupby("a")["v"]
    return grouped.sum().to_numpy(), grouped.size().to_numpy(dtype=float)


def _resampled(sums: np.ndarray, counts: np.ndarray, draws: int) -> np.ndarray:
    """Means of `draws` samples of articles, drawn in slices so that a long corpus does not fill the memory."""
    generator = np.random.default_rng(_seed(sums, counts))
    n, made = len(sums), []
    step = max(1, 2_000_000 // n)
    for begin in range(0, draws, step):
        drawn = generator.integers(0, n, size=(min(step, draws - begin), n))
        made.append(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1))
    return np.concatenate(made)


def _seed(sums: np.ndarray, counts: np.ndarray) -> int:
    digest = hashlib.sha256(np.round(sums, 9).tobytes() + counts.tobytes()).digest()
    return int.from_bytes(digest[:8], "big")


def _two_sided(means: np.ndarray) -> float:
    """Twice the smaller share of resamples on the wrong side of zero; never 0, since draws are finite."""
    below, above = (means <= 0).sum() + 1, (means >= 0).sum() + 1
    return float(min(1.0, 2 * min(below, above) / (len(means) + 1)))
