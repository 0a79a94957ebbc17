"""What could not be read, as a list."""

from __future__ import annotations

from typing import Final

import pandas as pd

from broadsheet.analysis import Column
from broadsheet.display.answers import Answer, listing

_COLUMNS: Final = {
    "path": Column("File", "the file, or the place in an export"),
    "part": Column("Part", "which part of the file"),
    "reason": Column("Reason", "why it could not be read"),
    "detail": Column("Details", "where, and what would be right"),
}


def rejects(unread: pd.DataFrame) -> Answer:
    """The files and parts of files that could not be read, each with the reason.

    Parameters
    ----------
    unread
        Rows of `rejects`, from `read_articles` or `archive.rejects()`.
    """
    finding = f"{len(unread):,} could not be read"
    return listing(unread, _COLUMNS, name="rejects", finding=finding, empty="Every file was read.")
