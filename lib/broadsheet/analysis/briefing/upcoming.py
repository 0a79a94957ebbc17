"""The plans that lie ahead."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.articles import moment_asked
from broadsheet.analysis.counting.story_reports import STORY_COLUMNS, reports_of_story
from broadsheet.analysis.counting.wording import day, quantity
from broadsheet.analysis.question import Asked, hidden, question
from broadsheet.analysis.timeline.timeline import timeline
from broadsheet.annotating import Layers


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """How many plans, and what comes first."""
    return f"{quantity(len(frame), 'dated plan')} ahead, the first due by {day(frame['latest'].min())}"


@question(
    asks="What lies ahead?",
    columns=STORY_COLUMNS | {"salience": hidden("as in `timeline`")},
    proof=reports_of_story,
    finding=_finding,
    empty="No dated plan lies ahead.",
)
def upcoming(layers: Layers, *, now: str | pd.Timestamp | None = None, days: int = 365) -> pd.DataFrame:
    """Dated plans from now on, the next one first: the rows of `timeline` that are planned or conditional.

    Parameters
    ----------
    layers
        The layers of now.
    now
        A moment; None is the newest article's.
    days
        How far to look ahead.
    """
    stories = timeline(layers, status=("planned", "conditional"))
    moment = moment_asked(layers, now)
    if moment is None:
        return stories.iloc[:0]
    today = moment.tz_localize(None).normalize()
    kept = stories[(stories["latest"] >= today) & (stories["earliest"] <= today + pd.Timedelta(days=days))]
    return kept.sort_values(["earliest", "latest", "story_id"], kind="stable", ignore_index=True)
