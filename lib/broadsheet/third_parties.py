"""Where parts of our own stand in for what other libraries do inside, and how that is turned off.

Whoever puts a part of ours in the place of another library's asks `stock_only` first, compares the two on a few lines when it is
loaded, and goes back to the library's own, with one warning, where they differ: a new release may have changed what we build on.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence

STOCK = "BROADSHEET_STOCK"
"""The environment variable that turns all parts of ours off: the libraries do everything as they are shipped, only slower."""


class StockPartWarning(RuntimeWarning):
    """A part of ours did not do what the part of another library does that it stands in for, and is not used."""


def stock_only() -> bool:
    """Whether the libraries are to be left as they are: `BROADSHEET_STOCK` is set, to something other than 0."""
    return os.environ.get(STOCK, "0") not in ("", "0")


def warn_refused(parts: Sequence[str], instead: str) -> None:
    """One warning that parts of ours are not used.

    Parameters
    ----------
    parts
        What they are, in words.
    instead
        What is used in their place, such as "spaCy 3.9.0".
    """
    warnings.warn(
        f"{', '.join(parts)}: ours and that of {instead} give different results, so {instead}'s own is used; the results are right, and "
        f"reading is slower. {STOCK}=1 turns all such parts off and this warning too.", StockPartWarning, stacklevel=3,
    )
