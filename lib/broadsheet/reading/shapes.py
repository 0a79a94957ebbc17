"""Shapes of records: where the usual news services and tools keep an article's text, title and date (`reading/shapes.toml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from broadsheet.resources import data_sections

Record = dict[str, Any]
_DEEPEST = 4
"""Objects within objects that are searched for a list of records: none of the services goes deeper."""
_MOST_VALUES = 5000
"""Values that a path gives at most: paragraphs of a long text."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How one service files its articles."""

    name: str
    marks: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    """Column of `articles` → the paths at which it may stand."""
    without_text: str | None = None
    """What a record without text is."""

    def values(self, record: Record) -> dict[str, Any]:
        """The columns of `articles` that a record fills."""
        found = ((column, next(filter(_says, (at(record, path) for path in paths)), None)) for column, paths in self.columns.items())
        return {column: value for column, value in found if value is not None}


@lru_cache(maxsize=1)
def shapes() -> tuple[Shape, ...]:
    """Every registered shape."""
    return tuple(
        Shape(
            name, tuple(stated["marks"]), without_text=stated.get("without_text"),
            columns={column: tuple(paths) for column, paths in stated.items() if column not in ("marks", "without_text")},
        )
        for name, stated in data_sections("reading/shapes.toml").items()
    )


def shape_of(record: Record) -> Shape | None:
    """The shape of a record; None where it has none that is known."""
    likely = (shape for first, shape in _by_first_key() if first in record)
    return next((shape for shape in likely if all(at(record, mark) is not None for mark in shape.marks)), None)


@lru_cache(maxsize=1)
def _by_first_key() -> tuple[tuple[str, Shape], ...]:
    """Each shape behind the key at the top of a record with which its first mark begins."""
    return tuple((shape.marks[0].split(".")[0], shape) for shape in shapes())


def at(record: Any, path: str) -> Any:
    """The value at a path ("fields.bodyText", "authors[].name"), None where there is none; a list where the path takes items.

    A key that itself has a full stop in it is found too.
    """
    if isinstance(record, dict) and path in record:
        return record[path]
    if "[]" in path:
        return list(_items(record, path))[:_MOST_VALUES] or None
    for name in path.split("."):
        if not isinstance(record, dict) or name not in record:
            return None
        record = record[name]
    return record


def _items(record: Any, path: str) -> Iterator[Any]:
    before, _, after = path.partition("[]")
    held = at(record, before)
    for item in held if isinstance(held, list) else []:
        if not after:
            yield item
        elif "[]" in after:
            yield from _items(item, after.lstrip("."))
        elif (value := at(item, after.lstrip("."))) is not None:
            yield value


def _says(value: Any) -> bool:
    return value is not None and value != "" and value != [] and value != {}


def flat(record: Record, depth: int = 2) -> Record:
    """Nested objects under "outer_inner" names (`headline.main` as "headline_main"), so many levels down; the rest as it is."""
    whole: Record = {}
    for name, value in record.items():
        whole[str(name)] = value
        if isinstance(value, dict) and depth:
            whole |= {f"{name}_{inner}": v for inner, v in flat(value, depth - 1).items() if not isinstance(v, dict)}
    return whole


def records_in(loaded: Any) -> list[Any]:
    """The records in a JSON document, however it holds them.

    A list is the records. An object is one record if it has a known shape; it may also be a table of pandas (`to_json` in any
    orientation), or hold the records in a list somewhere within. Records of a search engine stand in `_source`.
    """
    if isinstance(loaded, list):
        return [_inner(record) for record in loaded]
    if not isinstance(loaded, dict):
        return [loaded]
    table = _pandas_table(loaded)
    if table is not None:
        return table
    if shape_of(_inner(loaded)) is not None:
        return [_inner(loaded)]
    held = sorted(_lists(loaded, _DEEPEST), key=len, reverse=True)
    shaped = next((rows for rows in held if shape_of(_inner(rows[0])) is not None), None)
    return [_inner(record) for record in shaped or _likeliest(loaded, held)]


def _inner(record: Any) -> Any:
    """The record itself, or what it wraps: the one object within it that has a text (`_source`, `attributes`, `item`)."""
    if not isinstance(record, dict) or _names_text(record):
        return record
    held = [value for value in record.values() if isinstance(value, dict) and _names_text(value)]
    if len(held) != 1 or shape_of(record) is not None:
        return record
    return {name: value for name, value in record.items() if not isinstance(value, dict) and name not in held[0]} | held[0]


def _names_text(record: Record) -> bool:
    from broadsheet.reading.fields import folded, names

    return any(names().get(folded(name)) == "text" for name, value in record.items() if isinstance(value, (str, list)) and value)


def _likeliest(loaded: Record, held: list[list[Any]]) -> list[Any]:
    """The object itself where it has a text, else the longest list of objects with text, else the longest list."""
    if _has_text(loaded):
        return [loaded]
    return next((rows for rows in held if any(_has_text(_inner(row)) for row in rows[:20])), held[0] if held else [loaded])


def _has_text(record: Any) -> bool:
    from broadsheet.reading.fields import folded, names

    return isinstance(record, dict) and any(names().get(folded(name)) == "text" for name, value in flat(record).items() if _says(value))


def _lists(value: Any, depth: int) -> Iterator[list[Any]]:
    """Lists of objects within an object, those nearer to its top first."""
    if not isinstance(value, dict) or depth < 0:
        return
    yield from (v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict))
    for inner in value.values():
        yield from _lists(inner, depth - 1)


def _pandas_table(loaded: Record) -> list[Record] | None:
    """The rows of what `DataFrame.to_json` wrote by columns, by index, split or as a table; None for anything else."""
    if set(loaded) >= {"columns", "data"} and isinstance(loaded["columns"], list) and isinstance(loaded["data"], list):
        return [dict(zip(map(str, loaded["columns"]), row, strict=False)) for row in loaded["data"] if isinstance(row, list)]
    if set(loaded) == {"schema", "data"} and isinstance(loaded["data"], list):
        return loaded["data"]
    if not loaded or not all(isinstance(value, dict) and value for value in loaded.values()):
        return None
    rows = list(loaded.values())
    labels = list(rows[0])
    if any(list(row) != labels for row in rows):
        return None
    if all(label.isdigit() for label in labels):
        return [{name: column[label] for name, column in loaded.items()} for label in labels]
    return rows if all(key.isdigit() for key in loaded) or _has_text(rows[0]) else None
