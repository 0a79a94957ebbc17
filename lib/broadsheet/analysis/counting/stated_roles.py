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


_AGAIN = 3
"""Times as many articles, after the first that says "former", that state an office before it counts as held again."""


class _Offices(NamedTuple):
    """What tells one office from another: patterns of what stands before and behind its noun, and other words for it."""

    former: str
    held: str
    behind: str
    same: dict[str, str]
    noun: str
    bare: list[str]
    passing: list[str]
    written_out: list[str]


@lru_cache(maxsize=1)
def _offices() -> _Offices:
    lists = data_sections(data_of_language("roles/offices.toml"))
    former, now, behind, ranks = ("|".join(map(re.escape, lists[name])) for name in ("former", "for_now", "behind", "ranks"))
    return _Offices(
        former=rf"^(?:{former})\b", held=rf"^(?:{former}|{now})\b[\s-]*", behind=rf"\s(?:{behind})\s.*$", same=lists["same"],
        noun=rf"((?:\b(?:{ranks})[\s-])?\S+)$", bare=lists["bare"], passing=lists["passing"],
        written_out=lists["written_out"],
    )


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
    "minister" are one, "vice president" and "president" are two). Offices count by the articles that state them, newer ones more, and
    those that are held before those that were; roles that say little alone ("candidate") or that one has in a story ("witness") come
    behind others that are held. An office of
    which an article says "former" is held no longer, even where others keep the title ("President Noll", years after), unless an office
    that was left is held again, as three times as many later articles say; an office that one article gives to somebody of whom three
    say what they were ("Presidents Noll and Finch", in one story) is passed over. Of the office that counts most, the wording that
    most articles use is shown. A profession that one article mentions so gives way to the office that all others state.
    """
    rows = _by_office(layers.roles)
    if not len(rows):
        return layers.roles[["actor_id", "role"]].reset_index(drop=True)
    keys = ["actor_id", "_former", "_office"]
    offices = rows.drop_duplicates([*keys, "article_id"], keep="last").groupby(keys, as_index=False).agg(
        _count=("_weight", "sum"), _last=("_order", "max"), _bare=("_bare", "min"), _articles=("article_id", "nunique"),
    )
    offices = offices[~_is_slip(offices)]
    first = ["actor_id", "_former", "_bare", "_count", "_last"]
    best = offices.sort_values(first, ascending=[True, True, True, False, False]).drop_duplicates("actor_id")
    kept = rows.merge(best[keys], on=keys, validate="many_to_one")
    wordings = kept.groupby(["actor_id", "_wording"], as_index=False).agg(
        _articles=("article_id", "nunique"), _last=("_order", "max"), role=("role", "last"),
    )
    # Of an office that is held no longer only a wording that says so is true.
    plain = wordings["_wording"].isin([*_offices().written_out, *_offices().bare])
    wordings = wordings.assign(_tells=is_former(wordings["_wording"]), _plain=plain)
    ordered = wordings.sort_values(["actor_id", "_tells", "_plain", "_articles", "_last"], ascending=[True, False, True, False, False])
    return ordered.drop_duplicates("actor_id")[["actor_id", "role"]].reset_index(drop=True)


def _by_office(roles: pd.DataFrame) -> pd.DataFrame:
    """The statements, oldest first, with `_office`, `_former` (held no longer), `_weight` by age, `_wording` and `_order`."""
    rows = roles.sort_values(["published_at", "article_id", "start"], kind="stable", na_position="first").reset_index(drop=True)
    wording = rows["role"].str.casefold()
    known = _offices()
    held = without_holding(wording).replace(known.same)
    office = held.str.replace(known.behind, "", regex=True).str.extract(known.noun, expand=False).fillna(wording).replace(known.same)
    age = (rows["published_at"].max() - rows["published_at"]).dt.days.fillna(_HALF_LIFE)
    rows = rows.assign(
        _wording=wording, _office=office, _order=rows.index, _weight=0.5 ** (age.astype("float64") / _HALF_LIFE),
        _bare=held.isin(known.bare) | office.isin(known.passing),
    )
    former = is_former(wording)
    return rows.assign(_former=former | _is_ended(rows, former))


def _is_slip(offices: pd.DataFrame) -> pd.Series:
    """Whether one article alone gives an office to somebody of whom far more say what they were."""
    before = offices[offices["_former"]].groupby("actor_id")["_articles"].max()
    return ~offices["_former"] & (offices["_articles"] == 1) & (offices["actor_id"].map(before).fillna(0) >= _AGAIN)


def _is_ended(rows: pd.DataFrame, former: pd.Series) -> pd.Series:
    """Whether an article says of each statement's office that its holder left it, and not far more later ones that it is held again."""
    keys = ["actor_id", "_office"]
    left = rows[former].groupby(keys, as_index=False).agg(_first=("_order", "min"), _left=("article_id", "nunique"))
    rows = rows[keys + ["_order", "article_id"]].merge(left, on=keys, how="left", validate="many_to_one")
    later = rows[~former.to_numpy() & (rows["_order"] > rows["_first"])]
    again = later.groupby(keys)["article_id"].nunique().rename("_again")
    rows = rows.join(again, on=keys)
    return (rows["_left"].notna() & ~(rows["_again"].fillna(0) >= _AGAIN * rows["_left"])).set_axis(former.index)
