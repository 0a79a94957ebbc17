"""One sentence held against an archive: supported, contradicted or unknown, with the passages that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import pandas as pd

from broadsheet.analysis.screening._comparing import compared, names_in, weighed_words
from broadsheet.archive import Archive
from broadsheet.errors import RequestError

COLUMNS: Final = (
    "verdict", "share", "why", "article_id", "source", "published_at", "title", "start", "end", "passage",
)
CANDIDATES: Final = 40
"""Articles whose sentences are read for each sentence that is checked, those with the most of its words."""

SENTENCES: Final = 4
"""Sentences of each article that are compared, those with the most of its words."""

LONGEST: Final = 1_000
"""Characters of a sentence that may be checked."""

_BEFORE = 400
"""Characters before a passage among which the names are sought that it speaks of as "he" or "the ministry"."""

_WEIGHED = 12
"""Words of the sentence that are searched for: its names and its longest others."""


@dataclass(frozen=True)
class Checked:
    """The verdict on a sentence, and its passages.

    Attributes
    ----------
    sentence
        What was checked.
    verdict
        supported, contradicted or unknown; supported where some passages support and others contradict it.
    frame
        A row for each passage, those that decide first: verdict, share (of the sentence's words that it holds), why (in what it
        differs), article_id, source, published_at, title, start, end, passage.
    """

    sentence: str
    verdict: str
    frame: pd.DataFrame

    def __str__(self) -> str:
        first = self.frame[self.frame["verdict"] == self.verdict].head(1)
        said = "" if first.empty else f": {first['source'].iloc[0]}: {first['passage'].iloc[0]}"
        return f"{self.verdict}{said}"


def check(sentence: str, archive: Archive, *, top: int = 5) -> Checked:
    """Whether an archive supports a sentence, contradicts it, or does not say.

    Parameters
    ----------
    sentence
        One sentence that states something.
    archive
        What it is held against.
    top
        Passages given of each verdict.

    Returns
    -------
    Checked
        The verdict and the passages. Supported means that one sentence of an article says it, in its words and with its names, figures
        and days, not that it is true. What is said in other words is unknown.

    Raises
    ------
    RequestError
        The sentence is empty or too long.

    Examples
    --------
    >>> import broadsheet as bs, pandas as pd
    >>> archive = bs.open_archive("news")
    >>> told = "Ada Moss, the mayor, opened the new quay in Eastmere on 4 May 2025."
    >>> _ = archive.add(pd.DataFrame({"article_id": ["a"], "text": [told], "source": ["Courier"]}))
    >>> bs.check("Ada Moss opened the new quay in Eastmere.", archive).verdict
    'supported'
    """
    if not sentence.strip() or len(sentence) > LONGEST:
        raise RequestError(f"check: give one sentence of at most {LONGEST:,} characters; this has {len(sentence.strip()):,}")
    found = _passages(sentence, archive)
    rows = [] if found.empty else [_row(sentence, row) for row in found.itertuples()]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    order = frame["verdict"].map({"supported": 0, "contradicted": 1, "unknown": 2})
    frame = frame.assign(_order=order).sort_values(["_order", "share"], ascending=[True, False], kind="stable")
    told = set(frame["verdict"])
    verdict = next((each for each in ("supported", "contradicted") if each in told), "unknown")
    kept = frame.groupby("verdict", sort=False).head(top).drop(columns="_order").reset_index(drop=True)
    return Checked(sentence, verdict, kept)


def _passages(sentence: str, archive: Archive) -> pd.DataFrame:
    """The sentences of the archive that share most words with this one, each with what stands before it."""
    names = names_in(sentence)
    words = sorted(weighed_words(sentence), key=lambda key: (key not in names, -len(key), key))[:_WEIGHED]
    asked = [f"{key}*" if len(key) > 2 else key for key in words if re.fullmatch(r"[^\W_]+", key)]
    if not asked:
        return pd.DataFrame()
    found = archive.search(" OR ".join(asked), top=CANDIDATES, passages=SENTENCES)
    found = found[found["match_start"].notna()]
    if found.empty:
        return found
    texts = archive.texts(found["article_id"])
    spans = list(zip(found["article_id"], found["start"], found["end"], strict=True))
    cut = [texts[key][max(0, start - _BEFORE):start] for key, start, _ in spans]
    said = [" ".join(texts[key][start:end].split()) for key, start, end in spans]
    return found.assign(around=cut, passage=said)


def _row(sentence: str, row: object) -> tuple[object, ...]:
    made = compared(sentence, row.passage, f"{row.title}. {row.around}")  # type: ignore[attr-defined]
    return (
        made.verdict, round(made.share, 3), made.why, row.article_id, row.source, row.published_at, row.title,  # type: ignore[attr-defined]
        int(row.start), int(row.end), row.passage,  # type: ignore[attr-defined]
    )
