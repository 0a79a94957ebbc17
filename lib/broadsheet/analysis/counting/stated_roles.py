"""The role that an actor holds, of all that are stated of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from broadsheet.analysis.counting.once import once
from broadsheet.annotating import Layers, data_of_language
from broadsheet.resources import data_sections

_HALF_LIFE = 60.0
"""Days after which a statement counts half as much as one of the newest day: who was a candidate in spring may be president in winter."""


class _Offices(NamedTuple):
    """What tells one office from another: patterns of what stands before and behind its noun, and other words for it."""

    former: str
    held: str
    behind: str
    same: dict[str, str]


@lru_cache(maxsize=1)
def _offices() -> _Offices:
    lists = data_sections(data_of_language("roles/offices.toml"))
    former, now, behind = ("|".join(map(re.escape, words)) for words in (lists["former"], lists["for_now"], lists["behind"]))
    return _Offices(rf"^(?:{former})\b", rf"^(?:{former}|{now})\b[\s-]*", rf"\s(?:{behind})\s.*$", lists["same"])


def is_former(roles: pd.Series) -> pd.Series:
    """Whether each role says that it is held no longer: "former minister"."""
    return roles.str.contains(_offices().former, case=False, regex=True)


def without_holding(roles: pd.Series) -> pd.Series:
    """The roles without how they are held: "acting chief" → "chief"."""
    return roles.str.replace(_offices().held, "", case=False, regex=True)


@once("roles")
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
    wordings = wordings.assign(_tells=is_former(wordings["_wording"]))
    ordered = wordings.sort_values(["actor_id", "_tells", "_articles", "_last"], ascending=[True, False, False, False])
    return ordered.drop_duplicates("actor_id")[["actor_id", "role"]].reset_index(drop=True)


def _by_office(roles: pd.DataFrame) -> pd.DataFrame:
    """The statements, oldest first, with `_office`, `_former` (held no longer), `_weight` by age, `_wording` and `_order`."""
    rows = roles.sort_values(["published_at", "article_id", "start"], kind="stable", na_position="first").reset_index(drop=True)
    wording = rows["role"].str.casefold()
    known = _offices()
    office = without_holding(wording).str.replace(known.behind, "", regex=True).str.split().str[-1].fillna(wording)
    office = office.replace(known.same)
    age = (rows["published_at"].max() - rows["published_at"]).dt.days.fillna(_HALF_LIFE)
    former = is_former(wording)
    rows = rows.assign(_wording=wording, _office=office, _order=rows.index, _weight=0.5 ** (age.astype("float64") / _HALF_LIFE))
    ended = rows[former].groupby(["actor_id", "_office"], as_index=False).agg(_ended=("_order", "max"))
    rows = rows.merge(ended, on=["actor_id", "_office"], how="left", validate="many_to_one")
    return rows.assign(_former=former | (rows["_ended"].notna() & (rows["_order"] < rows["_ended"].fillna(-1))))
