"""Stories: reports of one happening, joined across articles and outlets."""

from broadsheet.annotating.stories.joining import join_stories

__all__ = ["join_stories"]
