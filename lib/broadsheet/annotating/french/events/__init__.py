"""Events: what happened, is planned or is only claimed, and when."""

from broadsheet.annotating.french.events.finder import find_events

__all__ = ["find_events"]
