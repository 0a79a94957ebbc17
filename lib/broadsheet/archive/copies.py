"""Copies among new articles and those of the archive: each points at the earliest of its group, also when that comes late."""

from __future__ import annotations

from typing import Final, NamedTuple

import pandas as pd

from broadsheet.archive.state import State
from broadsheet.reading.copies import mark_copies

NEAR: Final = 21
"""Days before and after a new article within which an older one of the archive may be the same text."""


class MarkedCopies(NamedTuple):
    """The new articles with `copy_of`, and the archive's articles whose `copy_of` changes (`article_id copy_of supersedes`)."""

    articles: pd.DataFrame
    marks: pd.DataFrame


def marked_copies(state: State, articles: pd.DataFrame) -> MarkedCopies:
    """Copies found among the new articles, and between them and the archive's of about the same days or without a date."""
    no_marks = pd.DataFrame(columns=["article_id", "copy_of", "supersedes"], dtype="str")
    if articles.empty:
        return MarkedCopies(articles, no_marks)
    near = state.articles(_near(state, articles))
    both = pd.concat([near[~near["article_id"].isin(articles["article_id"])], articles], ignore_index=True)
    heads = _heads(mark_copies(both), state)
    moments = _moments(both, state)
    groups = pd.Series(heads)
    ordered = pd.DataFrame({"member": groups.index, "head": groups.to_numpy(), "at": pd.to_datetime(groups.index.map(moments), utc=True)})
    earliest = ordered.sort_values(["at", "member"], na_position="last").drop_duplicates("head").set_index("head")["member"]
    original = groups.map(earliest)
    copy_of = original.where(original != original.index, None)
    made = articles.assign(copy_of=articles["article_id"].map(copy_of).astype("str"))
    older = state.stored[state.stored["article_id"].isin(copy_of.index) & ~state.stored["article_id"].isin(articles["article_id"])]
    marks = older.assign(copy_of=older["article_id"].map(copy_of).astype("str"))
    changed = marks["copy_of"].fillna("") != older["copy_of"].fillna("")
    return MarkedCopies(made, marks.loc[changed, ["article_id", "copy_of", "supersedes"]].reset_index(drop=True))


def _near(state: State, articles: pd.DataFrame) -> pd.Series:
    """Which articles of the archive may be copies of the new ones; all of them, should any new one have no date."""
    moments = articles["published_at"]
    if moments.isna().any() or not len(state.register):
        return state.everything
    days = pd.DatetimeIndex(moments.dt.floor("D").unique())
    spans = [days + pd.Timedelta(days=shift) for shift in range(-NEAR, NEAR + 1)]
    published = state.register["published_at"]
    return published.isna() | published.dt.floor("D").isin(spans[0].append(spans[1:]).unique())


def _heads(marked: pd.DataFrame, state: State) -> dict[str, str]:
    """Article → head of its group, where the archive's own groups (whose others may lie outside what was compared) stay whole."""
    parents = {key: key for key in marked["article_id"]} | {key: key for key in state.stored["article_id"]}

    def root(key: str) -> str:
        while parents[key] != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    for frame in (state.stored, marked):
        pairs = frame.loc[frame["copy_of"].notna(), ["article_id", "copy_of"]]
        for one, other in pairs.itertuples(index=False):
            if other in parents:
                parents[root(one)] = root(other)
    touched = {root(key) for key in marked["article_id"]}
    return {key: head for key in parents if (head := root(key)) in touched}


def _moments(both: pd.DataFrame, state: State) -> dict[str, pd.Timestamp]:
    stored = state.register[["article_id", "published_at"]]
    rows = pd.concat([stored[~stored["article_id"].isin(both["article_id"])], both[["article_id", "published_at"]]])
    return dict(zip(rows["article_id"], rows["published_at"], strict=True))
