"""Stories: reports of one happening, joined across articles and outlets.

Every report is compared with the earliest report of each story of its kind (`story_words.kind_of`) whose days it can share, so the
cost grows with the number of reports and not with its square. A story is named after its earliest report, and what is added
later joins it without renaming it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from broadsheet.annotating.story_words import content_words, kind_of

AROUND = 120
"""Characters on either side of a trigger that tell what the report is about."""

CANDIDATES = 60
"""Stories of one kind and week that a report is compared with, the latest first."""

ENOUGH = 1.0
"""The likeness from which two reports are one story."""

_VAGUE = frozenset((
    "say", "be", "have", "do", "tell", "add", "go", "get", "make", "want", "take", "use", "come", "think", "believe", "know", "see", "need",
))
_WEEK = 7


@dataclass(slots=True)
class _Report:
    """One dated report: its days as ordinals, who takes part, where, and the words around it."""

    event_id: str
    article_id: str
    first: int
    last: int
    stated: bool
    actors: frozenset[str]
    place: str | None
    words: frozenset[str]


def join_stories(events: pd.DataFrame, event_actors: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """The `story_id` of each event, aligned with `events`; an event that nobody else tells is its own story.

    Parameters
    ----------
    events
        Columns of `events`; `story_id` is not read.
    event_actors
        Columns of `event_actors`.
    articles
        Columns of `articles`; `text` and `published_at` are used.

    Returns
    -------
    Series
        The `event_id` of the story's earliest report, by publication. Undated events stand alone.
    """
    stories = events["event_id"].astype(object).copy()
    ordered = _ordered(events, articles)
    actors = {key: frozenset(ids) for key, ids in event_actors.groupby("event_id")["actor_id"]} if len(event_actors) else {}
    texts = dict(zip(articles["article_id"], articles["text"], strict=True)) if "text" in articles.columns else {}
    leaders: dict[tuple[str, int], list[_Report]] = defaultdict(list)
    joined: dict[str, str] = {}
    for kind, report in _reports(ordered, actors, texts):
        best = _best(report, kind, leaders)
        if best is not None:
            joined[report.event_id] = best.event_id
            continue
        for week in range(report.first // _WEEK, report.last // _WEEK + 1)[:6]:
            leaders[kind, week].append(report)
    return stories.map(lambda key: joined.get(key, key)).astype("str")


def _ordered(events: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The dated events, those published first in front."""
    dated = events[events["earliest"].notna() & events["latest"].notna()]
    published = dict(zip(articles["article_id"], articles["published_at"], strict=True)) if "published_at" in articles.columns else {}
    moment = pd.to_datetime(dated["article_id"].map(published), utc=True)
    return dated.assign(published=moment).sort_values(["published", "article_id", "start"], na_position="last", kind="stable")


def _reports(events: pd.DataFrame, actors: dict[str, frozenset[str]], texts: dict[str, str]) -> Iterator[tuple[str, _Report]]:
    epoch = pd.Timestamp("1970-01-01")
    firsts = (events["earliest"] - epoch).dt.days.tolist()
    lasts = (events["latest"] - epoch).dt.days.tolist()
    nothing: frozenset[str] = frozenset()
    columns = (events[name].tolist() for name in ("event_id", "article_id", "start", "end", "text", "date_start", "place"))
    rows = zip(*columns, firsts, lasts, strict=True)
    for event_id, article_id, start, end, text, date_start, place, first, last in rows:
        kind = kind_of(text)
        if kind in _VAGUE:
            continue
        around = texts.get(article_id, "")[max(0, start - AROUND): end + AROUND]
        yield kind, _Report(
            event_id, article_id, first, last, not pd.isna(date_start), actors.get(event_id, nothing),
            None if pd.isna(place) else place, content_words(around),
        )


def _best(report: _Report, kind: str, leaders: dict[tuple[str, int], list[_Report]]) -> _Report | None:
    best, most = None, ENOUGH
    weeks = {report.first // _WEEK, report.last // _WEEK}
    if not report.stated:
        weeks |= {(report.first - 1) // _WEEK, (report.last + 1) // _WEEK}
    for week in weeks:
        for leader in leaders.get((kind, week), ())[-CANDIDATES:]:
            score = _likeness(report, leader)
            if score > most:
                best, most = leader, score
    return best


def _likeness(one: _Report, other: _Report) -> float:
    """How likely two reports of one kind tell the same happening: days, participants, place and words shared."""
    slack = 0 if one.stated and other.stated else 1
    if one.first > other.last + slack or other.first > one.last + slack:
        return 0.0
    spread = max(one.last - one.first, other.last - other.first)
    if spread > 31 and abs((one.last - one.first) - (other.last - other.first)) > 31:
        return 0.0
    shared = len(one.actors & other.actors)
    smaller = min(len(one.actors), len(other.actors))
    words = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    place = one.place is not None and one.place == other.place
    return words * 2 + (0.5 * shared / smaller + 0.2 * min(shared, 2) if smaller else 0.0) + (0.3 if place else 0.0)
