"""A table as a file for other programs: CSV that no spreadsheet takes for formulas, or JSON Lines."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from broadsheet.display.tables import csv_text
from broadsheet.errors import RequestError


def save_table(answer: pd.DataFrame, path: str | Path) -> Path:
    """Write an answer as CSV or JSON Lines, by the ending of `path`; its folder is made if it is missing.

    CSV is what the report links to: UTF-8, days as 2025-10-09, text that begins like a formula defused. JSON Lines holds one object
    per row with every value as it is, moments in ISO 8601 with their zone, null for what is missing.

    Parameters
    ----------
    answer
        The frame of an answer, or any table.
    path
        A file that ends in `.csv` or `.jsonl`.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    RequestError
        The path ends in neither `.csv` nor `.jsonl`.

    Examples
    --------
    >>> save_table(pd.DataFrame({"name": ["Ada Moss"], "articles": [3]}), "actors.jsonl").read_text()
    '{"name":"Ada Moss","articles":3}\\n'
    """
    target = Path(path)
    if target.suffix not in (".csv", ".jsonl"):
        raise RequestError(f"path ends in {target.suffix!r}, should end in .csv or .jsonl")
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".csv":
        target.write_text(csv_text(answer), encoding="utf-8", newline="")
    else:
        lines = answer.to_json(orient="records", lines=True, force_ascii=False, date_format="iso", date_unit="s")
        target.write_text(lines, encoding="utf-8", newline="")
    return target
