"""Who is spoken about and never heard."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.actors.spoken_about import spoken_about
from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.appearances import SPAN
from broadsheet.analysis.counting.statements import statements, statements_naming
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.question import Asked, Column, question
from broadsheet.annotating import Layers


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """What others say that names the actor. That the actor is quoted nowhere has no passage."""
    return proofs.same(frame, statements_naming(asked.layers), {"actor_id": "actor_id"})


def _unheard(frame: pd.DataFrame, asked: Asked) -> str:
    """How many there are, as far as the list goes."""
    top = asked.options["top"]
    more = "At least " if top is not None and len(frame) >= top else ""
    return f"{more}{quantity(len(frame), 'actor is', 'actors are')} named in what others say, and quoted nowhere"


@question(
    asks="Who is spoken of and never heard?",
    columns=columns.some(
        "actor_id name kind article_id start end",
        statements=Column("Statements", "statements of others that name the actor", unit="statements"),
        speakers=Column("Speakers", "who make them", unit="speakers"),
        articles=Column("Articles", "articles in which the speaker who names the actor most does so", unit="articles"),
    ),
    proof=_proof,
    finding=_unheard,
    empty="Everybody who is spoken of is heard too.",
)
def only_spoken_about(layers: Layers, *, top: int | None = None) -> pd.DataFrame:
    """Who is spoken about and never heard: people and bodies named in what others say, whom nobody quotes.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    top
        At most so many actors; None keeps all.

    Returns
    -------
    DataFrame
        One row per actor, most statements first: `actor_id`, `name`, `kind`, `statements` (of others that name the actor),
        `speakers` (who make them), `articles`, and the first such statement as evidence: `article_id`, `start`, `end`.
    """
    pairs = spoken_about(layers).merge(layers.actors[["actor_id", "kind"]], on="actor_id", validate="many_to_one")
    heard = set(statements(layers)["actor_id"].dropna())
    unheard = pairs[~pairs["actor_id"].isin(heard)].sort_values(SPAN, kind="stable")
    counted = unheard.groupby("actor_id", as_index=False).agg(
        name=("name", "first"), kind=("kind", "first"), statements=("statements", "sum"), speakers=("holder_id", "nunique"),
        articles=("articles", "max"), article_id=("article_id", "first"), start=("start", "first"), end=("end", "first"),
    )
    ordered = counted.sort_values(["statements", "speakers", "actor_id"], ascending=[False, False, True], ignore_index=True)
    typed = ordered.astype(dict.fromkeys(["statements", "speakers", "articles", "start", "end"], "Int64"))
    return typed.head(len(typed) if top is None else top)
