"""Articles that are like a text in what they mean, in whatever language: likeness, and no word of it need be there."""

from __future__ import annotations

import logging
import re
from typing import Any, Final

import numpy as np
import pandas as pd

from broadsheet.annotating import INSTALL, encodable, encoder_installed, meanings, unit_vectors
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
    rows = []
    for article_id, source, published_at, score, language in shown[
        ["article_id", "source", "published_at", "score", "language"]
    ].itertuples(index=False):
        if article_id not in texts:
            continue
        title, text = texts[article_id]
        own = {"article_id": article_id, "source": source, "published_at": published_at, "title": title or None, "language": language}
        spans = _most_alike(text, bounds.get(article_id), wanted, passages)
        rows += [own | {"score": round(score, 4), "hits": 0, "start": start, "end": end} for start, end in spans]
    return rows


def _most_alike(text: str, bounds: tuple[list[int], list[int]] | None, wanted: np.ndarray, most: int) -> list[tuple[int, int]]:
    """The sentences most like the text asked for, in the order of the article."""
    found = [(one.start(), one.end()) for one in _SENTENCE.finditer(text)] if bounds is None else list(zip(*bounds, strict=True))
    spans = [(start, end) for start, end in found if text[start:end].strip()][:COMPARED]
    spans = [(start + len(text[start:end]) - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())) for start, end in spans]
    if len(spans) <= most:
        return spans or [(0, 0)]
    alike = unit_vectors(meanings(text[start:end] for start, end in spans)) @ wanted
    return sorted(spans[n] for n in np.argsort(-alike, kind="stable")[:most])
