"""Parameters that come as text get the type that the notebook gives them, or are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tiny_notebooks import write_notebook

from broadsheet.errors import RequestError
from broadsheet.reporting.parameters import values_from_text

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
