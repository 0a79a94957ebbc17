"""How two outlets tell the same story: the stance of each toward the same actor in its own sentences on one happening."""

from __future__ import annotations

from typing import Any

import pandas as pd

from broadsheet.analysis.counting.intervals import benjamini_hochberg, bootstrap_mean
from broadsheet.analysis.counting.sentences import with_sentences
from broadsheet.analysis.sentiment.stance_ranking import ALPHA, NOT_ENOUGH, judged_mentions
from broadsheet.annotating import Layers

MIN_STORIES = 5
"""Stories told by both outlets below which the two are not compared."""

TELLINGS = (
    "name", "source", "other_source", "stance", "other_stance", "difference", "sentence", "other_sentence", "published_at",
    "other_published_at", "article_id", "start", "end", "other_article_id", "other_start", "other_end", "story_id", "actor_id",
)
PAIRS = ("source", "other_source", "stories", "articles", "difference", "difference_low", "difference_high", "difference_p", "differs")


def story_tellings(layers: Layers, *, focus: str | None = None, top: int | None = 20, least: float = 0.5) -> pd.DataFrame:
    """The stories in which two outlets write most differently of one actor, sentence beside sentence.

    Parameters
    ----------
    layers
        Annotated articles; copies and replaced versions are out, and so is what is quoted.
    focus
        An actor's name, alias or id: only stances toward that actor.
    top
        So many rows; None is all.
    least
        Difference of stance (0 to 2) from which a pair is worth showing.

    Returns
    -------
    pandas.DataFrame
        One row per actor and pair of outlets, in the story where they differ most, the largest difference first: `name source
        other_source stance other_stance difference` (means over each outlet's sentences on the story; `source` is the more
        negative one), and of each the sentence farthest toward its side with its place: `sentence published_at article_id
        start end`, the same with `other_`, and `story_id actor_id`. A row shows two sentences; whether outlets differ as a
        rule is for `outlet_pairs` to say.
    """
    told = _told(layers, focus)
    apart = _pairs(told)
    apart = apart[apart["difference"].abs() >= least]
    apart = apart.assign(size=apart["difference"].abs()).sort_values(
        ["size", "story_id", "actor_id", "source", "other_source"], ascending=[False, True, True, True, True], kind="stable",
    ).drop_duplicates(["actor_id", "source", "other_source"])
    chosen = apart if top is None else apart.head(top)
    rows = [_side_by_side(dict(zip(chosen.columns, pair, strict=True)), told) for pair in chosen.itertuples(index=False)]
    made = pd.DataFrame(rows, columns=[column for column in TELLINGS if column != "name"])
    names = layers.actors.set_index("actor_id")["name"]
    return made.assign(name=made["actor_id"].map(names))[list(TELLINGS)]


def outlet_pairs(layers: Layers, *, focus: str | None = None, min_stories: int = MIN_STORIES) -> pd.DataFrame:
    """Whether two outlets differ in stance on the stories that both tell, for every pair of outlets.

    Returns
    -------
    pandas.DataFrame
        One row per pair that shares a story: `source other_source stories articles difference difference_low difference_high
        difference_p differs`. difference is the first outlet's stance minus the second's, averaged over actors and stories
        that both judge; its 95 % interval comes from resampling stories, and p is corrected over the pairs. Null, and "not
        enough evidence", below `min_stories`; differs is yes only if the corrected p and the interval both leave out zero.
    """
    told = _told(layers, focus)
    rows = []
    for (source, other), group in _pairs(told).groupby(["source", "other_source"], sort=True):
        stories = group["story_id"].nunique()
        both = told[told["source"].isin([source, other]) & told["story_id"].isin(set(group["story_id"]))]
        found = bootstrap_mean(group["difference"], group["story_id"]) if stories >= min_stories else (None,) * 4
        rows.append((source, other, stories, both["article_id"].nunique(), *found, NOT_ENOUGH))
    made = pd.DataFrame(rows, columns=list(PAIRS))
    made = made.astype(dict.fromkeys(["stories", "articles"], "Int64") | dict.fromkeys(PAIRS[4:8], "Float64"))
    made["difference_p"] = benjamini_hochberg(made["difference_p"])
    settled = (made["difference_p"] < ALPHA) & ~((made["difference_low"] <= 0) & (made["difference_high"] >= 0))
    said = settled.map({True: "yes", False: "no"}).where(made["difference"].notna(), NOT_ENOUGH)
    return made.assign(differs=said.astype("str")).sort_values(["stories", "source", "other_source"], ascending=[False, True, True],
                                                               kind="stable", ignore_index=True)


def pairs_apart(pairs: pd.DataFrame) -> str:
    """Whether outlets differ on the stories they share, in one sentence, from `outlet_pairs`."""
    apart = pairs[pairs["differs"] == "yes"]
    if len(apart):
        row = apart.iloc[0]
        harsh, mild = (row["source"], row["other_source"]) if row["difference"] < 0 else (row["other_source"], row["source"])
        more = f"; {len(apart) - 1} more pairs differ" if len(apart) > 1 else ""
        return f"On the same stories {harsh} writes more negatively than {mild}{more}"
    if (pairs["differs"] == "no").any():
        return "No two outlets tell the same stories differently by more than chance"
    return "Not enough stories told by two outlets to say whether they tell them differently"


def _told(layers: Layers, focus: str | None) -> pd.DataFrame:
    """The own-voice judged mentions in sentences that tell a story, with the sentence: one row per story and mention."""
    judged = judged_mentions(layers, focus=focus)
    placed = with_sentences(judged[judged["voice"] == "own"], layers)
    stories = layers.events.loc[layers.events["story_id"].notna(), ["article_id", "sentence_no", "story_id"]].drop_duplicates()
    return placed[placed["sentence_no"].notna()].merge(stories, on=["article_id", "sentence_no"], validate="many_to_many")


def _pairs(told: pd.DataFrame) -> pd.DataFrame:
    """The mean stance of each outlet per story and actor, for every two outlets that have one, in the order of their names."""
    same = ["story_id", "actor_id"]
    means = told.groupby([*same, "source"], as_index=False)["stance"].mean().astype({"stance": "Float64"})
    several = means[means.duplicated(same, keep=False)]
    others = several.rename(columns={"source": "other_source", "stance": "other_stance"})
    pairs = several.merge(others, on=same, validate="many_to_many")
    pairs = pairs[pairs["source"] < pairs["other_source"]].sort_values([*same, "source", "other_source"], ignore_index=True)
    columns = [*same, "source", "other_source", "stance", "other_stance", "difference"]
    return pairs.assign(difference=pairs["stance"] - pairs["other_stance"])[columns]


def _side_by_side(pair: dict[str, Any], told: pd.DataFrame) -> dict[str, Any]:
    """A pair with the more negative outlet first, and of each the sentence farthest toward its side."""
    if pair["difference"] > 0:
        pair = pair | {
            "source": pair["other_source"], "other_source": pair["source"], "stance": pair["other_stance"],
            "other_stance": pair["stance"], "difference": -pair["difference"],
        }
    made = dict(pair)
    same = told[(told["story_id"] == pair["story_id"]) & (told["actor_id"] == pair["actor_id"])]
    for prefix, lowest in (("", True), ("other_", False)):
        rows = same[same["source"] == pair[f"{prefix}source"]]
        first = rows.sort_values(["stance", "article_id", "start"], ascending=[lowest, True, True]).iloc[0]
        made |= {f"{prefix}{name}": first[name] for name in ("sentence", "published_at", "article_id", "start", "end")}
    return made
