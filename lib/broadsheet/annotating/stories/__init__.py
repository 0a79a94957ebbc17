"""Stories: reports of one happening, and articles of one storyline, joined across outlets and languages."""

from broadsheet.annotating.stories.across import (
    by_language,
    by_themselves,
    continued,
    join_across,
    joins_across,
    near_days,
    storylines_of,
)
from broadsheet.annotating.stories.joining import join_stories
from broadsheet.annotating.stories.storylines import join_storylines, sketches

__all__ = [
    "by_language", "by_themselves", "continued", "join_across", "join_stories", "join_storylines", "joins_across", "near_days", "sketches",
    "storylines_of",
]
