"""The settings of a report: read from TOML, typed, and refused with the line and the nearest valid name where they are wrong.

For `broadsheet report [SETTINGS.toml]`: `load_settings(path)` gives `Settings`, `default_settings()` those without a file, and
`broadsheet.reporting.run_report(settings)` runs them. Paths in the file are relative to the file's folder; without a file, to
the working folder. All errors are `RequestError` (exit status 2) and nothing was changed. `report_settings` has a whole file.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
