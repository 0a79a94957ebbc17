"""How much of a set of like cases the tests try: a choice each time, all of them when BROADSHEET_LONG is set."""

from __future__ import annotations

import os
from collections.abc import Sequence

LONG = bool(os.environ.get("BROADSHEET_LONG"))


def some[Case](cases: Sequence[Case], *short: Case) -> Sequence[Case]:
    """All cases in a long run; otherwise those that are named after them, or the first."""
    return cases if LONG else short or cases[:1]
