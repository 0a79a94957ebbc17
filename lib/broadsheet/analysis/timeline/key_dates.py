"""Which days matter most."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns
from broadsheet.analysis.counting.dated_stories import counted_reports, in_whole_days
from broadsheet.analysis.counting.proofs import numbered
from broadsheet.analysis.counting.standing_alone import titles, whole
from broadsheet.analysis.counting.story_reports import passages_of
from broadsheet.analysis.counting.trimming import without_place_line
from broadsheet.analysis.counting.wording import day
from broadsheet.analysis.question import Asked, Column, question
from broadsheet.analysis.timeline.timeline import timeline
from broadsheet.annotating import Layers

LOOKED_AT, NEAR = 8, 0.25
"""Happenings of a day, the most salient ones and of this share of the first one's salience, among which that is sought by which it is
shown."""


def _of_days(layers: Layers, focus: str | None) -> pd.DataFrame:
    """The stories that are dated to a day."""
    rows = timeline(layers, focus)
    return rows[rows["precision"] == "day"]


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The reports of the day's stories that date them to this day; each story has one, that from which it has its date."""
    stories = _of_days(asked.layers, asked.options["focus"])[["earliest", "story_id"]].rename(columns={"earliest": "date"})
    reports = counted_reports(asked.layers)
    reports = reports[in_whole_days(reports["precision"]) == "day"].rename(columns={"earliest": "date"})
    days = numbered(frame)[["row", "date", "event_id"]].merge(stories, on="date", validate="one_to_many")
    return passages_of(days, reports, by=("story_id", "date"))


@question(
    asks="Which days matter most?",
    columns=columns.some(
        "salience sentence article_id start end event_id",
        date=Column("Day", "the day on which it happened, or is to happen", form="day"),
        stories=Column("Happenings", "happenings that are dated to the day", unit="happenings"),
    ),
    proof=_proof,
    finding=lambda frame, asked: f"The day that matters most is {day(frame.iloc[0]['date'])}",
    empty="No dated happening.",
    unit="Salience",
)
def key_dates(layers: Layers, *, top: int = 10, focus: str | None = None) -> pd.DataFrame:
    """The most salient days, best first, each with its most salient story that a sentence tells by itself.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    top
        The number of days.
    focus
        An actor's name, alias or id: only stories that the actor takes part in.

    Returns
    -------
    DataFrame
        date, salience (summed over the day's stories), stories (their number), sentence (without what stands before it and is not part of
        it), article_id, start, end, event_id.

    Notes
    -----
    Of a day's first happenings the one is shown whose sentence stands alone: whole, no title, no caption, and about somebody whom it names
    (see `broadsheet.analysis.counting.standing_alone`); where there is none, the first.
    """
    rows = _of_days(layers, focus)
    sums = rows.groupby("earliest").agg(total=("salience", "sum"), stories=("story_id", "size"))
    sums = sums.reset_index().sort_values(["total", "earliest"], ascending=[False, True]).head(top)
    first = _best_told(rows[rows["earliest"].isin(sums["earliest"])], layers)
    first = first.assign(sentence=first["sentence"].map(without_place_line).astype("str"))
    found = sums.merge(first[["earliest", "sentence", "article_id", "start", "end", "event_id"]], on="earliest", validate="one_to_one")
    return found.rename(columns={"earliest": "date", "total": "salience"}).reset_index(drop=True)


def _best_told(rows: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """The story of each day to show it by."""
    ranked = rows.sort_values(["salience", "story_id"], ascending=[False, True]).groupby("earliest", sort=False).head(LOOKED_AT)
    ranked = ranked[ranked["salience"] >= NEAR * ranked.groupby("earliest")["salience"].transform("max")]
    alone = whole(ranked["sentence"], layers) & ~titles(ranked["sentence"], layers)
    return ranked.assign(_alone=alone).sort_values("_alone", ascending=False, kind="stable").drop_duplicates("earliest")
