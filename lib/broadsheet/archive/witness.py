"""`state.json`: what an archive's tables are at least, and which batches are being written; a second word beside the list of batches.

Without it nobody could tell a batch that was never completed from one whose row in `batches` is lost. A writer names its batch here
before it writes the first row of it, and says so when the batch counts: a batch that is `half` and not in the list was never
completed, and any other that has rows was. Readers compare the tables with it, so that a table that lost its newest commits is not
taken for a smaller one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from broadsheet.archive.places import Place

NAME: Final = "state.json"
_REMEMBERED: Final = 30 * 86_400 * 10**9
"""Nanoseconds for which a batch that was not completed is remembered: its number is the moment when it began."""


class Least(NamedTuple):
    """The version that a table has reached, and how many files that version has."""

    version: int
    files: int


@dataclass(frozen=True)
class Witness:
    """The newest batch that counts, the batches that were begun and perhaps not completed, and the least state of each table.

    `listing`: what was written to the list of batches and is recorded with the next batch: a row of it cannot hold the hash of its own
    file.
    """

    batch: int | None = None
    half: frozenset[int] = frozenset()
    tables: Mapping[str, Least] = field(default_factory=dict)
    listing: Mapping[str, Any] | None = None

    def begun(self, batch: int) -> Witness:
        """With a batch that is being written."""
        recent = {each for each in self.half if each > batch - _REMEMBERED}
        return replace(self, half=frozenset({*recent, batch}))

    def completed(self, batch: int) -> Witness:
        """With a batch that counts now."""
        return replace(self, batch=batch, half=self.half - {batch})

    def at_least(self, tables: Mapping[str, Least], listing: Mapping[str, Any] | None) -> Witness:
        """With later states of tables."""
        return replace(self, tables={**self.tables, **tables}, listing=listing)

    def written(self) -> bytes:
        """The file's content."""
        tables = {name: list(self.tables[name]) for name in sorted(self.tables)}
        return json.dumps({"batch": self.batch, "half": sorted(self.half), "tables": tables, "listing": self.listing}).encode()


def read_witness(place: Place) -> Witness | None:
    """What `state.json` says; None where there is no such file, or where it cannot be understood.

    Raises
    ------
    OSError
        The place cannot be read.
    """
    content = place.read(NAME)
    try:
        entry = json.loads(content or b"null")
        tables = {str(name): Least(int(version), int(files)) for name, (version, files) in entry["tables"].items()}
        batch = None if entry["batch"] is None else int(entry["batch"])
        return Witness(batch, _numbers(entry["half"]), tables, entry["listing"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _numbers(listed: Iterable[object]) -> frozenset[int]:
    return frozenset(int(str(each)) for each in listed)
