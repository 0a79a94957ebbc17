"""Every example in a docstring runs and gives what it says; every name behind `bs.<tab>` has one."""

from __future__ import annotations

import doctest
import importlib
import inspect
from pathlib import Path

import pytest

import broadsheet as bs

LIBRARY = Path(bs.__file__).parent
SHOWING = sorted(
    ".".join(("broadsheet", *path.relative_to(LIBRARY).with_suffix("").parts))
    for path in LIBRARY.rglob("*.py") if "    >>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", SHOWING)
def test_examples_give_what_they_say(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    assert result.attempted and not result.failed


@pytest.mark.parametrize("name", [name for name in bs.__all__ if callable(getattr(bs, name))])
def test_every_name_of_the_facade_says_what_it_is_and_shows_it(name: str) -> None:
    said = inspect.getdoc(getattr(bs, name)) or ""
    assert said.splitlines()[0].endswith((".", ":")) and ">>>" in said


def test_the_facade_is_short() -> None:
    public = sorted(name for name in bs.__all__ if not name.startswith("_"))
    assert [name for name in dir(bs) if not name.startswith("_")] == public and len(public) <= 15
