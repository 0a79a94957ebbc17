"""Rows that tell again what another row tells: by the verb of a happening that it names, or by the week in which its day lies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.numbered import day_numbers
from broadsheet.annotating import Layers, event_cues, event_nouns, kind_of

BEFORE: Final = 90
"""Characters before a verb in which the noun of what befell stands: "the quake, the worst in years, struck on Tuesday"."""

CLEARLY: Final = 3
"""How many times more articles must tell of a day than of all others of its week, to be the one that is meant by the week."""

A_WEEK: Final = 7

_WORD: Final = re.compile(r"[a-z]+")
_TOLD: Final = ("occurred", "ongoing", "claimed")


def kinds_of_nouns(stories: pd.DataFrame, layers: Layers) -> list[str]:
    """What kind of happening the noun of each story names; empty where a verb tells it."""
    return _kinds(_triggers(stories, layers))


def homes(stories: pd.DataFrame, layers: Layers) -> np.ndarray:
    """The position of the row that tells what each row tells, its own where none does.

    "The quake that struck on Tuesday" tells what "Tuesday's quake" does, and so does "this week's quake", where nearly all that is told
    of that week's quakes is of one day.
    """
    home = np.arange(len(stories))
    triggers = _triggers(stories, layers)
    kinds = _kinds(triggers)
    told = np.flatnonzero(stories["status"].isin(_TOLD).to_numpy()).tolist()
    first, last = (day_numbers(stories[name].to_numpy()).tolist() for name in ("earliest", "latest"))
    articles, befell = stories["articles"].tolist(), event_cues()["verbs.befalling"]
    of_day: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in told:
        if kinds[row] and first[row] == last[row]:
            of_day[kinds[row], first[row]].append(row)
    named = {kind for kind, _ in of_day}
    telling = [row for row in told if not kinds[row] and first[row] == last[row] and triggers[row] in befell]
    before = dict(zip(telling, _before(stories.iloc[telling], layers), strict=True))
    for row in told:
        if kinds[row] and 0 < last[row] - first[row] < A_WEEK:
            in_week = [n for day in range(first[row], last[row] + 1) for n in of_day.get((kinds[row], day), ())]
            home[row] = _only_one(in_week, first, articles, row)
        elif row in before:
            here = {kind_of(word) for word in _WORD.findall(before[row])} & named
            same = [n for kind in sorted(here) for n in of_day.get((kind, first[row]), ())]
            home[row] = max(same, key=lambda n: (articles[n], -n), default=row)
    return home


def _kinds(triggers: Sequence[str]) -> list[str]:
    nouns = event_nouns()
    return [kind_of(text) if text in nouns or text.removesuffix("s") in nouns else "" for text in triggers]


def _only_one(found: Sequence[int], first: Sequence[int], articles: Sequence[int], own: int) -> int:
    """The row that most articles tell, where nearly all articles tell of its day; else the row itself."""
    if not found:
        return own
    best = max(found, key=lambda n: (articles[n], -n))
    others = sum(articles[n] for n in found if first[n] != first[best])
    return best if others * CLEARLY <= articles[best] else own


def _triggers(stories: pd.DataFrame, layers: Layers) -> list[str]:
    told = layers.events.loc[layers.events["event_id"].isin(stories["event_id"]), ["event_id", "text"]]
    texts: list[str] = told.set_index("event_id")["text"].reindex(stories["event_id"]).str.lower().tolist()
    return texts


def _before(stories: pd.DataFrame, layers: Layers) -> list[str]:
    """What stands before the trigger of each story in its sentence, lower case."""
    numbers = layers.events.set_index("event_id")["sentence_no"].reindex(stories["event_id"]).to_numpy()
    keys = pd.MultiIndex.from_arrays([stories["article_id"].to_numpy(), numbers])
    some = layers.sentences[layers.sentences["article_id"].isin(set(stories["article_id"]))]
    starts = some.set_index(["article_id", "sentence_no"])["start"].reindex(keys).fillna(0).to_numpy(dtype=np.int64)
    offsets = np.maximum(stories["start"].to_numpy(dtype=np.int64) - starts, 0).tolist()
    return [told[max(0, at - BEFORE):at].lower() for told, at in zip(stories["sentence"], offsets, strict=True)]
