"""What the questions about happenings share: their columns, and the reports that prove a happening."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from broadsheet.analysis.counting import columns
from broadsheet.analysis.counting.dated_stories import counted_reports
from broadsheet.analysis.counting.proofs import SPAN, numbered
from broadsheet.analysis.question import PROOF, Asked, Column

STORY_COLUMNS = columns.some(
    "earliest latest precision status sentence article_id start end event_id story_id background salience",
    articles=Column("Articles", "articles that tell it", unit="articles"),
    sources=Column("Outlets", "outlets of these articles", unit="outlets"),
)
"""The columns of `timeline`."""


def reports_of_story(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The reports that the row's happening (`story_id`) is counted from: dated, each by the words that name what happened."""
    return passages_of(numbered(frame), counted_reports(asked.layers))


def passages_of(rows: pd.DataFrame, reports: pd.DataFrame, by: Sequence[str] = ("story_id",)) -> pd.DataFrame:
    """`row article_id start end`: the reports of each row, a sentence that reports it in several words only once.

    Parameters
    ----------
    rows
        `row`, the columns `by`, and `event_id`, the report that stands for the row: in its sentence it is the one that is kept.
    reports
        Rows of `events`, with the columns `by`.
    by
        In what a row and its reports agree.
    """
    keys = list(by)
    theirs = reports[[*keys, "event_id", "sentence_no", *SPAN]]
    found = rows[["row", *keys, "event_id"]].rename(columns={"event_id": "own"}).merge(theirs, on=keys, validate="many_to_many")
    own = (found["event_id"] == found["own"]).to_numpy(dtype=bool)
    found = pd.concat([found[own], found[~own]])
    return found.drop_duplicates(["row", "article_id", "sentence_no"])[list(PROOF)]
