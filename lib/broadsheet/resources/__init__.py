"""The one reader of language data: the lists and tables beside this file, which a person can read and correct.

Every file begins with comments that say what it is, where it comes from (`# Origin:`) and under which licence (`# Licence:`). There are
three forms: a plain list (`.txt`, one entry a line), a table (`.csv`, the columns in its first row) and sections of lists (`.toml`).
Lines that begin with `#` and blank lines do not count.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

from broadsheet.errors import RequestError

HOME = Path(__file__).parent
"""Where the files are."""

_FILES = 128
"""Files that are kept once they are read; all that ship are fewer."""


def data_path(name: str) -> Path:
    """Where a file or folder of that name is, such as `en/events/nouns.txt`."""
    return HOME / name


@lru_cache(maxsize=_FILES)
def data_list(name: str) -> tuple[str, ...]:
    """The entries of a plain list, in its order, without the white space around them.

    Parameters
    ----------
    name
        Such as `en/events/nouns.txt`.

    Raises
    ------
    RequestError
        There is no such file, it is not UTF-8, or an entry is in it twice; the message names file and line.
    """
    first: dict[str, int] = {}
    for number, line in _lines(name):
        entry = line.strip()
        if entry in first:
            raise _error(name, number, f"{entry!r} is already in line {first[entry]}; delete one of them")
        first[entry] = number
    return tuple(first)


@lru_cache(maxsize=_FILES)
def data_set(name: str) -> frozenset[str]:
    """The entries of a plain list, as a set: see `data_list`."""
    return frozenset(data_list(name))


@lru_cache(maxsize=_FILES)
def data_pattern(name: str) -> re.Pattern[str]:
    """A pattern of any entry of a plain list as a whole word, also in the plural, in either case: see `data_list`."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, data_list(name)))})s?\b", re.IGNORECASE)


@lru_cache(maxsize=_FILES)
def data_table[Row: tuple[Any, ...]](name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of a table, typed, in its order.

    Parameters
    ----------
    name
        Such as `en/actors/cities.csv`.
    row
        A `NamedTuple` whose fields are the columns that are wanted; others may be in the file. A field is `str`; `str | None`, None
        where the cell is empty; `int`; `bool`, "yes" or empty; or `tuple[str, ...]`, parts separated by "|".

    Raises
    ------
    RequestError
        There is no such file, it is not UTF-8, a column is missing, or a line does not fit; the message names file and line.
    """
    hints = get_type_hints(row)
    rows = _table(name)
    at, columns = next(rows, (1, []))
    missing = [column for column in hints if column not in columns]
    if missing:
        raise _error(name, at, f"no column {', '.join(missing)}; the first row must name {', '.join(hints)}")
    wanted = [(column, columns.index(column), _CELL[hint]) for column, hint in hints.items()]
    made = []
    for number, cells in rows:
        try:
            made.append(row(*(read(cells[place]) for _, place, read in wanted)))
        except ValueError:
            column, place, _ = next(each for each in wanted if not _fits(each[2], cells[each[1]]))
            raise _error(name, number, f"{cells[place]!r} cannot be a {column}") from None
    return tuple(made)


@lru_cache(maxsize=_FILES)
def data_sections(name: str) -> dict[str, Any]:
    """The sections of a TOML file, lists of words by their names.

    Parameters
    ----------
    name
        Such as `en/events/cues.toml`.

    Raises
    ------
    RequestError
        There is no such file, or it is no TOML; the message names file and line.
    """
    text = _text(name)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"{_shown(name)}: {error}") from error


@lru_cache(maxsize=_FILES)
def data_records(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table by column, all cells as text: `data_table` for whoever needs no types."""
    rows = _table(name)
    _, columns = next(rows, (1, []))
    return tuple(dict(zip(columns, cells, strict=True)) for _, cells in rows)


def _fits(read: Callable[[str], Any], cell: str) -> bool:
    try:
        read(cell)
    except ValueError:
        return False
    return True


def _yes(cell: str) -> bool:
    if cell not in ("yes", ""):
        raise ValueError(cell)
    return cell == "yes"


_CELL: dict[Any, Callable[[str], Any]] = {
    str: str, str | None: lambda cell: cell or None, int: int, bool: _yes,
    tuple[str, ...]: lambda cell: tuple(filter(None, cell.split("|"))),
}
"""What a cell becomes, by the type of its field."""


def _table(name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with the numbers of their lines, the first of which names the columns."""
    columns = 0
    for number, line in _lines(name):
        cells = next(csv.reader([line]))
        columns = columns or len(cells)
        if len(cells) != columns:
            raise _error(name, number, f"{len(cells)} cells where the first row has {columns}: {line!r}")
        yield number, cells


def _lines(name: str) -> Iterator[tuple[int, str]]:
    """The lines that count, with their numbers in the file."""
    for number, line in enumerate(_text(name).splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _text(name: str) -> str:
    try:
        return data_path(name).read_text(encoding="utf-8")
    except OSError as error:
        raise RequestError(f"{_shown(name)}: {error.strerror}; install broadsheet again") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _error(name, line, "not UTF-8; save the file in this encoding") from error


def _error(name: str, line: int, said: str) -> RequestError:
    return RequestError(f"{_shown(name)}, line {line}: {said}")


def _shown(name: str) -> str:
    return f"language data {data_path(name)}"


class Origin(NamedTuple):
    """What the head of a file says: where its content comes from, and its licence."""

    origin: str
    licence: str


def origin_of(name: str) -> Origin:
    """Origin and licence of a file, from the comments that head it.

    Raises
    ------
    RequestError
        The head lacks one of them.
    """
    said: dict[str, str] = {}
    key = None
    for line in _text(name).splitlines():
        if not line.startswith("#"):
            break
        text = line.lstrip("#").strip()
        first, _, rest = text.partition(":")
        if first in ("Origin", "Licence"):
            key = first
            said[key] = rest.strip()
        elif key and text:
            said[key] += " " + text
    missing = [name for name in ("Origin", "Licence") if not said.get(name)]
    if missing:
        raise RequestError(f"{_shown(name)}: its head lacks {' and '.join(f'# {one}:' for one in missing)}")
    return Origin(said["Origin"], said["Licence"])
