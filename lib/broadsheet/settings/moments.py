"""Days, months and moments as a person writes them: where a period begins, and where it is over."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

import pandas as pd

from broadsheet.errors import RequestError

Moment = str | date | datetime | pd.Timestamp
"""A moment, a day, a month ("2025-10") or a year ("2025")."""

_WHOLE: Final = (
    (re.compile(r"\d{4}"), pd.DateOffset(years=1)), (re.compile(r"\d{4}-\d{2}"), pd.DateOffset(months=1)),
    (re.compile(r".{1,10}"), pd.DateOffset(days=1)),
)
"""What a text stands for as a whole, and its length: "2025" is a year, "2025-10" a month, any other text without a time a day."""


def first_moment(name: str, value: Moment) -> pd.Timestamp:
    """The first moment of what was written, in UTC.

    Parameters
    ----------
    name
        What the value is called, for the message.
    value
        A moment, a day, a month or a year; UTC where no zone is given.

    Returns
    -------
    pandas.Timestamp
        In UTC.

    Raises
    ------
    RequestError
        It is none of these.

    Examples
    --------
    >>> first_moment("since", "2025-10")
    Timestamp('2025-10-01 00:00:00+0000', tz='UTC')
    """
    try:
        moment = pd.Timestamp(value.strip() if isinstance(value, str) else value)
    except (ValueError, TypeError) as error:
        raise _no_moment(name, value) from error
    if moment is pd.NaT:
        raise _no_moment(name, value)
    return moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")


def moment_after(name: str, value: Moment) -> pd.Timestamp:
    """The first moment that is no part of what was written: after a day, a month or a year its end, after a moment the next microsecond.

    Parameters
    ----------
    name, value
        As in `first_moment`.

    Returns
    -------
    pandas.Timestamp
        In UTC.

    Raises
    ------
    RequestError
        It is none of these.

    Examples
    --------
    >>> moment_after("until", "2025-10")
    Timestamp('2025-11-01 00:00:00+0000', tz='UTC')
    >>> moment_after("until", "2025-10-08")
    Timestamp('2025-10-09 00:00:00+0000', tz='UTC')
    """
    moment = first_moment(name, value)
    if isinstance(value, str):
        return moment + next((length for form, length in _WHOLE if form.fullmatch(value.strip())), pd.Timedelta(microseconds=1))
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return moment + (pd.Timedelta(days=1) if is_day else pd.Timedelta(microseconds=1))


def _no_moment(name: str, value: object) -> RequestError:
    return RequestError(f"{name} is {value!r}, should be a day or a moment such as 2025-10-08, or a month such as 2025-10")
