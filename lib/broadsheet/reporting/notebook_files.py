"""Notebook files, read by nbformat.

nbformat checks notebooks with jsonschema, which, as it is imported, compiles a grammar of internationalised addresses wherever the
package `rfc3987-syntax` is installed: one to two seconds for a check (`"format": "iri"`) that no notebook's schema asks for. Here
jsonschema is imported as if that package were not installed. With BROADSHEET_STOCK set it is imported as it is.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

from broadsheet.third_parties import stock_only

_SLOW: Final = "rfc3987_syntax"


def read_notebook(path: Path) -> Any:
    """The notebook in a file, as nbformat's node of version 4."""
    _import_jsonschema()
    import nbformat

    return nbformat.read(path, as_version=4)


def _import_jsonschema() -> None:
    """Import jsonschema without the check that takes long to load, once; a module that is None counts as not installed."""
    if "jsonschema" in sys.modules or _SLOW in sys.modules or stock_only():
        return
    sys.modules[_SLOW] = None  # type: ignore[assignment]  # how Python is told that there is no such module
    try:
        import jsonschema  # noqa: F401
    finally:
        del sys.modules[_SLOW]
