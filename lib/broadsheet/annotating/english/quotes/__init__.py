"""Quotations, direct, indirect and mixed, with their cue and speaker."""

from broadsheet.annotating.english.quotes.finder import find_quotes

__all__ = ["find_quotes"]
