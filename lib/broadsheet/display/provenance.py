"""Where a notebook's answers come from: archive, period, versions; enough to ask again."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from broadsheet.annotating import Layers
from broadsheet.display.saying import Saying


def provenance(layers: Layers, **asked: Any) -> Saying:
    """The archive, the period and outlet asked for, the rows that came, and the versions that made them.

    Parameters
    ----------
    layers
        What the answers were made from.
    asked
        Names and values of what was asked for; null ones are left out.

    Returns
    -------
    Saying
        The lines, shown in a notebook and at the end of a page.
    """
    try:
        own = version("broadsheet")
    except PackageNotFoundError:
        own = "unknown"
    given = ", ".join(f"{name} {value}" for name, value in asked.items() if value is not None)
    rows = f"{len(layers.articles):,} articles, {len(layers.sentences):,} sentences"
    return Saying(f"{given}: {rows}. broadsheet {own}, pandas {version('pandas')}, Python {platform.python_version()}.")
