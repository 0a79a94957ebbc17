"""The role that says best who an actor is, of all that were stated of it."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import Layers

_WRITTEN_OUT = {
    "sen.": "Senator", "sen": "Senator", "gov.": "Governor", "gov": "Governor", "rep.": "Representative", "rep": "Representative",
    "pm": "Prime Minister", "gen.": "General", "lt.": "Lieutenant", "capt.": "Captain", "col.": "Colonel", "sgt.": "Sergeant",
    "prof.": "Professor", "ceo": "Chief Executive",
}
"""Titles that are cut short before a name, in full."""
_SAME_OFFICE = {"congressman": "representative", "congresswoman": "representative", "premier": "minister"}
_AFTER_HEAD = r"(?:,| (?:of|for|in|at|to|on|and|with|under|from|who) ).*"
"""What follows the noun of a role: "captain of the team"."""


def main_roles(layers: Layers) -> pd.DataFrame:
    """The role that most articles state of each actor, in the wording that most use: `actor_id role`.

    Wordings of one office count together ("Sen.", "senator", "Senator from Norvale"); of roles that equally many articles state,
    and of wordings used equally often, the one stated last is shown.
    """
    stated = layers.roles[["actor_id", "article_id", "start", "role", "published_at"]]
    stated = stated.sort_values(["published_at", "article_id", "start"], kind="stable", na_position="first").reset_index(drop=True)
    full = _written_out(stated["role"])
    stated = stated.assign(role=full, _order=range(len(stated)), _short=full.ne(stated["role"]))
    stated = stated.assign(_office=_offices(stated["role"]), _wording=stated["role"].str.casefold())
    offices = _ranked(stated, ["actor_id", "_office"])
    chosen = stated.merge(offices[["actor_id", "_office"]], on=["actor_id", "_office"], validate="many_to_one")
    wordings = _ranked(chosen, ["actor_id", "_wording"])
    return wordings[["actor_id", "role"]].reset_index(drop=True)


def _ranked(stated: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The best group of each actor: stated in most articles, then stated last; with its last wording.

    Of wordings those that a text itself has in full come first: "Congressman", where another has "Rep.".
    """
    groups = stated.groupby(by, as_index=False).agg(
        articles=("article_id", "nunique"), last=("_order", "max"), role=("role", "last"), short=("_short", "all"),
    )
    if "_wording" not in by:
        groups["short"] = False
    best = groups.sort_values(["actor_id", "short", "articles", "last"], ascending=[True, True, False, False], kind="stable")
    return best.drop_duplicates("actor_id")


def _written_out(roles: pd.Series) -> pd.Series:
    """Roles with a title that is cut short in full: "former Gov." → "former Governor"."""
    last = roles.str.rsplit(" ", n=1).str[-1]
    full = last.str.casefold().map(_WRITTEN_OUT)
    before = roles.str.slice(0).str.rsplit(" ", n=1).str[0].where(roles.str.contains(" ", regex=False), "")
    return roles.where(full.isna(), (before + " " + full.fillna("")).str.strip()).astype("str")


def _offices(roles: pd.Series) -> pd.Series:
    """The noun of each role, in the singular: "Senator from Norvale" → "senator"."""
    heads = roles.str.casefold().str.replace(_AFTER_HEAD, "", regex=True).str.rsplit(" ", n=1).str[-1].str.removesuffix("s")
    return heads.map(_SAME_OFFICE).fillna(heads).astype("str")
