"""The commands and the session that the README shows do what it says."""

from __future__ import annotations

import logging
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from broadsheet.cli import main
from tests.reporting.tiny_notebooks import write_notebook

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
BIN = Path(sys.executable).parent
NOT_HERE = {"make test": "it is running", "make lab": "the browser test opens JupyterLab"}


def _blocks(language: str) -> list[str]:
    return [block.strip() for block in re.findall(rf"```{language}\n(.*?)```", README, re.S)]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readme")


@pytest.fixture(scope="module")
def desk(place: Path) -> Path:
    """A folder with a part of the sample where the README has it: all of it would be annotated three times."""
    desk, sample = place / "desk", ROOT / "data/sample"
    (desk / "data/sample").mkdir(parents=True)
    for path in [*sample.glob("2025-10-21*"), sample / "2025-10-22-wireline-summit.txt"]:
        shutil.copy(path, desk / "data/sample")
    return desk


@pytest.fixture(scope="module")
def environment(place: Path) -> dict[str, str]:
    """Archive and reports beside the test, and the tools of this very environment first on the path."""
    here = {"ARCHIVE": str(place / "archive"), "REPORTS": str(place / "reports"), "BROADSHEET_ARCHIVE": str(place / "archive")}
    return os.environ | here | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def _run(command: str, environment: dict[str, str]) -> str:
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_make_report_prints_the_path_of_a_report(place: Path, desk: Path, environment: dict[str, str]) -> None:
    assert "make report" in _blocks("sh")
    if not (ROOT / ".venv").exists() or BIN.resolve() != (ROOT / ".venv/bin").resolve():
        pytest.skip("the tests run in another environment than the one that make sets up")
    # The six notebooks are run by test_notebooks; here one tells that the command sets up, reads, reports and prints.
    settings = place / "brief.toml"
    settings.write_text('notebooks = ["briefing"]\n[outputs]\ndossiers = 0\n', "utf-8")
    printed = _run("make --silent report", environment | {"SETTINGS": str(settings), "ARTICLES": str(desk / "data/sample")})
    assert Path(printed.strip().splitlines()[-1]).is_file()


def test_the_session_runs(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no variables but those of a new session, in this process, which has loaded the model already."""
    (session,) = _blocks("python")
    assert len([line for line in session.splitlines() if line.strip()]) <= 10
    monkeypatch.chdir(desk)
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(session, names)
    assert len(names["layers"].quotes) and len(names["bs"].timeline(names["layers"], focus="Kosovo", top=5))


@pytest.mark.parametrize("command", [line for block in _blocks("sh") for line in block.splitlines() if line.startswith("broadsheet ")])
def test_each_step_runs_by_hand(
    command: str, environment: dict[str, str], place: Path, desk: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In this process; `make report` has shown that the command is installed, and that it makes a report of notebooks of ours."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(desk)
    _, *arguments = shlex.split(command)
    if command == "broadsheet report":
        books = write_notebook(place / "books", "fine").parent
        arguments += ["--out", str(place / "reports"), "--set", f"notebook_folder={books}", "--set", "notebooks=['fine']",
                      "--set", "outputs.dossiers=0", "--set", "outputs.pdf=false"]
    logger = logging.getLogger("broadsheet")
    monkeypatch.setattr(logger, "handlers", list(logger.handlers))
    monkeypatch.setattr(logger, "propagate", logger.propagate)
    assert main(arguments) == 0


@pytest.mark.parametrize("command", [line for block in _blocks("sh") for line in block.splitlines() if line.startswith("make ")])
def test_make_knows_every_target(command: str, environment: dict[str, str]) -> None:
    assert _run(f"make --dry-run {command.removeprefix('make ')}", environment)


def test_the_line_of_cron_names_what_exists() -> None:
    (line,) = _blocks("cron")
    assert re.match(r"0 6 \* \* \* cd \S+ && ", line)
    for step in line.split(" && ")[1:]:
        command = step.split()[1]
        printed = subprocess.run([BIN / "broadsheet", command, "--help"], capture_output=True, text=True, check=True).stdout
        for option in re.findall(r"--\w+", step):
            assert option in printed, step


def test_pictures_and_pages_that_are_linked_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
