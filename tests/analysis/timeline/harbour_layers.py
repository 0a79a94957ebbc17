"""Five articles about a harbour, one of them a copy, for the questions of who takes part and who does not tell."""

from __future__ import annotations

from functools import cache

import pandas as pd

from broadsheet import annotate, schemas
from broadsheet.annotating.layers import Layers

REPORTS = [
    ("a0", "Ellan Gazette", "2025-06-14", "Prime Minister Ada Noll opened Port Ellan’s new harbour on Friday, and Bo Finch thanked her."),
    ("a1", "Marran Post", "2025-06-15", "Ada Noll opened the new harbour of Port Ellan on 13 June."),
    ("a2", "The Herring", "2025-06-16", "Bo Finch sold his fleet of boats in Marran on Sunday."),
    ("a3", "Far Courier", "2025-09-01", "The zoo of Marran opened an aviary on 30 August."),
    ("a4", "The Copyist", "2025-06-15", "Ada Noll opened the new harbour of Port Ellan on 13 June."),
]


@cache
def harbour_layers() -> Layers:
    """The layers of `REPORTS`."""
    frame = pd.DataFrame(REPORTS, columns=["article_id", "source", "published_at", "text"])
    frame = frame.assign(published_at=pd.to_datetime(frame["published_at"], utc=True), copy_of=[None] * 4 + ["a1"])
    return annotate(frame, sentiment=None)


def no_layers() -> Layers:
    """Layers without an article."""
    return Layers(**{name: schemas.frame(name) for name in schemas.TABLES if name != "rejects"})
