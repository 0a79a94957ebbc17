"""The days of an event, and those of publication beside them."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from broadsheet.annotating.parser.parsed import ParsedArticle

HISTORY = pd.Timedelta(days=180)
"""What ended longer than this before publication is background."""


class Anchor(NamedTuple):
    """The days of an event; `start` is the offset of the date expression, null where publication dates it."""

    start: int | None
    earliest: pd.Timestamp
    latest: pd.Timestamp
    precision: str


def published_anchor(article: ParsedArticle) -> Anchor | None:
    """The day of publication, where it is known to the day."""
    if article.published_at is None or article.published_precision in ("month", "year"):
        return None
    moment = article.published_at
    day = (moment.tz_convert("UTC").tz_localize(None) if moment.tzinfo else moment).normalize()
    return Anchor(None, day, day, "day")


def is_background(anchor: Anchor | None, published: Anchor | None) -> bool:
    """Whether what the days are of is history: it ended half a year before publication or more."""
    return anchor is not None and published is not None and anchor.latest < published.earliest - HISTORY


def spans_publication(anchor: Anchor | None, published: Anchor | None) -> bool:
    """Whether publication lies within the event's days: "this week's talks"."""
    return anchor is not None and published is not None and anchor.earliest <= published.earliest < anchor.latest
