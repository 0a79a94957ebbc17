"""What the watch-list asks for: each entry's conditions that are met, and the passages that prove each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from broadsheet.analysis.briefing.upcoming import upcoming
from broadsheet.analysis.counting.articles import independent, told_by
from broadsheet.analysis.counting.dated_stories import counted_reports
from broadsheet.analysis.counting.focus import stories_of
from broadsheet.analysis.counting.judged import judged_mentions
from broadsheet.analysis.counting.proofs import SPAN
from broadsheet.analysis.counting.story_reports import passages_of
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.sentiment.stance_ranking import stance_ranking
from broadsheet.annotating import Layers
from broadsheet.corrections import AmbiguousActor, UnknownActor, find_actor

Entry = Mapping[str, Any]
"""One entry of the watch-list as plain values: `name`, `kind`, `of`, and its conditions."""

NEWS: Final = {"actors": "In the news", "terms": "Term in the news", "storylines": "Storyline goes on"}
DUE, BELOW = "Plan due", "Stance below the limit"
OUTCOMES: Final = {"plan met": "Plan met", "plan moved": "Plan moved", "plan cancelled": "Plan cancelled"}

_ID: Final = re.compile(r"[0-9a-f]{8,}")


class Met(NamedTuple):
    """A condition that is met: its row, and `article_id start end` of the passages that prove it."""

    row: dict[str, Any]
    spans: pd.DataFrame


def watched(
    layers: Layers, entries: Sequence[Entry], *, changes: pd.DataFrame, before: Layers | None, moment: pd.Timestamp | None,
) -> list[Met]:
    """The conditions of the entries that are met, in the order of the entries.

    Parameters
    ----------
    layers
        The layers of the period.
    entries
        The watch-list.
    changes
        What `changes_since` gave.
    before
        The layers as they were; None: every article is new.
    moment
        The moment of asking, from which plans are due; None: no article has a date.
    """
    known = set() if before is None else set(before.articles["article_id"])
    fresh = independent(layers.articles)
    fresh = fresh[~fresh["article_id"].isin(known)]
    found: list[Met] = []
    for entry in entries:
        for name in entry["of"]:
            met = [*_in_news(layers, entry, name, fresh), *_below(layers, entry, name), *_due(layers, entry, name, moment)]
            met += _ended(layers, entry, name, changes)
            found += [Met({"watch": entry["name"], **one.row}, one.spans) for one in met]
    return found


def _in_news(layers: Layers, entry: Entry, name: str, fresh: pd.DataFrame) -> Iterator[Met]:
    """Enough new articles that name the actor, have the term or belong to the storyline."""
    if not entry.get("new_articles") or fresh.empty:
        return
    places = {"actors": _named, "terms": _worded, "storylines": _continued}[entry["kind"]]
    actor, spans = places(layers, name, fresh)
    count = spans["article_id"].nunique()
    if count < entry["new_articles"]:
        return
    articles = fresh[fresh["article_id"].isin(spans["article_id"])].assign(source=told_by(fresh))
    newest = articles.sort_values(["published_at", "article_id"], na_position="first").iloc[-1]
    outlets = quantity(articles["source"].nunique(), "outlet")
    detail = f"{name}: {quantity(count, 'new article')} of {outlets}, the newest in {newest['source']}"
    detail += f": {newest['title']}" if isinstance(newest["title"], str) else ""
    first = spans[spans["article_id"] == newest["article_id"]].iloc[0]
    day = newest["published_at"]
    row = {"alert": NEWS[entry["kind"]], "detail": detail, "day": None if pd.isna(day) else day.tz_localize(None).normalize()}
    yield Met({**row, **first[list(SPAN)].to_dict(), "actor_id": actor}, spans)


def _named(layers: Layers, name: str, fresh: pd.DataFrame) -> tuple[str | None, pd.DataFrame]:
    """Where the new articles mention the actor."""
    actor = actor_called(layers, name)
    mentions = layers.mentions
    own = mentions[(mentions["actor_id"] == actor) & mentions["article_id"].isin(fresh["article_id"])] if actor else mentions.iloc[:0]
    return actor, own[list(SPAN)]


def _worded(layers: Layers, name: str, fresh: pd.DataFrame) -> tuple[None, pd.DataFrame]:
    """Where the new articles have the term, in any case, in the singular or with an s."""
    term = term_pattern(name)
    rows = [
        (key, *found.span()) for key, text in zip(fresh["article_id"], fresh["text"], strict=True) if isinstance(text, str)
        for found in term.finditer(text)
    ]
    return None, pd.DataFrame(rows, columns=list(SPAN))


def _continued(layers: Layers, name: str, fresh: pd.DataFrame) -> tuple[None, pd.DataFrame]:
    """The new articles of the storyline, as wholes."""
    lines = layers.storylines
    if _ID.fullmatch(name):
        known = lines[lines["article_id"].str.startswith(name) | lines["storyline_id"].str.startswith(name)]
    else:
        titled = layers.articles[layers.articles["title"].fillna("").map(lambda title: bool(term_pattern(name).search(title)))]
        known = lines[lines["article_id"].isin(titled["article_id"])]
    mine = lines[lines["storyline_id"].isin(known["storyline_id"]) & lines["article_id"].isin(fresh["article_id"])]
    return None, mine[["article_id"]].assign(start=None, end=None)


def _below(layers: Layers, entry: Entry, name: str) -> Iterator[Met]:
    """A mean stance toward the actor below the limit, in the outlets' own voice and with its interval below zero."""
    limit, actor = entry.get("stance_below"), actor_called(layers, name)
    if limit is None or actor is None:
        return
    ranking = stance_ranking(layers, focus=actor, top=None)
    kept = ranking[(ranking["voice"] == "own") & (ranking["stance"] < limit).fillna(False) & (ranking["high"] < 0).fillna(False)]
    judged = judged_mentions(layers, focus=actor)
    judged = judged[judged["voice"] == "own"]
    for row in kept.to_dict("records"):
        worst = judged.sort_values("stance", kind="stable").iloc[0]
        detail = f"{row['name']}: {row['stance']:.2f} ({row['low']:.2f} to {row['high']:.2f}, {row['articles']} articles)"
        yield Met({"alert": BELOW, "detail": detail, **{key: worst[key] for key in SPAN}, "actor_id": actor}, judged[list(SPAN)])


def _due(layers: Layers, entry: Entry, name: str, moment: pd.Timestamp | None) -> Iterator[Met]:
    """The plans that fall due: of the actor, or that are worded so."""
    if not entry.get("due_days") or moment is None:
        return
    plans = upcoming(layers, now=moment, days=int(entry["due_days"]))
    plans = plans[_about(layers, plans["sentence"], plans["story_id"], name, worded=entry["kind"] == "plans")].reset_index(drop=True)
    reports = passages_of(plans.assign(row=range(len(plans))), counted_reports(layers))
    for number, row in enumerate(plans.to_dict("records")):
        detail = f"{row['earliest']:%-d %b %Y}: {row['sentence']}"
        spans = reports.loc[reports["row"] == number, list(SPAN)]
        yield Met({"alert": DUE, "detail": detail, "day": row["earliest"], **{key: row[key] for key in SPAN}}, spans)


def _ended(layers: Layers, entry: Entry, name: str, changes: pd.DataFrame) -> Iterator[Met]:
    """The plans that have happened, were moved or called off since the last run."""
    if not entry.get("outcome") or changes.empty:
        return
    told = changes[changes["change"].isin(list(OUTCOMES))]
    events = layers.events.drop_duplicates(list(SPAN)).set_index(list(SPAN))["story_id"]
    stories = pd.Series([events.get(tuple(span)) for span in told[list(SPAN)].itertuples(index=False)], index=told.index, dtype="str")
    for row in told[_about(layers, told["what"], stories, name, worded=True)].to_dict("records"):
        span = {key: row[key] for key in SPAN}
        yield Met({"alert": OUTCOMES[row["change"]], "detail": f"{row['what']}: {row['detail']}", "day": row["day"], **span},
                  pd.DataFrame([span]))


def _about(layers: Layers, sentences: pd.Series, stories: pd.Series, name: str, *, worded: bool) -> pd.Series:
    """Which plans are worded so, or are of the actor of this name."""
    of_actor = stories.isin(stories_of(layers, name)) if actor_called(layers, name) else pd.Series(False, index=stories.index)
    return of_actor | sentences.fillna("").map(lambda told: worded and bool(term_pattern(name).search(told))).astype(bool)


def actor_called(layers: Layers, name: str) -> str | None:
    """The id of the actor; None where nobody is called so yet, or several are: a watch-list may wait for a name."""
    try:
        return find_actor(layers, name)
    except (UnknownActor, AmbiguousActor):
        return None


def term_pattern(term: str) -> re.Pattern[str]:
    """The words of a term as they may stand in a text: in any case, over line breaks, with the s of plural or genitive."""
    words = r"\s+".join(re.escape(word) for word in term.split())
    return re.compile(rf"(?<!\w){words}(?:['’]s|e?s)?(?!\w)", re.IGNORECASE)
