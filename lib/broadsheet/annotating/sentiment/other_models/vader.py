"""VADER, a lexicon with rules for negation and emphasis (Hutto & Gilbert 2014), as a sentiment model: the extra `vader`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from broadsheet.errors import RequestError


def vader(texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> np.ndarray:
    """The chances of negative, neutral and positive from VADER's compound score, one row per target.

    Parameters
    ----------
    texts, starts, ends
        Sentences, and the offsets of the targets in them.

    Returns
    -------
    numpy.ndarray
        (n, 3). The compound score c, −1 to 1, becomes max(−c, 0), 1 − |c| and max(c, 0).

    Raises
    ------
    RequestError
        The library is not installed.

    Notes
    -----
    A lexicon knows no target: all targets of one sentence get the same, which is what the shipped models are there to mend.
    The numbers add up to 1 and are not calibrated.
    """
    scores = np.array([_compound(text) for text in texts], dtype=np.float64).reshape(len(texts))
    return np.column_stack([np.maximum(-scores, 0), 1 - np.abs(scores), np.maximum(scores, 0)])


@lru_cache(maxsize=1024)
def _compound(text: str) -> float:
    return float(_analyser().polarity_scores(text)["compound"])


@lru_cache(maxsize=1)
def _analyser() -> Any:
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError as error:
        raise RequestError("the sentiment model 'vader' needs vaderSentiment: pip install 'broadsheet[vader]'") from error
    return SentimentIntensityAnalyzer()
