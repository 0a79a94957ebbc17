"""Who is for what and who against: positions of actors on the issues of the corpus."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

import pandas as pd

from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.articles import days, independent
from broadsheet.analysis.counting.holders import holder_keys, holder_names
from broadsheet.analysis.counting.issues import issues, issues_of
from broadsheet.analysis.counting.sentences import with_sentences
from broadsheet.analysis.question import Asked, Column, question
from broadsheet.annotating import Layers
from broadsheet.corrections import NamedIssue, find_actor

DEBATERS: Final = 3
"""Actors who take a position on an issue, or in one article on several. Measured on four corpora: of positions on what fewer take sides on,
in articles in which fewer do, a gold reader has 39 in 100, of the others 72. Of one actor (`focus`) all positions are shown."""

TOLD: Final = 2
"""Articles that tell a position on an issue, from which on it is shown, whoever takes it."""

GROUPS_BESIDE: Final = 2
"""Actors who take a position on an issue, from which on a group that is no actor is shown on it too."""

_FEW: Final = 10
"""Articles from which it takes one actor more."""

_COLUMNS = ["holder", "issue", "side", "voice", "cue", "sentence", "source", "day", "holder_id", "article_id", "start", "end"]


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    first = frame["issue"].value_counts().index[0]
    on_it = frame[frame["issue"] == first].drop_duplicates("holder")
    sides = [f"{len(names)} {side}" for side, names in on_it.groupby("side")["holder"]]
    return f"{wording.quantity(frame['issue'].nunique(), 'issue')}; most is said of “{first}”: {', '.join(sides)}"


@question(
    asks="Who is for what, and who against?",
    columns=columns.some(
        "holder_id article_id start end source day",
        holder=Column("Actor", "who takes the position"),
        issue=Column("Issue", "what it is about"),
        side=Column("Side", "for, against or undecided"),
        voice=Column("Shown by", "own words: a speaker's; act: what was done; reported: the outlet says so"),
        cue=Column("Word", "the word that shows it"),
        sentence=Column("Sentence", "the sentence that shows it", form="told", beside=("source", "day")),
    ),
    proof=proofs.own_span,
    finding=_finding,
    empty="Nobody is said to be for or against something that others speak of too.",
    group="issue",
    headline=True,
    rows=80,
)
def positions(
    layers: Layers, *, focus: str | None = None, issue: str | None = None, top: int | None = None, named: Sequence[NamedIssue] = (),
) -> pd.DataFrame:
    """The positions that actors take on what is debated, issue by issue, the newest first; a sentence shows one of a kind, and once.

    Parameters
    ----------
    layers
        Annotated articles; copies and replaced versions do not count.
    focus
        One actor's name, alias or id.
    issue
        One issue, by its name.
    top
        So many issues, those on which most actors take positions; None keeps all, thirty at most.
    named
        Issues that an analyst has named: `archive.issues()`.

    Returns
    -------
    pandas.DataFrame
        One row per position: `holder issue side voice cue sentence source day holder_id article_id start end`. side: for, against or
        undecided. voice: own words, act or reported. `holder_id` is null of a group or an author who is no actor of the archive.
    """
    found = layers.positions.assign(
        issue=issues_of(layers, named), near=issues(layers)["near"], key=holder_keys(layers.positions),
        holder=holder_names(layers.positions, layers),
    )
    found = found[found["issue"].notna() & found["key"].notna() & found["side"].notna()]
    found = found[found["article_id"].isin(independent(layers.articles)["article_id"])]
    if focus is None:
        found = found[_debated(found, layers) | found["issue"].isin([one.name for one in named])]
    else:
        found = found[found["holder_id"] == find_actor(layers, focus)]
    if issue is not None:
        found = found[found["issue"].str.casefold() == issue.casefold()]
    holders = found.groupby("issue")["key"].nunique().sort_values(ascending=False, kind="stable")
    rank = pd.Series(range(len(holders)), index=holders.index)
    facts = layers.articles.set_index("article_id")[["source", "published_at"]].reindex(found["article_id"]).set_axis(found.index)
    made = with_sentences(found, layers).assign(
        source=facts["source"], day=days(facts["published_at"]), _rank=found["issue"].map(rank),
    )
    made = _once(made)
    made = made.sort_values(["_rank", "issue", "day", "article_id", "start"], ascending=[True, True, False, True, True], kind="stable")
    made = made.drop_duplicates(["key", "issue", "side", "sentence"])  # what several articles tell in the same words, the newest
    return (made if top is None else made[made["_rank"] < top])[_COLUMNS].reset_index(drop=True)


def _debated(found: pd.DataFrame, layers: Layers) -> pd.Series:
    """Whether several articles tell of the issue, or enough actors take sides on it, on one named beside it, or in the article."""
    enough = min(DEBATERS, 1 + len(layers.articles) // _FEW)
    on_issue = found.groupby("issue")["holder_id"].nunique()
    told = found["issue"].map(found.groupby("issue")["article_id"].nunique())
    in_article = found.groupby("article_id")["holder_id"].transform("nunique")
    debaters = pd.concat([found["issue"].map(on_issue), found["near"].map(on_issue), in_article], axis=1).max(axis=1)
    return ((told >= TOLD) | (debaters >= enough)) & (found["holder_id"].notna() | (found["issue"].map(on_issue) >= GROUPS_BESIDE))


def _once(made: pd.DataFrame) -> pd.DataFrame:
    """Without what a sentence shows twice: one side of one holder on one issue, or on a thing and on a part of its words.

    Of "promised to push for a contested convention" the pushing is dropped: what is wanted is the convention.
    """
    keys = ["key", "side", "article_id", "sentence_no"]
    made = made.drop_duplicates([*keys, "issue"])
    several = made[made.duplicated(keys, keep=False)]
    shorter = several.assign(length=several["target_end"] - several["target_start"]).sort_values("length", kind="stable")
    dropped: list[Hashable] = []
    for _, group in shorter.groupby(keys, sort=False):
        kept: list[tuple[int, int]] = []
        for row, start, end in zip(group.index, group["target_start"].tolist(), group["target_end"].tolist(), strict=True):
            if any(start < last and end > first for first, last in kept):
                dropped.append(row)
            else:
                kept.append((start, end))
    return made.drop(index=dropped)
