"""Who was named in dated articles, and a day given as text: for the questions that compare before and after."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.appearances import appearances
from broadsheet.annotating import Layers

LONG_AGO = pd.Timestamp("2000-01-01", tz="UTC")
"""Divides layers without a date, which have nothing on either side."""


def dated_appearances(layers: Layers) -> pd.DataFrame:
    """The mentions of those who act, in independent articles with a date."""
    rows = appearances(layers)
    return rows[rows["published_at"].notna()]


def utc_day(day: str | pd.Timestamp) -> pd.Timestamp:
    """A day as a moment in UTC."""
    moment = pd.Timestamp(day)
    return moment.tz_localize("UTC") if moment.tzinfo is None else moment
