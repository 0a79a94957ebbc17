"""Which runs stay, which one the next briefing is held against, and how alerts leave the house."""

from __future__ import annotations

import datetime as dt
import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from tiny_notebooks import write_notebook

from broadsheet.reporting import list_runs, run_report
from broadsheet.reporting.catalogue import last_run, remove_old_runs, write_index
from broadsheet.reporting.notices import send_notices
from broadsheet.settings import Alerts, Keep, Outputs, Settings

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


def test_a_run_removes_old_ones_and_the_index_forgets_them(tmp_path: Path, settings: Callable[..., Settings]) -> None:
    books = write_notebook(tmp_path / "books", "fine").parent
    made = settings(books, "fine", name="Desk", outputs=Outputs(pdf=False), keep=Keep(runs=1, days=0))
    gone = written(made.reports, 1)
    kept = run_report(made).folder.name
    assert [run["folder"] for run in list_runs(made.reports)] == [kept]
    assert gone not in (made.reports / "index.html").read_text()


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


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A server on this machine, and what was posted to it; it answers 500 below /broken."""
    posted: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posted.append({"type": self.headers["Content-Type"], **json.loads(body)})
            self.send_response(500 if self.path.startswith("/broken") else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", posted
    server.shutdown()


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


def test_a_secret_of_the_environment_reaches_no_file_of_a_report(
    tmp_path: Path, settings: Callable[..., Settings], hook: tuple[str, list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DESK_WEBHOOK", f"{hook[0]}/{SECRET}")
    alerting = ("import pandas as pd\nfrom broadsheet import analysis, display, open_archive\n"
                "rows = pd.DataFrame({'alert': ['Plan due'], 'detail': ['the ferry']})\n"
                "display.show(rows, open_archive(archive).layers(), name='alerts')")
    books = write_notebook(tmp_path / "books", "fine", [alerting]).parent
    result = run_report(settings(books, "fine", outputs=Outputs(pdf=False), alerts=Alerts(webhook="$DESK_WEBHOOK")))
    assert (result.status, result.exit_status, len(hook[1])) == ("alerts", 3, 1)
    assert hook[1][0]["alerts"] == [{"alert": "Plan due", "detail": "the ferry"}]
    texts = [path.read_text(errors="replace") for path in result.folder.rglob("*") if path.is_file()]
    assert len(texts) >= 5 and not any(SECRET in text for text in texts)
