"""What the questions about happenings share: their columns, and the reports that prove a happening."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.dated_stories import counted_reports
from broadsheet.analysis.question import Asked, Column

STORY_COLUMNS = columns.some(
    "earliest latest precision status sentence article_id start end event_id story_id background salience",
    articles=Column("Articles", "articles that tell it", unit="articles"),
    sources=Column("Outlets", "outlets of these articles", unit="outlets"),
)
"""The columns of `timeline`."""


def reports_of_story(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The reports that the row's happening (`story_id`) is counted from: dated, each by the words that name what happened."""
    return proofs.same(frame, counted_reports(asked.layers), {"story_id": "story_id"})
