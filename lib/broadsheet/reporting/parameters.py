"""The parameters cell of a notebook: its names, types and defaults; values are refused before anything runs."""

from __future__ import annotations

import ast
import datetime as dt
import types
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Optional, Union

import nbformat
from pydantic import PydanticUserError, StrictBool, StrictFloat, StrictInt, StrictStr, TypeAdapter, ValidationError

from broadsheet.errors import RequestError
from broadsheet.settings import nearest_name

_KINDS: Final[dict[str, Any]] = {
    "str": StrictStr, "int": StrictInt, "float": StrictFloat, "bool": StrictBool, "None": None, "list": list, "List": list, "dict": dict,
    "Dict": dict, "tuple": tuple, "Tuple": tuple, "Sequence": Sequence, "Optional": Optional, "Union": Union,
}
"""Names that a parameters cell may use in its annotations; a value of any other kind is not checked."""


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name, its annotation as written (`Optional[str]`), and its default."""

    name: str
    annotation: str | None
    default: Any

    def accepts(self, value: Any) -> bool:
        """Whether the value fits the annotation; anything fits where there is none or an unknown one."""
        if self.annotation is None:
            return True
        try:
            _checker(self.annotation).validate_python(value)
        except ValidationError:
            return False
        return True


@lru_cache(maxsize=256)
def _checker(annotation: str) -> TypeAdapter[Any]:
    try:
        return TypeAdapter(_kind(ast.parse(annotation, mode="eval").body))
    except (SyntaxError, TypeError, PydanticUserError):  # `Optional[str, int]` is no type
        return TypeAdapter(Any)


def _kind(node: ast.expr) -> Any:
    """The type that an annotation names, read from its syntax: nothing that a notebook holds is run."""
    match node:
        case ast.Constant(value=None) | ast.Constant(value=types.EllipsisType()):
            return node.value
        case ast.Constant(value=str(quoted)):
            return _kind(ast.parse(quoted, mode="eval").body)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return _KINDS.get(name, Any)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return Union[_kind(left), _kind(right)]  # noqa: UP007  # made of values, which `|` does not join
        case ast.Subscript(value=outer, slice=ast.Tuple(elts=inner)) if _kind(outer) is not Any:
            return _kind(outer)[tuple(_kind(each) for each in inner)]
        case ast.Subscript(value=outer, slice=inner) if _kind(outer) is not Any:
            return _kind(outer)[_kind(inner)]
    return Any


def notebook_parameters(path: Path) -> dict[str, Parameter]:
    """The parameters of a notebook, from its cell tagged `parameters`.

    Raises
    ------
    RequestError
        The file is no notebook, or its parameters cell is not Python.
    """
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception as error:
        raise RequestError(f"{path}: cannot be read as a notebook ({type(error).__name__})") from error
    sources = [cell.source for cell in cells if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", [])]
    if not sources:
        return {}
    try:
        body = ast.parse(sources[0]).body
    except SyntaxError as error:
        raise RequestError(f"{path}: its parameters cell is not Python: {error.msg} in line {error.lineno}") from error
    found = [_parameter(statement) for statement in body]
    return {parameter.name: parameter for parameter in found if parameter is not None}


def _parameter(statement: ast.stmt) -> Parameter | None:
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        name, annotation, value = statement.target.id, ast.unparse(statement.annotation), statement.value
    elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        name, annotation, value = statement.targets[0].id, None, statement.value
    else:
        return None
    try:
        return Parameter(name, annotation, None if value is None else ast.literal_eval(value))
    except ValueError:
        return Parameter(name, None, None)


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
        A name is unknown (the nearest valid one is said) or a value has the wrong type.
    """
    known = notebook_parameters(path)
    for name, value in asked.items():
        if name not in known:
            near = nearest_name(name, known)
            hint = f"did you mean {near!r}?" if near else f"parameters are {', '.join(known) or 'none'}"
            raise RequestError(f"notebook {path.stem}: unknown parameter {name!r}; {hint}")
        if not known[name].accepts(plain_value(value)):
            raise RequestError(f"notebook {path.stem}: {name} = {value!r} should be {known[name].annotation}")
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
