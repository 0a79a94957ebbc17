"""What an expression resolves to: a TIMEX3 type and value, and what it was resolved against."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

UNRESOLVED = "unresolved"


class Resolved(NamedTuple):
    """A TIMEX3 type and value, what it was resolved against (None: nothing was needed), how, and the days it covers."""

    type: str
    value: str | None
    against: str | None = None
    how: str = ""
    mod: str | None = None
    span: tuple[date, date, str] | None = None
    compared: bool = False
