"""Stories: reports of one happening, and articles of one storyline, joined across outlets."""

from broadsheet.annotating.stories.joining import join_stories
from broadsheet.annotating.stories.storylines import join_storylines, sketches

__all__ = ["join_stories", "join_storylines", "sketches"]
