"""The happenings that several outlets tell, with what each writes there of an actor in its own voice."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.judged import focus_id, judged_mentions
from broadsheet.analysis.counting.once import once
from broadsheet.analysis.counting.sentences import with_sentences
from broadsheet.annotating import Layers

SAME = ["story_id", "actor_id"]
"""What two outlets are compared on."""


def told_in_stories(layers: Layers, focus: str | None) -> pd.DataFrame:
    """The own-voice judged mentions in sentences that tell a story, with the sentence: one row per story and mention."""
    told, chosen = _told(layers), focus_id(layers, focus)
    return told if chosen is None else told[told["actor_id"] == chosen].reset_index(drop=True)


@once("articles", "sentences", "stances", "events")
def _told(layers: Layers) -> pd.DataFrame:
    judged = judged_mentions(layers)
    placed = with_sentences(judged[judged["voice"] == "own"], layers)
    stories = layers.events.loc[layers.events["story_id"].notna(), ["article_id", "sentence_no", "story_id"]].drop_duplicates()
    return placed[placed["sentence_no"].notna()].merge(stories, on=["article_id", "sentence_no"], validate="many_to_many")


def outlets_side_by_side(told: pd.DataFrame) -> pd.DataFrame:
    """The mean stance of each outlet per story and actor, for every two outlets that have one, in the order of their names."""
    means = told.groupby([*SAME, "source"], as_index=False).agg(stance=("stance", "mean")).astype({"stance": "Float64"})
    several = means[means.duplicated(SAME, keep=False)]
    others = several.rename(columns={"source": "other_source", "stance": "other_stance"})
    pairs = several.merge(others, on=SAME, validate="many_to_many")
    pairs = pairs[pairs["source"] < pairs["other_source"]].sort_values([*SAME, "source", "other_source"], ignore_index=True)
    columns = [*SAME, "source", "other_source", "stance", "other_stance", "difference"]
    return pairs.assign(difference=pairs["stance"] - pairs["other_stance"])[columns]
