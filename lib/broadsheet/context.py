"""The articles seen last in this process, so that rows can show their evidence without carrying the text with them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import pandas as pd

Articles = pd.DataFrame | Callable[[set[str]], pd.DataFrame]
"""A frame of articles, or what gives the rows of `articles` for a set of ids (an archive, which need not be read before)."""

_SEEN: deque[Articles] = deque(maxlen=8)


def remember(articles: Articles) -> None:
    """Keep `articles` (by reference) among the last eight seen."""
    if not any(articles is seen for seen in _SEEN):
        _SEEN.append(articles)


def recall(article_ids: pd.Series) -> pd.DataFrame:
    """The rows of `articles` for these ids, from the frames seen last; ids never seen are missing from it."""
    wanted = set(article_ids.dropna())
    found = [seen(wanted) if callable(seen) else seen[seen["article_id"].isin(wanted)] for seen in reversed(_SEEN)]
    if not found:
        return pd.DataFrame({"article_id": pd.Series(dtype="str")})
    return pd.concat(found, ignore_index=True).drop_duplicates("article_id", ignore_index=True)
