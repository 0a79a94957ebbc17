"""What independent reports tell differently of one thing: a figure, or the day of a happening."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.dated_stories import dated_reports
from broadsheet.analysis.counting.focus import stories_of
from broadsheet.analysis.counting.once import once
from broadsheet.analysis.counting.sentences import with_sentences
from broadsheet.analysis.counting.wording import quantity, said_day
from broadsheet.analysis.question import Asked, Column, hidden, question
from broadsheet.analysis.timeline._claims import claims, differing
from broadsheet.analysis.timeline._days_apart import days_apart
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor

COLUMNS = (
    "story_id", "what", "unit", "kind", "value", "other_value", "told", "articles", "sources", "sentence", "other_sentence", "article_id",
    "other_article_id", "source", "other_source", "published_at", "other_published_at", "start", "end", "event_id", "other_event_id",
    "claim_id",
)

AT_ONCE = 1
"""Days between two reports up to which different figures contradict each other; later ones may be a development."""

GROWING = ("fate", "toll", "people")
"""Kinds of figures that grow: a higher one on a later day is a development."""

SHOWN = 8
"""Values of a claim that its row lists."""

_OF_BOTH = ("sentence", "article_id", "source", "published_at", "start", "end", "event_id")


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """How many figures and days are told in ways that differ, and how many of these at the same time."""
    at_once = int((frame["kind"] == "contradiction").sum())
    also = f", {at_once:,} of them at the same time" if at_once else ""
    return f"{quantity(len(frame), 'figure or day is', 'figures or days are')} told differently by independent reports{also}"


def _tellings(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """All that tell the figure of the row."""
    told = claims(asked.layers)
    if told.empty:
        return proofs.own_span(frame, asked).iloc[:0]
    return proofs.same(frame, told.assign(claim_id=_led(told)), {"claim_id": "claim_id"})


@question(
    asks="What contradicts what, and which figures change?",
    columns=columns.some(
        "story_id article_id start end event_id",
        what=Column("What", "in what they differ: figure, people or date"),
        unit=hidden("what a figure counts"),
        kind=Column("Kind", "contradiction: told so at the same time; development: the value changes from day to day"),
        value=Column("Value", "what the first report says"),
        other_value=Column("Other value", "what the other report says"),
        told=Column("Told", "the values in the order in which they were published, each with its first day"),
        articles=Column("Articles", "articles that tell it", unit="articles"),
        sources=Column("Outlets", "outlets of these articles", unit="outlets"),
        sentence=Column("Sentence", "the report told first", form="told", beside=("source", "published_at")),
        other_sentence=Column("Other sentence", "the report that differs", form="told", beside=("other_source", "other_published_at")),
        source=Column("Outlet", "the outlet of the first report"),
        other_source=Column("Other outlet", "the outlet of the other report"),
        published_at=Column("Published", "when the first report was published"),
        other_published_at=Column("Other published", "when the other report was published"),
        other_article_id=hidden("the article of the other report"),
        other_event_id=hidden("the other report, as in `events`"),
        claim_id=hidden("the first report of the figure"),
    ),
    proof=proofs.joined(proofs.own_span, proofs.events_by(other_event_id="event_id"), _tellings),
    finding=_finding,
    empty="No two reports of one thing contradict each other.",
    group="what",
)
def contradictions(layers: Layers, focus: str | None = None) -> pd.DataFrame:
    """What independent reports, from different articles, tell differently: one row per figure or day.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only figures told in sentences that mention it, and stories that it takes part in.

    Returns
    -------
    DataFrame
        what, unit
            figure, people or date; and what the figure counts ("£", "%", "dead", a noun's stem).
        kind
            contradiction: two articles say so within a day of each other; development: the value changes from day to day, as the number
            of victims does. Which one holds is for the reader to judge.
        value, other_value
            The words of the two reports: "22,000 migrants" and "25,000 migrants". Of a development, the first and the last value.
        told
            The values in the order in which they were published: "12 people (3 May), 15 people (4 May)".
        articles, sources
            How many articles, and outlets, tell it.
        sentence, article_id, source, published_at, start, end, event_id
            The report told first.
        other_sentence, other_article_id, other_source, other_published_at, other_event_id
            The report that differs from it.
        story_id
            The story of the first report; null where its sentence reports no happening.
        claim_id
            The first report of the figure, by article and offset.

    Notes
    -----
    Figures are compared only if they count the same thing in one storyline: the dead in one place, barrels a day, what somebody spent.
    Differences of rounding (2 %) are none.
    """
    found = _all(layers)
    if focus is None:
        return found
    stories = stories_of(layers, focus)
    return found[found["story_id"].isin(stories) | found["claim_id"].isin(_claims_about(layers, focus))].reset_index(drop=True)


@once("articles", "sentences", "mentions", "events", "storylines")
def _all(layers: Layers) -> pd.DataFrame:
    found = pd.concat([_figures(layers), _days(layers)], ignore_index=True)[list(COLUMNS)]
    return found.sort_values(["articles", "published_at", "article_id", "start"], ascending=[False, True, True, True], ignore_index=True)


def _claims_about(layers: Layers, focus: str) -> set[str]:
    """The claims of which a sentence mentions the actor."""
    told = claims(layers)
    if told.empty:
        return set()
    led = _led(told)
    theirs = layers.mentions[layers.mentions["actor_id"] == find_actor(layers, focus)][["article_id", "start"]]
    both = told.assign(claim_id=led)[["claim_id", "article_id", "sentence_start", "sentence_end"]].merge(theirs, on="article_id")
    return set(both["claim_id"][both["start"].between(both["sentence_start"], both["sentence_end"])])


def _led(told: pd.DataFrame) -> pd.Series:
    """The id of each telling's claim: its first telling."""
    first = told[told["claim"] >= 0].drop_duplicates("claim").set_index("claim")
    return told["claim"].map(first["article_id"] + ":" + first["start"].astype("str")).astype("str")


def _figures(layers: Layers) -> pd.DataFrame:
    """The figures that are told differently, a row for each."""
    rows = [_figure_row(group) for _, group in differing(claims(layers))]
    names = [name for name in COLUMNS if name not in ("story_id", "event_id", "other_event_id", "sentence", "other_sentence")]
    found = pd.DataFrame(rows, columns=[*names, "sentence_no", "other_sentence_no", "other_start"])
    events = layers.events.drop_duplicates(["article_id", "sentence_no"])[["article_id", "sentence_no", "event_id", "story_id"]]
    for side in ("", "other_"):
        keys = found[[f"{side}article_id", f"{side}sentence_no"]].set_axis(["article_id", "sentence_no"], axis=1)
        own = keys.astype({"sentence_no": "Int64", "article_id": "str"}).merge(events, how="left", on=["article_id", "sentence_no"])
        told = with_sentences(found[[f"{side}article_id", f"{side}start"]].set_axis(["article_id", "start"], axis=1), layers)
        found[f"{side}event_id"], found[f"{side}sentence"] = own["event_id"].array, told["sentence"].array
        if not side:
            found["story_id"] = own["story_id"].array
    return found[list(COLUMNS)]


def _figure_row(group: pd.DataFrame) -> dict[str, Any]:
    """The row of one claim: the two reports that are farthest apart at the same time, or else the first and the last."""
    one, other, at_once = _pair(group)
    new = group[~group["value"].duplicated()]
    told = [f"{row.text} ({said_day(row.published_at)})" for row in new.head(SHOWN).itertuples()]
    more = [f"and {quantity(len(new) - SHOWN, 'more')}"] if len(new) > SHOWN else []
    first = group.iloc[0]
    return {
        "what": "people" if first["people"] else "figure", "unit": first["unit"], "kind": "contradiction" if at_once else "development",
        "value": one["text"], "other_value": other["text"], "told": ", ".join([*told, *more]), "articles": group["article_id"].nunique(),
        "sources": group["source"].nunique(), "claim_id": f"{first['article_id']}:{first['start']}",
        **{name: one[name] for name in ("article_id", "source", "published_at", "start", "end", "sentence_no")},
        **{f"other_{name}": other[name] for name in ("article_id", "source", "published_at", "start", "sentence_no")},
    }


def _pair(group: pd.DataFrame) -> tuple[pd.Series, pd.Series, bool]:
    rows = [row for _, row in group.iterrows()]
    best: tuple[float, int, int] | None = None
    for first in range(len(rows)):
        for second in range(first + 1, len(rows)):
            one, other = rows[first], rows[second]
            if _contradict(one, other):
                apart = abs(one["value"] - other["value"]) / max(one["value"], other["value"])
                best = max(best or (0.0, 0, 0), (apart, -first, -second))
    if best is not None:
        return rows[-best[1]], rows[-best[2]], True
    last = next(row for row in reversed(rows) if row["value"] != rows[0]["value"] and row["article_id"] != rows[0]["article_id"])
    return rows[0], last, False


def _day(row: pd.Series) -> pd.Timestamp:
    return pd.Timestamp(row["published_at"]).normalize()


def _contradict(one: pd.Series, other: pd.Series) -> bool:
    """Whether two articles of different outlets tell, at the same time, values of which neither range holds the other."""
    if one["article_id"] == other["article_id"] or one["source"] == other["source"]:
        return False
    days = (_day(other) - _day(one)).days
    if abs(days) > AT_ONCE or (days > 0 and one["kind"] in GROWING and other["value"] > one["value"]):
        return False
    return not (one["low"] <= other["value"] <= one["value"] or other["low"] <= one["value"] <= other["value"])


def _days(layers: Layers) -> pd.DataFrame:
    """The happenings that two reports date differently, a row for each pair."""
    pairs = days_apart(layers)
    one, other = (dated_reports(layers, pairs[name].to_numpy(dtype=np.int64)) for name in ("report", "other"))
    told = [f"{said_day(value)}, {said_day(other_value)}" for value, other_value in zip(pairs["value"], pairs["other_value"], strict=True)]
    made = pairs.assign(
        what="date", unit=None, kind="contradiction", told=told, articles=2, sources=1 + (one["source"] != other["source"]).astype("int64"),
        claim_id=None, story_id=one["story_id"], **{name: one[name] for name in _OF_BOTH},
    )
    return made.assign(**{f"other_{name}": other[name] for name in _OF_BOTH if f"other_{name}" in COLUMNS})[list(COLUMNS)]
