"""Stories: reports of one happening, joined across articles and outlets.

Every report is compared with the first reports of the stories of its kind (`ReportWords.kind_of`) whose days it can share, so the
cost grows with the number of reports and not with its square. A story is named after its earliest report, and what is added
later joins it without renaming it. Two reports are joined when enough speaks for it together: the words around them, who takes
part, the place, and that both state the same day, the more so if they look back at it from afar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pandas as pd

from broadsheet.annotating.languages import ReportWords, annotated_language, language_of

AROUND = 100
"""Characters before the first and after the last trigger of a sentence that tell what its reports are about."""

CANDIDATES = 40
"""Stories of one kind and week that a report is compared with, the latest first."""

ENOUGH = 1.0
"""The likeness from which two reports are one story."""

WORDS, ACTORS, MORE_ACTORS, PLACE = 2.0, 0.5, 0.2, 0.35
"""What the share of common words, of common actors, each common actor up to two, and the same place add to the likeness."""

SAME_DAY, LOOKING_BACK, LOOKING_AHEAD, SAME_ARTICLE = 0.4, 0.55, 0.8, 0.8
"""What it adds that both state the same day, near it, looking back at it over more than `AFAR` days or ahead to it, and that one
article states days of which one holds the other ("on Thursday", "this week's summit")."""
AFAR = 5

SAME_NOUN, LEADS = 0.4, 1.0
"""What it adds that both call it by the same noun ("the summit") on the same day, and then, or where both look ahead, the share of
common words of the articles' leads."""
LEAD = 400
"""Characters of an article that tell what it is about."""

DENIED = 0.3
"""What it takes away that one article says it happened and the other that it did not."""

_WEEK = 7


@dataclass(slots=True)
class _Report:
    """One dated report: its days as ordinals, who takes part, where, and the words around it."""

    event_id: str
    article_id: str
    first: int
    last: int
    stated: bool
    away: int
    """Days from its own day to publication; negative where it looks ahead."""
    actors: frozenset[str]
    place: str | None
    words: frozenset[str]
    lead: frozenset[str]
    noun: str | None
    """The trigger, where it is a noun."""
    negative: bool


def join_stories(
    events: pd.DataFrame, event_actors: pd.DataFrame, articles: pd.DataFrame, *, leading: Collection[str] = (),
) -> pd.Series:
    """The `story_id` of each event, aligned with `events`; an event that nobody else tells is its own story.

    Parameters
    ----------
    events
        Columns of `events`; `story_id` is not read.
    event_actors
        Columns of `event_actors`.
    articles
        Columns of `articles`; `text` and `published_at` are used.
    leading
        Ids of events that are known to be the first of a story: they join no other, and are not compared.

    Returns
    -------
    Series
        The `event_id` of the story's earliest report, by publication. Undated events stand alone.
    """
    stories = events["event_id"].astype(object).copy()
    ordered = _ordered(events, articles)
    actors = _actors(event_actors)
    texts = dict(zip(articles["article_id"].tolist(), articles["text"].tolist(), strict=True)) if "text" in articles.columns else {}
    leaders: dict[tuple[str, int], list[_Report]] = defaultdict(list)
    joined: dict[str, str] = {}
    spoken = language_of().reports.kinds_of_speech()
    for kind, report in _reports(ordered, actors, texts, _known_words(articles)):
        best = None if report.event_id in leading else _best(report, kind, leaders, plain=kind in spoken)
        if best is not None:
            joined[report.event_id] = best.event_id
            continue
        for week in _weeks(report.first, report.last):
            leaders[kind, week].append(report)
    return stories.map(lambda key: joined.get(key, key)).astype("str")


def _actors(event_actors: pd.DataFrame) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for event_id, actor_id in zip(event_actors["event_id"].tolist(), event_actors["actor_id"].tolist(), strict=True):
        found[event_id].add(actor_id)
    return {key: frozenset(ids) for key, ids in found.items()}


def _ordered(events: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The dated events, those published first in front; `away` is the number of days between event and publication."""
    dated = events[events["earliest"].notna() & events["latest"].notna()]
    published = dict(zip(articles["article_id"], articles["published_at"], strict=True)) if "published_at" in articles.columns else {}
    moment = pd.to_datetime(dated["article_id"].map(published), utc=True)
    away = (moment.dt.tz_localize(None).dt.normalize() - dated["earliest"]).dt.days.fillna(0).astype("int64")
    dated = dated.assign(published=moment, away=away)
    return dated.sort_values(["published", "article_id", "start"], na_position="last", kind="stable")


def _known_words(articles: pd.DataFrame) -> dict[str, ReportWords]:
    """What is known of words in the language of each article that is in another than the first."""
    if "language" not in articles.columns:
        return {}
    codes = articles["language"].dropna()
    others = {code: language_of(code).reports for code in codes.unique() if annotated_language(code)}
    first = language_of().reports
    pairs = zip(articles.loc[codes.index, "article_id"].tolist(), codes.tolist(), strict=True)
    return {article_id: others[code] for article_id, code in pairs if code in others and others[code] is not first}


def _reports(
    events: pd.DataFrame, actors: dict[str, frozenset[str]], texts: dict[str, str], by_article: dict[str, ReportWords],
) -> Iterator[tuple[str, _Report]]:
    epoch = pd.Timestamp("1970-01-01")
    firsts, lasts = ((events[name] - epoch).dt.days.tolist() for name in ("earliest", "latest"))
    ends = events.groupby(["article_id", "sentence_no"])["end"].transform("max").tolist()
    names = ("event_id", "article_id", "sentence_no", "start", "text", "date_start", "place", "away", "negative")
    told = events["polarity"] if "polarity" in events.columns else pd.Series("positive", index=events.index)
    events = events.assign(negative=told.eq("negative"))
    nothing: frozenset[str] = frozenset()
    sentence, words, lead = ("", -1), nothing, nothing
    known = language_of().reports
    nouns, calendar = known.event_nouns(), known.calendar_words()
    first_words = known
    rows = zip(*(events[name].tolist() for name in names), ends, firsts, lasts, strict=True)
    for event_id, article_id, sentence_no, start, text, date_start, place, away, negative, end, first, last in rows:
        mine = by_article.get(article_id, first_words)
        if mine is not known:
            known, nouns, calendar = mine, mine.event_nouns(), mine.calendar_words()
        kind = known.kind_of(text)
        if (article_id, sentence_no) != sentence:
            if article_id != sentence[0]:
                lead = known.content_words(texts.get(article_id, "")[:LEAD])
            sentence = (article_id, sentence_no)
            words = known.content_words(texts.get(article_id, "")[max(0, start - AROUND): end + AROUND]) - calendar
        if kind in known.vague_kinds:
            continue
        where = None if pd.isna(place) else place
        yield kind, _Report(
            event_id, article_id, first, last, not pd.isna(date_start), away, actors.get(event_id, nothing), where,
            words - {known.stem(text.casefold())}, lead, text.casefold() if text.casefold() in nouns else None, negative,
        )


def _best(report: _Report, kind: str, leaders: dict[tuple[str, int], list[_Report]], *, plain: bool) -> _Report | None:
    best, most = None, ENOUGH
    slack = 0 if report.stated else 1
    for leader in _near(kind, _weeks(report.first - slack, report.last + slack), leaders):
        score = _likeness(report, leader, plain=plain, least=most)
        if score > most:
            best, most = leader, score
    return best


def _near(kind: str, weeks: range, leaders: dict[tuple[str, int], list[_Report]]) -> list[_Report]:
    """The stories of a kind that a report is compared with, each once."""
    if len(weeks) == 1:
        return leaders.get((kind, weeks.start), [])[-CANDIDATES:]
    found = (leader for week in weeks for leader in leaders.get((kind, week), [])[-CANDIDATES:])
    return list({leader.event_id: leader for leader in found}.values())


def _weeks(first: int, last: int) -> range:
    """The weeks a stretch of days touches; of a long one the first six, which all its equals share."""
    return range(first // _WEEK, min(last // _WEEK, first // _WEEK + 5) + 1)


def _likeness(one: _Report, other: _Report, *, plain: bool, least: float) -> float:
    """How much speaks for two reports of one kind telling the same happening; `plain` kinds are speech, of which days are full.

    Words are compared only where they can bring it above `least`.
    """
    slack = 0 if one.stated and other.stated else 1
    if one.first > other.last + slack or other.first > one.last + slack:
        return 0.0
    width, other_width = one.last - one.first, other.last - other.first
    if abs(width - other_width) > 31:
        return 0.0
    likeness = -DENIED if one.negative != other.negative and one.article_id != other.article_id else 0.0
    if not plain and one.stated and other.stated and one.first == other.first and one.last == other.last:
        likeness += _same_day(one, other)
    elif not plain and one.article_id == other.article_id and one.stated and other.stated and max(width, other_width) <= _WEEK:
        likeness += SAME_ARTICLE
    shared = len(one.actors & other.actors)
    if shared:
        smaller = min(len(one.actors), len(other.actors))
        likeness += (ACTORS * shared / smaller + MORE_ACTORS * min(shared, 2)) * (0.3 if plain else 1.0)
    if one.place is not None and one.place == other.place:
        likeness += PLACE
    common = len(one.words & other.words) if likeness + WORDS > least else 0
    return likeness + WORDS * common / min(len(one.words), len(other.words)) if common else likeness


def _same_day(one: _Report, other: _Report) -> float:
    """What it adds that two reports state the same days; more where other news of those days would be a coincidence."""
    if one.last - one.first >= _WEEK:
        return SAME_DAY
    likeness = LOOKING_BACK if one.away > AFAR and other.away > AFAR else SAME_DAY
    ahead, alike = one.away < 0 and other.away < 0, one.noun is not None and one.noun == other.noun
    if one.article_id == other.article_id or not (ahead or alike):
        return likeness
    fewer = min(len(one.lead), len(other.lead))
    likeness = (LOOKING_AHEAD if ahead else likeness) + (SAME_NOUN if alike else 0.0)
    return likeness + (LEADS * len(one.lead & other.lead) / fewer if fewer else 0.0)
