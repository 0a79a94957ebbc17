"""Days, weeks and months of publication: one home for how time is cut into periods."""

from __future__ import annotations

from typing import Final, Literal

import pandas as pd

from broadsheet.analysis.counting.articles import days
from broadsheet.errors import RequestError

PERIODS: Final = {"day": "D", "week": "W-SUN", "month": "M"}
"""Each period's name, in pandas's words; a week begins on Monday."""

Every = Literal["day", "week", "month"]

LENGTHS: Final = {"day": pd.DateOffset(days=1), "week": pd.DateOffset(weeks=1), "month": pd.DateOffset(months=1)}


def period_starts(moments: pd.Series, every: str) -> pd.Series:
    """The first day of the period that holds each moment.

    Parameters
    ----------
    moments
        In UTC; null stays null.
    every
        day, week (from Monday) or month.

    Returns
    -------
    pandas.Series
            Days without a time zone.

    Raises
    ------
    RequestError
        It is no period.

    Examples
    --------
    >>> period_starts(pd.Series(pd.to_datetime(["2025-10-22T09:30Z"])), "week").dt.date.tolist()
    [datetime.date(2025, 10, 20)]
    """
    if every not in PERIODS:
        raise RequestError(f"every is {every!r}, should be day, week or month")
    return days(moments).dt.to_period(PERIODS[every]).dt.start_time.astype("datetime64[us]")
