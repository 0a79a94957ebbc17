"""Who came into the news since a day, and who has not been in it since then."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.actors._presence import LONG_AGO, dated_appearances, utc_day
from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.appearances import SPAN, best_sentences, reach
from broadsheet.analysis.counting.articles import days
from broadsheet.analysis.counting.wording import capitalised, enumerated, the
from broadsheet.analysis.question import Asked, Column, question
from broadsheet.annotating import Layers


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """All mentions of the actor in dated articles: for a new one they are all after the day, for a vanished one all before it."""
    return proofs.same(frame, dated_appearances(asked.layers), {"actor_id": "actor_id"})


def _turnover(frame: pd.DataFrame, asked: Asked) -> str:
    """Who is new and who is gone."""
    new, gone = (frame.loc[frame["change"] == kind, "name"].tolist() for kind in ("new", "vanished"))
    said = [f"{enumerated([the(name) for name in new])} {'is' if len(new) == 1 else 'are'} new"] if new else []
    said += [f"{enumerated([the(name) for name in gone])} {'is' if len(gone) == 1 else 'are'} gone"] if gone else []
    return capitalised("; ".join(said))


@question(
    asks="Who is new, and who is gone?",
    columns=columns.some(
        "actor_id name kind first_seen last_seen articles outlets article_id start end",
        change=Column("Change", "new: first named since the day that divides; vanished: last named before it"),
    ),
    proof=_proof,
    finding=_turnover,
    empty="Nobody came or went.",
    group="change",
)
def new_and_vanished(layers: Layers, *, since: str | pd.Timestamp | None = None, top: int = 20) -> pd.DataFrame:
    """Who came into the news since a day, and who has not been in it since then.

    Parameters
    ----------
    layers
        Annotated articles; those without a date are left out.
    since
        The day that divides; None takes the last quarter of the period, a week at least.
    top
        At most so many actors on either side.

    Returns
    -------
    pandas.DataFrame
        One row per actor: `change` (new, vanished), `actor_id name kind first_seen last_seen articles outlets`, and the
        newest sentence as evidence: `article_id start end`. The new come first, then the vanished, most articles first. One side
        of the day without articles, and nobody is new or vanished.
    """
    rows = dated_appearances(layers)
    dividing = _dividing_day(rows["published_at"]) if since is None else utc_day(since)
    seen = rows.groupby("actor_id", as_index=False).agg(first_seen=("published_at", "min"), last_seen=("published_at", "max"))
    new, gone = seen["first_seen"] >= dividing, seen["last_seen"] < dividing
    both_sides = bool((rows["published_at"] >= dividing).any() and (rows["published_at"] < dividing).any())
    seen = seen.assign(change=new.map({True: "new"}).fillna(gone.map({True: "vanished"})))
    seen = seen[seen["change"].notna()] if both_sides else seen.iloc[:0]
    made = (
        seen.merge(layers.actors[["actor_id", "name", "kind"]], on="actor_id", validate="one_to_one")
        .merge(reach(layers, rows, ["actor_id"]), on="actor_id", validate="one_to_one")
        .merge(best_sentences(rows), on="actor_id", validate="one_to_one")
        .sort_values(["change", "articles", "outlets", "actor_id"], ascending=[True, False, False, True], kind="stable")
    )
    made = made.groupby("change", sort=False).head(top).reset_index(drop=True)
    made = made.assign(first_seen=days(made["first_seen"]), last_seen=days(made["last_seen"]))
    return made[["change", "actor_id", "name", "kind", "first_seen", "last_seen", "articles", "outlets", *SPAN]]


def _dividing_day(moments: pd.Series) -> pd.Timestamp:
    """The day on which the last quarter of the period begins, or its last week where that is longer."""
    if moments.empty:
        return LONG_AGO
    span = max((moments.max() - moments.min()) / 4, pd.Timedelta(days=7))
    return (moments.max() - span).normalize()
