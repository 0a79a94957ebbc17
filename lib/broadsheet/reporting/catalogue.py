"""The catalogue of runs: each appears whole by a rename, the index lists them all, old ones go by a rule."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from broadsheet.safe_text import plain
from broadsheet.settings import Keep

log = logging.getLogger(__name__)

MANIFEST = "manifest.json"
_PART = ".part-"


def run_id(name: str, now: dt.datetime) -> str:
    """`2025-10-23T0700-return-hubs`: sorts by time, fits in an address."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "report"
    return f"{now:%Y-%m-%dT%H%M%S}-{slug}"


@contextmanager
def unfinished_run(reports: Path, name: str) -> Iterator[Path]:
    """A hidden folder to fill; it is removed if the block is left by an error.

    Its name carries our process id, so that leftovers of a process that was killed can be told from a run under way.
    """
    reports.mkdir(parents=True, exist_ok=True)
    remove_leftovers(reports)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PART}{os.getpid()}-{name}-", dir=reports))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, reports: Path, name: str) -> Path:
    """Rename a filled folder to its run's name, with a number where another run took it in the same second."""
    for number in range(1, 1000):
        target = reports / (name if number == 1 else f"{name}-{number}")
        if target.exists():
            continue
        try:
            folder.rename(target)
        except OSError:
            if target.exists():
                continue
            raise
        return target
    raise OSError(f"{reports}: no free name for {name}")


def remove_leftovers(reports: Path) -> None:
    """Remove half-made runs whose process is gone (a power cut, a kill)."""
    for folder in reports.glob(f"{_PART}*"):
        owner = folder.name.removeprefix(_PART).split("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def list_runs(reports: Path) -> list[dict[str, Any]]:
    """The manifests of all whole runs, the newest first; each with `folder`."""
    found = []
    for manifest in reports.glob(f"*/{MANIFEST}"):
        try:
            found.append({**json.loads(manifest.read_text(encoding="utf-8")), "folder": manifest.parent.name})
        except (OSError, ValueError) as error:
            log.warning("%s: not readable as a manifest (%s)", manifest, error)
    return sorted(found, key=lambda run: (str(run.get("started")), run["folder"]), reverse=True)


def last_run(reports: Path, name: str) -> dict[str, Any] | None:
    """The newest run of a report of this name whose briefing, or whose all, was done."""
    return next((run for run in list_runs(reports) if run.get("name") == name and _told(run)), None)


def shown_before(run: dict[str, Any] | None) -> str | None:
    """The moment of the archive that a run showed, or else of the run itself; None for no run."""
    if run is None:
        return None
    return str((run.get("archive") or {}).get("state") or run["started"])


def _told(run: dict[str, Any]) -> bool:
    """Whether the run told what was new: else a notebook that fails each day would make every briefing tell the same again."""
    notebooks = {each.get("name"): each.get("status") for each in run.get("notebooks", [])}
    return run.get("status") in ("done", "alerts") or notebooks.get("briefing") == "done"


def remove_old_runs(reports: Path, keep: Keep, now: dt.datetime, name: str) -> list[str]:
    """Remove runs of this report beyond the newest `keep.runs` that are older than `keep.days`; the names of those removed."""
    limit = (now - dt.timedelta(days=keep.days)).isoformat()
    own = [run for run in list_runs(reports) if run.get("name") == name]
    removed = [run["folder"] for run in own[keep.runs:] if str(run.get("started")) < limit]
    for folder in removed:
        shutil.rmtree(reports / folder, ignore_errors=True)
    return removed


def write_index(reports: Path) -> Path:
    """Write the list of all runs, whole or not at all."""
    from broadsheet.reporting.rendering import runs_page

    rows = [
        {
            "made": plain(run.get("started"))[:16].replace("T", " "), "href": f"{run['folder']}/index.html", "name": plain(run.get("name")),
            "status": _said(run), "status_class": f"status-{plain(run.get('status'))}", "headline": plain(run.get("headline")),
        }
        for run in list_runs(reports)
    ]
    target = reports / "index.html"
    handle, temporary = tempfile.mkstemp(prefix=f"{_PART}{os.getpid()}-index-", dir=reports)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(runs_page(rows))
    os.chmod(temporary, 0o644)
    os.replace(temporary, target)
    return target


def _said(run: dict[str, Any]) -> str:
    missing = [each["name"] for each in run.get("notebooks", []) if each.get("status") != "done"]
    if missing:
        return f"incomplete: {', '.join(map(plain, missing))}"
    alerts = run.get("alerts", [])
    return f"{len(alerts)} alert{'s' if len(alerts) != 1 else ''}" if alerts else "done"
