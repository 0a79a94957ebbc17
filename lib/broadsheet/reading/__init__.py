"""From files, pages, exports and feeds to `articles` and `rejects`."""

from broadsheet.lazy import lazy_names

_HOMES = {
    "read_articles": "broadsheet.reading.articles", "iter_articles": "broadsheet.reading.articles",
    "content_id": "broadsheet.reading.tabulating", "Reading": "broadsheet.reading.tabulating", "Limits": "broadsheet.reading.limits",
    "mark_copies": "broadsheet.reading.copies", "copy_links": "broadsheet.reading.copies",
    "fingerprint_table": "broadsheet.reading.copies", "revision_changes": "broadsheet.reading.revisions",
    "collect": "broadsheet.reading.feeds", "FeedSettings": "broadsheet.reading.feed_settings",
    "guessed_mapping": "broadsheet.reading.tables", "identified_language": "broadsheet.reading.language",
}
__all__ = sorted(_HOMES)
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
