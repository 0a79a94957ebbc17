"""Which runs stay, which one the next briefing is held against, and how alerts leave the house."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import pytest

from broadsheet.reporting.catalogue import last_run, remove_old_runs, write_index
from broadsheet.reporting.notices import send_notices
from broadsheet.settings import Alerts, Keep

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
