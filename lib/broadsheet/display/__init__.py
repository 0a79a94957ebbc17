"""Answers made visible: matplotlib charts, escaped tables, highlighted evidence. Nothing is computed here."""

from broadsheet.lazy import lazy_names

_HOMES = {
    name: f"broadsheet.display.{module}"
    for module, names in {
        "evidence": "Evidence evidence",
        "answers": "Answer show",
        "saying": "say",
        "provenance": "provenance",
        "accuracy": "accuracy_bars own_accuracy_points",
        "bars": "actor_bars speaker_bars outlet_bars volume_bars",
        "lines": "actor_lines",
        "timelines": "timeline_chart",
        "lanes": "lanes_chart",
        "bursts": "burst_bars",
        "timeline_files": "save_timeline",
        "stances": "stance_chart stance_lines reliability_chart",
        "networks": "network_chart",
        "to_correct": "Corrections to_correct",
        "correction_lines": "correction_lines",
        "files": "save_table",
    }.items()
    for name in names.split()
}
__all__ = sorted(_HOMES)
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
