"""Where the texts of a frame's articles are: a note on the frame itself, so that its rows find the sentences that they rest on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, Final

import pandas as pd

Articles = pd.DataFrame | Callable[[set[str]], pd.DataFrame]
"""A frame of articles, or what gives the rows of `articles` for a set of ids (an archive, which need not be read before)."""

_SENTENCE: Final = re.compile(r"[.!?…][\"\'”’)\]]*\s+(?=[\"\'“‘(\[]?[A-Z0-9])|\n+")
_NOTE = "texts"
_NEEDED = ("article_id", "text", "source", "published_at", "title", "url", "language")


class Texts(str):
    """A note in `DataFrame.attrs` that leads to the articles which the rows of a frame are from.

    pandas copies the notes of a frame whenever it makes a new one from it, and writes them as JSON into Parquet files. So the note is
    a plain word for whoever writes it, and not copied for whoever copies it.
    """

    articles: Articles

    def __new__(cls, articles: Articles) -> Texts:
        made = super().__new__(cls, "of these articles")
        made.articles = articles
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Texts) and self.articles is other.articles

    __hash__ = str.__hash__

    def __deepcopy__(self, memo: dict[int, Any]) -> Texts:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return str, (str(self),)

    def of(self, article_ids: pd.Series) -> pd.DataFrame:
        """The rows of `articles` for these ids; ids that are not there are missing from it."""
        wanted = set(article_ids.dropna())
        return self.articles(wanted) if callable(self.articles) else self.articles[self.articles["article_id"].isin(wanted)]


def texts_among(articles: pd.DataFrame) -> Texts:
    """A note for rows from these articles; it keeps the texts, and not the frame, which may bear the note itself."""
    return Texts(articles.reindex(columns=list(_NEEDED)))


def noted(frame: pd.DataFrame, texts: Texts | None) -> pd.DataFrame:
    """The same rows with the note where their texts are; `frame` stays as it was."""
    if texts is None:
        return frame
    made = frame.copy(deep=False)
    made.attrs = {**frame.attrs, _NOTE: texts}
    return made


def texts_of(frame: pd.DataFrame) -> Texts | None:
    """The note on a frame, or None where it has none: a frame made by hand, read from a file, or merged with such a one."""
    found = frame.attrs.get(_NOTE)
    return found if isinstance(found, Texts) else None


def sentence_around(text: str, start: int, end: int, bounds: tuple[list[int], list[int]] | None = None) -> tuple[int, int]:
    """First and last offset of the sentence, or sentences, that text[start:end] lies in.

    Parameters
    ----------
    text
        A whole text.
    start, end
        A span in it, in code points.
    bounds
        Where its sentences start, and where they end, in order; None, or bounds that do not hold the span, finds them by punctuation.
    """
    if bounds and bounds[0]:
        starts, ends = bounds
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first, bisect_right(starts, max(start, end - 1)) - 1)
        if starts[first] <= start and end <= ends[last]:
            return starts[first], ends[last]
    left = 0
    for stop in _SENTENCE.finditer(text, max(0, start - 2000), start + 1):
        if stop.end() <= start:
            left = stop.end()
    following = _SENTENCE.search(text, max(end - 1, 0))
    right = len(text) if following is None else following.start() + len(following.group().rstrip())
    return left, max(right, end)
