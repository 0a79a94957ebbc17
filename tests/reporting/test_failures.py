"""One notebook that goes wrong costs itself: the rest of the report stands, and says what is missing."""

from __future__ import annotations

import errno
import json
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import psutil
import pytest
from stops import stop_reports
from tiny_notebooks import write_notebook, write_notebooks

from broadsheet.archive import open_archive
from broadsheet.errors import RequestError, StepError
from broadsheet.reporting import explain, list_runs, run_report
from broadsheet.settings import Alerts, Keep, Outputs, RunLimits, Settings

MakeSettings = Callable[..., Settings]
PLAIN = Outputs(pdf=False, dossiers=0)
EVERY_FAILURE = ("fine", "raises", "dies", "floods", "eats", "writes")


def kernels() -> list[int]:
    """Kernels that this process, or anybody it started, still runs."""
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            line = " ".join(child.cmdline())
            found += [child.pid] if "ipykernel" in line or "reporting.forking" in line else []
        except psutil.Error:
            continue
    return found


def test_each_failure_costs_only_itself(tmp_path: Path, settings: MakeSettings) -> None:
    folder = write_notebooks(tmp_path / "books", *EVERY_FAILURE)
    result = run_report(settings(folder, *EVERY_FAILURE, outputs=PLAIN))
    assert {run.name: run.status for run in result.notebooks} == {
        "fine": "done", "raises": "raised", "dies": "died", "floods": "flood", "eats": "memory", "writes": "done",
    }
    assert (result.status, result.exit_status) == ("failed", 1)
    assert "raises: ValueError: the third line is odd" in result.missing
    written = json.loads((result.folder / "manifest.json").read_text())
    assert {each["name"]: each["status"] for each in written["notebooks"]} == {run.name: run.status for run in result.notebooks}
    page = result.report.read_text()
    assert "Raises is missing or incomplete" in page
    assert "before" in page
    assert "<pre>4\n" in page
    assert not list(Path.cwd().glob("left-behind.txt")) and not list(result.folder.rglob("left-behind.txt"))
    assert kernels() == []


def test_a_notebook_that_outstays_its_time_is_ended(tmp_path: Path, settings: MakeSettings) -> None:
    folder, limits = write_notebooks(tmp_path / "books", "hangs", "stubborn"), RunLimits(seconds=4, memory_mb=500, output_mb=3, at_once=2)
    result = run_report(settings(folder, "hangs", "stubborn", outputs=PLAIN, limits=limits))
    assert {run.name: run.status for run in result.notebooks} == {"hangs": "timeout", "stubborn": "timeout"}
    assert kernels() == []


LONG = (
    "import pandas as pd\nfrom broadsheet import analysis, display\n"
    "rows = pd.DataFrame({'line': [f'{i} ' + 'word ' * 20 for i in range(60_000)]})\n"
    "display.listing(rows, {'line': analysis.Column('Line', 'a line')}, name='long', finding='Many rows', empty='No row')"
)


def test_a_long_table_is_no_flood_and_stands_whole_in_its_file(tmp_path: Path, settings: MakeSettings) -> None:
    """Six megabytes of CSV beside an output limit of three: they do not travel in the notebook's output."""
    books, limits = write_notebook(tmp_path / "books", "fine", [LONG]).parent, RunLimits(seconds=300, memory_mb=2000, output_mb=3)
    result = run_report(settings(books, "fine", outputs=PLAIN, limits=limits))
    assert result.missing == []
    written = (result.folder / "csv" / "long.csv").read_text()
    assert written.count("\n") == 60_001 and written.endswith("59999 " + "word " * 20 + "\n")
    assert not (result.folder / "work").exists()


def test_all_notebooks_of_a_run_see_one_state(tmp_path: Path, archive_folder: Path, settings: MakeSettings) -> None:
    """An article that arrives after the first notebook is in the next report, and not in half of this one."""
    kept = tmp_path / "archive"
    shutil.copytree(archive_folder, kept)
    counting = ["from broadsheet import open_archive", "print('articles:', len(open_archive(archive)))"]
    for name in ("first", "second"):
        write_notebook(tmp_path / "books", name, counting)
    limits = RunLimits(seconds=300, memory_mb=2000, output_mb=3, at_once=1)
    made = settings(tmp_path / "books", "first", "second", archive=kept, limits=limits, outputs=PLAIN)
    late = pd.DataFrame({"article_id": ["late"], "text": ["Ada Moss closed the quay in Eastmere on 30 May 2025."]})
    arrivals = [late]
    result = run_report(made, told=lambda run: open_archive(kept).add(arrivals.pop(), progress=False) if arrivals else None)
    written = json.loads((result.folder / "manifest.json").read_text())
    assert result.missing == [] and len(open_archive(kept)) == 4
    assert [(result.folder / f"{name}.html").read_text().count("articles: 3") for name in ("first", "second")] == [1, 1]
    assert len(open_archive(kept, as_of=written["archive"]["state"])) == 3
    again = run_report(replace(made, notebooks=("second",)))
    assert json.loads((again.folder / "manifest.json").read_text())["last_run"] == written["archive"]["state"]
    assert "articles: 4" in (again.folder / "second.html").read_text()


def test_a_report_appears_whole_and_the_index_lists_it(tmp_path: Path, settings: MakeSettings) -> None:
    folder = write_notebooks(tmp_path / "books", "fine")
    result = run_report(settings(folder, "fine", outputs=PLAIN))
    assert result.exit_status == 0
    assert sorted(path.name for path in result.folder.parent.iterdir()) == [result.folder.name, "index.html"]
    assert [run["folder"] for run in list_runs(result.folder.parent)] == [result.folder.name]
    assert f'href="{result.folder.name}/index.html"' in (result.folder.parent / "index.html").read_text()


@pytest.mark.parametrize(("changes", "message"), [
    ({"parameters": {"fine": {"limt": 4}}}, "unknown parameter 'limt'; did you mean 'limit'?"),
    ({"parameters": {"fine": {"limit": "four"}}}, "limit = 'four' should be int"),
    ({"notebooks": ("fin",)}, "no notebook 'fin' in .*; did you mean 'fine'?"),
    ({"archive": Path("/no/such/archive")}, "no archive in /no/such/archive"),
])
def test_what_is_wrong_is_refused_before_anything_runs(
    tmp_path: Path, settings: MakeSettings, changes: dict[str, object], message: str,
) -> None:
    made = settings(write_notebooks(tmp_path / "books", "fine"), "fine", **changes)
    with pytest.raises(RequestError, match=message):
        run_report(made)
    assert not made.reports.exists()


def test_explain_says_what_would_run_and_runs_nothing(tmp_path: Path, settings: MakeSettings) -> None:
    made = settings(write_notebooks(tmp_path / "books", "fine"), "fine", parameters={"fine": {"limit": 9}})
    said = explain(made)
    assert "limit = 9" in said
    assert "300 s" in said
    assert not made.reports.exists()


def test_a_run_removes_old_ones_and_the_index_forgets_them(tmp_path: Path, settings: MakeSettings) -> None:
    books = write_notebook(tmp_path / "books", "fine").parent
    made = settings(books, "fine", name="Desk", outputs=PLAIN, keep=Keep(runs=1, days=0))
    gone = made.reports / "2025-06-01-desk"
    gone.mkdir(parents=True)
    (gone / "manifest.json").write_text(json.dumps({"name": "Desk", "status": "done", "started": "2025-06-01T06:00:00+00:00"}))
    kept = run_report(made).folder.name
    assert [run["folder"] for run in list_runs(made.reports)] == [kept]
    assert gone.name not in (made.reports / "index.html").read_text()


def test_a_secret_of_the_environment_reaches_no_file_of_a_report(
    tmp_path: Path, settings: MakeSettings, hook: tuple[str, list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch,
) -> None:
    secret = "s3cret-path"
    monkeypatch.setenv("DESK_WEBHOOK", f"{hook[0]}/{secret}")
    alerting = ("import pandas as pd\nfrom broadsheet import analysis, display\n"
                "rows = pd.DataFrame({'alert': ['Plan due'], 'detail': ['the ferry']})\n"
                "said = {name: analysis.Column(name, name) for name in rows}\n"
                "display.listing(rows, said, name='alerts', finding='1 condition is met', empty='None is met')")
    books = write_notebook(tmp_path / "books", "fine", [alerting]).parent
    limits = RunLimits(seconds=300, memory_mb=2000, output_mb=3)
    result = run_report(settings(books, "fine", outputs=PLAIN, alerts=Alerts(webhook="$DESK_WEBHOOK"), limits=limits))
    assert (result.status, result.exit_status, len(hook[1])) == ("alerts", 3, 1)
    assert hook[1][0]["alerts"] == [{"alert": "Plan due", "detail": "the ferry"}]
    texts = [path.read_text(errors="replace") for path in result.folder.rglob("*") if path.is_file()]
    assert len(texts) >= 5 and not any(secret in text for text in texts)


@pytest.mark.parametrize("where", ["pages", "notebooks", "index"])
def test_a_full_disk_is_named_and_leaves_no_half_report(
    tmp_path: Path, settings: MakeSettings, monkeypatch: pytest.MonkeyPatch, where: str,
) -> None:
    made = settings(
        write_notebook(tmp_path / "books", "fine", ["print(1)"]).parent, "fine", outputs=Outputs(pdf=False, dossiers=0, csv=False),
    )

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(made.reports))

    target = {
        "pages": "broadsheet.reporting.writing.whole_report", "notebooks": "papermill.execute_notebook",
        "index": "broadsheet.reporting.report.write_index",
    }[where]
    monkeypatch.setattr(target, full)
    kept = "the report is whole in" if where == "index" else "nothing of this run was kept"
    with pytest.raises(StepError, match=f"the disk that holds {made.reports} is full.*{kept}"):
        run_report(made)
    assert len(list(made.reports.iterdir())) == (where == "index")


def test_reports_stopped_at_random_moments_leave_no_half_report_and_no_process(tmp_path: Path, archive_folder: Path) -> None:
    """The short form; `python tests/reporting/stops.py --stops 50` is the long one."""
    assert stop_reports(archive_folder, 1, tmp_path, took=4.0, signals=(signal.SIGKILL,)).total() == 1
