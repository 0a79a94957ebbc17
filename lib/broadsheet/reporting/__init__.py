"""Notebooks and settings in, a report folder out.

`run_report(settings)` runs the notebooks and gives a `RunResult`; `explain(settings)` says what would run.
`broadsheet.settings` makes the settings.
"""

from broadsheet.lazy import lazy_names

_HOMES = {
    "run_report": "broadsheet.reporting.report", "RunResult": "broadsheet.reporting.report", "explain": "broadsheet.reporting.report",
    "notebook_folder": "broadsheet.reporting.plan", "list_runs": "broadsheet.reporting.catalogue",
}
__all__ = sorted(_HOMES)
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
