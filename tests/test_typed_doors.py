"""The faces of the rooms have types, load late, and offer what they say."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from mypy import api

import broadsheet as bs

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "lib" / "broadsheet"
FACES = sorted(".".join(stub.parent.relative_to(LIBRARY.parent).parts) for stub in LIBRARY.rglob("__init__.pyi"))

CALLS = """
import pandas as pd

import broadsheet as bs

frame = pd.DataFrame()
bs.annotat(3)
bs.annotate(3)
bs.timeline(frame, focus=3)
bs.evidence(frame, outlets=True)
bs.analysis.no_such_question(frame)
articles, rejects = bs.read_articles(["news"], source=3)
reveal_type(bs.stance(frame))
reveal_type(bs.__version__)
"""
FOUND = {
    6: '"annotat"', 7: 'Argument 1 to "annotate"', 8: '"timeline"', 9: 'Unexpected keyword argument "outlets"', 10: '"no_such_question"',
    11: 'Argument "source" to "read_articles"', 12: 'Revealed type is "pandas.', 13: 'Revealed type is "str"',
}
"""Line of `CALLS` → what is said about it."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What mypy says about all of ours and about `CALLS`, as an analyst's editor would; its cache is that of `make types`."""
    script = tmp_path_factory.mktemp("typed") / "calls.py"
    script.write_text(CALLS.lstrip("\n"), encoding="utf-8")
    config = ROOT / "pyproject.toml"
    asked = [f"--package={name}" for name in tomllib.loads(config.read_text(encoding="utf-8"))["tool"]["mypy"]["packages"]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MYPYPATH", str(script.parent))
        out, error, _ = api.run(["--config-file", str(config), "--cache-dir", str(ROOT / ".mypy_cache"), *asked, "--module=calls"])
    assert error == "" and len(asked) == 2
    return out.splitlines()


def test_mypy_has_no_finding(said: list[str]) -> None:
    of_ours = [line for line in said[:-1] if "calls.py:" not in line]
    assert of_ours == [] and re.fullmatch(r"Found \d+ errors in 1 file \(checked \d{3,} source files\)", said[-1]), said


@pytest.mark.parametrize(("line", "words"), FOUND.items())
def test_a_wrong_name_or_argument_is_found_before_anything_runs(said: list[str], line: int, words: str) -> None:
    assert [text for text in said if f"calls.py:{line}:" in text and words in text], said


@pytest.mark.parametrize("face", FACES)
def test_a_face_offers_what_its_stub_says(face: str) -> None:
    module = importlib.import_module(face)
    assert dir(module) == sorted(module.__all__)
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        module.no_such_name  # noqa: B018


def test_a_function_is_not_hidden_by_the_module_it_is_in() -> None:
    importlib.import_module("broadsheet.display.evidence")
    assert callable(bs.display.evidence) and callable(bs.evidence)


def test_importing_the_package_loads_nothing_heavy() -> None:
    """Under 0.3 s of processor time, measured in a new process; what takes the time would be pandas and what is on top of it."""
    script = (
        "import sys, time; before = time.process_time(); import broadsheet as bs; taken = time.process_time() - before;"
        "assert not {'pandas', 'numpy', 'spacy', 'matplotlib', 'pydantic'} & set(sys.modules), sorted(sys.modules);"
        "assert taken < 0.3, taken; assert bs.analysis.timeline and bs.display.evidence and bs.__version__"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_types_are_for_others_too() -> None:
    assert (LIBRARY / "py.typed").is_file()
