"""Which days matter most."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns
from broadsheet.analysis.counting.dated_stories import counted_reports, in_whole_days
from broadsheet.analysis.counting.proofs import numbered
from broadsheet.analysis.counting.story_reports import passages_of
from broadsheet.analysis.counting.wording import day
from broadsheet.analysis.question import Asked, Column, question
from broadsheet.analysis.timeline.timeline import timeline
from broadsheet.annotating import Layers


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
    """The most salient days, best first, each with its most salient story.

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
        date, salience (summed over the day's stories), stories (their number), sentence, article_id, start, end, event_id.
    """
    rows = _of_days(layers, focus)
    sums = rows.groupby("earliest").agg(total=("salience", "sum"), stories=("story_id", "size"))
    first = rows.sort_values(["salience", "story_id"], ascending=[False, True]).drop_duplicates("earliest").set_index("earliest")
    found = sums.join(first[["sentence", "article_id", "start", "end", "event_id"]]).reset_index()
    found = found.rename(columns={"earliest": "date", "total": "salience"})
    return found.sort_values(["salience", "date"], ascending=[False, True], ignore_index=True).head(top)
