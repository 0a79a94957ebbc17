"""What articles are called by those who file them: field names of headers, front matter, tables and sidecars, and their values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from broadsheet.errors import RequestError
from broadsheet.reading.bylines import authors
from broadsheet.reading.cleaning import optional_line
from broadsheet.reading.draft import Draft, Moment, Origin, Piece
from broadsheet.reading.language import language_code
from broadsheet.reading.moments import given_moment, parse_moment, resource_rows


@dataclass(frozen=True, slots=True)
class Fields:
    """Metadata of one article, in the columns of `articles`."""

    title: str | None = None
    source: str | None = None
    byline: str | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None
    place: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    unread: str | None = None
    """A date of publication that is stated and not understood."""

    @staticmethod
    def knows(name: str) -> bool:
        """Whether a header field of this name says something about an article; one for the text itself does not."""
        return names().get(folded(name), "text") != "text"

    def draft(self, piece: Piece, text: str, *, title: str | None = None, part: str | None = None) -> Draft:
        """The draft of an article with these fields, dated by metadata."""
        origin: Origin | None = "metadata" if self.published else None
        return Draft(
            path=piece.path, part=part if part is not None else piece.part, text=text, title=title or self.title, source=self.source,
            byline=self.byline, section=self.section, url=self.url or piece.url, language=self.language, place=self.place,
            published=self.published, published_from=origin, modified=self.modified, fetched=piece.fetched,
            unread=self.unread,
        )


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A field name in one spelling: "Publication Date", "publication-date" and "publicationDate" are the same."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip().lstrip("\ufeff"))
    return re.sub(r"[\s_:.-]+", "_", parted).strip("_").lower()


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Field names that stand for a column of `articles`, the likelier first."""
    return {row["name"]: row["column"] for row in resource_rows("fields.csv")}


def fields_from(values: Mapping[str, Any], *, day_first: bool = True) -> Fields:
    """The metadata that named values state; of several names for one column the one listed first in `fields.csv` counts."""
    ranks = name_ranks()
    known = sorted((ranks[folded(name)], name) for name in values if folded(name) in ranks)
    found: dict[str, Any] = {}
    unread: str | None = None
    for _, name in known:
        column = names()[folded(name)]
        if column in found or column == "text":
            continue
        value = typed(column, values[name], day_first=day_first)
        if value is not None:
            found[column] = value
        elif column == "published_at" and isinstance(values[name], str) and not says_nothing(values[name]):
            unread = unread or values[name].strip()[:100]
        elif column == "source" and "url" not in found and (address := _address(values[name])):
            found["url"] = address
    stated = {_ATTRIBUTES.get(column, column): value for column, value in found.items()}
    return Fields(**stated, unread=None if "published_at" in found else unread)


@lru_cache(maxsize=1)
def name_ranks() -> dict[str, int]:
    """Field name → how likely it is what it seems: the lower the likelier."""
    return {name: rank for rank, name in enumerate(names())}


_ATTRIBUTES = {"published_at": "published", "modified_at": "modified"}
_NOTHING = frozenset((
    "nan", "none", "null", "n/a", "#n/a", "na", "nat", "<na>", "nil", "undefined", "-", "--", "–", "—", "none none", "nan nan", "null null",
    "n.a.", "not available", "no title", "untitled", "unknown", "[]", "{}", "()", "['']", "[none]",
))
"""How programs and people write that a cell is empty."""


def says_nothing(value: object) -> bool:
    """Whether a value stands for an empty cell: null, "", "nan", "None", "N/A"."""
    if isinstance(value, str):
        return len(value) < 20 and (not value.strip() or value.strip().lower() in _NOTHING)
    return value is None or value != value or (isinstance(value, (list, dict)) and not value)


def _address(value: object) -> str | None:
    line = optional_line(value)
    return line if line and re.match(r"https?://\S+$", line) else None


def typed(column: str, value: object, *, day_first: bool = True) -> Any:
    """A value as its column of `articles` holds it; None where it says nothing."""
    if says_nothing(value):
        return None
    if column in _ATTRIBUTES:
        return moment_in(value, day_first=day_first)
    if column == "byline":
        return authors(value)
    if column == "url":
        return _address(value)
    if column == "language":
        line = optional_line(value, 40)
        return language_code(line) if line else None
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(item) for item in value if isinstance(item, (str, int, float)))
    if isinstance(value, dict):
        value = next((value[name] for name in ("name", "title", "main", "rendered") if isinstance(value.get(name), str)), None)
    if column == "source" and (address := _address(value)):
        return _host(address)
    return optional_line(value if isinstance(value, str) or value is None else str(value))


def _host(address: str) -> str | None:
    """The outlet that the address of a site names; the address of a page names none, it is the article's own."""
    match = re.match(r"https?://(?:www\.)?([^/:?#]+)(?::\d+)?/?$", address)
    return match[1].lower() if match else None


def moment_in(value: object, *, day_first: bool = True) -> Moment | None:
    """The moment that a value of any type states, or None."""
    if isinstance(value, str):
        return parse_moment(value, day_first=day_first)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (datetime, date)):
        try:
            return given_moment(value)
        except (RequestError, ValueError, OverflowError):
            return None
    if isinstance(value, (int, float)) and value == value:
        return parse_moment(str(int(value))) if abs(value) < 1e15 else None
    return None
