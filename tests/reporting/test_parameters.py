"""Parameters that come as text get the type that the notebook gives them, or are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from tiny_notebooks import write_notebook

from broadsheet.errors import RequestError
from broadsheet.interactive import check_parameters
from broadsheet.reporting import notebook_folder
from broadsheet.reporting.parameters import checked_values, notebook_parameters, values_from_text
from broadsheet.schemas import STATUSES
from broadsheet.settings import Parameter

CELL = ('archive: str | None = None\nlimit: int = 3\nshare: float = 0.5\nloud: bool = False\nsince: str | None = None\nname: str = "x"\n'
        "outlets: list | None = None\nfree = 1")


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook with a parameter of every type."""
    return write_notebook(tmp_path_factory.mktemp("typed"), "typed", ["print(limit)"], parameters=CELL)


@pytest.mark.parametrize(("name", "text", "value"), [
    ("limit", "20", 20), ("limit", " -4 ", -4), ("share", "0.25", 0.25), ("share", "2", 2),
    ("loud", "true", True), ("loud", "False", False),
    ("since", "2025-10-01", "2025-10-01"), ("since", "None", None), ("since", "", None), ("name", "20", "20"), ("name", "true", "true"),
    ("name", "'quoted'", "quoted"), ("name", "it's", "it's"), ("outlets", "['A', 'B']", ["A", "B"]), ("free", "7", 7), ("limit", 9, 9),
])
def test_text_becomes_the_type_of_the_parameter(notebook: Path, name: str, text: Any, value: Any) -> None:
    made = values_from_text(notebook, {name: text})
    assert made == {name: value} and type(made[name]) is type(value)


@pytest.mark.parametrize(("name", "text", "message"), [
    ("limit", "three", "limit = 'three' should be int"), ("limit", "", "limit = '' should be int"), ("limit", "2.5", "should be int"),
    ("loud", "1", "loud = .1. should be bool"), ("limt", "3", "did you mean 'limit'"), ("limit", "__import__('os')", "should be int"),
])
def test_text_that_does_not_fit_is_refused(notebook: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        values_from_text(notebook, {name: text})


@pytest.mark.parametrize(("annotation", "fits", "does_not"), [
    ("int", 3, True), ("int", 3, 3.0), ("float", 2, "2"), ("float", 2.5, False), ("bool", False, 0), ("str", "x", None),
    ("str | None", None, 3), ("Optional[str]", None, 3), ("Optional[str]", "x", ["x"]), ("typing.Optional[int]", 3, "3"),
    ("Union[int, str]", "x", 2.5), ("list[str]", ["a"], [1]), ("List[int]", (1, 2), ["a"]), ("Optional[list[str]]", [], "a"),
    ("tuple[str, ...]", ["a", "b"], [1]), ("dict[str, int]", {"a": 1}, {"a": "b"}), ("'Optional[int]'", None, "x"), ("list", ["a", 1], "a"),
])
def test_a_value_fits_what_the_cell_says(annotation: str, fits: Any, does_not: Any) -> None:
    parameter = Parameter("x", annotation, None)
    assert parameter.accepts(fits) and not parameter.accepts(does_not)


@pytest.mark.parametrize("annotation", ["Path", "np.ndarray", "Optional[str, int]", "'not a type'", "f()", None])
def test_what_cannot_be_checked_is_let_through(annotation: str | None) -> None:
    assert Parameter("x", annotation, None).accepts(object())


@pytest.mark.parametrize(("notebook", "values", "message"), [
    ("actors", {"every": "fortnight"}, "every = 'fortnight' should be one of day, week, month"),
    ("timeline", {"status": "finished"}, "status = 'finished' should be one of occurred"),
    ("timeline", {"status": "planed"}, "did you mean 'planned'"),
    ("timeline", {"shown_from": "soon"}, "shown_from = 'soon' should be a day such as"),
    ("timeline", {"top": "5"}, "top = '5' should be int"),
    ("briefing", {"foucs": "Kosovo"}, "unknown parameter 'foucs'; did you mean 'focus'"),
])
def test_a_value_that_a_notebook_does_not_take_is_refused_before_the_run(notebook: str, values: dict[str, Any], message: str) -> None:
    path = notebook_folder() / f"{notebook}.ipynb"
    with pytest.raises(RequestError, match=message):
        checked_values(path, values, {})
    with pytest.raises(RequestError, match=message):  # as papermill leaves it to the notebook itself
        check_parameters(["", _cell(path), "# Parameters\n" + "\n".join(f"{name} = {value!r}" for name, value in values.items())])


def test_values_that_a_notebook_takes_pass() -> None:
    path = notebook_folder() / "timeline.ipynb"
    values = {"status": "planned", "shown_from": "2025-10", "shown_to": "2025-10-05", "focus": None, "top": 3}
    assert checked_values(path, values, {}) == values
    check_parameters(["", _cell(path), "# Parameters\nstatus = \"planned\"\ntop = 3\n", "status"])
    check_parameters([])


def test_the_lists_in_the_notebooks_are_those_of_the_library() -> None:
    declared = [one for path in notebook_folder().glob("*.ipynb") for one in notebook_parameters(path).values()]
    assert {one.name: one.choices for one in declared if one.choices} == {"every": ("day", "week", "month"), "status": STATUSES}


@pytest.mark.parametrize("path", sorted(notebook_folder().glob("*.ipynb")), ids=lambda path: path.stem)
def test_papermill_reads_every_parameter_with_its_type_and_comment(path: Path) -> None:
    from papermill.inspection import _infer_parameters
    from papermill.iorw import load_notebook_node

    inferred = {one.name: one for one in _infer_parameters(load_notebook_node(str(path)))}
    known = notebook_parameters(path)
    assert {name: (one.inferred_type_name, one.help) for name, one in inferred.items()} == {
        name: (one.annotation, one.comment) for name, one in known.items()
    }
    assert all(one.annotation and one.comment for one in known.values())


def _cell(path: Path) -> str:
    return next(cell.source for cell in nbformat.read(path, as_version=4).cells if "parameters" in cell.metadata.get("tags", []))
