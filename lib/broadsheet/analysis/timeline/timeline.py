"""What happened when, what is planned and what is only claimed: one row per dated story."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from scipy import sparse

from broadsheet.analysis.corpus.article_volume import article_volume
from broadsheet.analysis.counting.dated_stories import COLUMNS, dated_stories, numbered_reports, story_vectors
from broadsheet.analysis.counting.focus import stories_of
from broadsheet.analysis.counting.numbered import day_numbers, first_met, first_of_each, paired
from broadsheet.analysis.counting.once import once
from broadsheet.analysis.counting.prominence import compared, without_repeats
from broadsheet.analysis.counting.story_reports import STORY_COLUMNS, reports_of_story
from broadsheet.analysis.counting.wording import day, quantity
from broadsheet.analysis.question import Asked, Chart, question
from broadsheet.analysis.timeline._one_happening import homes, kinds_of_nouns
from broadsheet.annotating import Layers, kind_of
from broadsheet.errors import RequestError
from broadsheet.schemas import STATUSES
from broadsheet.settings import first_moment, moment_after

_READ = ("articles", "sentences", "events", "event_actors", "dates", "quotes")
"""The layers that the whole timeline is made of."""

_WORD = re.compile(r"[a-z]+")

FIRST = 30
"""Happenings, the most salient ones, between whose days the finding is: among all there is history, and what is foretold for 2050."""

FEW_DAYS = 7
"""Days of a stretch that can be of one happening."""


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """How many dated happenings, how many of them lie ahead, and between which days the most salient ones are."""
    planned = int((frame["status"] == "planned").sum())
    some = frame if len(frame) <= FIRST else frame.nlargest(FIRST, "salience")
    first, last = some.iloc[some["earliest"].argmin()], some.iloc[some["latest"].argmax()]
    between = f"between {_as_told(first['earliest'], first['precision'])} and {_as_told(last['latest'], last['precision'])}"
    ahead = f", {planned:,} of them planned" if planned else ""
    told = quantity(len(frame), "dated happening")
    return f"{told} {between}{ahead}" if some is frame else f"{told}{ahead}; the {FIRST} most salient {between}"


def _as_told(moment: pd.Timestamp, precision: str) -> str:
    """`9 October 2025`, `October 2025`, `2025`: a day no finer than it was told."""
    if precision in ("month", "quarter", "season"):
        return f"{moment:%B %Y}"
    return str(moment.year) if precision in ("year", "decade", "century") else day(moment)


@question(
    asks="What happened when, what is planned, and what is only claimed or denied?",
    columns=STORY_COLUMNS,
    proof=reports_of_story,
    finding=_finding,
    empty="No dated happening is reported.",
    chart=Chart("timeline_chart", given=lambda frame, asked: {"volume": article_volume(asked.layers)}),
    unit="Happenings; salience: how many outlets tell it, and how prominently; of many, the table holds the most salient ones",
    headline=True,
    weight="salience",
)
def timeline(
    layers: Layers, focus: str | None = None, top: int | None = None, *, since: str | pd.Timestamp | None = None,
    until: str | pd.Timestamp | None = None, status: str | tuple[str, ...] | None = None, stated: bool = False,
) -> pd.DataFrame:
    """One row per dated story, by date.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only stories that the actor takes part in.
    top
        The number of most salient days to keep, and only what is dated to a day; None keeps all.
    since, until
        The first and last day or month ("2025-10"); a story counts if any of its days lies between them.
    status
        One status or several of `broadsheet.schemas.STATUSES`.
    stated
        Only stories of which a sentence states the date. The others are dated by the publication of their articles, as
        news of the day: much of it is what somebody said.

    Returns
    -------
    DataFrame
        earliest, latest
            The story's days, from its most precise report.
        precision, status
            As in `events`, but nothing is finer than a day; the status is that of the latest report in an outlet's own voice,
            or else of the latest one. What was told before the day counts only if nothing is told from the day on.
        sentence, article_id, start, end, event_id
            The report that tells it best: its sentence, and the trigger's offsets in the article's text.
        salience
            How much it belongs into a short account of these articles, above 0 and without a unit: its share of the weight of its days
            (see `broadsheet.analysis.counting.salience`), how early and how centrally it is told, and how near its days are to
            the news (see `broadsheet.analysis.counting.prominence`); lower where a row before it says the same.
        articles, sources
            The number of articles that tell it, and of their outlets (articles without an outlet count as one together).
        background
            Whether the report tells it as history.
        story_id
            As in `events`.

    Raises
    ------
    RequestError
        `status` or `focus` names nothing known.

    Examples
    --------
    >>> import broadsheet as bs
    >>> text = "Ada Moss opened the quay in Eastmere on 5 May 2025. The ferry will return on 1 June 2025."
    >>> layers = bs.annotate(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    >>> told = bs.timeline(layers)
    >>> told["earliest"].dt.strftime("%Y-%m-%d").tolist(), told["status"].tolist()
    (['2025-05-05', '2025-06-01'], ['occurred', 'planned'])
    """
    wanted = _statuses(status)
    if (focus, since, until, wanted) == (None, None, None, None):
        stories = _all_stated(layers) if stated else _all_told(layers)
    else:
        stories = dated_stories(layers)
        if focus is not None:
            stories = stories[stories["story_id"].isin(stories_of(layers, focus))]
        stories = _between(_stated(stories, layers) if stated else stories, since, until)
        stories = _weighed(stories if wanted is None else stories[stories["status"].isin(wanted)], layers)
    if top is not None:
        stories = stories[stories["precision"] == "day"]
        stories = stories[stories["earliest"].isin(stories.groupby("earliest")["salience"].sum().nlargest(top).index)]
    return stories.reset_index(drop=True)[list(COLUMNS)]


# Several questions of one report rest on the whole timeline.
@once(*_READ)
def _all_told(layers: Layers) -> pd.DataFrame:
    return _weighed(dated_stories(layers), layers)


@once(*_READ)
def _all_stated(layers: Layers) -> pd.DataFrame:
    return _weighed(_stated(dated_stories(layers), layers), layers)


def _stated(stories: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """The stories of which a report states the days in words."""
    reports = numbered_reports(layers)
    return stories[np.isin(stories["story_no"], reports.loc[reports["stated"], "story_no"])]


def _weighed(stories: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """One row for what is told twice, with the salience that it has among the others."""
    stories = _once_each(_folded(stories, numbered_reports(layers)), layers)
    return stories.assign(salience=_without_repeats(stories, layers))


def _once_each(stories: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """One row for what a verb and the noun of the same happening tell, with the salience of both."""
    home = homes(stories, layers)
    home = home[home]
    own = home == np.arange(len(stories))
    return stories.assign(salience=np.bincount(home, stories["salience"].to_numpy(), minlength=len(stories)))[own]


def _without_repeats(stories: pd.DataFrame, layers: Layers) -> np.ndarray:
    """The salience of each story, lower where a row before it tells the same."""
    first, last = (day_numbers(stories[name].to_numpy()) for name in ("earliest", "latest"))
    days = np.where(last - first < FEW_DAYS, paired(first, last), -1)
    weights, vectors = stories["salience"].to_numpy(), story_vectors(stories, layers)
    some = stories.iloc[compared(weights)]
    events = layers.events.loc[layers.events["story_id"].isin(some["story_id"]), ["event_id", "story_id"]]
    taking = layers.event_actors[layers.event_actors["event_id"].isin(events["event_id"])]
    taking = taking.merge(events, on="event_id", validate="many_to_one").drop_duplicates(["story_id", "actor_id"])
    row, (column, names) = pd.Index(some["story_id"]).get_indexer(taking["story_id"]), pd.factorize(taking["actor_id"])
    actors = sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=(len(some), max(len(names), 1)))
    return without_repeats(weights, vectors, days=days, actors=actors, named=_named(some, layers))


def _named(stories: pd.DataFrame, layers: Layers) -> sparse.csr_matrix:
    """1 where the sentence of a story (row) names the happening, told by a noun, of another (column)."""
    kinds = kinds_of_nouns(stories, layers)
    columns = {kind: n for n, kind in enumerate(sorted({*kinds} - {""}))}
    told = [(row, columns[kind]) for row, kind in enumerate(kinds) if kind]
    said = [
        (row, columns[kind]) for row, sentence in enumerate(stories["sentence"])
        for kind in {kind_of(word) for word in _WORD.findall(sentence.lower())} if kind in columns
    ]
    shape = (len(stories), max(len(columns), 1))
    return _ones(said, shape) @ _ones(told, shape).T


def _ones(cells: list[tuple[int, int]], shape: tuple[int, int]) -> sparse.csr_matrix:
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


def _between(stories: pd.DataFrame, since: str | pd.Timestamp | None, until: str | pd.Timestamp | None) -> pd.DataFrame:
    """The stories that have a day in the period."""
    if since is not None:
        stories = stories[stories["latest"] >= first_moment("since", since).tz_localize(None).normalize()]
    return stories if until is None else stories[stories["earliest"] < moment_after("until", until).tz_localize(None)]


def _statuses(status: str | tuple[str, ...] | None) -> tuple[str, ...] | None:
    if status is None:
        return None
    wanted = (status,) if isinstance(status, str) else tuple(status)
    for one in wanted:
        if one not in STATUSES:
            raise RequestError(f"status {one!r} is none of {', '.join(STATUSES)}")
    return wanted


def _folded(stories: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """One row for what the same sentences tell of the same days: the story that tells most, with the salience of all.

    A story that only sentences of another one tell ("signed off" in "could be signed off at the meeting") is part of that one.
    """
    if stories.empty:
        return stories
    numbers = stories["story_no"].to_numpy()
    row_of = np.full(int(reports["story_no"].max()) + 1, -1)
    row_of[numbers] = np.arange(len(stories))
    row, at = row_of[reports["story_no"].to_numpy()], reports["told_at"].to_numpy()
    places = int(at.max()) + 1
    row, at = np.divmod(np.sort(pd.unique(row[row >= 0] * places + at[row >= 0])), places)
    span = paired(*(day_numbers(stories[name].to_numpy()) for name in ("earliest", "latest")))
    salience = stories["salience"].to_numpy()
    sentence = paired(span[row], at)
    within = row[first_of_each(sentence, -np.bincount(row)[row], -salience[row], numbers[row])][sentence]
    opens = np.flatnonzero(np.diff(row, prepend=-1))
    least, most = np.minimum.reduceat(within, opens), np.maximum.reduceat(within, opens)
    home = np.where(least == most, least, np.arange(len(stories)))
    return _one_row_each(stories, home, span)


def _one_row_each(stories: pd.DataFrame, home: np.ndarray, span: np.ndarray) -> pd.DataFrame:
    """The row of each home, and one for what one sentence tells of the same days; by date, the most salient first."""
    total = np.bincount(home, stories["salience"].to_numpy(), minlength=len(stories))
    own = np.flatnonzero(home == np.arange(len(stories)))
    own = own[np.lexsort((stories["story_no"].to_numpy()[own], -total[own]))]
    same = paired(paired(*(stories[name].to_numpy()[own] for name in ("sentence_key", "article_no"))), span[own])
    kept = np.flatnonzero(first_met(same))
    salience, rows = np.bincount(same, total[own]), own[kept]
    story, earliest, latest = (stories[name].to_numpy()[rows] for name in ("story_no", "earliest", "latest"))
    order = np.lexsort((story, -salience, latest, earliest))
    return stories.take(rows[order]).assign(salience=salience[order])
