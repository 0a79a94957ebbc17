"""The catalogue of runs: each appears whole by a rename, the index lists them all, old ones go by a rule."""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.archive import is_left
from broadsheet.reporting.manifest import read_manifest
from broadsheet.safe_text import plain
from broadsheet.settings import Keep

if TYPE_CHECKING:
    from broadsheet.reporting.look import Look

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
    for leftover in reports.glob(f"{_PART}*"):
        owner = leftover.name.removeprefix(_PART).split("-")[0]
        if owner.isdigit() and is_left(leftover, int(owner)):
            _remove(leftover)


def _remove(leftover: Path) -> None:
    """Remove a half-made run, or a half-written index."""
    if leftover.is_dir() and not leftover.is_symlink():
        shutil.rmtree(leftover, ignore_errors=True)
    else:
        leftover.unlink(missing_ok=True)


def list_runs(reports: Path) -> list[dict[str, Any]]:
    """The manifests of all whole runs, the newest first; each with `folder`. One that is none is passed over, with a warning.

    Parameters
    ----------
    reports
        The folder of all reports.

    Returns
    -------
    list of dict
        As `manifest.json` has them.
    """
    found = []
    for manifest in reports.glob(f"*/{MANIFEST}"):
        run = read_manifest(manifest)
        if run is None:
            log.warning("%s cannot be read as the manifest of a run: that run is left out", manifest)
        else:
            found.append({**run, "folder": manifest.parent.name})
    return sorted(found, key=lambda run: (run["started"], run["folder"]), reverse=True)


def last_run(reports: Path, name: str) -> dict[str, Any] | None:
    """The newest run of a report of this name whose briefing, or whose all, was done."""
    return next((run for run in list_runs(reports) if run.get("name") == name and _told(run)), None)


def shown_before(run: dict[str, Any] | None) -> str | None:
    """The moment of the archive that a run showed, or else of the run itself; None for no run, or for one that does not tell."""
    told = () if run is None else (run.get("archive", {}).get("state"), run.get("started"))
    return next((moment for moment in told if _is_moment(moment)), None)


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(dt.datetime.fromisoformat(value))
    except ValueError:
        return False


def _told(run: dict[str, Any]) -> bool:
    """Whether the run told what was new: else a notebook that fails each day would make every briefing tell the same again."""
    notebooks = {each.get("name"): each.get("status") for each in run.get("notebooks", [])}
    return run.get("status") in ("done", "alerts") or notebooks.get("briefing") == "done"


def remove_old_runs(reports: Path, keep: Keep, now: dt.datetime, name: str) -> list[str]:
    """Remove runs of this report beyond the newest `keep.runs` that are older than `keep.days`; the names of those removed."""
    limit = (now - dt.timedelta(days=keep.days)).isoformat()
    own = [run for run in list_runs(reports) if run.get("name") == name]
    removed = [run["folder"] for run in own[keep.runs:] if _is_moment(run["started"]) and run["started"] < limit]
    for folder in removed:
        shutil.rmtree(reports / folder, ignore_errors=True)
    return removed


def write_index(reports: Path, look: Look | None = None) -> Path:
    """Write the list of all runs, whole or not at all; `look` as the newest run has it."""
    from broadsheet.reporting.look import Look
    from broadsheet.reporting.rendering import runs_page

    rows = [
        {
            "made": plain(run["started"])[:16].replace("T", " "), "href": f"{run['folder']}/index.html", "name": plain(run.get("name")),
            "status": _said(run), "status_class": f"status-{plain(run.get('status'))}", "headline": plain(run.get("headline")),
        }
        for run in list_runs(reports)
    ]
    target = reports / "index.html"
    handle, temporary = tempfile.mkstemp(prefix=f"{_PART}{os.getpid()}-index-", dir=reports)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(runs_page(rows, look or Look()))
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    finally:
        _remove(Path(temporary))
    return target


def _said(run: dict[str, Any]) -> str:
    missing = [each["name"] for each in run.get("notebooks", []) if each.get("status") != "done"]
    if missing:
        return f"incomplete: {', '.join(map(plain, missing))}"
    alerts = run.get("alerts", [])
    return f"{len(alerts)} alert{'s' if len(alerts) != 1 else ''}" if alerts else "done"
