"""broadsheet turns news articles into tables, and the tables into actors, timeline and sentiment."""

from broadsheet.lazy import lazy_names

_HOMES = {
    "Layers": "broadsheet.annotating", "annotate": "broadsheet.annotating", "stance": "broadsheet.annotating.sentiment.stances",
    "read_articles": "broadsheet.reading", "mark_copies": "broadsheet.reading", "open_archive": "broadsheet.archive",
    "timeline": "broadsheet.analysis", "questions": "broadsheet.analysis", "ask": "broadsheet.display", "evidence": "broadsheet.display",
}
__all__ = sorted(_HOMES)
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
