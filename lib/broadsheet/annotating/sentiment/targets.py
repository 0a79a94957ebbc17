"""The mentions toward which there can be a stance, as the finders of targets take them."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

JUDGED = ("person", "organisation", "country", "group")
"""The kinds of mention toward which there can be a stance."""


class Mentioned(NamedTuple):
    """A mention of an actor toward which there can be a stance."""

    start: int
    end: int
    form: str
    actor_id: str
    kind: str


def mentioned_in(mentions: pd.DataFrame) -> dict[str, list[Mentioned]]:
    """Article → its mentions of known actors of the `JUDGED` kinds, in the order of the table `mentions`."""
    own = mentions[mentions["actor_id"].notna() & mentions["kind"].isin(JUDGED)]
    found: dict[str, list[Mentioned]] = {}
    for article_id, *mention in zip(*(own[name].tolist() for name in ("article_id", *Mentioned._fields)), strict=True):
        found.setdefault(article_id, []).append(Mentioned(*mention))
    return found
