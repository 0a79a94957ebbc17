"""All about one actor, in one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd

from broadsheet.analysis.actors.actor_ranking import actor_ranking
from broadsheet.analysis.actors.co_occurrence import both_named, co_occurrence, meetings
from broadsheet.analysis.actors.role_table import role_table, statements_of_role
from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.appearances import SPAN, appearances
from broadsheet.analysis.counting.articles import days, looked_up
from broadsheet.analysis.question import PROOF, Asked, Column, Proof, question
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor
from broadsheet.schemas import KINDS

_PAGE = ["section", "text", "number", "day", *SPAN]


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """For each section what it counts: mentions, mentions under an alias, statements of a role, sentences with a companion."""
    if frame.empty:
        return proofs.own_span(frame, asked)
    actor_id = _actor(asked.layers, asked.options["focus"])
    made = []
    for section, rows in proofs.numbered(frame).groupby("section", sort=False):
        of_rows = rows.drop(columns="row").reset_index(drop=True).assign(actor_id=actor_id)
        found = _PROOFS.get(str(section), proofs.own_span)(of_rows, asked)[list(PROOF)]
        made.append(found.assign(row=rows["row"].to_numpy()[found["row"]]).astype({"start": "Int64", "end": "Int64"}))
    return pd.concat(made, ignore_index=True)


def _mentions(rows: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    return proofs.same(rows, appearances(asked.layers, kinds=KINDS), {"actor_id": "actor_id"})


def _called_so(rows: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    return proofs.same(rows, _names(asked.layers, rows["actor_id"].iloc[0]), {"text": "text"})


def _together(rows: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The rows of companions are those of `co_occurrence`, in its order; a name alone may be that of two actors."""
    actor_id = rows["actor_id"].iloc[0]
    ties = co_occurrence(asked.layers, focus=actor_id, top=asked.options["top"])
    return both_named(ties, Asked(asked.layers, {"focus": actor_id}))


_PROOFS: Final[dict[str, Proof]] = {
    "name": _mentions, "alias": _called_so, "role": statements_of_role, "companion": _together,
}
"""How sections are proved that count something; a row of the others is a passage itself."""


@question(
    asks="What is known of one actor?",
    columns=columns.some(
        "article_id start end",
        section=Column("Section", "name, first and last seen, aliases, roles, quotations, companions"),
        text=Column("Text", "the name, alias, role, words or companion"),
        number=Column("Number", "mentions of a name, articles that state a role, sentences with a companion"),
        day=Column("Day", "when it was seen, stated or said", form="day"),
    ),
    proof=_proof,
    finding=lambda frame, asked: f"{frame['text'].iloc[0]}: names, roles, words and company",
    empty="No actor is mentioned.",
    group="section",
    rows=80,
)
def actor_page(layers: Layers, focus: str | None = None, *, top: int = 10) -> pd.DataFrame:
    """All about one actor, in one table.

    Parameters
    ----------
    layers
        Annotated articles.
    focus
        The actor's name, alias or id; None is the actor mentioned most.
    top
        At most so many rows of each section.

    Returns
    -------
    pandas.DataFrame
        `section` (name, seen, alias, role, quote, companion), `text` (what it says), `number` (mentions of an alias, articles
        of a role, sentences with a companion), `day` (when stated, said or seen) and, as evidence, `article_id start end`. Aliases
        are those under which these articles name the actor. No row where no actor is mentioned.

    Raises
    ------
    RequestError
        No actor has that name.
    """
    actor_id = _actor(layers, focus)
    if actor_id is None or not (layers.actors["actor_id"] == actor_id).any():
        return _typed(pd.DataFrame(columns=_PAGE))
    sections: tuple[Callable[[Layers, str, int], pd.DataFrame], ...] = (_name, _seen, _aliases, _roles, _quotes, _companions)
    parts = [part(layers, actor_id, top) for part in sections]
    filled = [part.reindex(columns=_PAGE).astype(object) for part in parts if len(part)]
    return _typed(pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=_PAGE))


def _actor(layers: Layers, focus: str | None) -> str | None:
    """The actor of the page; None where nobody is mentioned."""
    if focus is not None:
        return find_actor(layers, focus)
    first = actor_ranking(layers, top=1)["actor_id"]
    return None if first.empty else str(first.iloc[0])


def _names(layers: Layers, actor_id: str) -> pd.DataFrame:
    """The actor's mentions by name, as they stand in the text, the newest article first: `text article_id start end`."""
    own = layers.mentions[(layers.mentions["actor_id"] == actor_id) & (layers.mentions["form"] == "name")]
    return _newest_first(own, layers)[["text", *SPAN]].reset_index(drop=True)


def _newest_first(rows: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    published = looked_up(rows["article_id"], layers.articles.set_index("article_id")["published_at"])
    return rows.assign(published_at=published).sort_values(["published_at", *SPAN], ascending=[False, True, True, True], kind="stable")


def _own(layers: Layers, actor_id: str) -> pd.DataFrame:
    rows = appearances(layers, kinds=KINDS)
    return rows[rows["actor_id"] == actor_id]


def _name(layers: Layers, actor_id: str, top: int) -> pd.DataFrame:
    name = layers.actors.loc[layers.actors["actor_id"] == actor_id, "name"].iloc[0]
    return _names(layers, actor_id).head(1).assign(section="name", text=name, number=len(_own(layers, actor_id)))


def _seen(layers: Layers, actor_id: str, top: int) -> pd.DataFrame:
    ordered = _own(layers, actor_id).sort_values(["published_at", *SPAN], kind="stable", na_position="last")
    if ordered.empty:
        return ordered
    ends = ordered.iloc[[0, -1]].assign(section="seen", text=["first seen", "last seen"])
    start, end = ends["sentence_start"].fillna(ends["start"]), ends["sentence_end"].fillna(ends["end"])
    return ends.assign(day=days(ends["published_at"]), start=start, end=end)


def _aliases(layers: Layers, actor_id: str, top: int) -> pd.DataFrame:
    named = _names(layers, actor_id)
    known = layers.aliases.loc[layers.aliases["actor_id"] == actor_id, "alias"]
    counted = named[named["text"].isin(known)].groupby("text", as_index=False).size().rename(columns={"size": "number"})
    counted = counted.sort_values(["number", "text"], ascending=[False, True], kind="stable").head(top)
    return counted.merge(named.drop_duplicates("text"), on="text", validate="one_to_one").assign(section="alias")


def _roles(layers: Layers, actor_id: str, top: int) -> pd.DataFrame:
    roles = role_table(layers, focus=actor_id).head(top)
    return roles.assign(section="role", text=roles["stated"], number=roles["articles"], day=roles["last_stated"])


def _quotes(layers: Layers, actor_id: str, top: int) -> pd.DataFrame:
    own = layers.quotes[layers.quotes["actor_id"] == actor_id]
    said = looked_up(own["article_id"], layers.articles.set_index("article_id")["published_at"])
    quotes = own.assign(section="quote", day=days(said), _indirect=own["manner"] != "direct")
    return quotes.sort_values(["_indirect", "day", *SPAN], ascending=[True, False, True, True, True], kind="stable").head(top)


def _companions(layers: Layers, actor_id: str, top: int) -> pd.DataFrame:
    ties = co_occurrence(layers, focus=actor_id, top=top)[["other_id", "other", "sentences"]]
    newest = _newest_first(meetings(layers, actor_id), layers).drop_duplicates("other_id")[["other_id", *SPAN]]
    ties = ties.rename(columns={"other": "text", "sentences": "number"}).assign(section="companion")
    return ties.merge(newest, on="other_id", how="left", validate="one_to_one")


def _typed(made: pd.DataFrame) -> pd.DataFrame:
    return made.assign(day=pd.to_datetime(made["day"]).astype("datetime64[us]")).astype({
        "section": "str", "number": "Int64", "start": "Int64", "end": "Int64", "text": "str", "article_id": "str",
    })
