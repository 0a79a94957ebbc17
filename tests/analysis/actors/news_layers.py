"""Five invented articles that the tests of actors share: a copy, an undated one, and somebody whose role changes."""

from __future__ import annotations

from tests.analysis.invented_layers import invented_layers

from broadsheet.annotating import Layers

ARTICLES = [
    ("a", "Lantern", "2025-10-01", None, ["Noll met Tallow.", "Noll left."]),
    ("b", "Harbour", "2025-10-09", None, ["Noll praised Kosovo."]),
    ("c", "Lantern", "2025-10-20", None, ["Kosovo waited.", "Petrov spoke."]),
    ("d", "Courier", "2025-10-02", "a", ["Noll met Tallow.", "Noll left."]),
    ("e", "Courier", None, None, ["Noll slept."]),
]
ROLES = [("noll", "a", "minister", None, "XK"), ("noll", "b", "former minister", None, "XK")]


def news_layers() -> Layers:
    """The layers of these articles."""
    return invented_layers(ARTICLES, ROLES)
