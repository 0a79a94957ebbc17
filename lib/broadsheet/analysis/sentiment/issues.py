"""What is debated: the issues on which actors take positions, ranked by how many do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from broadsheet.analysis.counting import proofs, wording
from broadsheet.analysis.question import Asked, Column, question
from broadsheet.analysis.sentiment.positions import positions
from broadsheet.annotating import Layers
from broadsheet.corrections import NamedIssue
from broadsheet.safe_text import toml_text

_COLUMNS: Final = ["issue", "actors", "supporters", "opponents", "articles", "line"]


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The positions on the issue."""
    return proofs.same(frame, positions(asked.layers, named=asked.options["named"]), {"issue": "issue"})


@question(
    asks="What is debated?",
    columns=dict(
        issue=Column("Issue", "what positions are about"),
        actors=Column("Actors", "who take a position on it", unit="actors"),
        supporters=Column("For", "actors for it", unit="actors"),
        opponents=Column("Against", "actors against it", unit="actors"),
        articles=Column("Articles", "independent articles that show one", unit="articles"),
        line=Column("For issues.toml", "an entry to change: another name, merge = [...] with other issues, or reject = true"),
    ),
    proof=_proof,
    finding=lambda frame, asked: f"{wording.quantity(len(frame), 'issue')}; most take a position on “{frame['issue'].iloc[0]}”",
    empty="Nothing is found on which several actors take positions.",
    headline=False,
    rows=30,
)
def issues(layers: Layers, *, focus: str | None = None, top: int | None = 30, named: Sequence[NamedIssue] = ()) -> pd.DataFrame:
    """The issues of the corpus, those on which most actors take positions first, then those in most articles.

    Parameters
    ----------
    layers
        Annotated articles; copies and replaced versions do not count.
    focus
        One actor's name, alias or id: only issues on which that actor takes a position.
    top
        So many issues.
    named
        Issues that an analyst has named: `archive.issues()`.

    Returns
    -------
    pandas.DataFrame
        One row per issue: `issue actors supporters opponents articles line`. `line` is an entry for the archive's `issues.toml`.
    """
    shown = positions(layers, named=named)
    if focus is not None:
        shown = shown[shown["issue"].isin(positions(layers, focus=focus, named=named)["issue"])]
    grouped = shown.groupby("issue", sort=True)
    made = pd.DataFrame({
        "actors": grouped["holder"].nunique(), "supporters": _on(shown, "for"), "opponents": _on(shown, "against"),
        "articles": grouped["article_id"].nunique(),
    }).fillna(0).astype("Int64")
    made = made.sort_values(["actors", "articles"], ascending=False, kind="stable").reset_index(names="issue").astype({"issue": "str"})
    made["line"] = pd.Series([f"[[issues]]\nname = {toml_text(issue)}" for issue in made["issue"]], dtype="str", index=made.index)
    return made[_COLUMNS] if top is None else made[_COLUMNS].head(top)


def _on(shown: pd.DataFrame, side: str) -> pd.Series:
    return shown[shown["side"] == side].groupby("issue")["holder"].nunique()
