"""The parameters of a notebook, and the values it is run with; what is wrong with them is refused before anything runs."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path
from typing import Any

from broadsheet.errors import RequestError
from broadsheet.reporting.notebook_files import read_notebook
from broadsheet.settings import Parameter, cell_parameters, refuse_unfit


def notebook_parameters(path: Path) -> dict[str, Parameter]:
    """The parameters of a notebook, from its cell tagged `parameters`.

    Raises
    ------
    RequestError
        The file is no notebook, or its parameters cell is not Python.
    """
    try:
        cells = read_notebook(path).cells
    except Exception as error:
        raise RequestError(f"{path}: cannot be read as a notebook ({type(error).__name__})") from error
    sources = [cell.source for cell in cells if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", [])]
    if not sources:
        return {}
    try:
        return cell_parameters(sources[0])
    except SyntaxError as error:
        raise RequestError(f"{path}: its parameters cell is not Python: {error.msg} in line {error.lineno}") from error


def checked_values(path: Path, asked: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """The values a notebook is run with: the shared ones that it has, and those asked for it by name.

    Parameters
    ----------
    path
        The notebook.
    asked
        Values for this notebook; each has to exist in its parameters cell.
    shared
        Values for all notebooks (archive, since, until, focus …); those it does not have are left out.

    Raises
    ------
    RequestError
        A name is unknown (the nearest valid one is said), or a value has the wrong type or is none of those that the cell lists.
    """
    known = notebook_parameters(path)
    refuse_unfit(known, {name: plain_value(value) for name, value in asked.items()}, f"notebook {path.stem}")
    values = {name: value for name, value in shared.items() if name in known} | asked
    return {name: plain_value(value) for name, value in values.items()}


def values_from_text(path: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Values that came as text (a form, a command line), each in the type that the notebook's parameters cell gives it.

    `"20"` becomes 20 where a number is expected, `"true"` True, `""` and `"None"` null where that is allowed; text stays text where
    the parameter is one.

    Parameters
    ----------
    path
        The notebook.
    asked
        Name → text; what is no text is left as it is.

    Raises
    ------
    RequestError
        A name is unknown or a text does not fit its type; the message says what would.
    """
    known = notebook_parameters(path)
    made = {name: _from_text(value, known[name]) if isinstance(value, str) and name in known else value for name, value in asked.items()}
    return checked_values(path, made, {})


def _from_text(text: str, parameter: Parameter) -> Any:
    """The first reading of the text that fits: null, then a Python literal, then the text itself."""
    stripped = text.strip()
    if stripped in ("", "None", "null") and parameter.accepts(None):
        return None
    spoken = {"true": True, "false": False}.get(stripped.lower(), stripped)
    try:
        literal = ast.literal_eval(stripped) if isinstance(spoken, str) else spoken
    except (ValueError, SyntaxError):
        return text
    quoted = isinstance(literal, str)
    return literal if parameter.accepts(literal) and (quoted or not parameter.accepts(text) or parameter.annotation is None) else text


def plain_value(value: Any) -> Any:
    """A value as it may stand in a notebook's cell: days and paths as text, tuples as lists."""
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
