"""The timeline and the plans as files: tables for a spreadsheet, JSON for a program, and a calendar."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from broadsheet.analysis import calendar
from broadsheet.display.tables import csv_text
from broadsheet.errors import RequestError


def save_timeline(stories: pd.DataFrame, plans: pd.DataFrame, folder: str | Path, *, now: str | pd.Timestamp) -> pd.DataFrame:
    """Write timeline.csv, timeline.json, plans.csv, plans.json and plans.ics into a folder, which is made where it is missing.

    Parameters
    ----------
    stories, plans
        Rows of `timeline` and of `commitments`.
    folder
        Where the files go; files of these names are replaced.
    now
        The moment of the export, as `calendar_export.calendar` takes it.

    Returns
    -------
    pandas.DataFrame
        One row per file: `file` (its path), `rows`, `opens_in`.

    Raises
    ------
    RequestError
        The folder cannot be written.

    Notes
    -----
    Days are ISO dates, moments UTC. In the CSV, text that a spreadsheet would take for a formula is preceded by an apostrophe; in
    JSON it stands as it is.
    """
    target = Path(folder)
    written = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, rows in (("timeline", stories), ("plans", plans)):
            (target / f"{name}.csv").write_text(csv_text(rows), encoding="utf-8", newline="")
            rows.to_json(target / f"{name}.json", orient="records", date_format="iso", force_ascii=False, indent=1)
            written += [(target / f"{name}.csv", len(rows), "a spreadsheet"), (target / f"{name}.json", len(rows), "a program")]
        (target / "plans.ics").write_bytes(calendar(plans, now=now))
    except OSError as error:
        raise RequestError(f"{folder}: cannot be written: {error.strerror}") from error
    written.append((target / "plans.ics", plans["story_id"].nunique(), "a calendar program"))
    found = pd.DataFrame(written, columns=["file", "rows", "opens_in"])
    return found.astype({"file": "str", "rows": "Int64", "opens_in": "str"})
