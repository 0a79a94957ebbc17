"""What each table must hold, recorded batch by batch in the column `holds` of `batches`.

An entry names, for each table that changed, the version of its log, the entries of the log that are new, and the data files that came
and went, each with its size, a hash of its bytes, the batches and the number of rows in it. All entries together say of every table
which files it consists of and what is in them: a lost commit, a missing file and a changed byte are noticed, and a log that is damaged
can be made again. Hashing what was just written costs a thousandth of annotating it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import pandas as pd

from broadsheet.archive.deltalog import DataFile, commits, entry_name
from broadsheet.archive.places import Place, digest_of
from broadsheet.archive.witness import Least

RECOVERED: Final = "recovered"
"""`kind` of a batch whose own row is lost and that is known by the rows it brought."""

_ROW: Final = ("batch", "at", "kind", "articles", "annotated", "settings")
"""What the digest of a row of `batches` is about."""


class Written(NamedTuple):
    """A data file as it was written: bytes, hash of its content, first and last batch in it."""

    size: int | None
    digest: str | None
    first: int | None
    last: int | None


@dataclass
class Change:
    """What became of one table since it was recorded last.

    `before`: how many files it had then; `whole`: `files` are all of its files, whatever was recorded before.
    """

    version: int
    before: int = 0
    files: dict[str, Written] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    log: dict[str, str] = field(default_factory=dict)
    whole: bool = False

    @classmethod
    def of(cls, plain: Mapping[str, Any], before: int) -> Change:
        """From what `plain` gave."""
        files = {path: Written(*file) for path, file in plain["files"].items()}
        gone = set(plain.get("gone", ()))
        return cls(int(plain["version"]), before, files, gone, dict(plain["log"]), bool(plain.get("whole")))

    def plain(self) -> dict[str, Any]:
        """As it is written."""
        made: dict[str, Any] = {"version": self.version, "files": {path: list(file) for path, file in self.files.items()}, "log": self.log}
        return made | ({"gone": sorted(self.gone)} if self.gone else {}) | ({"whole": True} if self.whole else {})


class Changes:
    """What a writer has changed and not recorded yet, by table."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.pending: dict[str, Change] = {}

    def note(self, name: str, before: int, files: int) -> None:
        """Take in the commits of a table after a version, which had so many files."""
        change = self.pending.setdefault(name, Change(before, files))
        for commit in commits(self._place, name, before):
            change.version = commit.version
            change.log[entry_name(commit.version)] = commit.digest
            for path in commit.gone:
                if change.files.pop(path, None) is None:
                    change.gone.add(path)
            change.files |= {file.path: self._written(name, file) for file in commit.added}

    def note_whole(self, name: str, version: int, files: Iterable[DataFile]) -> None:
        """Take in all of a table as it is."""
        log = {entry.name: entry.digest for entry in _entries(self._place, name, version)}
        self.pending[name] = Change(version, 0, {file.path: self._written(name, file) for file in files}, set(), log, True)

    def carry(self, name: str, plain: Mapping[str, Any], files: int) -> None:
        """Take in a change of a table by an earlier writer, that has so many files since."""
        change = Change.of(plain, 0)
        change.before = files - len(change.files) + len(change.gone)
        self.pending[name] = change

    def reached(self, name: str) -> int | None:
        """The version up to which the table's changes are taken in; None where none is."""
        return self.pending[name].version if name in self.pending else None

    @property
    def listing(self) -> dict[str, Any] | None:
        """What was done to the list of batches."""
        return self.pending["batches"].plain() if "batches" in self.pending else None

    def least(self) -> dict[str, Least]:
        """The states that the changed tables have reached."""
        return {name: Least(each.version, each.before + len(each.files) - len(each.gone)) for name, each in self.pending.items()}

    def taken(self) -> dict[str, Change]:
        """The changes, which are recorded now."""
        taken, self.pending = self.pending, {}
        return taken

    def _written(self, name: str, file: DataFile) -> Written:
        first, last = file.batches or (None, None)
        return Written(file.size, self._place.digest(f"{name}/{file.path}"), first, last)


class _Entry(NamedTuple):
    name: str
    digest: str


def _entries(place: Place, name: str, upto: int) -> list[_Entry]:
    names = [entry_name(version) for version in range(upto + 1)]
    found = [(entry, place.digest(f"{name}/{entry}")) for entry in names]
    return [_Entry(entry, digest) for entry, digest in found if digest is not None]


@dataclass
class Held:
    """What a table must hold: its version, its files, the entries of its log, and every file that was ever recorded.

    `gaps`: batches whose own record is lost, so that the table may have files of theirs that are not listed here.
    """

    version: int = -1
    files: dict[str, Written] = field(default_factory=dict)
    log: dict[str, str] = field(default_factory=dict)
    ever: dict[str, Written] = field(default_factory=dict)
    gaps: frozenset[int] = frozenset()


def entry_of(changes: Mapping[str, Change], row: Mapping[str, Any]) -> str:
    """The value of `holds` for a row of `batches`: what changed, and a digest of the row with it."""
    tables = {name: changes[name].plain() for name in sorted(changes)}
    return json.dumps({"tables": tables, "row": _row_digest(row, tables)})


def _row_digest(row: Mapping[str, Any], tables: Mapping[str, Any]) -> str:
    plain = [None if pd.isna(row[name]) else str(row[name]) for name in _ROW]
    return digest_of(json.dumps([plain, tables], sort_keys=True).encode())


def is_as_written(row: Mapping[str, Any]) -> bool:
    """Whether a row of `batches` is as it was written; one without a record cannot be told from another."""
    if pd.isna(row["holds"]):
        return True
    try:
        entry = json.loads(row["holds"])
        return bool(entry["row"] == _row_digest(row, entry["tables"]))
    except (ValueError, TypeError, KeyError):
        return False


def recorded(batches: pd.DataFrame, listing: Mapping[str, Any] | None = None) -> dict[str, Held]:
    """What every table must hold after these batches; a table of which nothing is recorded is left out.

    `listing`: what was done to the list of batches since, as `state.json` says.
    """
    held: dict[str, Held] = {}
    rows = batches.sort_values("batch")
    entries = [
        (int(batch), {} if pd.isna(text) else json.loads(text)["tables"]) for batch, text in zip(rows["batch"], rows["holds"], strict=True)
    ]
    gaps: set[int] = set()
    for batch, entry in [*entries, *([(0, {"batches": listing})] if listing is not None else [])]:
        gaps |= set() if entry else {batch}
        for name, plain in entry.items():
            table, change = held.setdefault(name, Held(gaps=frozenset(gaps))), Change.of(plain, 0)
            table.gaps = frozenset() if change.whole else table.gaps
            before = {} if change.whole else table.files
            table.files = {path: file for path, file in before.items() if path not in change.gone} | change.files
            table.log = change.log if change.whole else table.log | change.log
            table.ever |= change.files
            table.version = change.version
        for table in held.values() if not entry else ():
            table.gaps |= {batch}
    return held


def is_recorded(batches: pd.DataFrame) -> bool:
    """Whether any batch says what the tables hold; an archive of an older version does not."""
    return "holds" in batches and bool(batches["holds"].notna().any())
