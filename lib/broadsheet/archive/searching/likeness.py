"""Articles that are like a text in what they mean, in whatever language: likeness, and no word of it need be there."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from broadsheet.annotating import INSTALL, compared_once, encodable, encoder_installed, meanings, unit_vectors
from broadsheet.archive.searching.hits import COLUMNS, bounds_of, texts_of_shown
from broadsheet.archive.searching.meanings import Meanings
from broadsheet.archive.state import State
from broadsheet.errors import RequestError

logger = logging.getLogger(__name__)

LEAST: Final = 0.25
"""Likeness from which an article is shown: below it are articles on anything (0.15 at most for a recipe among earthquakes and strikes)."""

COMPARED: Final = 40
"""Sentences of an article among which the one most like the text is sought, from its beginning."""

AT_ONCE: Final = 4_096
"""Articles that are read together to be encoded."""

_SENTENCE = re.compile(r"[^.!?…。؟\n]+(?:[.!?…。؟]+|\n|$)")


def search_alike(
    state: State, kept: Meanings, like: str, chosen: pd.Series, *, top: int | None, passages: int,
) -> pd.DataFrame:
    """The articles most like a text, the most alike first; see `Archive.search`.

    Parameters
    ----------
    state
        The archive.
    kept
        Where the meanings of its articles are kept; those that lack are worked out.
    like
        The text.
    chosen
        Which rows of the register may be shown.
    top
        Articles shown; None shows all that are like it.
    passages
        Sentences of each article.

    Raises
    ------
    RequestError
        The encoder is not installed.
    """
    if not encoder_installed():
        raise RequestError(f"search: likeness across languages needs the sentence encoder; install it with: {INSTALL}")
    kept.keep_all()
    bring_up_meanings(kept, state)
    register = state.register[chosen & encodable(state.register["language"])].reset_index(drop=True)
    wanted = unit_vectors(meanings([like]))[0]
    vectors = unit_vectors(kept.of(register)) if len(register) else np.zeros((0, len(wanted)), dtype=np.float32)
    alike = vectors @ wanted
    published = register["published_at"].fillna(pd.Timestamp("1677-09-22", tz="UTC")).astype("int64").to_numpy()
    rows = np.lexsort((-published, -alike))
    rows = rows[alike[rows] >= LEAST]
    shown = register.iloc[rows[:top]].assign(score=alike[rows[:top]].astype(float))
    made = pd.DataFrame(_rows(state, shown, wanted, passages), columns=list(COLUMNS))
    made = made.assign(published_at=pd.to_datetime(made["published_at"], utc=True)).astype(COLUMNS)
    made.attrs["articles"] = len(rows)
    return made


def bring_up_meanings(kept: Meanings, state: State) -> None:
    """Work out the meanings that lack, and drop those of articles that are gone; nothing where nobody has searched for likeness yet."""
    if not kept.all_kept:
        return
    known = state.register[encodable(state.register["language"])]
    missing = known["article_id"][kept.lacking(known["article_id"])] if encoder_installed() else known["article_id"].iloc[:0]
    for at in range(0, len(missing), AT_ONCE):
        kept.of(state.articles(state.register["article_id"].isin(missing.iloc[at:at + AT_ONCE])))
    kept.only(state.stored["article_id"])


def _rows(state: State, shown: pd.DataFrame, wanted: np.ndarray, passages: int) -> list[dict[str, Any]]:
    texts = texts_of_shown(state, shown)
    bounds = bounds_of(state, state.register["article_id"].isin(set(shown["article_id"]))) if len(shown) else {}
    shown = shown[shown["article_id"].isin(list(texts))]
    spans = [_sentences(texts[article_id][1], bounds.get(article_id)) for article_id in shown["article_id"]]
    best = _most_alike([texts[article_id][1] for article_id in shown["article_id"]], spans, wanted, passages)
    rows = []
    for (article_id, source, published_at, score, language), found in zip(
        shown[["article_id", "source", "published_at", "score", "language"]].itertuples(index=False), best, strict=True,
    ):
        title = texts[article_id][0] or None
        own = {"article_id": article_id, "source": source, "published_at": published_at, "title": title, "language": language}
        rows += [own | {"score": round(score, 4), "hits": 0, "start": start, "end": end} for start, end in found]
    return rows


def _sentences(text: str, bounds: tuple[list[int], list[int]] | None) -> list[tuple[int, int]]:
    """The sentences among which the one most like the text asked for is sought, without white space around them."""
    found = [(one.start(), one.end()) for one in _SENTENCE.finditer(text)] if bounds is None else list(zip(*bounds, strict=True))
    spans = [(start, end) for start, end in found if text[start:end].strip()][:COMPARED]
    return [(start + len(text[start:end]) - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())) for start, end in spans]


def _most_alike(
    texts: list[str], spans: list[list[tuple[int, int]]], wanted: np.ndarray, most: int,
) -> Iterator[list[tuple[int, int]]]:
    """For each article the sentences most like the text asked for, in their order; all are encoded together."""
    sought = [(text, own) for text, own in zip(texts, spans, strict=True) if len(own) > most]
    alike = compared_once([text[start:end] for text, own in sought for start, end in own]) @ wanted if sought else np.zeros(0)
    at = 0
    for own in spans:
        if len(own) <= most:
            yield own or [(0, 0)]
            continue
        yield sorted(own[n] for n in np.argsort(-alike[at:at + len(own)], kind="stable")[:most])
        at += len(own)
