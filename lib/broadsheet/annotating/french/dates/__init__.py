"""Temporal expressions and the days they name."""

from __future__ import annotations

from broadsheet.annotating.french.dates.finder import find_dates

__all__ = ["find_dates"]
