"""Rows that tell again what another row tells: by the verb of a happening that it names, or by the week in which its day lies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from broadsheet.annotating import Layers, event_cues, event_nouns, kind_of

BEFORE: Final = 90
"""Characters before a verb in which the noun of what befell stands: "the quake, the worst in years, struck on Tuesday"."""

CLEARLY: Final = 3
"""How many times more articles must tell of a day than of all others of its week, to be the one that is meant by the week."""

A_WEEK: Final = np.timedelta64(7, "D")

_WORD: Final = re.compile(r"[a-z]+")
_TOLD: Final = ("occurred", "ongoing", "claimed")


def kinds_of_nouns(stories: pd.DataFrame, layers: Layers) -> list[str]:
    """What kind of happening the noun of each story names; empty where a verb tells it."""
    nouns = event_nouns()
    return [kind_of(text) if text in nouns or text.removesuffix("s") in nouns else "" for text in _triggers(stories, layers)]


def homes(stories: pd.DataFrame, layers: Layers) -> np.ndarray:
    """The position of the row that tells what each row tells, its own where none does.

    "The quake that struck on Tuesday" tells what "Tuesday's quake" does, and so does "this week's quake", where nearly all that is told
    of that week's quakes is of one day.
    """
    home = np.arange(len(stories))
    kinds, triggers = kinds_of_nouns(stories, layers), _triggers(stories, layers)
    told = stories["status"].isin(_TOLD).to_numpy()
    first, last = (stories[name].to_numpy() for name in ("earliest", "latest"))
    articles, befell = stories["articles"].to_numpy(), event_cues()["verbs.befalling"]
    by_kind: dict[str, list[int]] = defaultdict(list)
    for row in np.flatnonzero((first == last) & told).tolist():
        if kinds[row]:
            by_kind[kinds[row]].append(row)
    offsets = stories["start"].to_numpy() - _sentence_starts(stories, layers)
    for row in np.flatnonzero(told).tolist():
        if kinds[row] and first[row] != last[row] and last[row] - first[row] < A_WEEK:
            home[row] = _only_one([n for n in by_kind[kinds[row]] if first[row] <= first[n] <= last[row]], first, articles, row)
        elif not kinds[row] and triggers[row] in befell and first[row] == last[row]:
            before = stories["sentence"].iloc[row][max(0, offsets[row] - BEFORE):max(0, offsets[row])].lower()
            named = {kind_of(word) for word in _WORD.findall(before)} & by_kind.keys()
            same = [n for kind in named for n in by_kind[kind] if first[n] == first[row]]
            home[row] = max(same, key=lambda n: (articles[n], -n), default=row)
    return home


def _only_one(found: Sequence[int], first: np.ndarray, articles: np.ndarray, own: int) -> int:
    """The row that most articles tell, where nearly all articles tell of its day; else the row itself."""
    if not found:
        return own
    best = max(found, key=lambda n: (articles[n], -n))
    others = sum(int(articles[n]) for n in found if first[n] != first[best])
    return best if others * CLEARLY <= articles[best] else own


def _triggers(stories: pd.DataFrame, layers: Layers) -> list[str]:
    texts: list[str] = layers.events.set_index("event_id")["text"].reindex(stories["event_id"]).str.lower().tolist()
    return texts


def _sentence_starts(stories: pd.DataFrame, layers: Layers) -> np.ndarray:
    """Where the sentence of each story begins in its article."""
    numbers = layers.events[["event_id", "sentence_no"]].set_index("event_id").reindex(stories["event_id"])["sentence_no"].to_numpy()
    keys = pd.MultiIndex.from_arrays([stories["article_id"].to_numpy(), numbers])
    starts = layers.sentences.set_index(["article_id", "sentence_no"])["start"].reindex(keys)
    return starts.fillna(0).to_numpy(dtype=np.int64)
