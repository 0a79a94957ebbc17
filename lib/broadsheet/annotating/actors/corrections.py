"""What an analyst has corrected about actors and quotations: the tables `[[actors]]` and `[[quotes]]` of `corrections.toml`.

An entry names its actor by id, shown name or alias, and says what is right::

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

Entries take effect in the order of the file. `[[articles]]` belongs to the archive.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from broadsheet import schemas
from broadsheet.errors import RequestError

_FILE: Final = "corrections.toml"
_SHORTEST_ID: Final = 8
_TEXTS: Final = ("merge_into", "split_to", "name", "kind", "country", "role", "instead_of", "because")
_LISTS: Final = ("articles", "aliases")
_ACTOR_KEYS: Final = frozenset({"actor", "reject", *_TEXTS, *_LISTS})
_QUOTE_KEYS: Final = frozenset({"article_id", "text", "speaker", "anonymous", "drop", "because"})


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
    """The entries on actors and on quotations, in the order of the file."""

    actors: tuple[ActorCorrection, ...] = ()
    quotes: tuple[QuoteCorrection, ...] = ()


def parse_corrections(content: str | Mapping[str, Any]) -> Corrections:
    """The corrections of actors and quotations.

    Parameters
    ----------
    content
        The text of the file, or its tables as read already; tables of other rooms are passed over.

    Raises
    ------
    RequestError
        The text is not TOML, or an entry has an unknown key, lacks its actor or action, or a value is of the wrong kind.
    """
    if isinstance(content, str):
        try:
            content = tomllib.loads(content)
        except tomllib.TOMLDecodeError as error:
            raise RequestError(f"{_FILE}: {error}") from error
    return Corrections(
        tuple(_actor(number, entry) for number, entry in enumerate(_entries(content, "actors"), 1)),
        tuple(_quote(number, entry) for number, entry in enumerate(_entries(content, "quotes"), 1)),
    )


def _entries(content: Mapping[str, Any], table: str) -> list[dict[str, Any]]:
    entries = content.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RequestError(f"{_FILE}: write [[{table}]], with two brackets, over each entry")
    return entries


def _actor(number: int, entry: dict[str, Any]) -> ActorCorrection:
    where = f"{_FILE}: actors {number}"
    _check_keys(where, entry, _ACTOR_KEYS)
    values: dict[str, Any] = {key: _text(where, entry, key) for key in _TEXTS if key in entry and key != "because"}
    values |= {key: _texts(where, entry, key) for key in _LISTS if key in entry}
    if not any(key in entry for key in ("merge_into", "split_to", "reject", "name", "kind", "country", "role")):
        raise RequestError(f"{where}: says nothing to do; give merge_into, split_to, reject, name, kind, country or role")
    if values.get("kind") not in (None, *schemas.KINDS):
        raise RequestError(f"{where}: kind is {values['kind']!r}, should be one of {', '.join(schemas.KINDS)}")
    country = values.get("country")
    if country is not None and not (len(country) == 2 and country.isalpha() and country.isupper()):
        raise RequestError(f"{where}: country is {country!r}, should be an ISO code such as 'XK'")
    if "split_to" in values and not (values.get("articles") or values.get("aliases")):
        raise RequestError(f"{where}: say in which articles, or under which aliases, it is {values['split_to']!r}")
    short = next((a for a in values.get("articles", ()) if len(a) < _SHORTEST_ID), None)
    if short is not None:
        raise RequestError(f"{where}: article id {short!r} is too short; give at least {_SHORTEST_ID} characters")
    return ActorCorrection(number, _text(where, entry, "actor"), reject=_flag(where, entry, "reject"), **values)


def _quote(number: int, entry: dict[str, Any]) -> QuoteCorrection:
    where = f"{_FILE}: quotes {number}"
    _check_keys(where, entry, _QUOTE_KEYS)
    article_id, text = _text(where, entry, "article_id"), _text(where, entry, "text")
    if len(article_id) < _SHORTEST_ID:
        raise RequestError(f"{where}: article_id {article_id!r} is too short; give at least {_SHORTEST_ID} characters")
    speaker = _text(where, entry, "speaker") if "speaker" in entry else None
    anonymous, drop = _flag(where, entry, "anonymous"), _flag(where, entry, "drop")
    if (speaker is not None) + anonymous + drop != 1:
        raise RequestError(f"{where}: give one of speaker, anonymous and drop")
    return QuoteCorrection(number, article_id, text, speaker, anonymous, drop)


def _check_keys(where: str, entry: dict[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(set(entry) - known)
    if unknown:
        raise RequestError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")


def _text(where: str, entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RequestError(f"{where}: {key} is {value!r}, should be a text")
    return value


def _texts(where: str, entry: dict[str, Any], key: str) -> tuple[str, ...]:
    value = entry[key]
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise RequestError(f"{where}: {key} is {value!r}, should be a list of texts")
    return tuple(value)


def _flag(where: str, entry: dict[str, Any], key: str) -> bool:
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise RequestError(f"{where}: {key} is {value!r}, should be true or false")
    return value
