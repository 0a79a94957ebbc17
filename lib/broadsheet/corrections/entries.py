"""What an analyst has corrected, as `corrections.toml` says it: entries on articles, on actors and on quotations.

An entry on an article names it by `article_id` (the first eight characters are enough), `url` or `path` (or its ending),
and says what is right::

    [[articles]]
    article_id = "3f2a9c01"
    published_at = 2025-10-08       # likewise source and title
    unset = ["source"]              # what was believed and is not known
    copy_of = "9bc1e27d"            # it is a copy of that one
    copy = false                    # it is no copy
    drop = true                     # leave it out
    because = "seen on the page"    # for people

An entry on an actor names it by id, shown name or alias::

    [[actors]]
    actor = "place:morava"          # id, name or alias, as the report shows it
    reject = true                   # it is no actor
    because = "a river of headlines"

    [[actors]]
    actor = "A. Noll"
    merge_into = "Ada Noll"         # it is that one

    [[actors]]
    actor = "Noll"
    split_to = "Bren Noll"          # in these articles it is somebody else …
    articles = ["3f2a9c01"]         # … (the first eight characters of the ids are enough)
    aliases = ["B. Noll"]           # and where it is called so

    [[actors]]
    actor = "Ada Noll"
    name = "Ada M. Noll"            # likewise kind, country (ISO alpha-2)
    role = "Foreign Secretary"      # in all articles, or in `articles`
    instead_of = "Foreign Minister" # only where the text was read so

    [[quotes]]
    article_id = "3f2a9c01"
    text = "We want to help"        # how the quotation begins
    speaker = "Ada Noll"            # or anonymous = true, or drop = true

Entries take effect in the order of the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

import pandas as pd

from broadsheet import schemas
from broadsheet.corrections.values import FILE, check_keys, check_tables, entries_of, flag, identity, optional_text, text_of, texts_of
from broadsheet.errors import RequestError

_TEXTS: Final = ("merge_into", "split_to", "name", "kind", "country", "role", "instead_of", "because")
_LISTS: Final = ("articles", "aliases")
_ACTOR_KEYS: Final = frozenset({"actor", "reject", *_TEXTS, *_LISTS})
_NAMING: Final = ("article_id", "url", "path")
_VALUES: Final = ("published_at", "source", "title")
_ARTICLE_KEYS: Final = frozenset({*_NAMING, *_VALUES, "unset", "copy_of", "copy", "drop", "because"})
_QUOTE_KEYS: Final = frozenset({"article_id", "text", "speaker", "anonymous", "drop", "because"})


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


@dataclass(frozen=True)
class ActorCorrection:
    """One entry on an actor; `number` counts from 1 in the file. Empty values change nothing."""

    number: int
    actor: str
    merge_into: str | None = None
    split_to: str | None = None
    articles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    reject: bool = False
    name: str | None = None
    kind: str | None = None
    country: str | None = None
    role: str | None = None
    instead_of: str | None = None

    def __str__(self) -> str:
        return f"actors {self.number} ({self.actor!r})"


@dataclass(frozen=True)
class QuoteCorrection:
    """One entry on a quotation, named by its article and how it begins."""

    number: int
    article_id: str
    text: str
    speaker: str | None = None
    anonymous: bool = False
    drop: bool = False

    def __str__(self) -> str:
        return f"quotes {self.number} ({self.text!r})"


@dataclass(frozen=True)
class Corrections:
    """The entries of the file, each kind in its order there."""

    articles: tuple[ArticleCorrection, ...] = ()
    actors: tuple[ActorCorrection, ...] = ()
    quotes: tuple[QuoteCorrection, ...] = ()

    @property
    def people(self) -> bool:
        """Whether anything is said of actors or quotations."""
        return bool(self.actors or self.quotes)


def parse_corrections(text: str) -> Corrections:
    """The corrections written in `text`, the content of a `corrections.toml`.

    Parameters
    ----------
    text
        TOML; empty for none.

    Returns
    -------
    Corrections
        The entries, each kind in its order.

    Raises
    ------
    RequestError
        The text is not TOML, a table is unknown (`[[actor]]`), or an entry has an unknown key, lacks what it names or what to do, or
        has a value of the wrong kind.

    Examples
    --------
    >>> parse_corrections('[[actors]]\\nactor = "A. Noll"\\nmerge_into = "Ada Noll"').actors[0].merge_into
    'Ada Noll'
    """
    try:
        content: Mapping[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"{FILE}: {error}") from error
    check_tables(FILE, text, content, ("articles", "actors", "quotes"))
    return Corrections(
        tuple(_article(number, entry) for number, entry in enumerate(entries_of(content, "articles"), 1)),
        tuple(_actor(number, entry) for number, entry in enumerate(entries_of(content, "actors"), 1)),
        tuple(_quote(number, entry) for number, entry in enumerate(entries_of(content, "quotes"), 1)),
    )


def _article(number: int, entry: dict[str, Any]) -> ArticleCorrection:
    where = f"{FILE}: articles {number}"
    check_keys(where, entry, _ARTICLE_KEYS)
    named_by = next((key for key in _NAMING if key in entry), None)
    if named_by is None or not isinstance(entry[named_by], str) or not entry[named_by]:
        raise RequestError(f"{where}: name the article by article_id, url or path")
    if named_by == "article_id":
        identity(where, named_by, entry[named_by])
    if flag(where, entry, "copy"):
        raise RequestError(f"{where}: say of which article it is a copy, with copy_of")
    return ArticleCorrection(
        number, named_by, entry[named_by], values=_values(where, entry), copy_of=optional_text(where, entry, "copy_of"),
        no_copy=entry.get("copy") is False, drop=flag(where, entry, "drop"),
    )


def _values(where: str, entry: dict[str, Any]) -> dict[str, Any]:
    unset = entry.get("unset", [])
    if not isinstance(unset, list) or any(column not in _VALUES for column in unset):
        raise RequestError(f"{where}: unset is {unset!r}, should be a list of {', '.join(_VALUES)}")
    values: dict[str, Any] = dict.fromkeys(unset)
    for column in ("source", "title"):
        if column in entry:
            values[column] = optional_text(where, entry, column)
    moment = entry.get("published_at")
    if moment is not None:
        values |= {"published_at": _moment(where, moment), "published_precision": _precision(moment)}
    if "published_at" in values:
        values["published_from"] = "given" if values["published_at"] is not None else None
        values.setdefault("published_precision", None)
    return values


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


def _actor(number: int, entry: dict[str, Any]) -> ActorCorrection:
    where = f"{FILE}: actors {number}"
    check_keys(where, entry, _ACTOR_KEYS)
    values: dict[str, Any] = {key: text_of(where, entry, key) for key in _TEXTS if key in entry and key != "because"}
    values |= {key: texts_of(where, entry, key) for key in _LISTS if key in entry}
    if not any(key in entry for key in ("merge_into", "split_to", "reject", "name", "kind", "country", "role")):
        raise RequestError(f"{where}: says nothing to do; give merge_into, split_to, reject, name, kind, country or role")
    if values.get("kind") not in (None, *schemas.KINDS):
        raise RequestError(f"{where}: kind is {values['kind']!r}, should be one of {', '.join(schemas.KINDS)}")
    country = values.get("country")
    if country is not None and not (len(country) == 2 and country.isalpha() and country.isupper()):
        raise RequestError(f"{where}: country is {country!r}, should be an ISO code such as 'XK'")
    if "split_to" in values and not (values.get("articles") or values.get("aliases")):
        raise RequestError(f"{where}: say in which articles, or under which aliases, it is {values['split_to']!r}")
    for article_id in values.get("articles", ()):
        identity(where, "article id", article_id)
    return ActorCorrection(number, text_of(where, entry, "actor"), reject=flag(where, entry, "reject"), **values)


def _quote(number: int, entry: dict[str, Any]) -> QuoteCorrection:
    where = f"{FILE}: quotes {number}"
    check_keys(where, entry, _QUOTE_KEYS)
    article_id, text = text_of(where, entry, "article_id"), text_of(where, entry, "text")
    identity(where, "article_id", article_id)
    speaker = text_of(where, entry, "speaker") if "speaker" in entry else None
    anonymous, drop = flag(where, entry, "anonymous"), flag(where, entry, "drop")
    if (speaker is not None) + anonymous + drop != 1:
        raise RequestError(f"{where}: give one of speaker, anonymous and drop")
    return QuoteCorrection(number, article_id, text, speaker, anonymous, drop)
