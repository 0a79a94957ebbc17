"""Passages: the sentence around a span, cut out of its article and ready to be shown."""

from __future__ import annotations

import os
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from broadsheet import schemas
from broadsheet.errors import RequestError
from broadsheet.safe_text import is_null
from broadsheet.texts import sentence_around, texts_of

COLUMNS = ("article_id", "before", "marked", "after", "source", "published", "title", "url", "language")
CITED_ONLY: Final = "BROADSHEET_CITED_ONLY"
"""The variable that is set in the kernels of a run whose texts may not be published: of an article that is cited as a whole, no sentence is
shown."""

_LONGEST = 600
"""Characters of a sentence shown; a longer one is cut around what is marked."""


def passages(rows: pd.DataFrame, articles: pd.DataFrame | None = None, *, sentences: pd.DataFrame | None = None) -> pd.DataFrame:
    """The sentence around each span, in three pieces, with outlet, day and link.

    Parameters
    ----------
    rows
        `article_id`, and `start` and `end` (code points) where they are known; without them the article's first sentence
        is the passage and nothing is marked.
    articles
        Frame with the texts; None finds them by the note that the frames of layers and answers bear.
    sentences
        The layer of that name; None finds the sentence by its punctuation.

    Returns
    -------
    pandas.DataFrame
        One row per row of `rows`, in its order and with its index: `article_id`, `before`, `marked`, `after` (pieces of the
        sentence, unescaped), `source`, `published` (ISO day), `title`, `url`, `language`. Rows whose article is not known have a null
        `marked`.

    Raises
    ------
    RequestError
        `articles` is None, and the rows do not say where their texts are.
    """
    known = _noted_articles(rows) if articles is None else articles
    found = known[known["article_id"].isin(set(rows["article_id"].dropna()))].drop_duplicates("article_id")
    by_id = {record["article_id"]: _Article.of(record) for record in schemas.records(found.astype(object))}
    bounds = _bounds(sentences, set(by_id))
    keys = rows["article_id"].tolist()
    spans = (rows[name].tolist() if name in rows.columns else [None] * len(keys) for name in ("start", "end"))
    made = [_passage(key, by_id.get(key), start, end, bounds.get(key)) for key, start, end in zip(keys, *spans, strict=True)]
    return pd.DataFrame(made, columns=list(COLUMNS), index=rows.index)


class _Article(NamedTuple):
    """What its passages need of an article, and what each of them says of it."""

    text: str
    told: tuple[Any, ...]

    @classmethod
    def of(cls, row: dict[str, Any]) -> _Article:
        text = row["text"] if isinstance(row["text"], str) else ""
        return cls(text, (row.get("source"), _published_day(row), row.get("title"), row.get("url"), row.get("language")))


def _noted_articles(rows: pd.DataFrame) -> pd.DataFrame:
    texts = texts_of(rows)
    if texts is None:
        raise RequestError("these rows do not say where their texts are (they were merged, read from a file or made by hand): "
                           "pass the layers that they are from, as in evidence(rows, layers)")
    return texts.of(rows["article_id"])


def _bounds(sentences: pd.DataFrame | None, wanted: set[str]) -> dict[str, tuple[list[int], list[int]]]:
    """The offsets of each wanted article's sentences, in order: where they start, and where they end."""
    if sentences is None:
        return {}
    kept = sentences[sentences["article_id"].isin(wanted)]
    numbers, ids = pd.factorize(kept["article_id"])
    starts, ends = (kept[name].to_numpy(dtype="int64") for name in ("start", "end"))
    order = np.lexsort((starts, numbers))
    starts, ends = starts[order], ends[order]
    limits = np.searchsorted(numbers[order], np.arange(len(ids) + 1)).tolist()
    pieces = zip(ids, limits, limits[1:], strict=False)
    return {key: (starts[first:last].tolist(), ends[first:last].tolist()) for key, first, last in pieces}


def _passage(key: Any, article: _Article | None, start: Any, end: Any, bounds: tuple[list[int], list[int]] | None) -> tuple[Any, ...]:
    if article is None:
        return (key, *[None] * (len(COLUMNS) - 1))
    text = article.text
    if is_null(start) or is_null(end):
        start, end = 0, 0
        text = "" if os.environ.get(CITED_ONLY) else text
    start, end = int(start), int(end)
    left, right = sentence_around(text, start, end, bounds)
    before, marked, after = text[left:start], text[start:end], text[end:right]
    return key, _cut_left(before, _LONGEST // 2), marked, _cut_right(after, _LONGEST // 2), *article.told


def _published_day(article: dict[str, Any]) -> str | None:
    moment = article.get("published_at")
    return None if moment is None or pd.isna(moment) else pd.Timestamp(moment).date().isoformat()


def _cut_left(text: str, longest: int) -> str:
    return text if len(text) <= longest else "… " + text[-longest:].split(" ", 1)[-1]


def _cut_right(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
