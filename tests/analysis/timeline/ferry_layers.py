"""Four articles about the opening of a harbour and a ferry that ran aground."""

from __future__ import annotations

from functools import cache

import pandas as pd

import broadsheet as bs
from broadsheet.annotating.layers import Layers

REPORTS = [
    ("p1", "Ellan Gazette", "2025-06-10", "Prime Minister Ada Noll will open the new harbour of Port Ellan on Friday, her office said."),
    ("p2", "Ellan Gazette", "2025-06-14", "Prime Minister Ada Noll opened Port Ellan’s new harbour on Friday. The old one closed in 1998."),
    ("p3", "Marran Post", "2025-06-20", "Trade has doubled in Port Ellan since Ada Noll opened the new harbour on 13 June, merchants say."),
    ("p4", "Marran Post", "2025-06-21", "A ferry ran aground near Marran on Saturday morning and twelve passengers were injured."),
]


@cache
def ferry_layers() -> Layers:
    """The layers of `REPORTS`."""
    frame = pd.DataFrame(REPORTS, columns=["article_id", "source", "published_at", "text"])
    return bs.annotate(frame.assign(published_at=pd.to_datetime(frame["published_at"], utc=True)), sentiment=None)
