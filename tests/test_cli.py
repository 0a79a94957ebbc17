"""The command: what it prints, its exit statuses, and that nothing read can act on the terminal."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet import cli
from broadsheet.errors import StepError
from broadsheet.safe_text import printable
from tests.lengths import some

TEXT = "Marta Hollis, the mayor of Eastmere, said on Monday that the harbour wall would be repaired.\n\nWorkers agreed."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two articles in `news`; no archive is named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BROADSHEET_ARCHIVE", raising=False)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text(f"title: One\nsource: Post\ndate: 2025-05-06\n\n{TEXT}", "utf-8")
    (tmp_path / "news" / "two.txt").write_text(f"title: Two\nsource: Post\nlanguage: de\ndate: 2025-05-07\n\n{TEXT * 2}", "utf-8")
    return tmp_path


@pytest.fixture
def unannotated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is annotated, for speed."""
    monkeypatch.setattr("broadsheet.archive.ingesting.annotatable", lambda articles: pd.Series(False, index=articles.index))


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def test_ingest_says_what_was_read_known_copied_and_rejected(folder, unannotated, capsys):
    (folder / "news" / "broken.txt").write_bytes(bytes(range(256)))
    assert cli.main(["ingest", "news"]) == 0
    said = capsys.readouterr()
    words = [line.split()[:2] for line in lines(said.out)]
    assert words[:4] == [["read", "2"], ["known", "0"], ["copied", "1"], ["rejected", "1"]]
    assert "broken.txt" in said.out and said.err == ""
    assert cli.main(["ingest", "news"]) == 0
    assert lines(capsys.readouterr().out)[1].split() == ["known", "2"]
    assert len(bs.open_archive("data/archive")) == 2


@pytest.mark.parametrize(("given", "where"), [(["--archive", "here"], "here"), ([], "there")])
def test_the_archive_is_the_one_named_or_the_environments(folder, unannotated, monkeypatch, given, where):
    monkeypatch.setenv("BROADSHEET_ARCHIVE", str(folder / "there"))
    assert cli.main(["ingest", "news", *given]) == 0
    assert len(bs.open_archive(folder / where)) == 2


def test_dates_and_outlets_stand_in_for_those_that_are_missing(folder, unannotated):
    (folder / "bare.txt").write_text(TEXT, "utf-8")
    assert cli.main(["ingest", "bare.txt", "--published", "2025-03-04", "--source", "Echo"]) == 0
    row = bs.open_archive("data/archive").articles().iloc[0]
    assert (row["source"], f"{row['published_at']:%Y-%m-%d}") == ("Echo", "2025-03-04")


@pytest.mark.parametrize(("arguments", "message"), [
    (["ingest", "nowhere"], "no file or folder 'nowhere'"),
    (["ingest", "news", "--published", "someday"], "someday"),
    (["ingest", "news", "--processes", "0"], "too small"),
    (["ingest", "news", "--archive", "news"], "is not an archive"),
    (["report", "--archive", "nowhere"], "no archive in"),
    (["report", "settings.toml"], "settings.toml"),
    (["report", "--set", "bogus=1"], "unknown setting 'bogus'"),
    (["report", "--set", "top"], "write NAME=VALUE"),
    (["report", "--set", "top='many'"], "top"),
    (["report", "--set", "timeline.bogus=1", "--archive", "news"], "bogus"),
    (["collect", "feeds.toml"], "feeds.toml"),
    (["frobnicate"], "frobnicate"), ([], "COMMAND"), (["ingest", "--bogus"], "--bogus"),
])
def test_a_wrong_request_is_one_line_and_status_2_and_changes_nothing(folder, capsys, arguments, message):
    before = sorted(folder.rglob("*"))
    assert cli.main(arguments) == 2
    said = capsys.readouterr()
    assert len(lines(said.err)) == 1 and message in said.err and said.err.startswith("broadsheet: ") and said.out == ""
    assert sorted(folder.rglob("*")) == before


def test_corrections_that_cannot_be_understood_are_a_wrong_request(folder, unannotated, capsys):
    assert cli.main(["ingest", "news"]) == 0
    (folder / "data" / "archive" / "corrections.toml").write_text("[[articles]]\nwhat = 1", "utf-8")
    capsys.readouterr()
    assert cli.main(["ingest", "news"]) == 2
    assert "unknown key 'what'" in capsys.readouterr().err


def test_when_all_that_was_named_is_rejected_the_step_has_failed(folder, unannotated, capsys):
    (folder / "broken.txt").write_bytes(bytes(range(256)))
    assert cli.main(["ingest", "broken.txt"]) == 1
    assert "broken.txt" in capsys.readouterr().out


def test_an_empty_folder_is_a_normal_run(folder, capsys):
    (folder / "empty").mkdir()
    assert cli.main(["ingest", "empty"]) == 0
    assert lines(capsys.readouterr().out)[0].split()[:2] == ["read", "0"]


@pytest.mark.parametrize(("error", "status"), [
    (StepError("a step failed"), 1), (KeyboardInterrupt(), 130), (KeyboardInterrupt("SIGTERM"), 143), (cli.Terminated(), 143),
    (ZeroDivisionError("\x1b[31mnought"), 1),
])
def test_statuses_of_what_goes_wrong(folder, capsys, monkeypatch, error, status):
    def fails(*_, **__):
        raise error

    monkeypatch.setattr("broadsheet.archive.archive.ingest", fails)
    assert cli.main(["ingest", "news"]) == status
    said = capsys.readouterr().err
    assert len(lines(said)) == 1 and "\x1b" not in said


def test_nothing_read_can_act_on_the_terminal(folder, unannotated, capsys):
    bad = folder / "news" / "a\x1b]0;owned\x07\u202egpj.txt"
    bad.write_bytes(bytes(range(256)))
    assert cli.main(["ingest", "news", "no\x1b[31mwhere"]) == 2
    assert cli.main(["ingest", "news"]) == 0
    assert cli.main(["in\x1b[31mgest"]) == 2
    said = capsys.readouterr()
    for sign in ("\x1b", "\x07", "\u202e"):
        assert sign not in said.out + said.err
    assert "\\x1b" in said.out and "\\x1b" in said.err


@pytest.mark.parametrize(("text", "shown"), [
    ("plain ä € 漢\ttab\nline", "plain ä € 漢\ttab\nline"), ("\x1b[2J", "\\x1b[2J"), ("a\rb", "a\\rb"), ("\x9b1m", "\\x9b1m"),
    ("\u2066x\u2069", "\\u2066x\\u2069"), ("\ud800", "\\ud800"),
])
def test_what_is_printable(text, shown):
    assert printable(text) == shown


def test_unmatched_corrections_are_said(folder, unannotated, capsys):
    cli.main(["ingest", "news"])
    (folder / "data" / "archive" / "corrections.toml").write_text('[[articles]]\nurl = "none"\ndrop = true', "utf-8")
    capsys.readouterr()
    assert cli.main(["ingest", "news"]) == 0
    assert "no such article" in capsys.readouterr().err


def test_check_looks_at_everything(folder, unannotated, capsys):
    cli.main(["ingest", "news"])
    capsys.readouterr()
    assert cli.main(["check"]) == 0
    said = capsys.readouterr().out
    for word in ("python", "broadsheet", "spaCy model", "sentiment", "PDF", "notebooks", "archive", "is sound"):
        assert word in said
    next((folder / "data" / "archive" / "register").glob("*.parquet")).unlink()
    assert cli.main(["check", "--no-repair"]) == 4
    assert "BAD" in capsys.readouterr().out


def test_settings_are_changed_by_name(folder, monkeypatch):
    from broadsheet.commands import report
    from broadsheet.reporting import notebook_folder

    (folder / "settings.toml").write_text('archive = "mine"\n[period]\nlast = "7 days"\n', "utf-8")
    monkeypatch.setenv("BROADSHEET_ARCHIVE", "/elsewhere")

    def settings(*arguments: str):
        return report._settings(cli.parser().parse_args(["report", *arguments]))

    made = settings("settings.toml", "--set", "top=20", "--set", "period.last=2 weeks", "--set", "timeline.top=5", "--out", "out")
    assert (made.top, made.period.last, made.parameters) == (20, "2 weeks", {"timeline": {"top": 5}})
    assert (made.archive, made.reports) == (folder / "mine", folder / "out")
    assert settings().archive == Path("/elsewhere")
    assert settings("--archive", "here").archive == folder / "here"
    assert notebook_folder().is_dir()


def test_notebooks_that_were_installed_are_copied_to_be_edited(folder, monkeypatch):
    from broadsheet.commands import lab

    installed = folder / "site-packages" / "broadsheet" / "notebooks"
    installed.mkdir(parents=True)
    (installed / "actors.ipynb").write_text("new")
    monkeypatch.setattr("broadsheet.reporting.notebook_folder", lambda: installed)
    made = lab.notebooks_to_edit(None)
    assert made == folder / "notebooks" and (made / "actors.ipynb").read_text() == "new"
    (made / "actors.ipynb").write_text("mine")
    assert (lab.notebooks_to_edit(None) / "actors.ipynb").read_text() == "mine"


@pytest.mark.parametrize(("sent", "status"), some([(signal.SIGINT, 130), (signal.SIGTERM, 143)]))
def test_a_signal_leaves_nothing_half_done(folder, sent, status):
    """The command waits for a lock that we hold, is stopped, and has written nothing."""
    from broadsheet.archive.store import Store

    archive = folder / "archive"
    with Store(archive).writing():
        command = [sys.executable, "-m", "broadsheet.cli", "ingest", "news/two.txt", "--archive", str(archive)]
        process = subprocess.Popen(
            command, cwd=folder, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a job in the background inherits it ignored
        )
        until = time.monotonic() + 60
        while not _holds(process.pid, archive / ".lock") and time.monotonic() < until:
            time.sleep(0.1)
        process.send_signal(sent)
        assert process.wait(60) == status
    assert process.stderr is not None and lines(process.stderr.read()) == ["broadsheet: stopped; what was finished is kept"]
    assert len(bs.open_archive(archive)) == 0


def _holds(pid: int, path: Path) -> bool:
    import psutil

    return any(Path(file.path) == path for file in psutil.Process(pid).open_files())


def test_from_any_folder_and_as_a_module(folder):
    done = subprocess.run([sys.executable, "-m", "broadsheet.cli", "--version"], cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.startswith("broadsheet ")
