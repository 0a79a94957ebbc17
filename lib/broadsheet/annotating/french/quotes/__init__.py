"""Quotations and who speaks."""

from broadsheet.annotating.french.quotes.finder import find_quotes

__all__ = ["find_quotes"]
