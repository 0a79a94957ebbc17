"""Who is for what and who against, as one article says it."""

from broadsheet.annotating.english.positions.finder import find_positions

__all__ = ["find_positions"]
