"""The files `corrections.toml` and `issues.toml` beside an archive's tables."""

from __future__ import annotations

import re
from collections.abc import Hashable

from broadsheet.archive.places import Place
from broadsheet.corrections import FILE, ISSUES_FILE, NamedIssue, parse_issues
from broadsheet.errors import RequestError


def read_corrections(place: Place) -> str:
    """The text of the corrections that lie there; empty where there are none.

    Raises
    ------
    RequestError
        The file cannot be read.
    """
    return _read(place, FILE)


def read_issues(place: Place) -> tuple[NamedIssue, ...]:
    """The issues that are named there; none where there is no such file.

    Raises
    ------
    RequestError
        The file cannot be read, or an entry is not as it should be.
    """
    return parse_issues(_read(place, ISSUES_FILE))


def _read(place: Place, name: str) -> str:
    try:
        return re.sub(r"\r\n?", "\n", (place.read(name) or b"").decode())
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"{place}/{name} cannot be read: {error}") from error


def corrections_mark(place: Place) -> Hashable:
    """While this stays, so do the corrections.

    Raises
    ------
    RequestError
        It cannot be told.
    """
    try:
        return place.mark(FILE)
    except OSError as error:
        raise RequestError(f"{place}/{FILE} cannot be read: {error}") from error
