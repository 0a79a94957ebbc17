"""Conditions that somebody wants to be told of, and the plans that lie ahead."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.articles import told_by
from broadsheet.analysis.sentiment.stance_ranking import stance_ranking
from broadsheet.annotating import Layers

COLUMNS = ("alert", "detail", "day", "article_id", "start", "end", "actor_id")


def alerts(
    layers: Layers, changes: pd.DataFrame, *, now: str | pd.Timestamp | None = None, new_actor_articles: int | None = None,
    commitment_due_days: int | None = None, stance_below: float | None = None, silent_outlet_days: int | None = None,
) -> pd.DataFrame:
    """The conditions that are met, one row each; a condition that is None is not asked.

    Parameters
    ----------
    layers
        The layers of now.
    changes
        What `changes_since` gave.
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
    """
    moment = _moment(layers, now)
    parts = []
    if new_actor_articles is not None:
        parts.append(_new_actors(layers, changes, new_actor_articles))
    if commitment_due_days is not None and moment is not None:
        parts.append(_due(layers, moment, commitment_due_days))
    if stance_below is not None:
        parts.append(_disliked(layers, stance_below))
    if silent_outlet_days is not None and moment is not None:
        parts.append(_silent(layers, moment, silent_outlet_days))
    met = [part.reindex(columns=list(COLUMNS)) for part in parts if len(part)]
    found = pd.concat(met, ignore_index=True) if met else pd.DataFrame(columns=list(COLUMNS))
    return found.astype({"alert": "str", "detail": "str"})


def upcoming(layers: Layers, *, now: str | pd.Timestamp | None = None, days: int = 365) -> pd.DataFrame:
    """Dated plans from now on, the next one first: the rows of `timeline` that are planned or conditional.

    Parameters
    ----------
    now
        A moment; None is the newest article's.
    days
        How far to look ahead.
    """
    from broadsheet.analysis.timeline.timeline import timeline

    stories = timeline(layers, status=("planned", "conditional"))
    moment = _moment(layers, now)
    if moment is None:
        return stories.iloc[:0]
    today = moment.tz_localize(None).normalize()
    kept = stories[(stories["latest"] >= today) & (stories["earliest"] <= today + pd.Timedelta(days=days))]
    return kept.sort_values(["earliest", "latest", "story_id"], kind="stable", ignore_index=True)


def _moment(layers: Layers, now: str | pd.Timestamp | None) -> pd.Timestamp | None:
    if now is None:
        newest = layers.articles["published_at"].max()
        return None if pd.isna(newest) else newest
    moment = pd.Timestamp(now)
    return moment.tz_localize("UTC") if moment.tz is None else moment.tz_convert("UTC")


def _new_actors(layers: Layers, changes: pd.DataFrame, least: int) -> pd.DataFrame:
    new = changes[changes["change"] == "new actor"]
    spread = layers.mentions.groupby("actor_id")["article_id"].nunique()
    counts = new["actor_id"].map(spread).fillna(0)
    kept = new[counts >= least]
    return kept.assign(alert="New actor", detail=kept["what"] + ": " + kept["detail"].astype("str"))


def _due(layers: Layers, moment: pd.Timestamp, days: int) -> pd.DataFrame:
    plans = upcoming(layers, now=moment, days=days)
    when = plans["earliest"].dt.strftime("%-d %b %Y")
    return plans.assign(alert="Plan due", detail=when + ": " + plans["sentence"].astype("str"), day=plans["earliest"])


def _disliked(layers: Layers, below: float) -> pd.DataFrame:
    ranking = stance_ranking(layers, top=None)
    kept = ranking[(ranking["voice"] == "own") & (ranking["stance"] < below).fillna(False) & (ranking["high"] < 0).fillna(False)]
    rows = zip(kept["name"], kept["stance"], kept["low"], kept["high"], kept["articles"], strict=True)
    detail = [f"{name}: {mean:.2f} ({low:.2f} to {high:.2f}, {n} articles)" for name, mean, low, high, n in rows]
    worst = layers.stances.sort_values("stance", kind="stable").drop_duplicates("actor_id")[["actor_id", "article_id", "start", "end"]]
    return kept.assign(alert="Stance below the limit", detail=detail).merge(worst, on="actor_id", how="left", validate="one_to_one")


def _silent(layers: Layers, moment: pd.Timestamp, days: int) -> pd.DataFrame:
    articles = layers.articles.assign(source=told_by(layers.articles))
    last = articles.dropna(subset="published_at").sort_values(["published_at", "article_id"]).drop_duplicates("source", keep="last")
    quiet = (moment - last["published_at"]).dt.days
    kept = last[quiet >= days]
    detail = kept["source"] + ": no article for " + quiet[quiet >= days].astype("str") + " days"
    return kept.assign(alert="Outlet silent", detail=detail, day=kept["published_at"].dt.tz_localize(None).dt.normalize())
