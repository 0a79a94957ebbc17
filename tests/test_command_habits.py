"""What people and programs expect of a command: examples that work, JSON, silence, completion, a line that says how far it is."""

from __future__ import annotations

import argparse
import io
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from broadsheet import cli
from broadsheet.commands.progress import ReportProgress
from broadsheet.reporting import NotebookRun, RunResult

COMMANDS = ("ingest", "search", "screen", "report", "collect", "lab", "mcp", "check")


def helped(command: str) -> str:
    (commands,) = [each for each in cli.parser()._actions if isinstance(each, argparse._SubParsersAction)]
    return str(commands.choices[command].format_help())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an article and a file that is none; nothing is annotated, for speed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BROADSHEET_ARCHIVE", raising=False)
    monkeypatch.setattr("broadsheet.archive.ingesting.annotatable", lambda articles: pd.Series(False, index=articles.index))
    (tmp_path / "news").mkdir()
    article = "title: One\nsource: Post\ndate: 2025-05-06\n\nThe harbour wall was mended in spring."
    (tmp_path / "news" / "one.txt").write_text(article, "utf-8")
    (tmp_path / "news" / "bad\u202e.txt").write_bytes(bytes(range(256)))
    return tmp_path


@pytest.fixture
def reported(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """A report that is made at once: one notebook done, one stopped."""
    runs = (NotebookRun("briefing", "done", "", 3.2, 100.0), NotebookRun("actors", "raised", "ValueError: no", 1.0, 90.0, 4))

    def run_report(settings, *, began, told):
        for run in runs:
            began(run.name)
            told(run)
        return RunResult(folder / "made", "failed", runs, ({"alert": "new", "detail": "Ada Moss"},), ("no PDF",))

    monkeypatch.setattr("broadsheet.reporting.run_report", run_report)
    return folder / "made"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples_that_the_command_understands(command: str) -> None:
    examples = helped(command).partition("examples:")[2]
    called = [re.split(r"  | \||&&|\)", line)[0] for line in re.findall(rf"broadsheet ({command}\b.*)", examples)]
    assert len(called) >= 3
    for line in called:
        assert cli.parser().parse_args(shlex.split(line)).run


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_the_exit_statuses(command: str) -> None:
    assert "0 done" in helped(command) and "143" in helped(command)


def test_an_ingest_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ingest", "news", "--json"]) == 0
    printed = capsys.readouterr().out
    made = json.loads(printed)
    assert (made["read"], made["known"], made["rejected"], made["articles"]) == (1, 0, 1, 1)
    (reject,) = made["rejects"]
    assert reject["path"].endswith("bad\u202e.txt") and reject["part"] is None and reject["reason"]
    assert printed.isascii() and made["archive"] == "data/archive"


def test_a_quiet_ingest_says_nothing_but_what_went_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ingest", "news", "--quiet"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")
    assert cli.main(["ingest", "nowhere", "--quiet"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_report_prints_its_first_page_and_says_the_rest_elsewhere(reported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report"]) == 1
    said = capsys.readouterr()
    assert said.out == f"{reported / 'index.html'}\n"
    for words in ("briefing: done, 3 s", "actors: raised, 1 s", "actors: ValueError: no", "no PDF", "alert: new: Ada Moss"):
        assert words in said.err


def test_a_quiet_report_prints_its_page_and_what_went_wrong(reported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", "--quiet"]) == 1
    said = capsys.readouterr()
    assert said.out == f"{reported / 'index.html'}\n"
    assert "briefing" not in said.err and "actors: ValueError: no" in said.err


def test_a_report_as_json(reported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", "--json"]) == 1
    made = json.loads(capsys.readouterr().out)
    assert (made["status"], made["exit_status"], made["page"]) == ("failed", 1, str(reported / "index.html"))
    assert [(run["name"], run["status"]) for run in made["notebooks"]] == [("briefing", "done"), ("actors", "raised")]
    assert made["alerts"] == [{"alert": "new", "detail": "Ada Moss"}]


def test_a_check_as_json_and_in_silence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["sound"] and {"python", "spaCy model", "archive"} <= {line["what"] for line in made["lines"]}
    assert cli.main(["check", "--quiet"]) == 0
    assert capsys.readouterr().out == ""


def test_json_and_quiet_exclude_each_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ingest", "news", "--json", "--quiet"]) == 2
    assert "not allowed with" in capsys.readouterr().err


class Terminal(io.StringIO):
    """A terminal of which we keep what is written."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_on_a_terminal_one_line_says_how_far_the_report_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with ReportProgress(2) as progress:
        progress.began("briefing")
        progress.began("actors")
        progress.ended(NotebookRun("briefing", "done", "", 3.2, 100.0))
    shown = terminal.getvalue()
    assert "\n" not in shown.rstrip("\n")
    assert "report: 0 of 2 notebooks done" in shown and "running: briefing 0 s, actors 0 s" in shown
    assert "report: 1 of 2 notebooks done" in shown and "running: actors 0 s" in shown


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_is_a_script_that_the_shell_reads(shell: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.main(["--print-completion", shell]) == 0
    script = capsys.readouterr().out
    for name in (*COMMANDS, "--archive", "--explain", "--published"):
        assert name in script
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    (tmp_path / "script").write_text(script, "utf-8")
    assert subprocess.run([shell, "-n", str(tmp_path / "script")], check=False).returncode == 0


def test_bash_proposes_the_commands(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("no bash here")
    cli.main(["--print-completion", "bash"])
    (tmp_path / "script").write_text(capsys.readouterr().out, "utf-8")
    asked = 'source ./script; COMP_WORDS=(broadsheet re); COMP_CWORD=1; f=$(complete -p broadsheet | sed "s/.*-F \\([^ ]*\\).*/\\1/"); ' \
            '$f broadsheet re broadsheet; echo "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["report"], done.stderr
