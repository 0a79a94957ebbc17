"""Roles of actors as articles state them, and when."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.appearances import SPAN
from broadsheet.analysis.counting.articles import independent, told_by
from broadsheet.annotating import Layers

_HELD = r"^(?:former|ex-?|then-?|late|outgoing|one-time|onetime|acting|interim|incoming)\s*"
"""How a role is held, at its beginning."""
_FORMER = r"^(?:former|ex|then|late|outgoing|one-time|onetime)\b"


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
    articles = independent(layers.articles)[["article_id", "source"]]
    articles = articles.assign(source=told_by(articles))
    rows = layers.roles.merge(articles, on="article_id", validate="many_to_one")
    if focus is not None:
        from broadsheet.corrections import find_actor

        rows = rows[rows["actor_id"] == find_actor(layers, focus)]
    names = layers.actors.set_index("actor_id")["name"]
    rows = rows.assign(_role=rows["role"].str.casefold(), affiliation=rows["affiliation_id"].map(names).astype("str"))
    rows = _with_known_body(rows).sort_values(["published_at", *SPAN], kind="stable", na_position="first")
    by = ["actor_id", "_role", "affiliation_id", "country"]
    made = rows.groupby(by, as_index=False, dropna=False).agg(
        role=("role", "last"), affiliation=("affiliation", "last"),
        first_stated=("published_at", "min"), last_stated=("published_at", "max"),
        articles=("article_id", "nunique"), outlets=("source", "nunique"),
        article_id=("article_id", "last"), start=("start", "last"), end=("end", "last"),
    )
    standing = made["role"].str.contains(_FORMER, case=False, regex=True).map({True: "former", False: "current"})
    made = made.assign(
        name=made["actor_id"].map(names), standing=standing.astype("str"), stated=_stated(made), _mentions=_mentions(made, layers),
        first_stated=_day(made["first_stated"]), last_stated=_day(made["last_stated"]),
    )
    order = ["_mentions", "actor_id", "last_stated", "articles", "_role", "affiliation_id"]
    made = made.sort_values(order, ascending=[False, True, False, False, True, True], kind="stable", ignore_index=True)
    columns = ["actor_id", "name", "role", "standing", "affiliation", "country", "stated", "first_stated", "last_stated"]
    made = made[[*columns, "articles", "outlets", *SPAN]]
    return made.astype({"articles": "Int64", "outlets": "Int64", "country": "str", "affiliation": "str"})


def _with_known_body(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that leave out the body or country of a role take the one that the actor's other statements of it agree on.

    A role is the same whether it is held or was: "acting prime minister" is Kosovo's where "Prime Minister" is.
    """
    rows = rows.assign(_office=rows["_role"].str.replace(_HELD, "", regex=True))
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
    from broadsheet.annotating.words import country_names

    body = made["affiliation"].where(made["affiliation"].notna(), made["country"].map(country_names()))
    return made["role"].where(body.isna(), made["role"] + ", " + body.fillna("")).astype("str")


def _mentions(made: pd.DataFrame, layers: Layers) -> pd.Series:
    return made["actor_id"].map(layers.mentions["actor_id"].value_counts()).fillna(0)


def _day(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments, utc=True).dt.tz_localize(None).dt.normalize().astype("datetime64[us]")
