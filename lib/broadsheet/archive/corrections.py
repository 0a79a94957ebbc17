"""What an analyst has corrected about articles, kept in the archive's `corrections.toml` and replayed at every reading.

A correction names its article by `article_id` (the first eight characters are enough), `url` or `path` (or its ending),
and says what is right::

    [[articles]]
    article_id = "3f2a9c01"
    published_at = 2025-10-08       # likewise source and title
    unset = ["source"]              # what was believed and is not known
    copy_of = "9bc1e27d"            # it is a copy of that one
    copy = false                    # it is no copy
    drop = true                     # leave it out
    because = "seen on the page"    # for people

`[[actors]]` and `[[quotes]]` are those of `broadsheet.annotating.actors.corrections`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

import pandas as pd

from broadsheet.annotating.actors.corrections import parse_corrections
from broadsheet.archive.places import Place
from broadsheet.errors import RequestError

NAME: Final = "corrections.toml"
_NAMING: Final = ("article_id", "url", "path")
_VALUES: Final = ("published_at", "source", "title")
_KEYS: Final = {*_NAMING, *_VALUES, "unset", "copy_of", "copy", "drop", "because"}
_SHORTEST_ID: Final = 8


@dataclass(frozen=True)
class ArticleCorrection:
    """One entry: how it names its articles, and what is right about them; `number` counts from 1 in the file."""

    number: int
    named_by: str
    name: str
    values: dict[str, Any] = field(default_factory=dict)
    copy_of: str | None = None
    no_copy: bool = False
    drop: bool = False

    def __str__(self) -> str:
        return f"articles {self.number} ({self.named_by} {self.name!r})"


class Corrections(NamedTuple):
    """The file's entries on articles, and its other tables as they stand."""

    articles: tuple[ArticleCorrection, ...]
    others: dict[str, Any]

    @property
    def people(self) -> bool:
        """Whether anything is said of actors or quotations."""
        return bool(self.others.get("actors") or self.others.get("quotes"))


class Corrected(NamedTuple):
    """The register as corrected, the values set by article, and the entries that match nothing."""

    register: pd.DataFrame
    values: dict[str, dict[str, Any]]
    unmatched: pd.DataFrame


def read_corrections(place: Place) -> str:
    """The text of the corrections that lie there; empty where there are none.

    Raises
    ------
    RequestError
        The file cannot be read.
    """
    try:
        return re.sub(r"\r\n?", "\n", (place.read(NAME) or b"").decode())
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"{place}/{NAME} cannot be read: {error}") from error


def corrections_mark(place: Place) -> Hashable:
    """While this stays, so do the corrections.

    Raises
    ------
    RequestError
        It cannot be told.
    """
    try:
        return place.mark(NAME)
    except OSError as error:
        raise RequestError(f"{place}/{NAME} cannot be read: {error}") from error


def parsed_corrections(text: str) -> Corrections:
    """The corrections written in `text`.

    Raises
    ------
    RequestError
        The text is not TOML, or an entry has an unknown key, no article, or a value of the wrong kind.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"{NAME}: {error}") from error
    entries = content.pop("articles", [])
    if not isinstance(entries, list):
        raise RequestError(f"{NAME}: write [[articles]], with two brackets, over each entry")
    parse_corrections(content)
    return Corrections(tuple(_entry(number, entry) for number, entry in enumerate(entries, 1)), content)


def _entry(number: int, entry: dict[str, Any]) -> ArticleCorrection:
    where = f"{NAME}: articles {number}"
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise RequestError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    named_by = next((key for key in _NAMING if key in entry), None)
    if named_by is None or not isinstance(entry[named_by], str) or not entry[named_by]:
        raise RequestError(f"{where}: name the article by article_id, url or path")
    if named_by == "article_id" and len(entry["article_id"]) < _SHORTEST_ID:
        raise RequestError(f"{where}: article_id {entry['article_id']!r} is too short; give at least {_SHORTEST_ID} characters")
    for key in ("copy", "drop"):
        if not isinstance(entry.get(key, False), bool):
            raise RequestError(f"{where}: {key} is {entry[key]!r}, should be true or false")
    if entry.get("copy") is True:
        raise RequestError(f"{where}: say of which article it is a copy, with copy_of")
    return ArticleCorrection(
        number, named_by, entry[named_by], values=_values(where, entry), copy_of=_text(where, entry, "copy_of"),
        no_copy=entry.get("copy") is False, drop=entry.get("drop", False),
    )


def _values(where: str, entry: dict[str, Any]) -> dict[str, Any]:
    unset = entry.get("unset", [])
    if not isinstance(unset, list) or any(column not in _VALUES for column in unset):
        raise RequestError(f"{where}: unset is {unset!r}, should be a list of {', '.join(_VALUES)}")
    values: dict[str, Any] = dict.fromkeys(unset)
    for column in ("source", "title"):
        if column in entry:
            values[column] = _text(where, entry, column)
    moment = entry.get("published_at")
    if moment is not None:
        values |= {"published_at": _moment(where, moment), "published_precision": _precision(moment)}
    if "published_at" in values:
        values["published_from"] = "given" if values["published_at"] is not None else None
        values.setdefault("published_precision", None)
    return values


def _text(where: str, entry: dict[str, Any], key: str) -> str | None:
    value = entry.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise RequestError(f"{where}: {key} is {value!r}, should be a text; to leave it unknown write unset = [{key!r}]")
    return value


def _moment(where: str, value: Any) -> pd.Timestamp:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise RequestError(f"{where}: published_at is {value!r}, should be a day such as 2025-10-08") from error
    if not isinstance(value, date):
        raise RequestError(f"{where}: published_at is {value!r}, should be a day such as 2025-10-08")
    moment = pd.Timestamp(value)
    return moment.tz_localize(UTC) if moment.tzinfo is None else moment.tz_convert(UTC)


def _precision(value: Any) -> str:
    timed = isinstance(value, datetime) or (isinstance(value, str) and len(value) > len("2025-10-08"))
    return "minute" if timed else "day"


def corrected(register: pd.DataFrame, entries: Iterable[ArticleCorrection]) -> Corrected:
    """The register with the entries applied in order, later ones over earlier ones.

    Parameters
    ----------
    register
        One row per article, with `article_id url path published_at source copy_of`; it is not changed.
    entries
        What is right.

    Returns
    -------
    Corrected
        `register` without the dropped articles; `values`: article_id → column → right value; `unmatched`: one row per
        entry without effect, with `correction` (which) and `reason`.
    """
    made = register.copy()
    values: dict[str, dict[str, Any]] = {}
    dropped = pd.Series(False, index=made.index)
    unmatched: list[tuple[str, str]] = []
    for entry in entries:
        rows = _matching(made, entry.named_by, entry.name)
        original = made["article_id"][_matching(made, "article_id", entry.copy_of)] if entry.copy_of else None
        if not rows.any():
            unmatched.append((str(entry), "no such article"))
            continue
        if original is not None and (len(original) != 1 or rows[original.index[0]]):
            unmatched.append((str(entry), f"copy_of {entry.copy_of!r} names {len(original)} articles, should name one other"))
            continue
        for article_id in made.loc[rows, "article_id"]:
            values.setdefault(article_id, {}).update(entry.values)
        for column in ("published_at", "source"):
            if column in entry.values:
                made.loc[rows, column] = entry.values[column]
        if original is not None or entry.no_copy:
            made.loc[rows, "copy_of"] = None if original is None else original.iloc[0]
        dropped |= rows if entry.drop else False
    reasons = pd.DataFrame(unmatched, columns=["correction", "reason"], dtype="str")
    return Corrected(made[~dropped].reset_index(drop=True), values, reasons)


def _matching(register: pd.DataFrame, named_by: str, name: str) -> pd.Series:
    """Which articles the name stands for."""
    column = register[named_by]
    if named_by == "article_id":
        found = column.str.startswith(name)
    elif named_by == "path":
        found = (column == name) | column.str.endswith("/" + name.lstrip("/"))
    else:
        found = column == name
    return found.fillna(False).astype(bool)


def corrected_articles(articles: pd.DataFrame, values: dict[str, dict[str, Any]]) -> pd.DataFrame:
    """The articles with the values that were set by hand."""
    made = articles.copy()
    for column in {column for row in values.values() for column in row}:
        rows = made["article_id"].map(lambda key, column=column: column in values.get(key, ()))
        for index in made.index[rows.astype(bool)]:
            made.at[index, column] = values[str(made.at[index, "article_id"])][column]
    return made
