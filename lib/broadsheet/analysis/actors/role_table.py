"""Roles of actors as articles state them, and when."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.appearances import SPAN
from broadsheet.analysis.counting.articles import days, independent, told_by
from broadsheet.analysis.counting.stated_roles import is_former, without_holding
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.question import Asked, Column, hidden, question
from broadsheet.annotating import Layers, country_names
from broadsheet.corrections import find_actor

_BY = ["actor_id", "_role", "affiliation_id", "country"]
"""What makes two statements one role."""


def statements_of_role(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Every statement that a row puts together: of that actor, role and body. The row names one of them."""
    rows = _stated_roles(asked.layers)
    rows = rows.assign(_number=rows.groupby(_BY, dropna=False).ngroup())
    own = proofs.numbered(frame)[["row", "actor_id", *SPAN]].merge(rows[["actor_id", *SPAN, "_number"]], on=["actor_id", *SPAN])
    return own[["row", "_number"]].merge(rows[["_number", *SPAN]], on="_number")


def _offices(frame: pd.DataFrame, asked: Asked) -> str:
    """How many actors have a stated role, and how many more than one."""
    each = frame.groupby("actor_id").size()
    several = int((each > 1).sum())
    extra = f", {several} of them more than one" if several else ""
    return f"{quantity(len(each), 'actor')} with a stated role{extra}"


@question(
    asks="Who holds which role, in whose words and since when?",
    columns=columns.some(
        "actor_id name country outlets article_id start end",
        role=Column("Role", "as the newest statement words it"),
        standing=Column("Standing", "current or former, as stated"),
        affiliation=Column("Affiliation", "the body or country that the role is held in"),
        stated=hidden("role and affiliation in one text"),
        first_stated=Column("First stated", "day of the first article that states it", form="day"),
        last_stated=Column("Last stated", "day of the newest article that states it", form="day"),
        articles=Column("Articles", "articles that state it, copies and replaced versions out", unit="articles"),
    ),
    proof=statements_of_role,
    finding=_offices,
    empty="No role is stated.",
    rows=40,
)
def role_table(layers: Layers, *, focus: str | None = None) -> pd.DataFrame:
    """Who holds which role, in whose words and since when.

    Sources that disagree and people who changed office stand as several rows of one actor; `last_stated` tells which is
    the newer one. "The prime minister", said without a country, counts to the row of the country that the actor's other
    statements of that role agree on.

    Parameters
    ----------
    layers
        Annotated articles; copies do not count again.
    focus
        Only this actor, by name, alias or id.

    Returns
    -------
    pandas.DataFrame
        One row per actor, role and body, the most mentioned actor first and its newest role first: `actor_id name role
        standing` (current or former, as stated), `affiliation` (name of the body or country it is held in), `country` (ISO
        alpha-2), `stated` (role and affiliation in one text), `first_stated last_stated` (days of publication), `articles
        outlets`, and the newest statement as evidence: `article_id start end`.
    """
    rows = _stated_roles(layers)
    if focus is not None:
        rows = rows[rows["actor_id"] == find_actor(layers, focus)]
    made = rows.groupby(_BY, as_index=False, dropna=False).agg(
        role=("role", "last"), affiliation=("affiliation", "last"),
        first_stated=("published_at", "min"), last_stated=("published_at", "max"),
        articles=("article_id", "nunique"), outlets=("source", "nunique"),
        article_id=("article_id", "last"), start=("start", "last"), end=("end", "last"),
    )
    standing = is_former(made["role"]).map({True: "former", False: "current"})
    names = layers.actors.set_index("actor_id")["name"]
    made = made.assign(
        name=made["actor_id"].map(names), standing=standing.astype("str"), stated=_stated(made), _mentions=_mentions(made, layers),
        first_stated=days(made["first_stated"]), last_stated=days(made["last_stated"]),
    )
    order = ["_mentions", "actor_id", "last_stated", "articles", "_role", "affiliation_id"]
    made = made.sort_values(order, ascending=[False, True, False, False, True, True], kind="stable", ignore_index=True)
    shown = ["actor_id", "name", "role", "standing", "affiliation", "country", "stated", "first_stated", "last_stated"]
    made = made[[*shown, "articles", "outlets", *SPAN]]
    return made.astype({"articles": "Int64", "outlets": "Int64", "country": "str", "affiliation": "str"})


def _stated_roles(layers: Layers) -> pd.DataFrame:
    """The statements of roles in articles that count, oldest first, with `source`, the body known, and `_role` in small letters."""
    articles = independent(layers.articles)[["article_id", "source"]]
    rows = layers.roles.merge(articles.assign(source=told_by(articles)), on="article_id", validate="many_to_one")
    names = layers.actors.set_index("actor_id")["name"]
    rows = rows.assign(_role=rows["role"].str.casefold(), affiliation=rows["affiliation_id"].map(names).astype("str"))
    return _with_known_body(rows).sort_values(["published_at", *SPAN], kind="stable", na_position="first")


def _with_known_body(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that leave out the body or country of a role take the one that the actor's other statements of it agree on.

    A role is the same whether it is held or was: "acting prime minister" is Kosovo's where "Prime Minister" is.
    """
    rows = rows.assign(_office=rows["_role"].pipe(without_holding))
    named = rows[rows["affiliation_id"].notna() | rows["country"].notna()].groupby(["actor_id", "_office"])
    agreed = named[["affiliation_id", "affiliation", "country"]].first()
    one = (named["affiliation_id"].nunique() <= 1) & (named["country"].nunique() <= 1)
    agreed = agreed[one].add_suffix("_agreed").reset_index()
    merged = rows.merge(agreed, on=["actor_id", "_office"], how="left", validate="many_to_one")
    return rows.assign(**{
        column: merged[column].where(merged[column].notna(), merged[f"{column}_agreed"]).astype("str").to_numpy()
        for column in ("affiliation_id", "affiliation", "country")
    })


def _stated(made: pd.DataFrame) -> pd.Series:
    """"Prime Minister, Kosovo": the role with the body it is held in, where one is known."""
    body = made["affiliation"].where(made["affiliation"].notna(), made["country"].map(country_names()))
    return made["role"].where(body.isna(), made["role"] + ", " + body.fillna("")).astype("str")


def _mentions(made: pd.DataFrame, layers: Layers) -> pd.Series:
    return made["actor_id"].map(layers.mentions["actor_id"].value_counts()).fillna(0)

