"""What people marked beside what broadsheet found in the same articles, task by task."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

import pandas as pd

from broadsheet.analysis.counting.judged import likeliest
from broadsheet.analysis.counting.statements import THOUGHTS
from broadsheet.annotating import Layers, cue_colour

_Place = dict[Hashable, Any]
"""A mark, or a finding: `article_id start end value`."""

_OVERLAP: Final = 0.5
"""Share of the longer of two spans that they have to share to count as one, for quotations (intersection over union)."""

TASKS: Final[dict[str, tuple[bool, str]]] = {
    "names of actors": (True, "same characters"),
    "who is meant": (True, "same characters and the same actor, actors matched by their marks"),
    "quotations": (True, "at least half of the characters shared"),
    "speakers": (False, "of the quotations found, the speaker is the same actor, or both are unnamed"),
    "dates": (True, "same characters and the same value"),
    "events": (False, "same trigger"),
    "status of events": (False, "of the events found, the status is the same"),
    "stance": (False, "of the marked mentions that were judged, the same class"),
}
"""Tasks: whether the annotation is complete, and what counts as right."""


def _found(task: str, layers: Layers) -> pd.DataFrame:
    """What broadsheet says for a task, in the columns of the marks."""
    if task in ("names of actors", "who is meant"):
        named = layers.mentions[(layers.mentions["form"] == "name") & layers.mentions["actor_id"].notna()]
        named = named[named["kind"].isin(["person", "organisation", "country", "group"])]
        return named.assign(value="name" if task == "names of actors" else named["actor_id"])
    if task in ("quotations", "speakers"):
        speech = layers.quotes[~layers.quotes["cue"].map(cue_colour, na_action="ignore").isin(THOUGHTS)]
        return speech.assign(value="quotation" if task == "quotations" else speech["actor_id"])
    if task == "dates":
        return layers.dates
    if task == "events":
        return layers.events.assign(value="event")
    if task == "status of events":
        return layers.events.assign(value=layers.events["status"])
    return layers.stances.assign(value=likeliest(layers.stances))


def matches(task: str, layers: Layers, gold: pd.DataFrame) -> pd.DataFrame:
    """One row per mark and per finding without a mark: `article_id start end expected got kind`; kind: right, other, missed, wrong."""
    marks = gold[gold["task"] == task]
    found = _found(task, layers)[["article_id", "start", "end", "value"]]
    found = found[found["article_id"].isin(set(gold["article_id"]))]
    pairs = _aligned(marks, found, loose=task in ("quotations", "speakers"))
    same = _same_actor(pairs) if task in ("who is meant", "speakers") else None
    text = layers.articles.set_index("article_id")["text"]
    rows = []
    for mark, hit in pairs:
        base = mark or hit or {}
        kind = _kind(task, mark, hit, same)
        words = text[base["article_id"]][int(base["start"]):int(base["end"])]
        rows.append((base["article_id"], base["start"], base["end"], _put(mark, words), _put(hit, words), kind))
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "expected", "got", "kind"])


def _put(side: _Place | None, words: str) -> str | None:
    if side is None:
        return None
    value = side["value"]
    return words if value in ("name", "event", "quotation") or value is None or pd.isna(value) else f"{words}: {value}"


def _kind(task: str, mark: _Place | None, hit: _Place | None, same: dict[Any, Any] | None) -> str:
    if mark is None:
        return "wrong"
    if hit is None:
        return "missed"
    if task in ("names of actors", "quotations", "events"):
        return "right"
    expected, got = mark["value"], hit["value"]
    if expected is None or pd.isna(expected):
        return "right" if got is None or pd.isna(got) else "other"
    return "right" if (same[expected] == got if same is not None and expected in same else expected == got) else "other"


def _aligned(gold: pd.DataFrame, found: pd.DataFrame, *, loose: bool) -> list[tuple[_Place | None, _Place | None]]:
    """Marks and findings paired one to one, the best overlap first; what has no partner stands alone."""
    marks, hits = gold.to_dict("records"), found.to_dict("records")
    by_article: dict[Any, list[int]] = {}
    for i, hit in enumerate(hits):
        by_article.setdefault(hit["article_id"], []).append(i)
    scored = [
        (shared, m, h) for m, mark in enumerate(marks) for h in by_article.get(mark["article_id"], [])
        if (shared := _iou(mark, hits[h])) >= (_OVERLAP if loose else 1.0)
    ]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, m, h in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if m not in partner and h not in taken:
            partner[m] = h
            taken.add(h)
    pairs = [(mark, hits[partner[m]] if m in partner else None) for m, mark in enumerate(marks)]
    return [*pairs, *((None, hit) for h, hit in enumerate(hits) if h not in taken)]


def _iou(a: _Place, b: _Place) -> float:
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return float(shared) / float(max(a["end"], b["end"]) - min(a["start"], b["start"])) if shared > 0 else 0.0


def _same_actor(pairs: list[tuple[_Place | None, _Place | None]]) -> dict[str, str]:
    """For each actor of the annotation the id that most of its marks got, each id given to one actor only."""
    votes: dict[tuple[str, str], int] = {}
    for mark, hit in pairs:
        if mark is not None and hit is not None and isinstance(mark["value"], str) and isinstance(hit["value"], str):
            votes[mark["value"], hit["value"]] = votes.get((mark["value"], hit["value"]), 0) + 1
    chosen: dict[str, str] = {}
    for (name, actor_id), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        if name not in chosen and actor_id not in chosen.values():
            chosen[name] = actor_id
    return chosen
