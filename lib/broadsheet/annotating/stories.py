"""Stories: reports of one happening, joined across articles and outlets."""

from __future__ import annotations

import pandas as pd


def join_stories(events: pd.DataFrame, event_actors: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """The `story_id` of each event, aligned with `events`; an event that nobody else tells is its own story."""
    return events["event_id"]
