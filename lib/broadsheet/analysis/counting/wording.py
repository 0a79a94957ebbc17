"""What an answer says, in one sentence: titles of charts, alternative texts, and the lines of a report's first page."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

_ARTICLED = re.compile(
    r"^(?:United|European|Western|Council|Bank|House|Ministry|Department) |(?:^| )(?:Office|Party|Union|Council|Commission|Ministry"
    r"|Parliament|Court|Republic|Government|Agency|Police|Navy|Army|Netherlands|Philippines|Balkans)$"
)
"""Names that take an article: "the Home Office", "the United Kingdom", "the Western Balkans"."""


def leading(answer: pd.DataFrame, *, name: str, count: str, noun: str, nouns: str | None = None) -> str:
    """Who comes first, and by how much: "Ada Moss leads with 12 mentions, ahead of Bo Finch (7)".

    Parameters
    ----------
    answer
        Rows sorted, the first one leading.
    name, count
        The columns that name a row and that count it.
    noun, nouns
        What is counted, for one and for many.

    Returns
    -------
    str
        The sentence, without a full stop.
    """
    ordered = answer.sort_values(count, ascending=False, kind="stable")
    first = ordered.iloc[0]
    lead = f"{first[name]} leads with {quantity(first[count], noun, nouns)}"
    if len(ordered) == 1:
        return f"{first[name]}: {quantity(first[count], noun, nouns)}"
    second = ordered.iloc[1]
    if second[count] == first[count]:
        level = ordered[ordered[count] == first[count]]
        others = f"{level.iloc[1][name]}" if len(level) == 2 else f"{len(level) - 1} others"
        return f"{first[name]} and {others} lead with {quantity(first[count], noun, nouns)} each"
    return f"{lead}, ahead of {second[name]} ({int(second[count]):,})"


def quantity(n: object, noun: str, nouns: str | None = None) -> str:
    """`3 articles`, `1 article`.

    Parameters
    ----------
    n
        How many.
    noun, nouns
        For one and for several; None adds an "s".

    Returns
    -------
    str
        Number and noun.

    Examples
    --------
    >>> quantity(1, "article"), quantity(1200, "story", "stories")
    ('1 article', '1,200 stories')
    """
    number = int(n)  # type: ignore[call-overload]
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def the(name: str) -> str:
    """`the United Kingdom`, `the Home Office`, `Kosovo`: a name as it is written inside a sentence.

    Parameters
    ----------
    name
        As `actors.name` has it.

    Returns
    -------
    str
        With the article where English wants one.

    Examples
    --------
    >>> the("United Kingdom"), the("Kosovo")
    ('the United Kingdom', 'Kosovo')
    """
    return f"the {name}" if _ARTICLED.search(name) and not name.lower().startswith("the ") else name


def day(moment: object) -> str:
    """`9 October 2025`.

    Parameters
    ----------
    moment
        A day or a moment, null included.

    Returns
    -------
    str
        Such as "9 October 2025", or "an unknown day".
    """
    stamp = pd.Timestamp(moment)  # type: ignore[arg-type]
    return "an unknown day" if pd.isna(stamp) else f"{stamp.day} {stamp:%B %Y}"


def in_period(moment: pd.Timestamp, period: str) -> str:
    """`in the week of 6 October 2025`, from the first day of a day, week or month."""
    return {"day": f"on {day(moment)}", "week": f"in the week of {day(moment)}", "month": f"in {moment:%B %Y}"}[period]


def enumerated(names: list[str], most: int = 3) -> str:
    """`Ada Moss, Bo Finch, Cleo Hart and 2 more`."""
    shown = names[:most] + ([f"{len(names) - most} more"] if len(names) > most else [])
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


def capitalised(sentence: str) -> str:
    """A sentence with its first letter as a capital, the rest as it is.

    Parameters
    ----------
    sentence
        Any text.

    Returns
    -------
    str
        The same text otherwise.

    Examples
    --------
    >>> capitalised("the EU agrees")
    'The EU agrees'
    """
    return sentence[:1].upper() + sentence[1:]


def said_date(earliest: Any, latest: Any, precision: Any) -> str:
    """`9 Oct 2025`, `9 Oct – 12 Oct 2025`, `Oct 2025`, `2024`: as exact as the date is; empty for none.

    Parameters
    ----------
    earliest, latest
        First and last day; null for no date.
    precision
        As in `events`: day, month, year and so on.

    Returns
    -------
    str
        The date in words.

    Examples
    --------
    >>> said_date(pd.Timestamp("2025-10-01"), pd.Timestamp("2025-10-31"), "month")
    'Oct 2025'
    """
    if pd.isna(earliest) or pd.isna(latest):
        return ""
    if precision in ("year", "decade", "century"):
        return f"{earliest:%Y}" if earliest.year == latest.year else f"{earliest:%Y}–{latest:%Y}"
    if precision in ("month", "quarter", "season"):
        same = (earliest.year, earliest.month) == (latest.year, latest.month)
        return f"{earliest:%b %Y}" if same else f"{earliest:%b}–{latest:%b %Y}"
    if earliest == latest:
        return f"{earliest.day} {earliest:%b %Y}"
    return f"{earliest.day} {earliest:%b} – {latest.day} {latest:%b %Y}"


def said_day(day: Any) -> str:
    """`9 Oct 2025`, from a moment or from a day in ISO form; empty for none.

    Parameters
    ----------
    day
        A moment, a day, or null.

    Returns
    -------
    str
        The day in words.

    Examples
    --------
    >>> said_day("2025-10-09")
    '9 Oct 2025'
    """
    if pd.isna(day):
        return ""
    moment = pd.Timestamp(day)
    return f"{moment.day} {moment:%b %Y}"


