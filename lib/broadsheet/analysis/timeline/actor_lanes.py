"""What each actor takes part in, along the same days: the timeline cut into lanes."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.appearances import ACTING
from broadsheet.analysis.counting.dated_stories import COLUMNS
from broadsheet.analysis.counting.proofs import SPAN, numbered
from broadsheet.analysis.counting.story_reports import STORY_COLUMNS, passages_of
from broadsheet.analysis.counting.wording import capitalised, quantity, the
from broadsheet.analysis.question import Asked, Chart, Column, hidden, question
from broadsheet.analysis.timeline.timeline import timeline
from broadsheet.annotating import Layers


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The reports of the story, or of the sentence that stands for it, in which the actor takes part."""
    parts = _taking_part(frame.drop_duplicates("story_id"), asked.layers)
    events = asked.layers.events[["event_id", "sentence_no", *SPAN]]
    return passages_of(numbered(frame), parts.merge(events, on="event_id", validate="many_to_one"), by=("story_id", "actor_id"))


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """Who takes part in most happenings."""
    counts = frame.groupby("name", sort=False).size()
    return capitalised(f"{the(str(counts.index[0]))} takes part in most: {quantity(int(counts.iloc[0]), 'dated happening')}")


@question(
    asks="Who takes part in what?",
    columns=STORY_COLUMNS | {
        "actor_id": hidden("the actor, as in `actors`"), "name": Column("Actor", "the actor's name in this archive"),
        "kind": hidden("person, organisation, country or group"),
    },
    proof=_proof,
    finding=_finding,
    empty="No actor takes part in a dated happening.",
    chart=Chart("lanes_chart"),
    unit="Happenings that an actor takes part in",
    group="name",
)
def actor_lanes(
    layers: Layers, focus: str | None = None, *, top: int = 8, since: str | pd.Timestamp | None = None,
    until: str | pd.Timestamp | None = None, status: str | tuple[str, ...] | None = None, stated: bool = True,
) -> pd.DataFrame:
    """The stories of the actors who take part in most of them: one row per actor and story.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only stories that the actor takes part in, and the others beside it.
    top
        The number of actors.
    since, until, status, stated
        As in `timeline`; here only stories whose date a sentence states are kept unless asked otherwise.

    Returns
    -------
    pandas.DataFrame
        `actor_id name kind`, then the columns of `timeline`; the actor with most stories first, each actor's stories by date.

    Notes
    -----
    An actor takes part where it does something or something is done to it in the sentence that tells the story, or in another report of
    it; a place where it happens takes no part. People, organisations, groups and countries have lanes.
    """
    stories = timeline(layers, focus, since=since, until=until, status=status, stated=stated)
    if stories.empty:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in ("actor_id", "name", "kind")}).join(stories)
    pairs = _taking_part(stories, layers)[["story_id", "actor_id"]].drop_duplicates()
    who = layers.actors[layers.actors["kind"].isin(ACTING)][["actor_id", "name", "kind"]]
    pairs = pairs.merge(who, on="actor_id", validate="many_to_one")
    counts = pairs.groupby(["actor_id", "name"], as_index=False).agg(stories=("story_id", "size"))
    leading = counts.sort_values(["stories", "name", "actor_id"], ascending=[False, True, True], ignore_index=True).head(top)
    lanes = pairs.merge(leading.assign(lane=range(len(leading)))[["actor_id", "lane"]], on="actor_id", validate="many_to_one")
    lanes = lanes.merge(stories, on="story_id", validate="many_to_one")
    lanes = lanes.sort_values(["lane", "earliest", "latest", "story_id"], ignore_index=True)
    return lanes[["actor_id", "name", "kind", *COLUMNS]]


def _taking_part(stories: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """`story_id event_id actor_id`: agents and patients of any report of the story, or of the sentence that stands for it."""
    parts = layers.event_actors[layers.event_actors["part"] != "place"][["event_id", "actor_id"]]
    events = layers.events[["event_id", "article_id", "sentence_no", "story_id"]]
    told = stories[["event_id", "story_id"]].merge(events.drop(columns="story_id"), on="event_id", validate="one_to_one")
    beside = events.drop(columns="story_id").merge(
        told[["article_id", "sentence_no", "story_id"]], on=["article_id", "sentence_no"], validate="many_to_many"
    )
    both = pd.concat([events[["event_id", "story_id"]], beside[["event_id", "story_id"]]])
    both = both[both["story_id"].astype(object).isin(set(stories["story_id"].tolist()))]
    found = both.merge(parts, on="event_id", validate="many_to_many")
    return found[["story_id", "event_id", "actor_id"]].drop_duplicates()
