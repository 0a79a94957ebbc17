"""Single values of a correction, each as its entry should have it, or refused with the number of the entry and what would be right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from broadsheet.errors import RequestError
from broadsheet.settings import nearest_name

FILE: Final = "corrections.toml"
"""The name of the file, beside the tables of an archive."""

_SHORTEST_ID: Final = 8
"""Characters of an article's id that name it; fewer may be those of several articles."""


def entries_of(content: Mapping[str, Any], table: str) -> list[dict[str, Any]]:
    """The entries under `[[table]]`."""
    entries = content.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RequestError(f"{FILE}: write [[{table}]], with two brackets, over each entry")
    return entries


def check_tables(file: str, text: str, content: Mapping[str, Any], known: tuple[str, ...]) -> None:
    """Refuse a name at the top of the file that there is not, such as `[[actor]]` for `[[actors]]`: its entries would be passed over."""
    for name in content:
        if name in known:
            continue
        near = nearest_name(name, known)
        hint = f"did you mean [[{near}]]?" if near else f"write {', '.join(f'[[{one}]]' for one in known)}"
        line = _line_of(text, name)
        where = f"{file}, line {line}" if line else file
        raise RequestError(f"{where}: unknown {f'table [[{name}]]' if _is_table(content[name]) else repr(name)}; {hint}")


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and all(isinstance(one, dict) for one in value))


def _line_of(text: str, name: str) -> int | None:
    """The line on which a name of the top level first stands."""
    first = re.compile(rf"\s*(?:\[+\s*[\"']?{re.escape(name)}[\"']?\s*[\].]|[\"']?{re.escape(name)}[\"']?\s*[=.])")
    return next((number for number, line in enumerate(text.splitlines(), 1) if first.match(line)), None)


def check_keys(where: str, entry: Mapping[str, Any], known: frozenset[str]) -> None:
    """Refuse an entry with a key that there is not."""
    unknown = sorted(set(entry) - known)
    if unknown:
        near = nearest_name(unknown[0], known)
        hint = f"did you mean {near!r}?" if near else f"known are {', '.join(sorted(known))}"
        raise RequestError(f"{where}: unknown key {unknown[0]!r}; {hint}")


def text_of(where: str, entry: Mapping[str, Any], key: str) -> str:
    """A text that has to be there."""
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RequestError(f"{where}: {key} is {value!r}, should be a text")
    return value


def optional_text(where: str, entry: Mapping[str, Any], key: str) -> str | None:
    """A text, or None where the entry does not have the key."""
    value = entry.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise RequestError(f"{where}: {key} is {value!r}, should be a text; to leave it unknown write unset = [{key!r}]")
    return value


def texts_of(where: str, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of texts."""
    value = entry[key]
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise RequestError(f"{where}: {key} is {value!r}, should be a list of texts")
    return tuple(value)


def flag(where: str, entry: Mapping[str, Any], key: str) -> bool:
    """true or false; false where the entry does not have the key."""
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise RequestError(f"{where}: {key} is {value!r}, should be true or false")
    return value


def identity(where: str, said: str, value: str) -> None:
    """Refuse the beginning of an article's id that is too short to name one; `said` is what the entry calls it."""
    if len(value) < _SHORTEST_ID:
        raise RequestError(f"{where}: {said} {value!r} is too short; give at least {_SHORTEST_ID} characters")
