"""One run of the report: notebooks side by side, pages, tables, PDF, manifest; whole or not at all."""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broadsheet.errors import StepError
from broadsheet.reporting.catalogue import last_run, publish, remove_old_runs, run_id, shown_before, unfinished_run, write_index
from broadsheet.reporting.checks import checked_paths, first_run, looked_up
from broadsheet.reporting.forking import Aside
from broadsheet.reporting.look import Look
from broadsheet.reporting.manifest import archive_state
from broadsheet.reporting.notebook_runs import NotebookRun
from broadsheet.reporting.notices import send_notices
from broadsheet.reporting.plan import Planned, explanation, planned_notebooks
from broadsheet.reporting.shown_layers import Shown
from broadsheet.reporting.side_by_side import WORK, Began, Told, longest_first, run_all, server_of
from broadsheet.reporting.writing import dossiers_shown, written
from broadsheet.settings import Settings


@dataclass(frozen=True)
class RunResult:
    """How a run went and where it lies.

    `status`: done, alerts or failed. `exit_status`: 0 done, 1 a notebook failed, 3 done with alerts.
    """

    folder: Path
    status: str
    notebooks: tuple[NotebookRun, ...]
    alerts: tuple[dict[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_status(self) -> int:
        """0 done, 1 a notebook failed, 3 done with alerts."""
        return {"done": 0, "failed": 1}.get(self.status, 3)

    @property
    def page(self) -> Path:
        """The page to open first; it leads to the others."""
        return self.folder / "index.html"

    def as_dict(self) -> dict[str, Any]:
        """The run as plain values, as JSON takes them."""
        return {
            "status": self.status, "exit_status": self.exit_status, "folder": str(self.folder), "page": str(self.page),
            "report": str(self.report), "notebooks": [run.as_row() for run in self.notebooks], "alerts": list(self.alerts),
            "notes": list(self.notes),
        }

    @property
    def report(self) -> Path:
        """The file with everything in it."""
        return self.folder / "report.html"

    @property
    def missing(self) -> list[str]:
        """One line per notebook that is not done."""
        return [f"{run.name}: {run.detail or run.status}" for run in self.notebooks if run.status != "done"]


def run_report(
    settings: Settings, *, now: dt.datetime | None = None, began: Began | None = None, told: Told | None = None,
) -> RunResult:
    """Run the notebooks of `settings` into one report folder, which appears whole by a rename.

    Parameters
    ----------
    settings
        From `broadsheet.settings.load_settings` or `default_settings`.
    now
        The moment of the run; None asks the clock.
    began, told
        Called as each notebook begins and ends, for a progress line; from the threads that run them.

    Returns
    -------
    RunResult
        The folder under `settings.reports`, with index.html, report.html, a page per notebook, csv/, notebooks/,
        manifest.json and, where pango is there, report.pdf.

    Raises
    ------
    RequestError
        The request was wrong (an unknown parameter or notebook, no archive); nothing was run or written.
    StepError
        The disk is full; nothing of the run stays.
    DamagedError
        The archive is damaged.
    KeyboardInterrupt
        The run was stopped by Ctrl-C or SIGTERM; nothing of it stays.
    """
    now = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
    before = last_run(settings.reports, settings.name)
    since_then = shown_before(before)
    planned = planned_notebooks(settings, now=now, last_run=since_then)
    checked = checked_paths(settings, planned)
    absent = looked_up(settings, now)
    return _with_notices(_whole_run(settings, planned, before, since_then, now, (began, told), absent, checked), settings)


def check_request(settings: Settings, *, now: dt.datetime | None = None) -> None:
    """Refuse what `run_report` would refuse and that does not depend on the archive, before anything is read into it.

    Parameters
    ----------
    settings
        Checked settings.
    now
        The moment of the run; None asks the clock.

    Raises
    ------
    RequestError
        A notebook, a parameter or a path is wrong.
    """
    planned = planned_notebooks(settings, now=(now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC))
    checked_paths(settings, planned)


def _whole_run(
    settings: Settings, planned: Sequence[Planned], before: dict[str, Any] | None, since_then: str | None, now: dt.datetime,
    callbacks: tuple[Began | None, Told | None], absent: Sequence[str], checked: Sequence[str],
) -> RunResult:
    """The run, from its unfinished folder to the list of all runs."""
    name = run_id(settings.name, now)
    with _full_disk_named(settings.reports, "nothing of this run was kept"), unfinished_run(settings.reports, name) as folder:
        shown = archive_state(settings.archive)
        with server_of(planned, settings) as server:
            dossiers = Aside(server, folder / WORK / ".dossiers", dossiers_shown, Shown(settings, shown["state"], now))
            runs = run_all(longest_first(planned, before), settings, folder, callbacks, shown["state"], server, dossiers)
            runs.sort(key=lambda run: [each.name for each in planned].index(run.name))
            result = written(settings, planned, runs, folder, now, since_then, shown, absent, checked, dossiers.result(), server)
        _remove(folder / WORK)
        target = publish(folder, settings.reports, name)
    remove_old_runs(settings.reports, settings.keep, now, settings.name)
    with _full_disk_named(settings.reports, f"the report is whole in {target}, the list of all reports lacks it"):
        write_index(settings.reports, Look(settings.look))
    return RunResult(target, result.status, tuple(runs), result.alerts, result.notes)


@contextmanager
def _full_disk_named(reports: Path, kept: str) -> Iterator[None]:
    """A full disk as an error that names it, and says what was kept."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        place = error.filename or reports
        raise StepError(f"the disk that holds {place} is full: make room on it and run the report again; {kept}") from error


def explain(settings: Settings, *, now: dt.datetime | None = None) -> str:
    """What `run_report` would run, in words; refuses what it would refuse, and runs nothing. Works before the first ingest.

    Parameters
    ----------
    settings
        Checked settings.
    now
        The moment of the run; None asks the clock.

    Returns
    -------
    str
        A line per notebook and value, then what is noted.

    Raises
    ------
    RequestError
        What `run_report` would refuse.
    """
    now = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
    before = last_run(settings.reports, settings.name) if settings.reports.is_dir() else None
    planned = planned_notebooks(settings, now=now, last_run=shown_before(before))
    notes = [*checked_paths(settings, planned), *(first_run(settings) or looked_up(settings, now))]
    return explanation(settings, planned, str(settings.reports / run_id(settings.name, now)), notes)


def _with_notices(result: RunResult, settings: Settings) -> RunResult:
    notes = send_notices(settings.alerts, result.alerts, result.report) if result.alerts else []
    return RunResult(result.folder, result.status, result.notebooks, result.alerts, (*result.notes, *notes))


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
