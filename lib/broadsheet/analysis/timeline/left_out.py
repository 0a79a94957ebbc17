"""What some outlets told and others, at work on the same days, left out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.analysis.counting import proofs
from broadsheet.analysis.counting.story_reports import STORY_COLUMNS, passages_of
from broadsheet.analysis.counting.wording import enumerated, quantity, the
from broadsheet.analysis.question import Asked, Column, hidden, question
from broadsheet.analysis.timeline.timeline import timeline
from broadsheet.annotating import Layers

AROUND = pd.Timedelta(days=3)
"""How long before the first and after the last report of a story an outlet must have published something to count as at work."""

COLUMNS = (
    "earliest", "latest", "precision", "status", "sentence", "told_by", "left_out_by", "outlets_telling", "outlets_at_work", "salience",
    "article_id", "start", "end", "event_id", "story_id",
)


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Who tells it, by the reports and by the copies of their articles; and for each outlet that does not, its last article of those days.

    That an outlet does not tell it is what no passage shows: its article only shows that it was at work.
    """
    layers, told = asked.layers, _told(asked.layers)
    reports = _dated(layers).merge(_published(layers)[["article_id"]], on="article_id", validate="many_to_one")
    reports = passages_of(proofs.numbered(frame), reports)
    copies = told[told["copied"]][["story_id", "runs"]].rename(columns={"runs": "article_id"}).drop_duplicates()
    copies = proofs.numbered(frame)[["row", "story_id"]].merge(copies, on="story_id", validate="many_to_many")
    return pd.concat([reports, proofs.whole(copies), proofs.whole(_last_at_work(frame, told, layers))], ignore_index=True)


def _last_at_work(stories: pd.DataFrame, told: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """`row article_id`: of each outlet that does not tell the row's story, the last article within `AROUND` of the reports."""
    seen = _seen(stories, told, _days_at_work(layers))
    row, column = np.nonzero(seen.silent)
    wanted = pd.DataFrame({"row": row, "source": np.array(seen.outlets, dtype=object)[column], "published": seen.last[row]})
    dated = _published(layers).sort_values(["published", "published_at", "article_id"])[["source", "published", "article_id"]]
    wanted, dated = (one.astype({"source": "str", "published": "datetime64[us]"}) for one in (wanted, dated))
    return pd.merge_asof(wanted.sort_values("published", kind="stable"), dated, on="published", by="source")[["row", "article_id"]]


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """How many stories are not found in some outlets, and in which most often."""
    names = frame["left_out_by"].str.split(", ").explode().value_counts()
    most = enumerated([the(name) for name in sorted(names[names == names.max()].index)])
    fewest = asked.options["fewest"]
    tell = {1: "an outlet tells", 2: "at least two outlets tell"}.get(fewest, f"at least {fewest} outlets tell")
    said = quantity(len(frame), f"story that {tell} is", f"stories that {tell} are")
    return f"{said} not found in others at work then; in {most} most often: {int(names.max()):,}"


@question(
    asks="What do some outlets tell, and others at work then do not?",
    columns=STORY_COLUMNS | {
        "told_by": Column("Told by", "the outlets that tell it, those that run a copy included"),
        "left_out_by": Column("Not found in", "outlets that published within three days of it, in whose articles here it is not found"),
        "outlets_telling": Column("Outlets that tell it", "how many tell it", unit="outlets"),
        "outlets_at_work": hidden("how many published within three days of it"),
    },
    proof=_proof,
    finding=_finding,
    empty="Every story that several outlets tell is told by all that were at work.",
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


class _Seen(NamedTuple):
    """Which outlets tell which stories: a row per story, a column per outlet."""

    outlets: list[str]
    telling: np.ndarray
    present: np.ndarray
    """Whether the outlet tells it or published around its reports."""
    last: np.ndarray
    """The last day around the reports of each story."""

    @property
    def silent(self) -> np.ndarray:
        """Whether the outlet was at work and does not tell it."""
        return self.present & ~self.telling


def _seen(stories: pd.DataFrame, told: pd.DataFrame, at_work: dict[str, np.ndarray]) -> _Seen:
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
    return _Seen(names, telling, present | telling, last)


def _silence(stories: pd.DataFrame, told: pd.DataFrame, at_work: dict[str, np.ndarray]) -> pd.DataFrame:
    """The stories that an outlet at work left out, with who tells them and who does not."""
    seen = _seen(stories, told, at_work)
    kept = np.flatnonzero(seen.silent.any(axis=1))
    found = stories.iloc[kept].assign(
        told_by=[_listed(seen.outlets, row) for row in seen.telling[kept]],
        left_out_by=[_listed(seen.outlets, row) for row in seen.silent[kept]],
    )
    return found.assign(outlets_telling=seen.telling[kept].sum(axis=1), outlets_at_work=seen.present[kept].sum(axis=1))


def _listed(names: list[str], chosen: np.ndarray) -> str:
    return ", ".join(names[place] for place in np.flatnonzero(chosen))


def _told(layers: Layers) -> pd.DataFrame:
    """`story_id source published copied runs`: every outlet that tells a story, when, whether only by a copy, and in which article."""
    articles = _published(layers)
    runs = articles.assign(
        tells=articles["copy_of"].fillna(articles["article_id"]), copied=articles["copy_of"].notna(), runs=articles["article_id"],
    )
    reports = _dated(layers)[["story_id", "article_id"]].drop_duplicates()
    runs = runs[["tells", "source", "published", "copied", "runs"]]
    found = reports.merge(runs, left_on="article_id", right_on="tells", validate="many_to_many")
    return found.drop(columns=["article_id", "tells"])


def _dated(layers: Layers) -> pd.DataFrame:
    return layers.events[layers.events["earliest"].notna() & layers.events["latest"].notna()]


def _published(layers: Layers) -> pd.DataFrame:
    """The articles of a known outlet and day, with the day as `published`."""
    articles = layers.articles[layers.articles["source"].notna() & layers.articles["published_at"].notna()]
    return articles.assign(published=articles["published_at"].dt.tz_localize(None).dt.normalize())


def _days_at_work(layers: Layers) -> dict[str, np.ndarray]:
    """The days on which each outlet published, in order, by its name."""
    return {str(name): np.sort(own.unique()) for name, own in _published(layers).groupby("source")["published"]}
