"""What pydantic finds wrong, as one line for the person who wrote it: where, which name and value, and what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any, Final, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from broadsheet.errors import RequestError

_RULE: Final = "rule"
_UNKNOWN: Final = "unexpected_keyword_argument"
_LEFT_OUT: Final = "missing"
_KINDS: Final = {
    "string_type": "text", "int_type": "a whole number", "float_type": "a number", "bool_type": "true or false", "path": "a path",
    "date_type": "a day such as 2025-10-22, or a month such as \"2025-10\"",
    "tuple_type": "a list", "dataclass_type": "a table", "dict_type": "a table",
}
"""What pydantic calls an error → what would have been right."""


@dataclass(frozen=True)
class Source:
    """Where settings come from: the name of a file and its text, or what else they are called, such as `--set`."""

    name: str
    text: str = ""

    def at(self, key: str, entry: int | None = None) -> str:
        """`settings.toml, line 7` for a dotted key, or the name alone; of a table that stands several times, that of one entry, from 0."""
        line = _line_of(self.text, key, entry)
        return f"{self.name}, line {line}" if line else self.name


def broken_rule(said: str, key: str = "") -> PydanticCustomError:
    """An error for a validator to raise, whose message is the whole sentence; `key` leads from the model to what is wrong."""
    return PydanticCustomError(_RULE, "{said}", {"said": said, "key": key})


def wrong_kind(kind: str) -> PydanticCustomError:
    """An error for a validator to raise where a value is not of a kind (`"path"`)."""
    return PydanticCustomError(kind, "wrong kind")  # type: ignore[arg-type]


def validated[T](kind: type[T], data: Mapping[str, Any], source: Source) -> T:
    """An instance of a settings class from a table.

    Parameters
    ----------
    kind
        A pydantic dataclass.
    data
        Its fields, tables within as dicts.
    source
        Where the data comes from, for the message.

    Raises
    ------
    RequestError
        A name is unknown (with the nearest known one), a value is of the wrong kind, or a rule is broken. Unknown names come first.
    """
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        worst = next((each for each in found if each["type"] == _UNKNOWN), found[0])
        raise RequestError(_complaint(kind, worst, source)) from None


def nearest_name(name: str, valid: Iterable[str]) -> str | None:
    """The valid name most like a wrong one, None where none is.

    Parameters
    ----------
    name
        What was written.
    valid
        The names that there are.

    Returns
    -------
    str or None
        One of `valid`.

    Examples
    --------
    >>> nearest_name("foucs", ["focus", "source"])
    'focus'
    """
    found = difflib.get_close_matches(name.lower(), list(valid), n=1, cutoff=0.55)
    return found[0] if found else None


def name_hint(name: str, valid: Iterable[str]) -> str:
    """The end of a message on an unknown setting: the nearest name, or all there are."""
    known = sorted(valid)
    near = nearest_name(name, known)
    return f"; did you mean {near!r}?" if near else f"; settings are {', '.join(known)}"


def _complaint(kind: type, error: ErrorDetails, source: Source) -> str:
    key = ".".join(part for part in error["loc"] if isinstance(part, str))
    where = source.at(key, next((part for part in error["loc"] if isinstance(part, int)), None))
    *tables, name = key.split(".")
    if error["type"] == _UNKNOWN:
        return f"{where}: unknown setting {key!r}{name_hint(name, _names(kind, tables))}"
    if error["type"] == _LEFT_OUT:
        return f"{where}: {' '.join(['.'.join(tables), 'has no', name]).strip()}"
    if error["type"] == _RULE:
        key = ".".join(part for part in (key, error["ctx"]["key"]) if part)
        return f"{source.at(key, next((part for part in error['loc'] if isinstance(part, int)), None))}: {error['ctx']['said']}"
    bounds = {"greater_than": "above 0", "greater_than_equal": "0 or above"}
    bounds |= {"literal_error": _one_of(error)}
    right = bounds.get(error["type"]) or _KINDS.get(error["type"]) or error["msg"]
    return f"{where}: {key} = {error['input']!r} should be {right}"


def _one_of(error: ErrorDetails) -> str:
    """The values that would do, and the nearest one."""
    expected = str(error.get("ctx", {}).get("expected"))
    near = nearest_name(str(error["input"]), re.findall(r"'([^']*)'", expected))
    return expected + (f"; did you mean {near!r}?" if near else "")


def _names(kind: type, tables: list[str]) -> list[str]:
    """The names that a table of the settings may have."""
    for table in tables:
        hint = get_type_hints(kind)[table]
        kind = next((each for each in (hint, *get_args(hint)) if isinstance(each, type) and is_dataclass(each)), kind)
    return list(get_type_hints(kind))


def _line_of(text: str, key: str, entry: int | None = None) -> int | None:
    """The line of a dotted key in a TOML text; its table's where the key itself is not found.

    `entry` counts tables in double brackets from 0; None is any.
    """
    *tables, name = key.rstrip(".").split(".")
    table, best, counted = "", None, -1
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if header:
            table = re.sub(r"[\s\"']", "", header.group(1))
            counted += line.lstrip().startswith("[[") and table == key.split(".")[0]
            if entry is not None and line.lstrip().startswith("[[") and counted != entry:
                table = ""
                continue
            if table in (key.rstrip("."), ".".join(tables)) and tables:
                best = best or number
            if table == key.rstrip("."):
                return number
            continue
        found = re.match(r"\s*[\"']?([\w.-]+)[\"']?\s*=", line)
        if found and f"{table}.{found.group(1)}".lstrip(".") in (key, ".".join([*tables, name])):
            return number
    return best
