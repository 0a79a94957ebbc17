"""Layers narrowed to some of their articles, in memory: for a period, some outlets, or whatever an analyst has picked."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from broadsheet.analysis.counting.articles import told_by
from broadsheet.annotating import Layers
from broadsheet.settings import first_moment, moment_after

_PLACED = ("sentences", "mentions", "roles", "quotes", "dates", "events", "stances", "positions", "storylines")


def narrowed(
    layers: Layers, *, since: str | pd.Timestamp | None = None, until: str | pd.Timestamp | None = None,
    sources: Collection[str] | None = None,
) -> Layers:
    """The layers of the articles of a period and of some outlets, as `archive.layers(…)` gives them, without reading anew.

    Parameters
    ----------
    layers
        What an archive or `annotate` gave; not changed.
    since, until
        First and last day or month ("2025-10") of publication (UTC), both included. An article without a date is in no period.
    sources
        Outlets; articles without one count as "unknown outlet". None keeps all.

    Returns
    -------
    Layers
        New ones; the frames of the given ones are shared where nothing is left out.

    Examples
    --------
    >>> import broadsheet as bs
    >>> nothing = bs.annotate(pd.DataFrame({"article_id": pd.Series(dtype="str"), "text": pd.Series(dtype="str")}))
    >>> len(narrowed(nothing, since="2025-05-01").articles)
    0
    """
    articles = layers.articles
    kept = pd.Series(True, index=articles.index)
    days = articles["published_at"].dt.tz_localize(None).dt.normalize()
    if since is not None:
        kept &= days >= first_moment("since", since).tz_localize(None)
    if until is not None:
        kept &= days < moment_after("until", until).tz_localize(None)
    if sources is not None:
        kept &= told_by(articles).isin(list(sources))
    return layers if kept.all() else of_articles(layers, articles.loc[kept, "article_id"])


def of_articles(layers: Layers, article_ids: Collection[str]) -> Layers:
    """The layers of these articles only; `actors` and `aliases` are those that they mention.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives; not changed.
    article_ids
        The articles to keep; ids that are not there are passed over.

    Returns
    -------
    Layers
        Rows of these articles.
    """
    wanted = set(article_ids)
    made = {name: _rows(getattr(layers, name), wanted) for name in (*_PLACED, "articles")}
    events = layers.event_actors
    made["event_actors"] = events[events["event_id"].isin(set(made["events"]["event_id"]))].reset_index(drop=True)
    named = pd.concat([made["mentions"]["actor_id"], made["event_actors"]["actor_id"], made["roles"]["affiliation_id"],
                       made["quotes"]["actor_id"], made["events"]["source_actor_id"]])
    people = set(named.dropna())
    for name in ("actors", "aliases"):
        frame = getattr(layers, name)
        made[name] = frame[frame["actor_id"].isin(people)].reset_index(drop=True)
    return Layers(**made).within(lambda: layers.whole)


def _rows(frame: pd.DataFrame, wanted: set[str]) -> pd.DataFrame:
    return frame[frame["article_id"].isin(wanted)].reset_index(drop=True)
