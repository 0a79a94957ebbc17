"""What was announced, and what became of it: plans with their day, and whether they happened, moved, were cancelled or fell silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from broadsheet.analysis.counting.dated_stories import dated_reports, in_whole_days, numbered_reports, told_sentences
from broadsheet.analysis.counting.later_reports import NEAR, LaterReports, Pairs
from broadsheet.analysis.counting.numbered import different, positions
from broadsheet.analysis.timeline.timeline import stories_of
from broadsheet.annotating.layers import Layers
from broadsheet.annotating.words import event_cues, kind_of

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
    reports = _reports_until(layers, today + pd.Timedelta(days=1))
    plans = _plans(reports)
    outcomes = _outcomes(reports, plans, layers, today.tz_localize(None))
    names = dict(zip(layers.actors["actor_id"], layers.actors["name"], strict=True))
    counts = different(reports["story"].to_numpy(), reports["article"].to_numpy())[reports["story"].iloc[plans]]
    told = _records(layers, reports, plans)
    rows = [_row(plan, outcome, names, articles) for plan, outcome, articles in zip(told, outcomes, counts.tolist(), strict=True)]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    if focus is not None:
        found = found[found["story_id"].isin(stories_of(layers, focus))]
    return found.sort_values(["earliest", "latest", "story_id"], ignore_index=True)


def _reports_until(layers: Layers, end: pd.Timestamp) -> pd.DataFrame:
    """The dated reports published before a moment, by publication, as numbers where texts are not needed.

    `report` is the position in `numbered_reports`; story, article and place are numbers; published is a day.
    """
    numbers, events = numbered_reports(layers), layers.events
    published = layers.articles["published_at"].dt.tz_localize(None).dt.floor("D").to_numpy()[numbers["article_no"]]
    rows = np.flatnonzero(published < end.tz_localize(None).to_numpy())
    rows = rows[np.lexsort((rows, published[rows]))]
    chosen, at = numbers.take(rows), numbers["event_at"].to_numpy()[rows]
    words, triggers = pd.factorize(events["text"])
    precision = in_whole_days(events["precision"])
    kinds = pd.Categorical([kind_of(text) for text in triggers])
    return pd.DataFrame({
        "report": rows, "story": chosen["story_no"].to_numpy(), "article": chosen["article_no"].to_numpy(),
        "told_at": chosen["told_at"].to_numpy(), "event_at": at, "published": published[rows], "stated": chosen["stated"].to_numpy(),
        "earliest": events["earliest"].to_numpy()[at], "latest": events["latest"].to_numpy()[at],
        "start": events["start"].to_numpy(dtype=np.int64)[at], "kind": kinds.take(words).take(at),
        "place": pd.factorize(events["place"])[0][at],
        **{own.name: own.astype("category").array.take(at) for own in (events["status"], events["polarity"], precision)},
    })


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
    told = np.bincount(reports["story"])[planned["story"]]
    fullest = planned.assign(told=told).sort_values(["told", "start", "event_at"], ascending=[False, True, True])
    kept = fullest.drop_duplicates(["told_at", "earliest", "latest"]).sort_index()
    return kept.drop_duplicates("story").index.to_numpy()


def _records(layers: Layers, reports: pd.DataFrame, positions: np.ndarray) -> list[Report]:
    return dated_reports(layers, reports["report"].to_numpy()[positions]).to_dict("records")


def _outcomes(reports: pd.DataFrame, plans: np.ndarray, layers: Layers, today: pd.Timestamp) -> list[_Outcome]:
    """What became of each plan: the last later report that tells it decides, and a postponement or cancellation above all."""
    words = told_sentences(layers)["sentence"]
    later = LaterReports(reports, words, _taking_part(layers, reports["event_at"].to_numpy()))
    told = {plan: _Outcome("due" if latest >= today else "silent", None, None)
            for plan, latest in zip(plans.tolist(), reports["latest"].iloc[plans], strict=True)}
    pairs = _joined(pair for ours, others in _of_one_kind(reports, plans) for pair in later.of_kind(ours, others))
    last = [*_told_last(reports, *pairs)]
    telling = _records(layers, reports, np.array([at for _, at, _ in last], dtype=np.int64))
    for (plan, _, outcome), report in zip(last, telling, strict=True):
        told[plan] = _Outcome(outcome, report, report["earliest"] if outcome == "moved" else None)
    for kind in ("postpone", "cancel"):
        ones, others = _joined(pair for ours, theirs in _spoken_of(reports, plans, kind, words) for pair in later.about(ours, theirs))
        undone = pd.Series(others).groupby(ones).max()
        telling = _records(layers, reports, undone.to_numpy())
        new_days = _new_days(layers, {report["article_id"] for report in telling}) if kind == "postpone" else {}
        for plan, report in zip(undone.index.tolist(), telling, strict=True):
            told[plan] = _undone_by(reports["latest"].iloc[plan], report, kind, new_days)
    return list(told.values())


def _taking_part(layers: Layers, event_at: np.ndarray) -> sparse.csr_matrix:
    """A row per event, given by its row in `events`; a column per actor, 1 where it takes part."""
    row_of = np.full(len(layers.events) + 1, -1)
    row_of[event_at] = np.arange(len(event_at))
    rows = row_of[positions(layers.event_actors["event_id"], layers.events["event_id"])]
    columns, actors = pd.factorize(layers.event_actors["actor_id"])
    known = rows >= 0
    shape = (len(event_at), max(len(actors), 1))
    return sparse.csr_matrix((np.ones(int(known.sum()), dtype=np.float32), (rows[known], columns[known])), shape=shape)


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
    everything = reports.groupby("kind", observed=True).indices
    for kind, ours in pd.Series(plans).groupby(reports["kind"].array.take(plans), observed=True):
        yield ours.to_numpy(), everything[kind]


def _spoken_of(reports: pd.DataFrame, plans: np.ndarray, kind: str, words: pd.Series) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The plans of each kind, and the reports of a postponement or cancellation whose sentence names that kind."""
    naming: dict[str, list[int]] = defaultdict(list)
    chosen = np.flatnonzero((reports["kind"] == kind) & (reports["polarity"] == "positive"))
    for position, sentence in zip(chosen.tolist(), words.iloc[reports["told_at"].iloc[chosen]].tolist(), strict=True):
        for named in {kind_of(word) for word in sentence.replace(",", " ").replace(".", " ").split()}:
            naming[named].append(position)
    for named, ours in pd.Series(plans).groupby(reports["kind"].array.take(plans), observed=True):
        if named in naming:
            yield ours.to_numpy(), np.asarray(naming[str(named)])


def _new_days(layers: Layers, article_ids: Collection[str]) -> Days:
    """The days that each of some articles states, with where it states them."""
    days = layers.dates[layers.dates["article_id"].isin(article_ids)]
    days = days[(days["precision"] == "day") & days["earliest"].notna()]
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
    if plan["status"] == "conditional" or words & (event_cues()["modals.conditional"] | event_cues()["hedges.words"]):
        return "possible"
    return "intended" if words else "firm"
