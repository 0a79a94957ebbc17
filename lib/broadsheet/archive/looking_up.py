"""Whether what somebody asks for is in the articles of a period, elsewhere in the archive only, or nowhere: the one place that decides it.

Absent from a period is a normal answer: nothing is found, and that is said. Unknown to the whole archive is a slip of the pen, and refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

import pandas as pd

from broadsheet.archive import readback
from broadsheet.archive.register import selected
from broadsheet.archive.state import State
from broadsheet.archive.tables import pandas_frame
from broadsheet.corrections import UnknownActor, find_actor
from broadsheet.errors import RequestError
from broadsheet.settings import Moment

Presence = Literal["present", "absent", "unknown"]

UNKNOWN_OUTLET = "unknown outlet"
"""What stands for the outlet of articles that name none."""

_SUGGESTED = 3


class LookedUp(NamedTuple):
    """What was looked for (`focus`, `outlet`), under which name, whether it is there, and the sentence that says so."""

    what: str
    name: str
    presence: Presence
    said: str


def looked_up_in(
    state: State, *, focus: str | None = None, source: str | None = None, since: Moment | None = None, until: Moment | None = None,
) -> tuple[LookedUp, ...]:
    """Each of what was given, looked for in the articles of the period and then in the whole archive.

    The outlet comes first: where it wrote nothing in the period, no actor is named there either. `AmbiguousActor` where a focus may
    mean several actors.
    """
    chosen = selected(state.register, since=since, until=until, source=source)
    asked = (("outlet", source, _outlet), ("focus", focus, _focus))
    return tuple(LookedUp(what, name, *decide(state, name, chosen)) for what, name, decide in asked if name is not None)


def refuse_unknown_outlets(register: pd.DataFrame, source: str | Iterable[str]) -> None:
    """Raise `RequestError`, with the nearest names, for an outlet of which the archive never had an article."""
    for name in [source] if isinstance(source, str) else source:
        if len(register) and not (register["source"] == name).any():
            raise RequestError(_no_outlet(register, name))


def newest_of_outlets(register: pd.DataFrame, *, source: str | None = None) -> pd.Series:
    """Which articles are the newest of their outlet; without an outlet's name, those of all."""
    rows = register.dropna(subset="published_at").sort_values(["published_at", "article_id"], kind="stable")
    rows = rows.assign(source=rows["source"].fillna(UNKNOWN_OUTLET)).drop_duplicates("source", keep="last")
    rows = rows if source is None else rows[rows["source"] == source]
    return register["article_id"].isin(rows["article_id"])


def _outlet(state: State, name: str, chosen: pd.Series) -> tuple[Presence, str]:
    register = state.register
    if register.empty:
        return "absent", "The archive holds no article yet."
    known = register[register["source"] == name]
    if known.empty:
        return "unknown", _no_outlet(register, name)
    if chosen.any():
        return "present", f"{name} published {_articles(int(chosen.sum()))} of these."
    return "absent", f"{name} published nothing in this period; elsewhere the archive has {_newest_of(known)}."


def _focus(state: State, name: str, chosen: pd.Series) -> tuple[Presence, str]:
    if state.register.empty:
        return "absent", "The archive holds no article yet."
    everything = readback.layers(state, state.everything)
    try:
        actor_id = find_actor(everything, name)
    except UnknownActor as error:
        return "unknown", str(error)
    shown = everything.actors.set_index("actor_id")["name"].get(actor_id, name)
    here = _naming(state, actor_id, chosen)
    if here:
        return "present", f"{shown} is named in {_articles(len(here))} of these."
    known = state.register[state.register["article_id"].isin(_naming(state, actor_id, state.everything))]
    return "absent", f"{shown} is not named in these articles; elsewhere the archive has {_newest_of(known)}."


def _naming(state: State, actor_id: str, chosen: pd.Series) -> set[str]:
    """The articles that name the actor, of those that the mask over the register selects."""
    if state.corrections.people:
        mentions = readback.table(state, "mentions", chosen)
    else:
        mentions = pandas_frame(state.layer_rows("mentions", chosen, ["article_id", "actor_id"]))
    return set(mentions.loc[mentions["actor_id"] == actor_id, "article_id"])


def _no_outlet(register: pd.DataFrame, name: str) -> str:
    from rapidfuzz import fuzz, process

    known = sorted(register["source"].dropna().unique())
    near = process.extract(name, known, scorer=fuzz.WRatio, processor=str.casefold, limit=_SUGGESTED, score_cutoff=60)
    hint = f"did you mean {' or '.join(repr(found) for found, _, _ in near)}?" if near else f"it has {', '.join(known[:8]) or 'none'}"
    return f"no outlet is called {name!r}; {hint}"


def _newest_of(articles: pd.DataFrame) -> str:
    """`12 articles, the newest of 3 May 2025`."""
    newest, many = articles["published_at"].max(), len(articles) > 1
    day = "" if pd.isna(newest) else f", {'the newest ' if many else ''}of {newest.day} {newest:%B %Y}"
    return f"{_articles(len(articles))}{day}"


def _articles(n: int) -> str:
    return "1 article" if n == 1 else f"{n:,} articles"
