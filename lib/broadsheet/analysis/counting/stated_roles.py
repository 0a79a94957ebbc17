"""The role that an actor holds, of all that are stated of it."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import Layers

FORMER = r"^(?:former|ex|then|late|outgoing|one-time|onetime)\b"
"""How a role is held that is held no longer, at its beginning."""
_HELD = r"^(?:former|ex|then|late|outgoing|one-time|onetime|acting|interim|incoming)\b[\s-]*"
_BEHIND = r"\s(?:of|for|to|in|at|on|with|and|from)\s.*$"
_SAME_OFFICE = {"congressman": "representative", "congresswoman": "representative", "premier": "minister"}
_HALF_LIFE = 60.0
"""Days after which a statement counts half as much as one of the newest day: who was a candidate in spring may be president in winter."""


def held_roles(layers: Layers) -> pd.DataFrame:
    """The role that each actor holds at the end, as far as the articles attest it: `actor_id role`.

    Statements are put together by their office, the last word of the role without what hangs on it ("Finance Minister" and
    "minister" are one). Offices count by the articles that state them, newer ones more, and those that are held before those that
    were; an office of which a later article says "former" is held no longer. Of the office that counts most, the wording that most
    articles use is shown. A profession that one article mentions so gives way to the office that all others state.
    """
    rows = _by_office(layers.roles)
    if not len(rows):
        return layers.roles[["actor_id", "role"]].reset_index(drop=True)
    keys = ["actor_id", "_former", "_office"]
    offices = rows.drop_duplicates([*keys, "article_id"], keep="last").groupby(keys, as_index=False).agg(
        _count=("_weight", "sum"), _last=("_order", "max"),
    )
    best = offices.sort_values(["actor_id", "_former", "_count", "_last"], ascending=[True, True, False, False]).drop_duplicates("actor_id")
    kept = rows.merge(best[keys], on=keys, validate="many_to_one")
    wordings = kept.groupby(["actor_id", "_wording"], as_index=False).agg(
        _articles=("article_id", "nunique"), _last=("_order", "max"), role=("role", "last"),
    )
    # Of an office that is held no longer only a wording that says so is true.
    wordings = wordings.assign(_tells=wordings["_wording"].str.contains(FORMER, regex=True))
    ordered = wordings.sort_values(["actor_id", "_tells", "_articles", "_last"], ascending=[True, False, False, False])
    return ordered.drop_duplicates("actor_id")[["actor_id", "role"]].reset_index(drop=True)


def _by_office(roles: pd.DataFrame) -> pd.DataFrame:
    """The statements, oldest first, with `_office`, `_former` (held no longer), `_weight` by age, `_wording` and `_order`."""
    rows = roles.sort_values(["published_at", "article_id", "start"], kind="stable", na_position="first").reset_index(drop=True)
    wording = rows["role"].str.casefold()
    office = wording.str.replace(_HELD, "", regex=True).str.replace(_BEHIND, "", regex=True).str.split().str[-1].fillna(wording)
    office = office.replace(_SAME_OFFICE)
    age = (rows["published_at"].max() - rows["published_at"]).dt.days.fillna(_HALF_LIFE)
    former = wording.str.contains(FORMER, regex=True)
    rows = rows.assign(_wording=wording, _office=office, _order=rows.index, _weight=0.5 ** (age.astype("float64") / _HALF_LIFE))
    ended = rows[former].groupby(["actor_id", "_office"], as_index=False).agg(_ended=("_order", "max"))
    rows = rows.merge(ended, on=["actor_id", "_office"], how="left", validate="many_to_one")
    return rows.assign(_former=former | (rows["_ended"].notna() & (rows["_order"] < rows["_ended"].fillna(-1))))
