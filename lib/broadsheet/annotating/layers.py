"""The layers that annotation gives: one frame per table."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Layers:
    """The annotation of a set of articles: the articles and one frame per layer, in the columns of `broadsheet.schemas`.

    Examples
    --------
    >>> import broadsheet as bs
    >>> layers = bs.annotate(pd.DataFrame({"article_id": ["a"], "text": ["Ada Moss met Bo Finch on 5 May 2025."]}))
    >>> layers.dates["value"].tolist()
    ['2025-05-05']
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame
    aliases: pd.DataFrame
    roles: pd.DataFrame
    quotes: pd.DataFrame
    dates: pd.DataFrame
    events: pd.DataFrame
    event_actors: pd.DataFrame
    stances: pd.DataFrame

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(frame):,} {name}" for name, frame in vars(self).items())
        return f"Layers({counts})"
