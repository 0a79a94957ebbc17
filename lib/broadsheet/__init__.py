"""broadsheet turns news articles into tables, and the tables into actors, timeline and sentiment."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from broadsheet.annotating import Layers, annotate

_HOMES = {
    "Layers": "broadsheet.annotating", "annotate": "broadsheet.annotating", "stance": "broadsheet.annotating.stances",
    "read_articles": "broadsheet.reading", "mark_copies": "broadsheet.reading",
    "open_archive": "broadsheet.archive", "timeline": "broadsheet.analysis", "evidence": "broadsheet.display",
}
"""Where each public name lives: imported when it is first used, so that `import broadsheet` stays quick."""

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'broadsheet' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
