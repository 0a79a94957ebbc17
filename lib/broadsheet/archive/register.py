"""The register: what the archive knows of each article without opening its text, and which articles a question is about."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import pandas as pd

from broadsheet.annotating import annotatable, in_annotated_language
from broadsheet.settings import Moment, first_moment, moment_after

DONE: Final = "done"
LOST: Final = "text lost"
"""`annotation` of an article whose text was damaged: it does not count until its file is read again, and its layers are kept till then."""
FAILED: Final = "failed"
"""How `annotation` begins for an article that could not be annotated; the version of broadsheet follows, and another tries again."""


def library_version() -> str:
    """The version of broadsheet that annotates."""
    try:
        return version("broadsheet")
    except PackageNotFoundError:
        return "unknown"


def failed_now() -> str:
    """`annotation` of an article that this version cannot annotate."""
    return f"{FAILED} {library_version()}"


def newest_rows(rows: pd.DataFrame, key: str = "article_id") -> pd.DataFrame:
    """The row of the latest batch for each value of the key, sorted by it."""
    latest = rows.sort_values("batch", kind="stable").drop_duplicates(key, keep="last")
    return latest.sort_values(key, kind="stable", ignore_index=True)


def looked_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """The value of each key in `values`, whose index holds the keys; null where it does not."""
    return values.reindex(keys).set_axis(keys.index)


def awaiting(register: pd.DataFrame) -> pd.Series:
    """Which articles have no annotation, or one made for another publication day, and should have one."""
    annotation = register["annotation"]
    never = annotation.isna() | (annotation.str.startswith(FAILED).fillna(False).astype(bool) & (annotation != failed_now()))
    moved = (register["annotation"] == DONE) & (_days(register["published_at"]) != _days(register["annotated_for"]))
    return annotatable(register) & (never | moved).fillna(False).astype(bool)


def shown(register: pd.DataFrame) -> pd.Series:
    """Which articles have layers that count: annotated, and not a copy."""
    return annotatable(register) & (register["annotation"] == DONE).fillna(False).astype(bool)


def told(register: pd.DataFrame) -> pd.Series:
    """Which articles may have a storyline: those with layers, and those in other languages that are no copies."""
    return shown(register) | (~in_annotated_language(register["language"]) & register["copy_of"].isna())


def _days(moments: pd.Series) -> pd.Series:
    return moments.dt.floor("D").astype("int64").where(moments.notna(), -1)


def selected(
    register: pd.DataFrame, *, since: Moment | None = None, until: Moment | None = None, source: str | Iterable[str] | None = None,
) -> pd.Series:
    """Which articles were published in the period, by the sources.

    Parameters
    ----------
    since, until
        Days, months ("2025-10") or moments, both included; UTC where no zone is given. An article without a date is in no period.
    source
        An outlet's name or several.
    """
    chosen = pd.Series(True, index=register.index)
    if since is not None:
        chosen &= register["published_at"] >= first_moment("since", since)
    if until is not None:
        chosen &= register["published_at"] < moment_after("until", until)
    if source is not None:
        chosen &= register["source"].isin([source] if isinstance(source, str) else list(source))
    return chosen.fillna(False).astype(bool)


def last_moment(value: Moment) -> pd.Timestamp:
    """The last moment that `value` includes, as `as_of` means it: the end of a day or a month, or the moment itself."""
    return moment_after("as_of", value) - pd.Timedelta(microseconds=1)
