"""Answers made visible: matplotlib charts, escaped tables, highlighted evidence. Nothing is computed here."""

from broadsheet.lazy import lazy_names

_HOMES = {
    name: f"broadsheet.{module}"
    for module, names in {
        "display.evidence": "Evidence evidence",
        "display.answers": "Answer ask listing",
        "display.rejects": "rejects",
        "display.reliability": "reliability",
        "display.saying": "say",
        "display.provenance": "provenance",
        "display.timeline_files": "save_timeline",
        "display.to_correct": "Corrections to_correct",
        "display.correction_lines": "correction_lines",
        "display.files": "save_table",
    }.items()
    for name in names.split()
}
__all__ = sorted(_HOMES)
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
