"""What became of plans: the later reports that tell that they happened, moved or were cancelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from broadsheet import schemas
from broadsheet.analysis.counting.dated_stories import dated_reports, told_sentences
from broadsheet.analysis.counting.later_reports import NEAR, LaterReports, Pairs
from broadsheet.analysis.counting.numbered import positions
from broadsheet.annotating import Layers, kind_of

Outcome = Literal["happened", "moved", "cancelled", "due", "silent"]

_MOVED = (
    r"(?i)\b(?:delayed?|postponed?|moved|rescheduled|brought forward|put back|pushed|deferred|instead|new date|sooner"
    r"|(?:later|earlier) than)\b"
)
_NEAR = pd.Timedelta(days=NEAR)

Report = dict[str, Any]
Days = dict[str, list[tuple[int, pd.Timestamp]]]


class Told(NamedTuple):
    """What became of a plan, the report that tells it, and the new day where it moved."""

    outcome: Outcome
    report: Report | None
    moved_to: pd.Timestamp | None


def records(layers: Layers, reports: pd.DataFrame, positions: np.ndarray) -> list[Report]:
    """The reports at some positions, with their texts."""
    return schemas.records(dated_reports(layers, reports["report"].to_numpy()[positions])) if len(positions) else []


def outcomes_of(reports: pd.DataFrame, plans: np.ndarray, layers: Layers, today: pd.Timestamp) -> list[Told]:
    """What became of each plan: the last later report that tells it decides, and a postponement or cancellation above all."""
    if not len(plans):
        return []
    words = told_sentences(layers)["sentence"]
    doing = _taking_part(layers, reports["event_at"].to_numpy(), parts=("agent",))
    later = LaterReports(reports, words, _taking_part(layers, reports["event_at"].to_numpy()), doing)
    told = {plan: Told("due" if latest >= today else "silent", None, None)
            for plan, latest in zip(plans.tolist(), reports["latest"].iloc[plans], strict=True)}
    pairs = _joined(pair for ours, others in _of_one_kind(reports, plans) for pair in later.of_kind(ours, others))
    last = [*_told_last(reports, *pairs, may_move=_may_move(reports, *pairs, words=words, doing=doing))]
    telling = records(layers, reports, np.array([at for _, at, _ in last], dtype=np.int64))
    for (plan, _, outcome), report in zip(last, telling, strict=True):
        told[plan] = Told(outcome, report, report["earliest"] if outcome == "moved" else None)
    for kind in ("postpone", "cancel"):
        ones, others = _joined(pair for ours, theirs in _spoken_of(reports, plans, kind, words) for pair in later.about(ours, theirs))
        undone = pd.Series(others).groupby(ones).max()
        telling = records(layers, reports, undone.to_numpy())
        new_days = _new_days(layers, {report["article_id"] for report in telling}) if kind == "postpone" else {}
        for plan, report in zip(undone.index.tolist(), telling, strict=True):
            told[plan] = _undone_by(reports["latest"].iloc[plan], report, kind, new_days)
    return list(told.values())


def _taking_part(layers: Layers, event_at: np.ndarray, *, parts: tuple[str, ...] | None = None) -> sparse.csr_matrix:
    """A row per event, given by its row in `events`; a column per actor, 1 where it takes part, or takes one of some parts."""
    taking = layers.event_actors if parts is None else layers.event_actors[layers.event_actors["part"].isin(parts)]
    row_of = np.full(len(layers.events) + 1, -1)
    row_of[event_at] = np.arange(len(event_at))
    rows = row_of[positions(taking["event_id"], layers.events["event_id"])]
    actors = pd.Index(layers.event_actors["actor_id"].unique())
    columns = actors.get_indexer(taking["actor_id"])
    known = rows >= 0
    shape = (len(event_at), max(len(actors), 1))
    return sparse.csr_matrix((np.ones(int(known.sum()), dtype=np.float32), (rows[known], columns[known])), shape=shape)


def _joined(pairs: Iterable[Pairs]) -> Pairs:
    found = [(np.empty(0, dtype="int64"), np.empty(0, dtype="int64")), *pairs]
    return np.concatenate([ones for ones, _ in found]), np.concatenate([others for _, others in found])


def _may_move(reports: pd.DataFrame, plans: np.ndarray, others: np.ndarray, *, words: pd.Series, doing: sparse.csr_matrix) -> np.ndarray:
    """Whether each report can give its plan a new day: one of the same doer, or that says that something has moved.

    "Aid will arrive on Thursday" and "more aid will arrive on Saturday" are two plans.
    """
    said = words.iloc[reports["told_at"].to_numpy()[others]].str.contains(_MOVED).to_numpy(dtype=bool)
    shared = np.asarray(doing[plans].multiply(doing[others]).sum(axis=1)).ravel() > 0
    return np.asarray(said | shared)


def _told_last(reports: pd.DataFrame, plans: np.ndarray, others: np.ndarray, *, may_move: np.ndarray) -> Iterator[tuple[int, int, Outcome]]:
    """Each plan with the last report, of those that are paired with it, that tells what became of it."""
    of_plan, of_other = reports.iloc[plans].reset_index(drop=True), reports.iloc[others].reset_index(drop=True)
    day = pd.Timedelta(days=1)
    overlap = (of_other["earliest"] <= of_plan["latest"] + day) & (of_other["latest"] >= of_plan["earliest"] - day)
    near = (of_other["earliest"] >= of_plan["earliest"] - _NEAR) & (of_other["earliest"] <= of_plan["latest"] + _NEAR)
    took_place = of_other["status"].isin(("occurred", "ongoing", "claimed")) & overlap
    negative = of_other["polarity"] == "negative"
    off = negative & overlap & (took_place | of_other["status"].isin(("planned", "conditional")))
    planned = may_move & (of_other["status"] == "planned") & of_other["stated"]
    moved = planned & ~overlap & near & (of_other["precision"] == of_plan["precision"])
    outcome = np.select([off, took_place, moved], ["cancelled", "happened", "moved"], default="")
    told = pd.DataFrame({"plan": plans, "other": others, "outcome": outcome})
    last = told[told["outcome"] != ""].sort_values(["plan", "other"]).drop_duplicates("plan", keep="last")
    yield from last.itertuples(index=False, name=None)


def _of_one_kind(reports: pd.DataFrame, plans: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The plans and the reports of each kind that is planned."""
    everything = reports.groupby("kind", observed=True).indices
    for kind, ours in pd.Series(plans).groupby(reports["kind"].array.take(plans), observed=True):
        yield ours.to_numpy(), np.asarray(everything[kind])


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


def _undone_by(due: pd.Timestamp, report: Report, kind: str, new_days: Days) -> Told:
    """What a report of a postponement or cancellation makes of the plan; "postponed to 5 May" names the new day."""
    if kind == "cancel":
        return Told("cancelled", report, None)
    inside = (day for start, day in new_days.get(report["article_id"], ()) if report["sentence_start"] <= start < report["sentence_end"])
    return Told("moved", report, next((day for day in inside if day > due), None))
