"""Conditions that somebody wants to be told of."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.briefing.changes_since import changes_since
from broadsheet.analysis.briefing.upcoming import upcoming
from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.articles import moment_asked, told_by
from broadsheet.analysis.counting.dated_stories import counted_reports
from broadsheet.analysis.counting.judged import judged_mentions
from broadsheet.analysis.counting.story_reports import passages_of
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.question import Asked, Column, question
from broadsheet.analysis.sentiment.stance_ranking import stance_ranking
from broadsheet.annotating import Layers

COLUMNS = ("alert", "detail", "day", "article_id", "start", "end", "actor_id")

NEW_ACTOR, PLAN_DUE, STANCE_BELOW, OUTLET_SILENT = "New actor", "Plan due", "Stance below the limit", "Outlet silent"

_RULES = ("new_actor_articles", "commitment_due_days", "stance_below", "silent_outlet_days")
_OFFSETS = {"start": "Int64", "end": "Int64"}


def _due_plan(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The reports of the plan, which the row names by its best one."""
    plans = upcoming(asked.layers, now=asked.options["now"], days=asked.options["commitment_due_days"])
    plans = plans[[*proofs.SPAN, "story_id", "event_id"]].drop_duplicates(list(proofs.SPAN)).astype(_OFFSETS)
    rows = proofs.numbered(frame)[["row", *proofs.SPAN]].astype(_OFFSETS).merge(plans, on=list(proofs.SPAN), validate="many_to_one")
    return passages_of(rows, counted_reports(asked.layers))


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
    if all(asked.options[rule] is None for rule in _RULES):
        return "The settings name no condition to watch for."
    return "No condition of the settings is met."


@question(
    asks="What needs attention?",
    columns=columns.some(
        "article_id start end actor_id",
        alert=Column("Alert", "which condition of the settings is met"),
        detail=Column("Details", "by whom or what, and by how much"),
        day=Column("Day", "the day of the plan, of the first article that names the actor, or of the outlet's last article", form="day"),
    ),
    proof=proofs.joined(
        proofs.where("alert", (NEW_ACTOR,), proofs.mentions_of("actor_id", independent_only=False, within=False)),
        proofs.where("alert", (PLAN_DUE,), _due_plan),
        proofs.where("alert", (STANCE_BELOW,), _judged),
        proofs.where("alert", (OUTLET_SILENT,), proofs.own_article),
    ),
    finding=_finding,
    empty=_nothing_met,
)
def alerts(
    layers: Layers, changes: pd.DataFrame | None = None, *, now: str | pd.Timestamp | None = None, new_actor_articles: int | None = None,
    commitment_due_days: int | None = None, stance_below: float | None = None, silent_outlet_days: int | None = None,
) -> pd.DataFrame:
    """The conditions that are met, one row each; a condition that is None is not asked.

    Parameters
    ----------
    layers
        The layers of now.
    changes
        What `changes_since` gave; None: there was no state before, and everything is new.
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

    Returns
    -------
    pandas.DataFrame
        `alert`, `detail`, `day`, `article_id`, `start`, `end`, `actor_id`.

    Notes
    -----
    A new actor is proved by its mentions, a plan by its reports, a mean by the mentions that were judged, a silent outlet by its last
    article.
    """
    moment = moment_asked(layers, now)
    parts = []
    if new_actor_articles is not None:
        parts.append(_new_actors(layers, changes_since(layers) if changes is None else changes, new_actor_articles))
    if commitment_due_days is not None and moment is not None:
        parts.append(_due(layers, moment, commitment_due_days))
    if stance_below is not None:
        parts.append(_disliked(layers, stance_below))
    if silent_outlet_days is not None and moment is not None:
        parts.append(_silent(layers, moment, silent_outlet_days))
    met = [part.reindex(columns=list(COLUMNS)) for part in parts if len(part)]
    found = pd.concat(met, ignore_index=True) if met else pd.DataFrame(columns=list(COLUMNS))
    return found.astype({"alert": "str", "detail": "str"})


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
