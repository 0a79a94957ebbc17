"""Figures: each function takes a tidy frame, an `ax` and a `title`, and returns the `Axes`. Nothing is computed here."""

from broadsheet.lazy import lazy_names

_HOMES = {
    name: f"broadsheet.charts.{module}"
    for module, names in {
        "accuracy": "accuracy_bars own_accuracy_points",
        "bars": "actor_bars speaker_bars outlet_bars volume_bars ranked_bars",
        "lines": "actor_lines",
        "timelines": "timeline_chart",
        "lanes": "lanes_chart",
        "bursts": "burst_bars",
        "stances": "stance_chart stance_lines reliability_chart",
        "networks": "network_chart",
    }.items()
    for name in names.split()
}
__all__ = sorted(_HOMES)
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
