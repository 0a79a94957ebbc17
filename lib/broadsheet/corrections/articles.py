"""Corrections of articles, applied to the register of an archive and to its table `articles`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from broadsheet.corrections.entries import ArticleCorrection


class CorrectedRegister(NamedTuple):
    """The register as corrected, the values set by article, and the entries that match nothing."""

    register: pd.DataFrame
    values: dict[str, dict[str, Any]]
    unmatched: pd.DataFrame


def corrected_register(register: pd.DataFrame, entries: Iterable[ArticleCorrection]) -> CorrectedRegister:
    """The register with the entries applied in order, later ones over earlier ones.

    Parameters
    ----------
    register
        One row per article, with `article_id url path published_at source copy_of`; it is not changed.
    entries
        What is right.

    Returns
    -------
    CorrectedRegister
        `register` without the dropped articles; `values`: article_id → column → right value; `unmatched`: one row per
        entry without effect, with `correction` (which) and `reason`.
    """
    made = register.copy()
    values: dict[str, dict[str, Any]] = {}
    dropped = pd.Series(False, index=made.index)
    unmatched: list[tuple[str, str]] = []
    for entry in entries:
        rows = _matching(made, entry.named_by, entry.name)
        original = made["article_id"][_matching(made, "article_id", entry.copy_of)] if entry.copy_of else None
        if not rows.any():
            unmatched.append((str(entry), "no such article"))
            continue
        if original is not None and (len(original) != 1 or rows[original.index[0]]):
            unmatched.append((str(entry), f"copy_of {entry.copy_of!r} names {len(original)} articles, should name one other"))
            continue
        for article_id in made.loc[rows, "article_id"]:
            values.setdefault(article_id, {}).update(entry.values)
        for column in ("published_at", "source"):
            if column in entry.values:
                made.loc[rows, column] = entry.values[column]
        if original is not None or entry.no_copy:
            made.loc[rows, "copy_of"] = None if original is None else original.iloc[0]
        dropped |= rows if entry.drop else False
    reasons = pd.DataFrame(unmatched, columns=["correction", "reason"], dtype="str")
    return CorrectedRegister(made[~dropped].reset_index(drop=True), values, reasons)


def _matching(register: pd.DataFrame, named_by: str, name: str) -> pd.Series:
    """Which articles the name stands for."""
    column = register[named_by]
    if named_by == "article_id":
        found = column.str.startswith(name)
    elif named_by == "path":
        found = (column == name) | column.str.endswith("/" + name.lstrip("/"))
    else:
        found = column == name
    return found.fillna(False).astype(bool)


def corrected_articles(articles: pd.DataFrame, values: dict[str, dict[str, Any]]) -> pd.DataFrame:
    """The articles with the values that were set by hand.

    Parameters
    ----------
    articles
        Rows of the table `articles`; not changed.
    values
        article_id → column → right value, as `corrected_register` gives them.

    Returns
    -------
    pandas.DataFrame
        The same rows.
    """
    made = articles.copy()
    for column in {column for row in values.values() for column in row}:
        rows = made["article_id"].map(lambda key, column=column: column in values.get(key, ()))
        for index in made.index[rows.astype(bool)]:
            made.at[index, column] = values[str(made.at[index, "article_id"])][column]
    return made
