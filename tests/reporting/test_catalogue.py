"""Which runs stay, which one the next briefing is held against, and how alerts leave the house."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import sys
from pathlib import Path

import pytest

from broadsheet.reporting.catalogue import last_run, remove_old_runs, shown_before, unfinished_run, write_index
from broadsheet.reporting.manifest import plain_settings
from broadsheet.reporting.notices import send_notices
from broadsheet.settings import Alerts, Keep, default_settings

NOW = dt.datetime(2025, 6, 30, tzinfo=dt.UTC)
FIRED = [{"alert": "New actor", "detail": "Cleo Hart: person, in 3 articles"}]
SECRET = "s3cret-path"


def written(reports: Path, day: int, *, name: str = "Desk", status: str = "done", notebooks: dict[str, str] | None = None) -> str:
    """A run of a day in June 2025, as its manifest tells of it."""
    folder = reports / f"2025-06-{day:02}-{name.lower()}"
    folder.mkdir(parents=True)
    each = [{"name": key, "status": value} for key, value in (notebooks or {"briefing": status}).items()]
    told = {"name": name, "status": status, "started": f"2025-06-{day:02}T06:00:00+00:00", "notebooks": each, "headline": "<b>News</b>"}
    (folder / "manifest.json").write_text(json.dumps(told))
    return folder.name


@pytest.mark.parametrize(("keep", "left"), [
    (Keep(runs=2, days=0), [29, 30]), (Keep(runs=1, days=12), [20, 25, 29, 30]), (Keep(runs=30, days=0), [10, 20, 25, 29, 30]),
])
def test_old_runs_go_by_the_rule_of_the_settings(tmp_path: Path, keep: Keep, left: list[int]) -> None:
    for day in (10, 20, 25, 29, 30):
        written(tmp_path, day)
    other = written(tmp_path, 1, name="Other")
    remove_old_runs(tmp_path, keep, NOW, "Desk")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([other, *(f"2025-06-{day}-desk" for day in left)])


def test_the_next_briefing_is_held_against_the_last_one_that_was_done(tmp_path: Path) -> None:
    written(tmp_path, 1)
    written(tmp_path, 2, status="failed", notebooks={"briefing": "done", "actors": "raised"})
    written(tmp_path, 3, status="failed", notebooks={"briefing": "timeout", "actors": "done"})
    found = last_run(tmp_path, "Desk")
    assert found is not None and found["started"].startswith("2025-06-02")


ODD = (
    "null", "[]", "7", '"x"', "{}", "{", "\x00", '{"name": "Desk"}', '{"name": "Desk", "status": "done"}',
    '{"name": "Desk", "status": "done", "started": 5, "notebooks": null, "alerts": null, "archive": null}',
    '{"name": "Desk", "status": "done", "started": "soon", "notebooks": [null, 1, {}, {"name": 3}], "archive": []}',
    '{"name": "Desk", "status": "done", "started": "2025-06-28T06:00:00", "notebooks": [{"name": "briefing", "seconds": "long"}]}',
    '{"name": ["Desk"], "status": {"a": 1}, "started": "2025-06-28", "alerts": [1], "headline": [], "archive": {"state": "never"}}',
    "[" * 5000,
)


@pytest.mark.parametrize("content", ODD, ids=range(len(ODD)))
def test_an_odd_manifest_of_one_run_stops_no_other(tmp_path: Path, content: str) -> None:
    older, good = written(tmp_path, 1), written(tmp_path, 2)
    odd = tmp_path / "2025-06-29-desk"
    odd.mkdir()
    (odd / "manifest.json").write_text(content)
    before = last_run(tmp_path, "Desk")
    assert before is not None and (shown_before(before) is None or dt.datetime.fromisoformat(str(shown_before(before))))
    assert all(isinstance(each["name"], str) and each["seconds"] > 0 for each in before["notebooks"])
    assert good in write_index(tmp_path).read_text()
    remove_old_runs(tmp_path, Keep(runs=1, days=0), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "Desk")
    assert not (tmp_path / older).exists()


def test_a_run_without_a_date_is_never_taken_for_an_old_one(tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "manifest.json").write_text('{"name": "Desk", "status": "done"}')
    assert remove_old_runs(tmp_path, Keep(runs=1, days=0), NOW, "Desk") == [] and (tmp_path / "odd").exists()


@pytest.mark.parametrize(("name", "left"), [
    (".part-999999999-2025-06-01-desk-x", False), (".part-{ours}-2025-06-01-desk-x", True), (".part-notes", True),
])
@pytest.mark.parametrize("kind", ["folder", "file"])
def test_leftovers_of_processes_that_are_gone_are_removed(tmp_path: Path, name: str, left: bool, kind: str) -> None:
    path = tmp_path / name.replace("{ours}", str(os.getpid()))
    if kind == "folder":
        (path / "notebooks").mkdir(parents=True)
    else:
        path.write_text("half an index")
    with unfinished_run(tmp_path, "run"):
        assert path.exists() == left


def test_leftovers_of_an_earlier_process_with_our_number_are_removed(tmp_path: Path) -> None:
    path = tmp_path / f".part-{os.getpid()}-index-x"
    path.write_text("half an index")
    os.utime(path, (1, 1))
    with unfinished_run(tmp_path, "run"):
        assert not path.exists()


def test_an_index_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, 2)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_index(tmp_path)
    assert not list(tmp_path.glob(".part-*"))


def test_the_command_for_alerts_stays_out_of_the_manifest() -> None:
    secret = ("/srv/tell", "--password", SECRET)
    settings = default_settings(alerts=Alerts(command=secret, webhook="$DESK_WEBHOOK", silent_outlet_days=3))
    plain = plain_settings(settings)
    assert SECRET not in json.dumps(plain) and "command" not in plain["alerts"]
    assert plain["alerts"]["webhook"] == "$DESK_WEBHOOK" and plain["alerts"]["silent_outlet_days"] == 3


def test_the_index_says_what_is_missing_and_escapes_headlines(tmp_path: Path) -> None:
    written(tmp_path, 2, status="failed", notebooks={"briefing": "done", "actors": "raised"})
    page = write_index(tmp_path).read_text()
    assert "incomplete: actors" in page and "<b>News" not in page and "&lt;b&gt;News" in page


def test_a_webhook_gets_the_alerts_as_json(hook: tuple[str, list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch) -> None:
    address, posted = hook
    monkeypatch.setenv("DESK_WEBHOOK", f"{address}/{SECRET}")
    assert send_notices(Alerts(webhook="$DESK_WEBHOOK"), FIRED, Path("/r/report.html")) == []
    assert posted == [{"type": "application/json", "report": "/r/report.html", "alerts": FIRED}]


@pytest.mark.parametrize("path", ["broken", None])
def test_a_webhook_that_fails_costs_a_note_that_keeps_its_secret(
    hook: tuple[str, list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch, path: str | None,
) -> None:
    monkeypatch.delenv("DESK_WEBHOOK", raising=False)
    if path is not None:
        monkeypatch.setenv("DESK_WEBHOOK", f"{hook[0]}/{path}/{SECRET}")
    (note,) = send_notices(Alerts(webhook="$DESK_WEBHOOK"), FIRED, Path("/r/report.html"))
    assert "webhook" in note and SECRET not in note and "127.0.0.1" not in note


def test_a_command_gets_the_alerts_and_the_path_of_the_report(tmp_path: Path) -> None:
    program = "import os, sys; open(sys.argv[1], 'w').write(sys.stdin.read() + os.environ['BROADSHEET_REPORT'])"
    command = (sys.executable, "-c", program, str(tmp_path / "told"))
    assert send_notices(Alerts(command=command), FIRED, Path("/r/report.html")) == []
    assert (tmp_path / "told").read_text() == json.dumps({"report": "/r/report.html", "alerts": FIRED}) + "/r/report.html"
    (note,) = send_notices(Alerts(command=("/no/such/program",)), FIRED, Path("/r/report.html"))
    assert "/no/such/program" in note
