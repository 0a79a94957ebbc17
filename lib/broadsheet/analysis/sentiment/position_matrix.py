"""Who is for what, at a glance: one row per actor and issue, with the side, how much shows it, and whether it changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.holders import holder_keys
from broadsheet.analysis.question import Asked, Chart, Column, question
from broadsheet.analysis.sentiment.positions import positions
from broadsheet.annotating import Layers
from broadsheet.corrections import NamedIssue

_COLUMNS: Final = ["holder", "issue", "side", "sentences", "articles", "shown_by", "changed", "first_day", "last_day", "holder_id"]
_KEYS: Final = ["key", "issue"]
_STRENGTH: Final = {"act": 0, "own words": 1, "reported": 2}
"""What shows a position, the strongest first."""


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The positions that the row counts."""
    shown = positions(asked.layers, named=asked.options["named"])
    return proofs.same(_keyed(frame), _keyed(shown), {"key": "key", "issue": "issue"})


def _keyed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(key=holder_keys(frame))


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    named = wording.quantity(frame["holder"].nunique(), "actor")
    groups = ((str(issue), group) for issue, group in frame.groupby("issue", sort=False))
    disputed = [issue for issue, group in groups if " " in issue and {"for", "against"} <= set(group["side"])]
    told = f"{named} on {wording.quantity(frame['issue'].nunique(), 'issue')}"
    return f"{told}; disputed: {wording.enumerated([f'“{issue}”' for issue in disputed[:4]])}" if disputed else told


@question(
    asks="Who is for what, at a glance?",
    columns=columns.some(
        "holder_id",
        holder=Column("Actor", "who takes the position"),
        issue=Column("Issue", "what it is about"),
        side=Column("Side", "for, against, undecided; mixed where the positions differ and the last day holds both"),
        sentences=Column("Sentences", "that show it", unit="sentences"),
        articles=Column("Articles", "independent articles that show it", unit="articles"),
        shown_by=Column("Shown by", "the strongest: act, own words, or only reported"),
        changed=Column("Changed", "whether the side of the last day is another than that of the first"),
        first_day=Column("Days", "publication of the first and of the last article that shows it", form="days", beside=("last_day",)),
        last_day=Column("Last day", "publication of the last one", form="day"),
    ),
    proof=_proof,
    finding=_finding,
    empty="Nobody is said to be for or against something that others speak of too.",
    chart=Chart("matrix_chart"),
    unit="Size: sentences that show it; filled: own words or deeds, hollow: only reported; ring: changed",
    headline=True,
)
def position_matrix(
    layers: Layers, *, focus: str | None = None, top: int | None = None, named: Sequence[NamedIssue] = (),
) -> pd.DataFrame:
    """The side that each actor takes on each issue.

    Parameters
    ----------
    layers
        Annotated articles; copies and replaced versions do not count.
    focus
        One actor's name, alias or id.
    top
        So many issues, those on which most actors take positions; None keeps all.
    named
        Issues that an analyst has named: `archive.issues()`.

    Returns
    -------
    pandas.DataFrame
        One row per actor and issue, issues in the order of `positions`, actors with most sentences first: `holder issue side sentences
        articles shown_by changed first_day last_day holder_id` (null of a group that is no actor). The side is that of the last day on
        which one is shown.
    """
    shown = _keyed(positions(layers, focus=focus, top=top, named=named))
    rank = {issue: number for number, issue in enumerate(dict.fromkeys(shown["issue"]))}
    ordered = shown.sort_values([*_KEYS, "day", "article_id", "start"], kind="stable", ignore_index=True)
    first, last = (ordered.drop_duplicates(_KEYS, keep=which).reset_index(drop=True) for which in ("first", "last"))
    number = ordered.groupby(_KEYS, sort=True).ngroup()
    then, now = (_sides(ordered, number, ends["day"]) for ends in (first, last))
    made = first[["holder", "issue", "holder_id"]].assign(
        side=now,
        sentences=ordered[~ordered.duplicated([*_KEYS, "article_id", "sentence"])].groupby(number).size(),
        articles=ordered.groupby(number)["article_id"].nunique(),
        shown_by=ordered["voice"].map(_STRENGTH).groupby(number).min().map(dict(enumerate(_STRENGTH))),
        changed=((then == "for") & (now == "against")) | ((then == "against") & (now == "for")),
        first_day=first["day"], last_day=last["day"], _rank=first["issue"].map(rank),
    )
    made = made.sort_values(["_rank", "sentences", "holder"], ascending=[True, False, True], kind="stable", ignore_index=True)
    types = dict.fromkeys(["holder", "issue", "side", "shown_by", "holder_id"], "str") | dict.fromkeys(["sentences", "articles"], "Int64")
    return made[_COLUMNS].astype(types)


def _sides(ordered: pd.DataFrame, number: pd.Series, days: pd.Series) -> pd.Series:
    """For each actor and issue, for or against where all positions of that day, and undated ones, that take a side take the same one."""
    of_day = (ordered["day"].array == days.take(number.to_numpy()).array) | ordered["day"].isna()
    taken = ordered["side"].where(of_day & (ordered["side"] != "undecided")).groupby(number)
    return taken.first().mask(taken.nunique() > 1, "mixed").fillna("undecided")
