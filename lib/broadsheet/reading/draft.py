"""What passes between the readers: a piece of bytes, the article drafted from it, the moment it names, and the reject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from broadsheet.errors import BroadsheetError

Precision = Literal["minute", "day", "month", "year"]
Origin = Literal["given", "metadata", "url", "text"]


class ReadingError(BroadsheetError):
    """A file, or a part of one, cannot be read as an article; `reason` is a word or two, `detail` says more."""

    def __init__(self, reason: str, detail: str | None = None) -> None:
        super().__init__(reason if detail is None else f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Moment(NamedTuple):
    """A point in time as precisely as it was stated.

    `at` is aware and in UTC, and its calendar day is always the day that was stated: where a stated time falls on another
    day in UTC ("9 p.m. in New York"), the time is dropped and the precision is `day`.
    """

    at: datetime
    precision: Precision

    @classmethod
    def of(cls, stated: datetime, precision: Precision = "minute") -> Moment:
        """The moment of a stated time; one without zone is taken as UTC."""
        aware = stated if stated.tzinfo else stated.replace(tzinfo=UTC)
        if precision == "minute":
            moved = aware.astimezone(UTC)
            if moved.date() == aware.date():
                return cls(moved.replace(second=0, microsecond=0), "minute")
            precision = "day"
        return cls(datetime(aware.year, aware.month, aware.day, tzinfo=UTC), precision)


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that may be an article, or hold several: a file, a member of an archive, a record of a web crawl."""

    path: str
    """The file as it was found."""
    data: bytes
    part: str | None = None
    """Where in the file; None is the whole of it."""
    name: str = ""
    """The name it goes by, for its ending."""
    depth: int = 0
    """How many archives it lies in."""
    charset: str | None = None
    """The encoding that its envelope declares."""
    url: str | None = None
    fetched: Moment | None = None
    """When a crawler fetched it, if that is known: a date that says no more than this is not believed."""

    def inside(self, label: str) -> str:
        """The name of a part of this piece."""
        return label if self.part is None else f"{self.part}, {label}"


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its reader found it; `text` is its body in paragraphs with a blank line between them."""

    path: str
    text: str
    part: str | None = None
    title: str | None = None
    source: str | None = None
    byline: str | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None
    place: str | None = None
    published: Moment | None = None
    published_from: Origin | None = None
    modified: Moment | None = None
    fetched: Moment | None = None
    unread: str | None = None
    """A date of publication that is stated and not understood."""
    given: dict[str, object] = field(default_factory=dict)
    """Columns of `articles` that a mapping states and that no reader works out (`copy_of`, `supersedes`)."""


class Reject(NamedTuple):
    """A row of `rejects`."""

    path: str
    part: str | None
    reason: str
    detail: str | None = None


Found = Iterator[Draft | Reject]
