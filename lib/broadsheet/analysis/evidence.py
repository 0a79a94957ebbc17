"""From the rows of any answer to the passages in the articles that they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import pandas as pd

from broadsheet.analysis.counting.articles import independent, looked_up, told_by
from broadsheet.annotating import Layers

COLUMNS = ("row", "article_id", "start", "end")
Span = tuple[str, Any, Any]
Row = dict[str, Any]

_COUNTS = ("mentions", "sentences", "articles")
_PEOPLE = ("actor_id", "holder_id", "speaker_id", "target_id", "other_id", "source_id", "source_actor_id", "affiliation_id")
_PERIODS = {"day": pd.DateOffset(days=1), "week": pd.DateOffset(weeks=1), "month": pd.DateOffset(months=1)}


def witnesses(answer: pd.DataFrame, layers: Layers, *, limit: int | None = None) -> pd.DataFrame:
    """The passages behind each row of an answer.

    How a row is traced, the first that applies: both reports of a contradiction (`other_event_id`) or both sentences of a
    pair (`other_start`); all reports of its story (`story_id`) or of its day (`date` beside `salience`); the quotations of
    its speaker (`actor_id` beside `statements`), those of others that name the actor (with `holder_id` or `speakers`), or of
    unnamed ones (`source` beside `anonymous`); all statements of its
    role; all mentions of its actor, or stances toward it (`actor_id` beside a count; where the row names two, sentences
    that hold both); its own span (`article_id start end`); its event (`event_id`); its article (`article_id`); the articles
    of its outlet (`source`) and period (`since`/`until`, `day`, `week`, `month`).

    Parameters
    ----------
    answer
        Any frame that an analysis gives.
    layers
        The layers that the answer was made from.
    limit
        At most so many passages per row, the newest; None keeps all.

    Returns
    -------
    pandas.DataFrame
        One row per passage: `row` (position in `answer`, from 0), `article_id`, `start`, `end`; `start` and `end` are null
        where the whole article is the evidence. Sorted by row, the newest article first.
    """
    made = _at_once(answer, layers)
    if made is None:
        trace = _Trace(answer, layers)
        rows = answer.astype(object).where(answer.notna(), None).to_dict("records")
        spans = [(position, *span) for position, row in enumerate(rows) for span in dict.fromkeys(trace.spans(row))]
        made = pd.DataFrame(spans, columns=list(COLUMNS))
    made = made.astype({"row": "int64", "article_id": "str", "start": "Int64", "end": "Int64"})
    days = layers.articles.set_index("article_id")["published_at"]
    made = made.assign(_at=looked_up(made["article_id"], days)).sort_values(
        ["row", "_at", "article_id", "start"], ascending=[True, False, True, True], kind="stable", ignore_index=True,
    ).drop(columns="_at")
    return made if limit is None else made.groupby("row", sort=False).head(limit).reset_index(drop=True)


def _at_once(answer: pd.DataFrame, layers: Layers) -> pd.DataFrame | None:
    """The spans of an answer all of whose rows are stories, or passages of their own; None for any other. As `_Trace` would find them."""
    def silent(*names: str) -> bool:
        return all(name not in answer.columns or answer[name].isna().all() for name in names)

    def told(*names: str) -> bool:
        return all(name in answer.columns and answer[name].notna().all() for name in names)

    if answer.empty or not silent("other_event_id", "other_start"):
        return None
    numbered = answer.assign(row=range(len(answer)))
    if told("story_id"):
        events = layers.events[["story_id", "article_id", "start", "end"]]
        found = numbered[["row", "story_id"]].merge(events, on="story_id", validate="many_to_many")
        return found[list(COLUMNS)].drop_duplicates()
    counted = {"salience", "statements", "anonymous", "standing", *_COUNTS} & set(answer.columns)
    return numbered[list(COLUMNS)] if silent("story_id") and not counted and told("article_id", "start", "end") else None


class _Trace:
    """Spans of the layers, looked up by what the rows of one answer name; every table is searched once."""

    def __init__(self, answer: pd.DataFrame, layers: Layers) -> None:
        self.answer, self.layers = answer, layers

    def spans(self, row: Row) -> list[Span]:
        """The spans of one row, possibly with repetitions; its nulls are None."""
        for name, found in (("other_event_id", self._both), ("other_start", self._pair), ("story_id", self._story)):
            if _has(row, name):
                return found(row)
        people = bool(_people(row))
        for knows, found in (
            ("salience" in row and _has(row, "date"), self._date), ("statements" in row and _has(row, "actor_id"), self._speech),
            ("anonymous" in row and _has(row, "source"), self._unnamed), ("standing" in row and _has(row, "role"), self._role),
            (people and any(name in row for name in _COUNTS), self._people),
            (_has(row, "article_id") and _has(row, "start"), self._own), (_has(row, "event_id"), self._event), (people, self._people),
        ):
            if knows:
                return found(row)
        return self._articles(row)

    def _own(self, row: Row) -> list[Span]:
        return [(row["article_id"], row["start"], row["end"])]

    def _both(self, row: Row) -> list[Span]:
        return self._own(row) + self._events_by["event_id"].get(row["other_event_id"], [])

    def _pair(self, row: Row) -> list[Span]:
        return [*self._own(row), (row["other_article_id"], row["other_start"], row["other_end"])]

    def _story(self, row: Row) -> list[Span]:
        return self._events_by["story_id"].get(row["story_id"], [])

    def _event(self, row: Row) -> list[Span]:
        return self._events_by["event_id"].get(row["event_id"], [])

    def _date(self, row: Row) -> list[Span]:
        events = self.layers.events
        return _spans(events[(events["earliest"] == row["date"]) & (events["latest"] == row["date"])])

    def _speech(self, row: Row) -> list[Span]:
        if _has(row, "holder_id"):
            return self._naming.get((row["holder_id"], row["actor_id"]), [])
        if "speakers" in row:
            return self._naming.get((None, row["actor_id"]), [])
        return self._within(self._quotes_by_actor.get(row["actor_id"], []), row)

    @cached_property
    def _naming(self) -> dict[tuple[str | None, str], list[Span]]:
        """Speaker (None: whoever) and actor → the statements that name the actor."""
        from broadsheet.analysis.counting.statements import statements_naming

        found: dict[tuple[str | None, str], list[Span]] = defaultdict(list)
        for holder, actor, _, *span in statements_naming(self.layers).itertuples(index=False):
            found[holder, actor].append(tuple(span))
            found[None, actor].append(tuple(span))
        return found

    def _unnamed(self, row: Row) -> list[Span]:
        """Statements by unnamed speakers; where an outlet has none, all its statements show that."""
        quotes = self.layers.quotes
        if row["anonymous"]:
            quotes = quotes[quotes["anonymous"].fillna(False).astype(bool)]
        return self._within(_spans(quotes), row)

    def _role(self, row: Row) -> list[Span]:
        roles = self.layers.roles
        same = (roles["actor_id"] == row["actor_id"]) & (roles["role"].str.casefold() == str(row["role"]).casefold())
        return _spans(roles[same.fillna(False).astype(bool)])

    def _people(self, row: Row) -> list[Span]:
        people = _people(row)
        if any(name in row for name in ("stance", "voice")) and len(self.layers.stances):
            wanted = [(name, row[name]) for name in ("voice", "holder_id") if _has(row, name)]
            found = [span for span, facts in self._stances_by_actor.get(people[0], []) if all(facts[n] == v for n, v in wanted)]
        elif len(people) > 1:
            others = [self._sentences_of(other) for other in people[1:]]
            found = [span for span, sentence in self._mentions_by_actor.get(people[0], []) if all(sentence in each for each in others)]
        else:
            found = [span for span, _ in self._mentions_by_actor.get(people[0], [])]
        return self._within([span for span in found if span[0] in self._independent], row)

    def _articles(self, row: Row) -> list[Span]:
        if _has(row, "article_id"):
            return [(row["article_id"], pd.NA, pd.NA)]
        if not any(_has(row, name) for name in ("source", "outlet", "since", "until", *_PERIODS)):
            return []
        articles, (outlet, since, until) = self.layers.articles, _limits(row)
        chosen = pd.Series(True, index=articles.index) if outlet is None else told_by(articles) == outlet
        if since is not None:
            chosen &= articles["published_at"] >= since
        if until is not None:
            chosen &= articles["published_at"] < until
        return [(key, pd.NA, pd.NA) for key in articles.loc[chosen.fillna(False).astype(bool), "article_id"]]

    def _within(self, spans: list[Span], row: Row) -> list[Span]:
        """The spans in articles of the row's outlet and period."""
        limits = _limits(row)
        if limits == (None, None, None):
            return spans
        outlet, since, until = limits
        first, last = (None if moment is None else moment.value for moment in (since, until))
        return [span for span in spans if self._fits(span[0], outlet, first, last)]

    def _fits(self, article_id: str, outlet: Any, first: int | None, last: int | None) -> bool:
        """Whether an article is of the outlet, and published from `first` until before `last` (nanoseconds)."""
        source, moment = self._known[article_id]
        if outlet is not None and source != outlet:
            return False
        if first is None and last is None:
            return True
        return moment is not None and (first is None or moment >= first) and (last is None or moment < last)

    @cached_property
    def _independent(self) -> set[str]:
        """Articles that count: neither copies nor replaced versions, as in the analyses."""
        return set(independent(self.layers.articles)["article_id"])

    @cached_property
    def _known(self) -> dict[str, tuple[str, int | None]]:
        """Each article's outlet and moment of publication, in nanoseconds."""
        articles = self.layers.articles
        moments = [None if pd.isna(moment) else moment.value for moment in articles["published_at"]]
        return dict(zip(articles["article_id"], zip(told_by(articles), moments, strict=True), strict=True))

    def _named(self, column: str) -> set[Any]:
        return set(self.answer[column].dropna()) if column in self.answer.columns else set()

    @cached_property
    def _everyone(self) -> set[Any]:
        return set().union(*(self._named(column) for column in _PEOPLE))

    @cached_property
    def _events_by(self) -> dict[str, dict[str, list[Span]]]:
        events, found = self.layers.events, {}
        named = {"story_id": self._named("story_id"), "event_id": self._named("event_id") | self._named("other_event_id")}
        for column, wanted in named.items():
            chosen = events[events[column].isin(wanted)]
            found[column] = _grouped(chosen[column], _spans(chosen))
        return found

    @cached_property
    def _quotes_by_actor(self) -> dict[str, list[Span]]:
        chosen = self.layers.quotes[self.layers.quotes["actor_id"].isin(self._everyone)]
        return _grouped(chosen["actor_id"], _spans(chosen))

    @cached_property
    def _mentions_by_actor(self) -> dict[str, list[tuple[Span, tuple[str, int]]]]:
        """Mentions with the sentence that each starts in."""
        chosen = self.layers.mentions[self.layers.mentions["actor_id"].isin(self._everyone)]
        chosen = chosen.astype({"start": "int64"}).sort_values("start", kind="stable")
        sentences = self.layers.sentences[["article_id", "start", "sentence_no"]].rename(columns={"start": "opens"})
        sentences = sentences.astype({"opens": "int64"}).sort_values("opens", kind="stable")
        placed = pd.merge_asof(chosen, sentences, left_on="start", right_on="opens", by="article_id")
        numbers = placed["sentence_no"].fillna(-1).astype(int)
        return _grouped(placed["actor_id"], zip(_spans(placed), zip(placed["article_id"], numbers, strict=True), strict=True))

    @cached_property
    def _stances_by_actor(self) -> dict[str, list[tuple[Span, dict[str, Any]]]]:
        chosen = self.layers.stances[self.layers.stances["actor_id"].isin(self._everyone)]
        return _grouped(chosen["actor_id"], zip(_spans(chosen), chosen[["voice", "holder_id"]].to_dict("records"), strict=True))

    def _sentences_of(self, actor_id: str) -> set[tuple[str, int]]:
        return {sentence for _, sentence in self._mentions_by_actor.get(actor_id, [])}


def _grouped(keys: pd.Series, values: Iterable[Any]) -> dict[str, list[Any]]:
    made: dict[str, list[Any]] = defaultdict(list)
    for key, value in zip(keys.tolist(), values, strict=True):
        made[key].append(value)
    return made


def _spans(table: pd.DataFrame) -> list[Span]:
    return list(zip(*(table[name].tolist() for name in ("article_id", "start", "end")), strict=True))


def _people(row: Row) -> list[str]:
    return [row[name] for name in _PEOPLE if _has(row, name)]


def _limits(row: Row) -> tuple[Any, pd.Timestamp | None, pd.Timestamp | None]:
    """The outlet, the first moment and the moment after the last that a row speaks of; None for what it leaves open."""
    return next((row[name] for name in ("source", "outlet") if _has(row, name)), None), *_period(row)


def _period(row: Row) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
    """First moment and the moment after the last of a row that speaks of a period; None where it does not."""
    for name, length in _PERIODS.items():
        if _has(row, name):
            return _utc(row[name]), _utc(row[name]) + length
    since = _utc(row["since"]) if _has(row, "since") else None
    return since, _utc(row["until"]) + pd.DateOffset(days=1) if _has(row, "until") else None


def _utc(value: Any) -> pd.Timestamp:
    moment = pd.Timestamp(value)
    return moment.tz_localize("UTC") if moment.tz is None else moment.tz_convert("UTC")


def _has(row: Row, name: str) -> bool:
    return row.get(name) is not None
