"""Whether two outlets differ in stance on the stories that both tell."""

from __future__ import annotations

from typing import Final

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.intervals import benjamini_hochberg, bootstrap_mean
from broadsheet.analysis.counting.judged import ALPHA, NOT_ENOUGH
from broadsheet.analysis.question import PROOF, Asked, Column, hidden, question
from broadsheet.analysis.sentiment._shared_stories import SAME, outlets_side_by_side, told_in_stories
from broadsheet.annotating import Layers

MIN_STORIES: Final = 5
"""Stories told by both outlets below which the two are not compared."""

_SHOWN = ("source", "other_source", "stories", "articles", "difference", "difference_low", "difference_high", "difference_p", "differs")
_TOO_FEW = "Not enough stories told by two outlets to say whether they tell them differently"


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """What either outlet writes of an actor on a story where both write of that actor: the mentions that are compared."""
    told = told_in_stories(asked.layers, asked.options["focus"])
    compared = outlets_side_by_side(told)[["source", "other_source", *SAME]]
    rows = proofs.numbered(frame)[["row", "source", "other_source"]].merge(compared, on=["source", "other_source"])
    sides = [rows[["row", side, *SAME]].rename(columns={side: "source"}) for side in ("source", "other_source")]
    found = pd.concat(sides, ignore_index=True).merge(told, on=["source", *SAME])
    return found[list(PROOF)].drop_duplicates()


def _finding(pairs: pd.DataFrame) -> str:
    """Whether outlets differ on the stories they share."""
    apart = pairs[pairs["differs"] == "yes"]
    if len(apart):
        row = apart.iloc[0]
        harsh, mild = (row["source"], row["other_source"]) if row["difference"] < 0 else (row["other_source"], row["source"])
        more = f"; {len(apart) - 1} more pairs differ" if len(apart) > 1 else ""
        return f"On the same stories {harsh} writes more negatively than {mild}{more}"
    if (pairs["differs"] == "no").any():
        return "No two outlets tell the same stories differently by more than chance"
    return _TOO_FEW


@question(
    asks="Do two outlets tell the same stories differently?",
    columns=columns.some(
        "source",
        other_source=Column("Other outlet", "the outlet that it is compared with", form="outlet"),
        stories=Column("Stories", "happenings on which both write of the same actor in their own voice", unit="stories"),
        articles=Column("Articles", "articles of the two that judge an actor on these stories", unit="articles"),
        difference=Column(
            "Difference (95 % interval)", "the first outlet's stance minus the second's, over stories and actors", form="mean",
            beside=("difference_low", "difference_high"),
        ),
        difference_low=Column("Lower end", "the lower end of the 95 % interval of the difference"),
        difference_high=Column("Upper end", "the upper end of the 95 % interval of the difference"),
        difference_p=hidden("probability of such a difference by chance, corrected for the number of pairs"),
        differs=Column("Differs", "whether the difference is more than chance"),
    ),
    proof=_proof,
    finding=lambda frame, asked: _finding(frame),
    empty=_TOO_FEW,
)
def outlet_pairs(layers: Layers, *, focus: str | None = None, min_stories: int = MIN_STORIES) -> pd.DataFrame:
    """Whether two outlets differ in stance on the stories that both tell, for every pair of outlets.

    Parameters
    ----------
    layers
        Annotated articles; copies and replaced versions are out, and so is what is quoted.
    focus
        An actor's name, alias or id: only stances toward that actor.
    min_stories
        Stories told by both below which two outlets are not compared.

    Returns
    -------
    pandas.DataFrame
        One row per pair that shares a story: `source other_source stories articles difference difference_low difference_high
        difference_p differs`. difference is the first outlet's stance minus the second's, averaged over actors and stories
        that both judge; its 95 % interval comes from resampling stories, and p is corrected over the pairs. Null, and "not
        enough evidence", below `min_stories`; differs is yes only if the corrected p and the interval both leave out zero.
    """
    told = told_in_stories(layers, focus)
    rows = []
    for (source, other), group in outlets_side_by_side(told).groupby(["source", "other_source"], sort=True):
        stories = group["story_id"].nunique()
        both = told[told["source"].isin([source, other]) & told["story_id"].isin(set(group["story_id"]))]
        found = bootstrap_mean(group["difference"], group["story_id"]) if stories >= min_stories else (None,) * 4
        rows.append((source, other, stories, both["article_id"].nunique(), *found, NOT_ENOUGH))
    made = pd.DataFrame(rows, columns=list(_SHOWN))
    made = made.astype(dict.fromkeys(["stories", "articles"], "Int64") | dict.fromkeys(_SHOWN[4:8], "Float64"))
    made["difference_p"] = benjamini_hochberg(made["difference_p"])
    settled = (made["difference_p"] < ALPHA) & ~((made["difference_low"] <= 0) & (made["difference_high"] >= 0))
    said = settled.map({True: "yes", False: "no"}).where(made["difference"].notna(), NOT_ENOUGH)
    return made.assign(differs=said.astype("str")).sort_values(["stories", "source", "other_source"], ascending=[False, True, True],
                                                               kind="stable", ignore_index=True)
