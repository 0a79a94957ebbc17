"""Which writer is meant: a function, the name that a package offers one under, or the address of a server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final, NamedTuple

from broadsheet.errors import RequestError
from broadsheet.safe_text import one_line
from broadsheet.settings import is_address, nearest_name
from broadsheet.writers.served import served_writer, server_name

ENTRY_POINTS: Final = "broadsheet.writers"
"""The entry-point group under which a package offers a writer: each entry is a `Writer`."""

Writer = Callable[[Mapping[str, Any]], Any]
"""From the material, a mapping with `rows` and `passages`, to sentences: a list of mappings with `text` and `passages`, or JSON of it."""


class Chosen(NamedTuple):
    """A writer, and how a reader is told of it."""

    write: Writer
    called: str


def offered_writers() -> list[str]:
    """The names under which packages offer writers, sorted.

    Examples
    --------
    >>> offered_writers()
    []
    """
    return sorted(_offered())


def _offered() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=ENTRY_POINTS)}


def chosen_writer(writer: str | Writer, *, model: str | None, key: str | None, seconds: float) -> Chosen:
    """The writer that is meant.

    Parameters
    ----------
    writer, model, key, seconds
        As in `broadsheet.writers.written`.

    Raises
    ------
    RequestError
        There is none of that name, or an address, a model or a key is wrong.
    """
    if callable(writer):
        return Chosen(writer, one_line(getattr(writer, "__name__", type(writer).__name__)))
    if is_address(writer):
        made = served_writer(writer, model or "", key=key, seconds=seconds)
        return Chosen(made, f"{one_line(str(model))} at {server_name(writer)}")
    known = _offered()
    if writer not in known:
        near = nearest_name(writer, known)
        hint = f"did you mean {near!r}?" if near else f"there are {', '.join(sorted(known)) or 'none'}"
        raise RequestError(f"no writer {writer!r} is installed; {hint} An address begins with http:// or https://")
    return Chosen(known[writer].load(), writer)
