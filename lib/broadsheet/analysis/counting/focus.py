"""What a focus narrows: the stories that one actor takes part in."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor


def stories_of(layers: Layers, focus: str) -> pd.Series:
    """The ids of the stories that an actor, by name, alias or id, takes part in."""
    theirs = layers.event_actors[layers.event_actors["actor_id"] == find_actor(layers, focus)]["event_id"]
    return layers.events[layers.events["event_id"].isin(theirs)]["story_id"]
