"""What was announced, and what became of it: plans with their day, and whether they happened, moved, were cancelled or fell silent."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Literal, NamedTuple

import pandas as pd

from broadsheet.analysis.timeline import dated_reports
from broadsheet.annotating.events.cues import cues
from broadsheet.annotating.layers import Layers
from broadsheet.annotating.stories.words import content_words, kind_of

COLUMNS = (
    "earliest", "latest", "precision", "outcome", "certainty", "hedge", "announcer_id", "announcer", "announced_at", "sentence",
    "article_id", "source", "articles", "moved_from", "moved_to", "outcome_sentence", "outcome_article_id", "outcome_at", "start", "end",
    "event_id", "story_id",
)

WITHIN = pd.Timedelta(days=400)
"""How long after its announcement a later report may still tell what became of a plan."""

NEAR = pd.Timedelta(days=60)
"""How far a plan's day may move and still be the same plan."""

ALIKE = 0.3
"""Share of content words that the announcement and a later report have in common if they share an actor; without one, `SURE`."""
SURE = 0.6

MANY = 4
"""Common content words that are enough in any case for two long sentences that share an actor or the place."""

Outcome = Literal["happened", "moved", "cancelled", "due", "silent"]


Report = dict[str, Any]
Actors = dict[str, frozenset[str]]
Days = dict[str, list[tuple[int, pd.Timestamp]]]


class _Outcome(NamedTuple):
    outcome: Outcome
    report: Report | None
    moved_to: pd.Timestamp | None


def commitments(layers: Layers, *, now: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Every dated plan: who announced it, when it is due, how certain the wording is, and what later articles say of it.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    now
        The day from which "due" and "silent" are judged; articles published later are not looked at. None is the day of the
        newest article.

    Returns
    -------
    DataFrame
        One row per planned story, by date.

        earliest, latest, precision
            When it is due, as first announced.
        outcome
            happened, moved, cancelled; due while its days are not over; silent once they are and nobody tells.
        certainty
            firm ("will", "is to"), intended ("plans to", "hopes to"), possible ("could", "if").
        hedge
            The words that weaken it.
        announcer_id, announcer, announced_at
            Whoever vouches for it (null: the outlet itself), and the publication of the first report.
        sentence, article_id, source, start, end, event_id, story_id, articles
            The first report, and the number of articles that tell the plan.
        moved_from, moved_to
            The old day and the new one, where it moved.
        outcome_sentence, outcome_article_id, outcome_at
            The later report that tells it.

    Notes
    -----
    A plan and a later report are the same if they are of one kind and share an actor or the place and three tenths of their
    content words (four are enough), or more than half of these. A plan of which no later article speaks is silent, which does
    not mean that it did not happen.
    """
    today = _moment(layers.articles["published_at"].max() if now is None else now)
    if pd.isna(today):
        return pd.DataFrame(columns=list(COLUMNS))
    reports = dated_reports(layers)
    reports = reports[reports["published_at"].notna() & (reports["published_at"] < today + pd.Timedelta(days=1))]
    published = reports["published_at"].dt.tz_localize(None).dt.floor("D")
    reports = reports.assign(published=published, kind=[kind_of(text) for text in reports["text"]])
    plans = _plans(reports)
    actors = _actors(layers)
    later = _by_kind(reports)
    new_days = _new_days(layers)
    names = dict(zip(layers.actors["actor_id"], layers.actors["name"], strict=True))
    counts = reports.groupby("story_id")["article_id"].nunique()
    told = [_outcome(plan, later, actors, new_days, today.tz_localize(None)) for plan in plans]
    rows = [_row(plan, outcome, names, int(counts[plan["story_id"]])) for plan, outcome in zip(plans, told, strict=True)]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    return found.sort_values(["earliest", "latest", "story_id"], ignore_index=True)


def _moment(now: str | pd.Timestamp) -> pd.Timestamp:
    moment = pd.Timestamp(now)
    if pd.isna(moment):
        return moment
    return (moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")).normalize()


def _plans(reports: pd.DataFrame) -> list[Report]:
    """The first report of each story that is planned for a day after its publication; one per sentence and day."""
    planned = reports[reports["status"].isin(("planned", "conditional")) & (reports["latest"] >= reports["published"]) & reports["stated"]]
    planned = planned[planned["polarity"] != "negative"].sort_values(["published", "event_id"])
    planned = planned.drop_duplicates("story_id").sort_values(["article_id", "sentence_no", "earliest", "latest", "start"])
    return planned.drop_duplicates(["article_id", "sentence_no", "earliest", "latest"]).to_dict("records")


def _actors(layers: Layers) -> Actors:
    return {str(key): frozenset(ids) for key, ids in layers.event_actors.groupby("event_id")["actor_id"]}


def _by_kind(reports: pd.DataFrame) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = defaultdict(list)
    for report in reports.sort_values(["published", "event_id"]).to_dict("records"):
        found[report["kind"]].append(report)
    return found


def _new_days(layers: Layers) -> Days:
    """The days that each article states, with where it states them."""
    days = layers.dates[(layers.dates["precision"] == "day") & layers.dates["earliest"].notna()]
    found: Days = defaultdict(list)
    for article_id, start, earliest in days[["article_id", "start", "earliest"]].itertuples(index=False):
        found[article_id].append((int(start), earliest))
    return found


def _outcome(plan: Report, later: dict[str, list[Report]], actors: Actors, new_days: Days, today: pd.Timestamp) -> _Outcome:
    """What became of a plan: the last later report that tells it decides."""
    found = _Outcome("due" if plan["latest"] >= today else "silent", None, None)
    for report in later[plan["kind"]]:
        if _is_later(plan, report) and _is_same(plan, report, actors):
            found = _told_by(plan, report) or found
    for kind in ("postpone", "cancel"):
        for report in later.get(kind, ()):
            about = _is_later(plan, report) and plan["kind"] in _kinds(report) and _is_same(plan, report, actors)
            if about and report["polarity"] == "positive":
                found = _undone_by(plan, report, kind, new_days)
    return found


def _undone_by(plan: Report, report: Report, kind: str, new_days: Days) -> _Outcome:
    """What a report of a postponement or cancellation makes of the plan; "postponed to 5 May" names the new day."""
    if kind == "cancel":
        return _Outcome("cancelled", report, None)
    inside = (day for start, day in new_days.get(report["article_id"], ()) if report["sentence_start"] <= start < report["sentence_end"])
    return _Outcome("moved", report, next((day for day in inside if day > plan["latest"]), None))


def _is_later(plan: Report, report: Report) -> bool:
    return bool(plan["published"] < report["published"] <= plan["published"] + WITHIN) and report["article_id"] != plan["article_id"]


def _is_same(plan: Report, report: Report, actors: Actors) -> bool:
    if report["story_id"] == plan["story_id"]:
        return True
    one, other = content_words(plan["sentence"]), content_words(report["sentence"])
    smaller = min(len(one), len(other))
    if smaller < 3:
        return False
    common = len(one & other)
    nothing: frozenset[str] = frozenset()
    together = bool(actors.get(plan["event_id"], nothing) & actors.get(report["event_id"], nothing))
    same_place = isinstance(plan["place"], str) and plan["place"] == report["place"]
    if together or same_place:
        return common >= min(ALIKE * smaller, MANY)
    return common >= SURE * smaller


def _told_by(plan: Report, report: Report) -> _Outcome | None:
    """What a later report of the plan's own kind says of it."""
    overlap = report["earliest"] <= plan["latest"] + pd.Timedelta(days=1) and report["latest"] >= plan["earliest"] - pd.Timedelta(days=1)
    if report["status"] in ("occurred", "ongoing", "claimed") and overlap:
        return _Outcome("cancelled" if report["polarity"] == "negative" else "happened", report, None)
    if report["status"] in ("planned", "conditional") and report["polarity"] == "negative" and overlap:
        return _Outcome("cancelled", report, None)
    near = plan["earliest"] - NEAR <= report["earliest"] <= plan["latest"] + NEAR
    if report["status"] == "planned" and report["stated"] and not overlap and near and report["precision"] == plan["precision"]:
        return _Outcome("moved", report, report["earliest"])
    return None


def _kinds(report: Report) -> set[str]:
    return {kind_of(word) for word in report["sentence"].replace(",", " ").replace(".", " ").split()}


def _row(plan: Report, outcome: _Outcome, names: dict[str, str], articles: int) -> tuple[Any, ...]:
    announcer = plan["source_actor_id"] if isinstance(plan["source_actor_id"], str) else None
    told = outcome.report or {}
    moved = outcome.outcome == "moved"
    return (
        plan["earliest"], plan["latest"], plan["precision"], outcome.outcome, _certainty(plan), plan["hedge"], announcer,
        names.get(announcer) if announcer else None, plan["published_at"], plan["sentence"], plan["article_id"], plan["source"], articles,
        plan["earliest"] if moved else pd.NaT, pd.NaT if outcome.moved_to is None else outcome.moved_to,
        told.get("sentence"), told.get("article_id"), told.get("published_at", pd.NaT),
        plan["start"], plan["end"], plan["event_id"], plan["story_id"],
    )


def _certainty(plan: Report) -> Literal["firm", "intended", "possible"]:
    """How sure the wording is: "will" is firm, "plans to" intended, "could" possible."""
    words = set(plan["hedge"].split()) if isinstance(plan["hedge"], str) else set()
    if plan["status"] == "conditional" or words & (cues()["modals.conditional"] | cues()["hedges.words"]):
        return "possible"
    return "intended" if words else "firm"
