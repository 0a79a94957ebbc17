"""Who holds a position: an actor, or a group or author of whom only the words are known."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import Layers


def holder_keys(positions: pd.DataFrame) -> pd.Series:
    """What tells holders apart: the actor's id, and of a group its words; null where nobody is named."""
    return positions["holder_id"].fillna(positions["holder"].str.casefold())


def holder_names(positions: pd.DataFrame, layers: Layers) -> pd.Series:
    """How each holder is called: the actor's name, or the words for a group."""
    return positions["holder_id"].map(layers.actors.set_index("actor_id")["name"]).fillna(positions["holder"]).astype("str")
