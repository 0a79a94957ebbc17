"""How the models were made: the commands name scripts and options that are there, and what they use of broadsheet is there too."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "training").glob("*.py"))
CARDS = [ROOT / "training" / "README.md", *sorted((ROOT / "lib" / "broadsheet" / "resources").rglob("README.md"))]


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) > 10


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_what_a_script_takes_from_broadsheet_is_there(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("broadsheet"):
            module = import_module(str(node.module))
            assert [alias.name for alias in node.names if not hasattr(module, alias.name)] == []
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("training."):
            assert ROOT.joinpath(*str(node.module).split(".")).with_suffix(".py") in SCRIPTS


@pytest.mark.parametrize("path", [*CARDS, *SCRIPTS], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_command_names_a_script_and_its_options(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    for script in re.findall(r"python -m (training[.\w]*)", text):
        assert ROOT.joinpath(*script.split(".")).with_suffix(".py") in SCRIPTS
    for command in re.finditer(r"python -m training\.(\w+)([^\n\"`]*)", text):
        source = (ROOT / "training" / f"{command[1]}.py").read_text(encoding="utf-8")
        assert [option for option in re.findall(r"--[a-z-]+", command[2]) if f'"{option}"' not in source] == []


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.parent.name)
def test_a_card_names_files_that_are_there(path: Path) -> None:
    named = re.findall(r"`((?:lib|tests|training)/[\w./]+)`", path.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_training_is_beside_the_package_and_has_an_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["lib/broadsheet"]
    assert not (ROOT / "lib" / "broadsheet" / "training").exists()
    needed = {re.split(r"\W", line)[0] for line in project["project"]["optional-dependencies"]["training"]}
    nodes = [node for path in SCRIPTS for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    imported = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    imported |= {node.names[0].name for node in nodes if isinstance(node, ast.Import)}
    assert needed == {name.split(".")[0] for name in imported} & {"torch", "onnx", "safetensors", "transformers"}


def test_hard_cases_mark_their_targets() -> None:
    from training.hard_cases import hard_cases

    cases = list(hard_cases(40, seed=1))
    assert len(cases) == 40
    for case in cases:
        assert all(0 <= start < end <= len(case.text) for start, end in case.spans)
