"""An error of ours below a cell is one sentence; one of Python's keeps its traceback."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell


def test_an_error_below_a_cell_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    shell = InteractiveShell()
    shell.run_cell("import broadsheet as bs\nbs.read_articles('/no/such/folder')")
    assert capsys.readouterr().out.strip().splitlines() == ["RequestError: no file or folder '/no/such/folder'"]
    shell.run_cell("1 / 0")
    assert len(capsys.readouterr().out.strip().splitlines()) > 3
