"""From articles to layers: sentences, mentions, actors, aliases, roles, quotes, dates, events and stances."""

from broadsheet.annotating.annotation import annotate
from broadsheet.annotating.layers import Layers

__all__ = ["Layers", "annotate"]
