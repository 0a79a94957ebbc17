"""What was announced, and what became of it: plans with their day, and whether they happened, moved, were cancelled or fell silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from broadsheet.analysis.dated_stories import dated_reports
from broadsheet.analysis.later_reports import NEAR, LaterReports, Pairs
from broadsheet.analysis.timeline import stories_of
from broadsheet.annotating.events.cues import cues
from broadsheet.annotating.layers import Layers
from broadsheet.annotating.stories.words import kind_of

COLUMNS = (
    "earliest", "latest", "precision", "outcome", "sentence", "outcome_sentence", "certainty", "hedge", "announcer_id", "announcer",
    "announced_at", "article_id", "source", "articles", "moved_from", "moved_to", "outcome_article_id", "outcome_at", "start", "end",
    "event_id", "story_id",
)

Outcome = Literal["happened", "moved", "cancelled", "due", "silent"]


_NEAR = pd.Timedelta(days=NEAR)

Report = dict[str, Any]
Days = dict[str, list[tuple[int, pd.Timestamp]]]


class _Outcome(NamedTuple):
    outcome: Outcome
    report: Report | None
    moved_to: pd.Timestamp | None


def commitments(layers: Layers, focus: str | None = None, *, now: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Every dated plan: who announced it, when it is due, how certain the wording is, and what later articles say of it.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only plans of stories that the actor takes part in.
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
    reports = reports.assign(published=published, kind=[kind_of(text) for text in reports["text"].tolist()])
    reports = reports.sort_values(["published", "event_id"], ignore_index=True)
    plans = _plans(reports)
    told = _outcomes(reports, plans, layers, today.tz_localize(None))
    names = dict(zip(layers.actors["actor_id"], layers.actors["name"], strict=True))
    counts = reports.groupby("story_id")["article_id"].nunique()
    rows = [_row(plan, outcome, names, int(counts[plan["story_id"]])) for plan, outcome in zip(_records(reports, plans), told, strict=True)]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    if focus is not None:
        found = found[found["story_id"].isin(stories_of(layers, focus))]
    return found.sort_values(["earliest", "latest", "story_id"], ignore_index=True)


def _moment(now: str | pd.Timestamp) -> pd.Timestamp:
    moment = pd.Timestamp(now)
    if pd.isna(moment):
        return moment
    return (moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")).normalize()


def _plans(reports: pd.DataFrame) -> np.ndarray:
    """Where the first report of each story stands that is planned for a day after its publication.

    Of what one sentence plans for one day, the story is taken that most reports tell.
    """
    planned = reports[reports["status"].isin(("planned", "conditional")) & (reports["latest"] >= reports["published"]) & reports["stated"]]
    planned = planned[planned["polarity"] != "negative"]
    told = planned["story_id"].map(reports["story_id"].value_counts())
    fullest = planned.assign(told=told).sort_values(["told", "start", "event_id"], ascending=[False, True, True])
    kept = fullest.drop_duplicates(["article_id", "sentence_no", "earliest", "latest"]).sort_index()
    return kept.drop_duplicates("story_id").index.to_numpy()


def _records(reports: pd.DataFrame, positions: np.ndarray) -> list[Report]:
    return reports.iloc[positions].to_dict("records")


def _outcomes(reports: pd.DataFrame, plans: np.ndarray, layers: Layers, today: pd.Timestamp) -> list[_Outcome]:
    """What became of each plan: the last later report that tells it decides, and a postponement or cancellation above all."""
    later = LaterReports(reports, layers.event_actors)
    told = {plan: _Outcome("due" if latest >= today else "silent", None, None)
            for plan, latest in zip(plans.tolist(), reports["latest"].iloc[plans], strict=True)}
    pairs = _joined(pair for ours, others in _of_one_kind(reports, plans) for pair in later.of_kind(ours, others))
    for plan, position, outcome in _told_last(reports, *pairs):
        report = reports.iloc[position].to_dict()
        told[plan] = _Outcome(outcome, report, report["earliest"] if outcome == "moved" else None)
    new_days = _new_days(layers)
    for kind in ("postpone", "cancel"):
        ones, others = _joined(pair for ours, theirs in _spoken_of(reports, plans, kind) for pair in later.about(ours, theirs))
        for plan, position in pd.Series(others).groupby(ones).max().items():
            told[int(plan)] = _undone_by(reports["latest"].iloc[plan], reports.iloc[position].to_dict(), kind, new_days)
    return list(told.values())


def _joined(pairs: Iterable[Pairs]) -> Pairs:
    found = [(np.empty(0, dtype="int64"), np.empty(0, dtype="int64")), *pairs]
    return np.concatenate([ones for ones, _ in found]), np.concatenate([others for _, others in found])


def _told_last(reports: pd.DataFrame, plans: np.ndarray, others: np.ndarray) -> Iterator[tuple[int, int, Outcome]]:
    """Each plan with the last report, of those that are paired with it, that tells what became of it."""
    of_plan, of_other = reports.iloc[plans].reset_index(drop=True), reports.iloc[others].reset_index(drop=True)
    day = pd.Timedelta(days=1)
    overlap = (of_other["earliest"] <= of_plan["latest"] + day) & (of_other["latest"] >= of_plan["earliest"] - day)
    near = (of_other["earliest"] >= of_plan["earliest"] - _NEAR) & (of_other["earliest"] <= of_plan["latest"] + _NEAR)
    took_place = of_other["status"].isin(("occurred", "ongoing", "claimed")) & overlap
    negative = of_other["polarity"] == "negative"
    off = negative & overlap & (took_place | of_other["status"].isin(("planned", "conditional")))
    moved = (of_other["status"] == "planned") & of_other["stated"] & ~overlap & near & (of_other["precision"] == of_plan["precision"])
    outcome = np.select([off, took_place, moved], ["cancelled", "happened", "moved"], default="")
    told = pd.DataFrame({"plan": plans, "other": others, "outcome": outcome})
    last = told[told["outcome"] != ""].sort_values(["plan", "other"]).drop_duplicates("plan", keep="last")
    yield from last.itertuples(index=False, name=None)


def _of_one_kind(reports: pd.DataFrame, plans: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The plans and the reports of each kind that is planned."""
    everything = reports.groupby("kind").indices
    for kind, ours in pd.Series(plans).groupby(reports["kind"].to_numpy()[plans]):
        yield ours.to_numpy(), everything[kind]


def _spoken_of(reports: pd.DataFrame, plans: np.ndarray, kind: str) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The plans of each kind, and the reports of a postponement or cancellation whose sentence names that kind."""
    naming: dict[str, list[int]] = defaultdict(list)
    chosen = np.flatnonzero((reports["kind"] == kind) & (reports["polarity"] == "positive"))
    for position, sentence in zip(chosen.tolist(), reports["sentence"].iloc[chosen].tolist(), strict=True):
        for named in {kind_of(word) for word in sentence.replace(",", " ").replace(".", " ").split()}:
            naming[named].append(position)
    for named, ours in pd.Series(plans).groupby(reports["kind"].to_numpy()[plans]):
        if named in naming:
            yield ours.to_numpy(), np.asarray(naming[str(named)])


def _new_days(layers: Layers) -> Days:
    """The days that each article states, with where it states them."""
    days = layers.dates[(layers.dates["precision"] == "day") & layers.dates["earliest"].notna()]
    found: Days = defaultdict(list)
    for article_id, start, earliest in days[["article_id", "start", "earliest"]].itertuples(index=False):
        found[article_id].append((int(start), earliest))
    return found


def _undone_by(due: pd.Timestamp, report: Report, kind: str, new_days: Days) -> _Outcome:
    """What a report of a postponement or cancellation makes of the plan; "postponed to 5 May" names the new day."""
    if kind == "cancel":
        return _Outcome("cancelled", report, None)
    inside = (day for start, day in new_days.get(report["article_id"], ()) if report["sentence_start"] <= start < report["sentence_end"])
    return _Outcome("moved", report, next((day for day in inside if day > due), None))


def _row(plan: Report, outcome: _Outcome, names: dict[str, str], articles: int) -> tuple[Any, ...]:
    announcer = plan["source_actor_id"] if isinstance(plan["source_actor_id"], str) else None
    told = outcome.report or {}
    moved = outcome.outcome == "moved"
    return (
        plan["earliest"], plan["latest"], plan["precision"], outcome.outcome, plan["sentence"], told.get("sentence"), _certainty(plan),
        plan["hedge"], announcer, names.get(announcer) if announcer else None, plan["published_at"], plan["article_id"], plan["source"],
        articles, plan["earliest"] if moved else pd.NaT, pd.NaT if outcome.moved_to is None else outcome.moved_to,
        told.get("article_id"), told.get("published_at", pd.NaT),
        plan["start"], plan["end"], plan["event_id"], plan["story_id"],
    )


def _certainty(plan: Report) -> Literal["firm", "intended", "possible"]:
    """How sure the wording is: "will" is firm, "plans to" intended, "could" possible."""
    words = set(plan["hedge"].split()) if isinstance(plan["hedge"], str) else set()
    if plan["status"] == "conditional" or words & (cues()["modals.conditional"] | cues()["hedges.words"]):
        return "possible"
    return "intended" if words else "firm"
