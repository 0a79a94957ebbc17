"""The role that was stated of each actor last."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import Layers


def last_roles(layers: Layers) -> pd.DataFrame:
    """The role that was stated of each actor last: `actor_id role`."""
    ordered = layers.roles.sort_values(["published_at", "article_id", "start"], kind="stable", na_position="first")
    return ordered.drop_duplicates("actor_id", keep="last")[["actor_id", "role"]].reset_index(drop=True)
