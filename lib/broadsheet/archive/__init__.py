"""Articles and their layers, kept: incremental, crash-safe, versioned."""

from broadsheet.lazy import lazy_names

_HOMES = {
    "open_archive": "broadsheet.archive.archive", "Archive": "broadsheet.archive.archive",
    "IngestResult": "broadsheet.archive.ingesting", "Check": "broadsheet.archive.checking",
    "check_archive": "broadsheet.archive.checking",
}
__all__ = sorted(_HOMES)
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
