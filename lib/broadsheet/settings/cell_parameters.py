"""What the parameters cell of a notebook declares: names, types, defaults, and in its comments the values that would do."""

from __future__ import annotations

import ast
import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Optional, Union

from pydantic import PydanticUserError, StrictBool, StrictFloat, StrictInt, StrictStr, TypeAdapter, ValidationError

from broadsheet.errors import RequestError
from broadsheet.settings.complaints import nearest_name
from broadsheet.settings.moments import first_moment

_KINDS: Final[dict[str, Any]] = {
    "str": StrictStr, "int": StrictInt, "float": StrictFloat, "bool": StrictBool, "None": None, "list": list, "List": list, "dict": dict,
    "Dict": dict, "tuple": tuple, "Tuple": tuple, "Sequence": Sequence, "Optional": Optional, "Union": Union,
}
"""Names that a parameters cell may use in its annotations; a value of any other kind is not checked."""

_CHOICES: Final = re.compile(r"\bone of ((?:[\w-]+(?:,\s*|\s+or\s+))+[\w-]+)")
_DAY: Final = re.compile(r"\bsuch as \"\d{4}-\d{2}-\d{2}\"")
_COMMENT: Final = re.compile(r"\s#\s*(.*)$")


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name, its annotation as written (`Optional[str]`), its default, and the comment beside it."""

    name: str
    annotation: str | None
    default: Any
    comment: str = ""

    def accepts(self, value: Any) -> bool:
        """Whether the value fits the annotation; anything fits where there is none or an unknown one."""
        if self.annotation is None:
            return True
        try:
            _checker(self.annotation).validate_python(value)
        except ValidationError:
            return False
        return True

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that the comment lists ("one of day, week or month"); none where it lists none."""
        found = _CHOICES.search(self.comment)
        return tuple(re.split(r",\s*|\s+or\s+", found.group(1))) if found else ()

    def complaint(self, value: Any) -> str | None:
        """What would be right instead of the value, "should be int"; None where it does."""
        if not self.accepts(value):
            return f"should be {self.annotation}"
        if not isinstance(value, str) or value == self.default:
            return None
        if self.choices and value not in self.choices:
            near = nearest_name(value, self.choices)
            return f"should be one of {', '.join(self.choices)}" + (f"; did you mean {near!r}?" if near else "")
        if _DAY.search(self.comment):
            try:
                first_moment(self.name, value)
            except RequestError:
                return "should be a day such as 2025-10-01, or a month such as 2025-10"
        return None


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


def cell_parameters(source: str) -> dict[str, Parameter]:
    """The parameters that a cell declares, by name.

    Parameters
    ----------
    source
        The cell: assignments of literals, each with its annotation and a comment, as papermill reads them. A comment may say which values
        would do: "one of day, week or month", or "such as "2025-10-01"" for a day.

    Returns
    -------
    dict
        Name → parameter, in the order of the cell.

    Raises
    ------
    SyntaxError
        It is no Python.

    Examples
    --------
    >>> cell_parameters('every: str = "week"  # one of day, week or month')["every"].choices
    ('day', 'week', 'month')
    """
    lines = source.splitlines()
    found = [_parameter(statement, lines) for statement in ast.parse(source).body]
    return {parameter.name: parameter for parameter in found if parameter is not None}


def refuse_unfit(known: Mapping[str, Parameter], values: Mapping[str, Any], where: str) -> None:
    """Raise `RequestError` for a value whose name the cell does not have, or that the cell says would not do.

    Parameters
    ----------
    known
        What the cell declares.
    values
        Name → value.
    where
        Whose parameters they are, for the message: "notebook timeline".
    """
    for name, value in values.items():
        if name not in known:
            near = nearest_name(name, known)
            hint = f"did you mean {near!r}?" if near else f"parameters are {', '.join(known) or 'none'}"
            raise RequestError(f"{where}: unknown parameter {name!r}; {hint}")
        wrong = known[name].complaint(value)
        if wrong:
            raise RequestError(f"{where}: {name} = {value!r} {wrong}")


def _parameter(statement: ast.stmt, lines: Sequence[str]) -> Parameter | None:
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        name, annotation, value = statement.target.id, ast.unparse(statement.annotation), statement.value
    elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        name, annotation, value = statement.targets[0].id, None, statement.value
    else:
        return None
    last = lines[(statement.end_lineno or statement.lineno) - 1].encode()[statement.end_col_offset or 0:].decode()
    beside = _COMMENT.search(last)
    comment = beside.group(1) if beside else ""
    try:
        return Parameter(name, annotation, None if value is None else ast.literal_eval(value), comment)
    except ValueError:
        return Parameter(name, None, None, comment)
