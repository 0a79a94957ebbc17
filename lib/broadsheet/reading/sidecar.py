"""`metadata.csv`: what the person who keeps the articles knows of them and the files do not tell."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import Draft, ReadingError, Reject
from broadsheet.reading.fields import fields_from, folded, names
from broadsheet.reading.moments import date_order

METADATA_NAME = "metadata.csv"
_COLUMNS = {"path", "file", "filename", "file_name"}


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The rows of a `metadata.csv` by the path they name, relative to its folder, with "/" between folders."""

    rows: dict[str, dict[str, Any]]
    day_first: bool = True
    """How its dates are read, as the column tells."""
    met: set[str] = field(default_factory=set, compare=False)
    """Rows that a file was met for."""

    def unmatched(self) -> list[str]:
        """The files that rows name and that were not met, in the order of the rows."""
        return [name for name in self.rows if name not in self.met]

    def row(self, listed_as: str | None) -> dict[str, Any] | None:
        """The row for a file at this place relative to the `metadata.csv`; a bare file name counts where only one fits."""
        if listed_as is None:
            return None
        path = PurePosixPath(Path(listed_as).as_posix())
        name = next((name for name in (str(path), path.name) if name in self.rows), None)
        if name is None:
            return None
        self.met.add(name)
        return self.rows[name]

    def completed(self, draft: Draft, listed_as: str | None) -> Draft:
        """The draft with what its row states; the row is believed before anything in the file."""
        row = self.row(listed_as)
        if not row:
            return draft
        fields = fields_from(row, day_first=self.day_first)
        stated = {name: getattr(fields, name) for name in ("title", "source", "byline", "section", "url", "language", "place", "modified")}
        changes: dict[str, Any] = {name: value for name, value in stated.items() if value is not None}
        if fields.published:
            changes |= {"published": fields.published, "published_from": "given"}
        return replace(draft, **changes, given={c: row[c] for c in ("copy_of", "supersedes") if row.get(c)})


def read_sidecar(path: Path) -> Sidecar | Reject:
    """The rows of a `metadata.csv`: `path`, and whichever of source, published_at, title, url and other columns it has.

    A file without a `path` column is a reject, and the articles beside it are read as if it were not there.
    """
    try:
        text = decode(path.read_bytes())
    except ReadingError as error:
        return Reject(str(path), None, error.reason, error.detail)
    except OSError as error:
        return Reject(str(path), None, "unreadable", error.strerror)
    header = text.lstrip("\n").split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text.lstrip("\n")), delimiter=max(",;\t", key=header.count), restkey="")
    columns = [c for c in reader.fieldnames or () if c]
    key = next((c for c in columns if folded(c) in _COLUMNS), None)
    if key is None:
        return Reject(str(path), None, "no path column", f"its columns are {', '.join(columns)[:200]}")
    known = set(names()) | {"copy_of", "supersedes"}
    rows: dict[str, dict[str, Any]] = {}
    try:
        for row in reader:
            name = (row.get(key) or "").strip().replace("\\", "/")
            if name:
                rows[str(PurePosixPath(name))] = {folded(c): v for c, v in row.items() if c and c != key and folded(c) in known and v}
    except csv.Error as error:
        return Reject(str(path), None, "broken CSV", str(error)[:200])
    order, _ = date_order(value for row in rows.values() for name, value in row.items() if names().get(name) == "published_at")
    return Sidecar(rows, day_first=order != "month first")
