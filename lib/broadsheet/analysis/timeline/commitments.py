"""What was announced, and what became of it: plans with their day, and whether they happened, moved, were cancelled or fell silent."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from broadsheet.analysis.counting import columns
from broadsheet.analysis.counting.dated_stories import REPORTED, in_whole_days, numbered_reports, told_sentences
from broadsheet.analysis.counting.focus import stories_of
from broadsheet.analysis.counting.numbered import different
from broadsheet.analysis.counting.once import once
from broadsheet.analysis.counting.proofs import SPAN, numbered
from broadsheet.analysis.counting.story_reports import passages_of
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.question import PROOF, Asked, Column, hidden, question
from broadsheet.analysis.timeline._occasions import once_each
from broadsheet.analysis.timeline._outcomes import Report, Told, outcomes_of, records
from broadsheet.analysis.timeline._promises import is_promise
from broadsheet.annotating import Layers, event_cues, kind_of

COLUMNS = (
    "earliest", "latest", "precision", "outcome", "sentence", "outcome_sentence", "certainty", "hedge", "announcer_id", "announcer",
    "announced_at", "article_id", "source", "articles", "moved_from", "moved_to", "outcome_article_id", "outcome_at", "start", "end",
    "event_id", "story_id",
)


def passages_of_plans(plans: pd.DataFrame, layers: Layers, now: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """The passages that prove rows of `commitments` judged on a day: `row article_id start end`.

    They are the reports of the plan that are published until then, and the sentence that tells what became of it. What makes a plan due
    or silent is that no other report is found.
    """
    today = _today(layers, now)
    numbers = numbered_reports(layers)
    if not pd.isna(today):
        numbers = numbers.take(_published_before(layers, today + pd.Timedelta(days=1))[0])
    reports = layers.events[list(REPORTED)].take(numbers["event_at"].to_numpy())
    own = passages_of(_with_others(plans, layers, now), reports)
    told = told_sentences(layers).take(numbers["told_at"].to_numpy()).assign(article_id=reports["article_id"].array)
    return pd.concat([own, _ended_by(plans, told, own)], ignore_index=True)


def _with_others(plans: pd.DataFrame, layers: Layers, now: str | pd.Timestamp | None) -> pd.DataFrame:
    """`row story_id event_id`: the story of each plan, and those that were found to tell the same plan."""
    rows = numbered(plans)[["row", "story_id", "event_id"]]
    others = _found(layers, now)[["story_id", "others"]].dropna()
    both = rows.merge(others.assign(other=others["others"].str.split()).explode("other"), on="story_id")
    more = both[["row", "other", "event_id"]].rename(columns={"other": "story_id"})
    return pd.concat([rows, more], ignore_index=True)


def _ended_by(plans: pd.DataFrame, told: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """The sentence that tells what became of each plan, of those `told`; none where a report of the plan lies in it."""
    wanted = numbered(plans)[["row", "outcome_article_id", "outcome_sentence"]].dropna().set_axis(["row", "article_id", "sentence"], axis=1)
    told = told[told["article_id"].isin(wanted["article_id"].unique())][[*SPAN, "sentence"]].drop_duplicates()
    found = wanted.merge(told, on=["article_id", "sentence"], validate="many_to_many")[list(PROOF)]
    both = found.merge(own, on=["row", "article_id"], suffixes=("", "_own"))
    shown = both[(both["start_own"] >= both["start"]) & (both["start_own"] < both["end"])]
    return found[~found["row"].isin(shown["row"])]


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    return passages_of_plans(frame, asked.layers, asked.options["now"])


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """What became of the plans."""
    counts = frame["outcome"].value_counts()
    outcomes = [outcome for outcome in ("due", "happened", "moved", "cancelled", "silent") if outcome in counts.index]
    said = [f"{int(counts[outcome]):,} {outcome}" for outcome in outcomes]
    as_of = _today(asked.layers, asked.options["now"])
    return f"{quantity(len(frame), 'dated plan')} as of {as_of:%-d %B %Y}: {', '.join(said)}"


@question(
    asks="What is planned, and what became of it?",
    columns=columns.some(
        "earliest latest precision article_id start end event_id story_id",
        outcome=Column("Outcome", "happened, moved, cancelled; due while its days are not over; silent if nobody tells what became of it"),
        sentence=Column("Sentence", "the first report", form="told", beside=("source", "announced_at", "announcer")),
        outcome_sentence=Column("What became of it", "the later report that tells it"),
        certainty=Column("Certainty", "firm (will), intended (plans to) or possible (could)", form="worded", beside=("hedge",)),
        hedge=Column("Hedge", "the words that weaken it"),
        announcer_id=hidden("whoever vouches for it, as in `actors`"),
        announcer=Column("Announced by", "whoever vouches for it; empty for the outlet itself"),
        announced_at=Column("Announced", "when the first report was published"),
        source=Column("Outlet", "the outlet of the first report"),
        articles=Column("Articles", "articles that tell the plan", unit="articles"),
        moved_from=hidden("the day that it was moved from"),
        moved_to=Column("Moved to", "the new day, where one is named", form="day"),
        outcome_article_id=hidden("the article that tells what became of it"),
        outcome_at=hidden("when that was published"),
    ),
    proof=_proof,
    finding=_finding,
    empty="No dated plan is reported.",
    headline=True,
)
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
    A plan commits somebody (will, is to, plans to, vowed) or is a scheduled event; purposes, states and the year of a thing are none. Of an
    election on one day there is one row, that which most articles tell.

    A plan and a later report are the same if they are of one kind and share an actor or the place and three tenths of their
    content words (four are enough), or more than half of these. A plan of which no later article speaks is silent, which does
    not mean that it did not happen.
    """
    found = _found(layers, now)[list(COLUMNS)]
    return found if focus is None else found[found["story_id"].isin(stories_of(layers, focus))].reset_index(drop=True)


def _found(layers: Layers, now: str | pd.Timestamp | None) -> pd.DataFrame:
    """All plans: `COLUMNS`, and `others`, the ids of the stories that tell the same plan, with spaces."""
    return _judged_on_newest_day(layers) if now is None else _judged(layers, _today(layers, now))


@once("articles", "sentences", "events", "event_actors", "actors", "dates")
def _judged_on_newest_day(layers: Layers) -> pd.DataFrame:
    return _judged(layers, _today(layers, None))


def _judged(layers: Layers, today: pd.Timestamp) -> pd.DataFrame:
    """All plans, as they are seen on a day; null stands for no day, on which there are none."""
    if pd.isna(today):
        return pd.DataFrame(columns=[*COLUMNS, "others"])
    reports = _reports_until(layers, today + pd.Timedelta(days=1))
    plans = _plans(reports, layers)
    outcomes = outcomes_of(reports, plans, layers, today.tz_localize(None))
    names = dict(zip(layers.actors["actor_id"], layers.actors["name"], strict=True))
    told = records(layers, reports, plans)
    story, article = reports["story"].to_numpy(), reports["article"].to_numpy()
    counts = different(story, article)[story[plans]]
    rows = []
    for first, *others in once_each(told, counts.tolist(), [outcome.outcome for outcome in outcomes]):
        same = np.isin(story, story[plans[[first, *others]]]) if others else None
        articles = int(counts[first]) if same is None else len(np.unique(article[same]))
        ids = " ".join(str(told[n]["story_id"]) for n in others)
        rows.append((*_row(told[first], outcomes[first], names, articles), ids or None))
    found = pd.DataFrame(rows, columns=[*COLUMNS, "others"]).astype({"others": "str"})
    return found.sort_values(["earliest", "latest", "story_id"], ignore_index=True)


def _reports_until(layers: Layers, end: pd.Timestamp) -> pd.DataFrame:
    """The dated reports published before a moment, by publication, as numbers where texts are not needed.

    `report` is the position in `numbered_reports`; story, article and place are numbers; published is a day.
    """
    numbers, events = numbered_reports(layers), layers.events
    rows, published = _published_before(layers, end)
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
        "possible": ((events["status"] == "conditional") & events["hedge"].notna()).to_numpy(dtype=bool)[at],
        **{own.name: own.astype("category").array.take(at) for own in (events["status"], events["polarity"], precision)},
    })


def _published_before(layers: Layers, end: pd.Timestamp) -> tuple[np.ndarray, np.ndarray]:
    """The rows of `numbered_reports` that are published before a moment, and the day of publication of each row."""
    article = numbered_reports(layers)["article_no"]
    published = layers.articles["published_at"].dt.tz_localize(None).dt.floor("D").to_numpy()[article]
    return np.flatnonzero(published < end.tz_localize(None).to_numpy()), published


def _today(layers: Layers, now: str | pd.Timestamp | None) -> pd.Timestamp:
    """The day from which plans are judged; null where no article has a date."""
    return _moment(layers.articles["published_at"].max() if now is None else now)


def _moment(now: str | pd.Timestamp) -> pd.Timestamp:
    moment = pd.Timestamp(now)
    if pd.isna(moment):
        return moment
    return (moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")).normalize()


def _plans(reports: pd.DataFrame, layers: Layers) -> np.ndarray:
    """Where the first report of each story stands that is planned for a day after its publication.

    What is only a condition or an effort ("if he wins on Sunday", "tried to reach the coast on Monday") commits nobody: no word
    that says how possible it is, such as "could", stands with it.
    Of what one sentence plans for one day, the story is taken that most reports tell.
    """
    open_ = (reports["status"] == "planned") | reports["possible"]
    planned = reports[open_ & (reports["latest"] >= reports["published"]) & reports["stated"]]
    planned = planned[planned["polarity"] != "negative"]
    promised = [is_promise(plan) for plan in records(layers, reports, planned.index.to_numpy())]
    planned = planned[np.array(promised, dtype=bool)]
    told = np.bincount(reports["story"])[planned["story"]]
    fullest = planned.assign(told=told).sort_values(["told", "start", "event_at"], ascending=[False, True, True])
    kept = fullest.drop_duplicates(["told_at", "earliest", "latest"]).sort_index()
    return kept.drop_duplicates("story").index.to_numpy()


def _row(plan: Report, outcome: Told, names: dict[str, str], articles: int) -> tuple[Any, ...]:
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
