"""What was found in one article, as marks on its text: where each begins and ends, its kind, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

import pandas as pd

from broadsheet.analysis import said_date
from broadsheet.annotating import Layers
from broadsheet.safe_text import is_null

KINDS: Final[Mapping[str, str]] = {
    "actor": "actors", "quote": "quotations", "date": "dates", "event": "events", "position": "positions", "tone": "tone",
}
"""The kinds of marks, and how a reader calls them."""


class Mark(NamedTuple):
    """One mark: `text[start:end]` is what it covers; `note` says what was found there; `tone` is negative or positive, or nothing."""

    start: int
    end: int
    kind: str
    note: str
    tone: str = ""


def marks_of(layers: Layers) -> dict[str, list[Mark]]:
    """The marks of each article, in the order of its text; the wider of two that begin together first.

    Parameters
    ----------
    layers
        Those of the articles that are wanted (`broadsheet.analysis.of_articles`): all rows are read.
    """
    names = dict(zip(layers.actors["actor_id"].tolist(), layers.actors["name"].tolist(), strict=True))
    found: dict[str, list[Mark]] = {}
    for make, name, columns in _MAKERS:
        for row in rows_of(getattr(layers, name)[["article_id", "start", "end", *columns]]):
            mark = None if row["start"] is None or row["end"] is None else make(row, names)
            if mark is not None:
                found.setdefault(row["article_id"], []).append(mark)
    order = list(KINDS)
    return {key: sorted(marks, key=lambda mark: (mark.start, -mark.end, order.index(mark.kind), mark.note)) for key, marks in found.items()}


def rows_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows as plain values, null as None: a column at a time, since many frames of few rows would take long."""
    columns = [_values(frame[name]) for name in frame.columns]
    names = list(map(str, frame.columns))
    for values in zip(*columns, strict=True):
        yield dict(zip(names, values, strict=True))


def _values(column: pd.Series) -> list[Any]:
    values = column.tolist()
    return [None if is_null(one) else one for one in values] if column.hasnans else values


def _actor(row: dict[str, Any], names: Mapping[str, str]) -> Mark:
    name = names.get(row["actor_id"])
    return Mark(row["start"], row["end"], "actor", ": ".join(part for part in (row["kind"], name) if part))


def _quotation(row: dict[str, Any], names: Mapping[str, str]) -> Mark:
    who = names.get(row["actor_id"]) or ("a source without a name" if row["anonymous"] else "an unknown speaker")
    word = "" if row["cue"] is None else f", “{row['cue']}”"
    return Mark(row["start"], row["end"], "quote", f"{row['manner']} quotation: {who}{word}")


def _date(row: dict[str, Any], names: Mapping[str, str]) -> Mark:
    return Mark(row["start"], row["end"], "date", f"date: {_when(row) or 'not resolved to a day'}")


def _event(row: dict[str, Any], names: Mapping[str, str]) -> Mark:
    said = names.get(row["source_actor_id"])
    parts = [row["status"] or "event", _when(row), f"says {said}" if said else "", "denied" if row["polarity"] == "negative" else ""]
    return Mark(row["start"], row["end"], "event", "event: " + ", ".join(part for part in parts if part))


def _when(row: dict[str, Any]) -> str:
    unknown = row["earliest"] is None or row["latest"] is None
    return "" if unknown else _days(row["earliest"], row["latest"], row["precision"])


@lru_cache(maxsize=4096)
def _days(earliest: pd.Timestamp, latest: pd.Timestamp, precision: str | None) -> str:
    """As `said_date`; many marks are of the same days."""
    return said_date(earliest, latest, precision)


def _position(row: dict[str, Any], names: Mapping[str, str]) -> Mark | None:
    if row["side"] is None:
        return None
    who = names.get(row["holder_id"]) or row["holder"] or "somebody"
    return Mark(row["start"], row["end"], "position", f"position: {who}, {row['side']} ({row['voice']})")


def _tone(row: dict[str, Any], names: Mapping[str, str]) -> Mark | None:
    """Only what the model calls negative or positive: neutral is the rule, and needs no mark."""
    odds = {tone: row[f"p_{tone}"] for tone in ("negative", "neutral", "positive")}
    if any(one is None for one in odds.values()):
        return None
    tone = max(odds, key=lambda one: odds[one])
    if tone == "neutral":
        return None
    voice = "in the outlet’s voice" if row["voice"] == "own" else "in a quoted voice"
    return Mark(row["start"], row["end"], "tone", f"{tone} of {names.get(row['actor_id']) or 'somebody'}, {voice}", tone)


_MAKERS: Final = (
    (_actor, "mentions", ("kind", "actor_id")), (_quotation, "quotes", ("actor_id", "anonymous", "manner", "cue")),
    (_date, "dates", ("earliest", "latest", "precision")),
    (_event, "events", ("status", "polarity", "source_actor_id", "earliest", "latest", "precision")),
    (_position, "positions", ("side", "voice", "holder_id", "holder")),
    (_tone, "stances", ("actor_id", "voice", "p_negative", "p_neutral", "p_positive")),
)
"""What makes a mark of a row, of which table, from which columns beside the place."""
