"""What papermill put into a notebook, held against its parameters cell: a mistyped name is no parameter and would be passed over."""

from __future__ import annotations

import ast
from typing import Any, Final

from broadsheet.settings import cell_parameters, refuse_unfit

_MARK: Final = "# Parameters"
"""How the cell begins that papermill puts behind the parameters cell."""


def check_parameters(cells: list[str] | None = None) -> None:
    """Refuse what a runner such as papermill set and the parameters cell does not have, or says would not do, before anything is read.

    Parameters
    ----------
    cells
        The cells that were run so far; None: those of the notebook that calls. Without any, there is nothing to check.

    Raises
    ------
    RequestError
        A name is unknown (with the nearest one), or a value has the wrong type or is none of those that the cell lists.
    """
    run = _cells_run() if cells is None else cells
    for number in range(1, len(run)):
        if run[number].lstrip().startswith(_MARK):
            refuse_unfit(cell_parameters(run[number - 1]), _values(run[number]), "this notebook")


def _cells_run() -> list[str]:
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    return [] if shell is None else [str(cell) for cell in shell.user_ns.get("In", [])]


def _values(cell: str) -> dict[str, Any]:
    """The literal values that a cell sets; papermill writes no others, but for infinite numbers, which are left as they are."""
    values: dict[str, Any] = {}
    for statement in ast.parse(cell).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            try:
                values[statement.targets[0].id] = ast.literal_eval(statement.value)
            except ValueError:
                continue
    return values
