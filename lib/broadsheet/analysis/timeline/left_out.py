"""What some outlets told and others, at work on the same days, left out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from broadsheet.analysis.timeline.timeline import timeline
from broadsheet.annotating import Layers

AROUND = pd.Timedelta(days=3)
"""How long before the first and after the last report of a story an outlet must have published something to count as at work."""

COLUMNS = (
    "earliest", "latest", "precision", "status", "sentence", "told_by", "left_out_by", "outlets_telling", "outlets_at_work", "salience",
    "article_id", "start", "end", "event_id", "story_id",
)


def left_out(layers: Layers, focus: str | None = None, *, fewest: int = 2, status: str | tuple[str, ...] | None = None) -> pd.DataFrame:
    """Stories that at least `fewest` outlets tell in articles of their own, and the outlets at work at the time that do not.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only stories that the actor takes part in.
    fewest
        Outlets that must tell a story for its absence elsewhere to mean something.
    status
        One status or several, as in `timeline`.

    Returns
    -------
    pandas.DataFrame
        One row per story that somebody left out, those told by most outlets first, and of these the most salient.

        earliest, latest, precision, status, sentence, salience, article_id, start, end, event_id, story_id
            As in `timeline`.
        told_by, left_out_by
            The outlets' names in alphabetical order, with commas.
        outlets_telling, outlets_at_work
            How many tell it, and how many published anything from three days before its first report to three days after its last.

    Notes
    -----
    An outlet that runs a copy of an article tells what that article tells. What is compared is the articles in the archive: an
    outlet may have told it in an article that was never collected. Articles without an outlet are left aside.
    """
    stories = timeline(layers, focus, status=status)
    told = _told(layers)
    outlets = told[~told["copied"]].groupby("story_id")["source"].nunique()
    wanted = stories[stories["story_id"].isin(outlets[outlets >= fewest].index)]
    found = _silence(wanted, told, _days_at_work(layers))
    found = found.sort_values(["outlets_telling", "salience", "story_id"], ascending=[False, False, True], ignore_index=True)
    return found[list(COLUMNS)].astype({"outlets_telling": "Int64", "outlets_at_work": "Int64"})


def _silence(stories: pd.DataFrame, told: pd.DataFrame, at_work: dict[str, np.ndarray]) -> pd.DataFrame:
    """The stories that an outlet at work left out, with who tells them and who does not."""
    told = told[told["story_id"].isin(stories["story_id"])]
    days = told.groupby("story_id")["published"].agg(["min", "max"]).reindex(stories["story_id"])
    first, last = ((days[name] + shift).to_numpy() for name, shift in (("min", -AROUND), ("max", AROUND)))
    names = sorted(at_work)
    present = np.zeros((len(stories), len(names)), dtype=bool)
    telling = np.zeros_like(present)
    for column, name in enumerate(names):
        own = at_work[name]
        present[:, column] = np.searchsorted(own, first) < np.searchsorted(own, last, side="right")
    telling[pd.Index(stories["story_id"]).get_indexer(told["story_id"]), pd.Index(names).get_indexer(told["source"])] = True
    silent = present & ~telling
    kept = np.flatnonzero(silent.any(axis=1))
    found = stories.iloc[kept].assign(
        told_by=[_listed(names, row) for row in telling[kept]], left_out_by=[_listed(names, row) for row in silent[kept]],
    )
    return found.assign(outlets_telling=telling[kept].sum(axis=1), outlets_at_work=(present | telling)[kept].sum(axis=1))


def _listed(names: list[str], chosen: np.ndarray) -> str:
    return ", ".join(names[place] for place in np.flatnonzero(chosen))


def _told(layers: Layers) -> pd.DataFrame:
    """`story_id source published copied`: every outlet that tells a story, when, and whether only by a copy."""
    articles = layers.articles[layers.articles["source"].notna() & layers.articles["published_at"].notna()]
    day = articles["published_at"].dt.tz_localize(None).dt.normalize()
    runs = articles.assign(published=day, tells=articles["copy_of"].fillna(articles["article_id"]), copied=articles["copy_of"].notna())
    runs = runs[["tells", "source", "published", "copied"]]
    events = layers.events[layers.events["earliest"].notna() & layers.events["latest"].notna()]
    reports = events[["story_id", "article_id"]].drop_duplicates()
    return reports.merge(runs, left_on="article_id", right_on="tells", validate="many_to_many").drop(columns=["article_id", "tells"])


def _days_at_work(layers: Layers) -> dict[str, np.ndarray]:
    """The days on which each outlet published, in order, by its name."""
    articles = layers.articles[layers.articles["source"].notna() & layers.articles["published_at"].notna()]
    days = articles.assign(published=articles["published_at"].dt.tz_localize(None).dt.normalize())
    return {str(name): np.sort(own.unique()) for name, own in days.groupby("source")["published"]}
