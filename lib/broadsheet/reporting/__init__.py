"""Notebooks and settings in, a report folder out.

`run_report(settings)` runs the notebooks and gives a `RunResult`; `explain(settings)` says what would run.
`broadsheet.settings` makes the settings.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
