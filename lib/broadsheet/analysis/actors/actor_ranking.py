"""Who is written about most."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.appearances import ACTING, SPAN, appearances, best_sentences, reach
from broadsheet.analysis.counting.articles import days
from broadsheet.analysis.counting.stated_roles import held_roles
from broadsheet.analysis.question import Asked, Chart, Column, hidden, question
from broadsheet.annotating import Layers

_COUNTS = ["mentions", "articles", "articles_with_copies", "outlets", "outlets_with_copies"]


def _counted(layers: Layers, kind: str | None) -> pd.DataFrame:
    """The mentions that the ranking counts; a people ("Britons") does not act as one, so it is shown only among groups."""
    rows = appearances(layers, kinds=ACTING if kind is None else (kind,))
    if kind is not None:
        return rows
    peoples = layers.actors["actor_id"][(layers.actors["kind"] == "group") & layers.actors["country"].notna()]
    return rows[~rows["actor_id"].isin(peoples)].reset_index(drop=True)


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Every mention that was counted."""
    return proofs.same(frame, _counted(asked.layers, asked.options["kind"]), {"actor_id": "actor_id"})


@question(
    asks="Who is written about most?",
    columns=columns.some(
        "actor_id name kind country role mentions articles_with_copies article_id start end",
        articles=Column(
            "Articles", "articles that name the actor, copies and replaced versions out; in brackets: copies counted", unit="articles",
            form="with copies", beside=("articles_with_copies",),
        ),
        outlets=Column("Outlets", "outlets that name the actor in an article of their own", unit="outlets"),
        outlets_with_copies=hidden("the same, with outlets that only printed a copy"),
        share=Column("Share", "of all mentions of the actors ranked (share of voice)", form="share"),
        first_seen=hidden("day of the first article that names the actor"),
        last_seen=hidden("day of the last article that names the actor"),
    ),
    proof=_proof,
    finding=lambda frame, asked: wording.leading(frame, name="name", count="mentions", noun="mention"),
    chart=Chart("actor_bars"),
    unit="Mentions by name, role or pronoun; share: of all mentions of actors",
    headline=True,
)
def actor_ranking(layers: Layers, *, top: int | None = None, kind: str | None = None) -> pd.DataFrame:
    """Who is written about most.

    Parameters
    ----------
    layers
        Annotated articles.
    top
        At most so many actors; None keeps all.
    kind
        Only actors of this kind (person, organisation, country, group, place, other); None: all but places, other things
        and peoples.

    Returns
    -------
    pandas.DataFrame
        One row per actor, by mentions times articles: whom one long article is about comes after those that many speak of.
        `actor_id name kind country role` (the one held last), `mentions`,
        `articles` and `outlets` (copies and replaced versions not counted), `articles_with_copies` and
        `outlets_with_copies` (counted), `share` (of all mentions of the actors ranked: share of voice), `first_seen` and
        `last_seen` (days), and as evidence a sentence: `article_id start end`.
    """
    rows = _counted(layers, kind)
    known = layers.actors[layers.actors["actor_id"].isin(rows["actor_id"].unique())]
    counted = rows.groupby("actor_id", as_index=False).agg(
        mentions=("start", "size"), first_seen=("published_at", "min"), last_seen=("published_at", "max"),
    )
    total = counted["mentions"].sum()
    made = (
        counted.assign(share=(counted["mentions"] / total).astype("Float64"))
        .merge(known, on="actor_id", validate="one_to_one")
        .merge(reach(layers, rows, ["actor_id"]), on="actor_id", validate="one_to_one")
        .merge(held_roles(layers), on="actor_id", how="left", validate="one_to_one")
        .merge(best_sentences(rows), on="actor_id", how="left", validate="one_to_one")
        .assign(_weight=lambda made: made["mentions"] * made["articles"])
        .sort_values(["_weight", "articles", "actor_id"], ascending=[False, False, True], ignore_index=True)
    )
    order = ["actor_id", "name", "kind", "country", "role", *_COUNTS, "share", "first_seen", "last_seen", *SPAN]
    made = made.assign(first_seen=days(made["first_seen"]), last_seen=days(made["last_seen"]))
    return made[order].astype(dict.fromkeys(_COUNTS, "Int64")).head(len(made) if top is None else top)
