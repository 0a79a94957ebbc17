"""Conditions that somebody wants to be told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from broadsheet.analysis.briefing._watched import Met, watched
from broadsheet.analysis.briefing.changes_since import changes_since
from broadsheet.analysis.briefing.upcoming import upcoming
from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.articles import moment_asked, told_by
from broadsheet.analysis.counting.dated_stories import counted_reports
from broadsheet.analysis.counting.judged import judged_mentions
from broadsheet.analysis.counting.story_reports import passages_of
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.question import PROOF, Asked, Column, Proof, question
from broadsheet.analysis.sentiment.stance_ranking import stance_ranking
from broadsheet.annotating import Layers
from broadsheet.settings import watch_entries

COLUMNS = ("watch", "alert", "detail", "day", "article_id", "start", "end", "actor_id")

NEW_ACTOR, PLAN_DUE, STANCE_BELOW, OUTLET_SILENT = "New actor", "Plan due", "Stance below the limit", "Outlet silent"
NO_ARTICLE = "No article in the period"

EVERYBODY: Final = ""
"""What stands for no entry of the watch-list while rows are told apart by it."""

_RULES = ("new_actor_articles", "commitment_due_days", "stance_below", "silent_outlet_days", "empty_period", "watch")
_OFFSETS = {"start": "Int64", "end": "Int64"}


def _due_plan(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The reports of the plan, which the row names by its best one."""
    plans = upcoming(asked.layers, now=asked.options["now"], days=asked.options["commitment_due_days"])
    plans = plans[[*proofs.SPAN, "story_id", "event_id"]].drop_duplicates(list(proofs.SPAN)).astype(_OFFSETS)
    rows = proofs.numbered(frame)[["row", *proofs.SPAN]].astype(_OFFSETS).merge(plans, on=list(proofs.SPAN), validate="many_to_one")
    return passages_of(rows, counted_reports(asked.layers))


def _in_period(proof: Proof) -> Proof:
    """The proof among the layers of the period, where they are given: what was counted there is shown from there."""
    def of_period(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
        period, moment = asked.options["period"], moment_asked(asked.layers, asked.options["now"])
        return proof(frame, Asked(asked.layers if period is None else period, {**asked.options, "now": moment}))

    return of_period


def _not_watched(proof: Proof) -> Proof:
    """The proof of the rows that no entry of the watch-list asked for."""
    return lambda frame, asked: proofs.where("watch", (EVERYBODY,), proof)(frame.assign(watch=frame["watch"].fillna(EVERYBODY)), asked)


def _watched_passages(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The passages of the rows of the watch-list, which stand in its order."""
    places = np.flatnonzero(frame["watch"].notna())
    options = asked.options
    met = _watched(options["period"] or asked.layers, options["changes"], options["before"], options["watch"],
                   moment_asked(asked.layers, options["now"]))
    parts = [one.spans.assign(row=place) for place, one in zip(places, met, strict=True)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({name: pd.Series(dtype="object") for name in PROOF})


def _judged(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """All mentions of the actor that the mean rests on: in the outlets' own voice, in articles that count once."""
    return proofs.same(frame, _in_own_voice(asked.layers), {"actor_id": "actor_id"})


def _in_own_voice(layers: Layers) -> pd.DataFrame:
    judged = judged_mentions(layers)
    return judged[judged["voice"] == "own"]


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """How many conditions are met."""
    return f"{quantity(len(frame), 'condition')} of the settings met"


def _nothing_met(asked: Asked) -> str:
    if not any(_is_asked(asked.options[rule]) for rule in _RULES):
        return "The settings name no condition to watch for."
    return "No condition of the settings is met."


def _is_asked(condition: object) -> bool:
    """Whether a condition is asked for: a number, also 0, a flag that is set, a watch-list with entries."""
    return len(condition) > 0 if isinstance(condition, Sequence) else condition is not None and condition is not False


@question(
    asks="What needs attention?",
    columns=columns.some(
        "article_id start end actor_id",
        watch=Column("Watched as", "the entry of the watch-list that asks for it; empty for the conditions on all", once=True),
        alert=Column("Alert", "which condition of the settings is met"),
        detail=Column("Details", "by whom or what, and by how much"),
        day=Column("Day", "the day of the plan, or of the article that shows it: the outlet's last, or the newest there is", form="day"),
    ),
    proof=proofs.joined(
        _not_watched(_in_period(proofs.joined(
            proofs.where("alert", (NEW_ACTOR,), proofs.mentions_of("actor_id", independent_only=False, within=False)),
            proofs.where("alert", (PLAN_DUE,), _due_plan),
            proofs.where("alert", (STANCE_BELOW,), _judged),
        ))),
        _not_watched(proofs.where("alert", (OUTLET_SILENT, NO_ARTICLE), proofs.own_article)),
        _watched_passages,
    ),
    finding=_finding,
    empty=_nothing_met,
)
def alerts(
    layers: Layers, changes: pd.DataFrame | None = None, *, period: Layers | None = None, before: Layers | None = None,
    now: str | pd.Timestamp | None = None, new_actor_articles: int | None = None, commitment_due_days: int | None = None,
    stance_below: float | None = None, silent_outlet_days: int | None = None, empty_period: bool = False,
    watch: Sequence[Mapping[str, Any]] = (),
) -> pd.DataFrame:
    """The conditions that are met, one row each; a condition that is None is not asked.

    Parameters
    ----------
    layers
        The layers of now. Outlets are silent by these: give those of the whole archive, or the period's with the newest article of
        each outlet beside them (`with_articles(layers, archive.newest_of_outlets())`).
    changes
        What `changes_since` gave; None: there was no state before, and everything is new.
    period
        The layers of the period that the other conditions are about; None: all of them.
    before
        The layers of the period as they were at the last run, by which articles are new for the watch-list; None: all are.
    now
        The moment of asking; None is the newest article's.
    new_actor_articles
        An actor new since the last run, named in at least so many articles.
    commitment_due_days
        A plan due within so many days.
    stance_below
        A mean stance below this (−1 to 1), its interval wholly below zero, enough articles.
    silent_outlet_days
        No article from an outlet for at least so many days.
    empty_period
        No article at all in the period, while there are some outside of it.
    watch
        Entries of a watch-list: mappings with `name`, `kind` (actors, terms, storylines, plans), `of` (a list) and the entry's own
        conditions `new_articles`, `stance_below`, `due_days`, `outcome`, as `[[watch]]` in the settings of a report. Without any of
        them, an entry asks for each new article, one on plans for what became of them and for those due within a week.

    Returns
    -------
    pandas.DataFrame
        `watch` (the entry's name; null for the conditions on all), `alert`, `detail`, `day`, `article_id`, `start`, `end`, `actor_id`.

    Notes
    -----
    A new actor is proved by its mentions, a plan by its reports, a mean by the mentions that were judged, a silent outlet by its last
    article, an empty period by the newest article there is; a watched actor or term by its places in the new articles.

    Examples
    --------
    >>> import broadsheet as bs
    >>> text = "Ada Moss opened the quay in Eastmere."
    >>> layers = bs.annotate(pd.DataFrame({"article_id": ["a"], "text": [text], "published_at": ["2025-05-05"]}), sentiment=None)
    >>> found = alerts(layers, watch=[{"name": "Harbour", "kind": "terms", "of": ["quay"], "new_articles": 1}])
    >>> found[["watch", "alert", "start"]].values.tolist()
    [['Harbour', 'Term in the news', 20]]
    """
    moment, own = moment_asked(layers, now), layers if period is None else period
    parts = []
    if new_actor_articles is not None:
        parts.append(_new_actors(own, changes_since(own) if changes is None else changes, new_actor_articles))
    if commitment_due_days is not None and moment is not None:
        parts.append(_due(own, moment, commitment_due_days))
    if stance_below is not None:
        parts.append(_disliked(own, stance_below))
    if silent_outlet_days is not None and moment is not None:
        parts.append(_silent(layers, moment, silent_outlet_days))
    if empty_period and own.articles.empty:
        parts.append(_empty(layers))
    parts.append(pd.DataFrame([one.row for one in _watched(own, changes, before, watch, moment)]))
    met = [part.reindex(columns=list(COLUMNS)) for part in parts if len(part)]
    found = pd.concat([part.astype(object) for part in met], ignore_index=True) if met else pd.DataFrame(columns=list(COLUMNS))
    return found.astype({"alert": "str", "detail": "str", "watch": "str", "start": "Int64", "end": "Int64"}).assign(
        day=pd.to_datetime(found["day"]).astype("datetime64[us]"),
    )


def _watched(
    layers: Layers, changes: pd.DataFrame | None, before: Layers | None, watch: Sequence[Mapping[str, Any]], moment: pd.Timestamp | None,
) -> list[Met]:
    if not watch:
        return []
    watch = watch_entries(watch)
    ended = any(entry.get("outcome") for entry in watch)
    known = changes if changes is not None else changes_since(layers, before) if ended else pd.DataFrame(columns=["change"])
    return watched(layers, watch, changes=known, before=before, moment=moment)


def _new_actors(layers: Layers, changes: pd.DataFrame, least: int) -> pd.DataFrame:
    new = changes[changes["change"] == "new actor"]
    spread = layers.mentions.groupby("actor_id")["article_id"].nunique()
    counts = new["actor_id"].map(spread).fillna(0)
    kept = new[counts >= least]
    return kept.assign(alert=NEW_ACTOR, detail=kept["what"] + ": " + kept["detail"].astype("str"))


def _due(layers: Layers, moment: pd.Timestamp, days: int) -> pd.DataFrame:
    plans = upcoming(layers, now=moment, days=days)
    when = plans["earliest"].dt.strftime("%-d %b %Y")
    return plans.assign(alert=PLAN_DUE, detail=when + ": " + plans["sentence"].astype("str"), day=plans["earliest"])


def _disliked(layers: Layers, below: float) -> pd.DataFrame:
    ranking = stance_ranking(layers, top=None)
    kept = ranking[(ranking["voice"] == "own") & (ranking["stance"] < below).fillna(False) & (ranking["high"] < 0).fillna(False)]
    rows = zip(kept["name"], kept["stance"], kept["low"], kept["high"], kept["articles"], strict=True)
    detail = [f"{name}: {mean:.2f} ({low:.2f} to {high:.2f}, {n} articles)" for name, mean, low, high, n in rows]
    judged = _in_own_voice(layers)
    worst = judged.sort_values("stance", kind="stable").drop_duplicates("actor_id")[["actor_id", "article_id", "start", "end"]]
    return kept.assign(alert=STANCE_BELOW, detail=detail).merge(worst, on="actor_id", how="left", validate="one_to_one")


def _silent(layers: Layers, moment: pd.Timestamp, days: int) -> pd.DataFrame:
    articles = layers.articles.assign(source=told_by(layers.articles))
    last = articles.dropna(subset="published_at").sort_values(["published_at", "article_id"]).drop_duplicates("source", keep="last")
    quiet = (moment - last["published_at"]).dt.days
    kept = last[quiet >= days]
    detail = kept["source"] + ": no article for " + quiet[quiet >= days].astype("str") + " days"
    return kept.assign(alert=OUTLET_SILENT, detail=detail, day=kept["published_at"].dt.tz_localize(None).dt.normalize())


def _empty(layers: Layers) -> pd.DataFrame:
    newest = layers.articles.dropna(subset="published_at").sort_values(["published_at", "article_id"]).tail(1)
    day = newest["published_at"].dt.tz_localize(None).dt.normalize()
    detail = "the newest that there is, of " + told_by(newest) + ", is of " + day.dt.strftime("%-d %B %Y")
    return newest.assign(alert=NO_ARTICLE, detail=detail, day=day)
