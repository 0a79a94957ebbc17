"""Whether the outlets differ in how they write about an actor."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns
from broadsheet.analysis.counting.intervals import MIN_ARTICLES, benjamini_hochberg, bootstrap_difference
from broadsheet.analysis.counting.judged import ALPHA, NOT_ENOUGH, judged_mentions
from broadsheet.analysis.question import Chart, Column, hidden, question
from broadsheet.analysis.sentiment._means import COLUMNS, Voice, in_voice, judged_of, means, named_by
from broadsheet.annotating import Layers

_DIFFERENCES = ["difference", "difference_low", "difference_high", "difference_p"]


def _finding(table: pd.DataFrame) -> str:
    """Whether an outlet differs from the others beyond chance."""
    apart = table[table["differs"] == "yes"]
    if len(apart):
        row = apart.iloc[0]
        more = f" and {len(apart) - 1} more" if len(apart) > 1 else ""
        side = "more negative" if row["difference"] < 0 else "more positive"
        return f"{row['source']} writes {side} of {row['name']} than the others{more}"
    if (table["differs"] == "no").any():
        return "No outlet differs from the others by more than chance"
    return "Not enough evidence that any outlet differs from the others"


@question(
    asks="Do the outlets differ in how they write about an actor?",
    columns=COLUMNS | columns.some(
        "source",
        difference=Column(
            "Difference (95 % interval)", "this outlet's mean minus that of all others on the same actor", form="mean",
            beside=("difference_low", "difference_high"),
        ),
        difference_low=Column("Lower end", "the lower end of the 95 % interval of the difference"),
        difference_high=Column("Upper end", "the upper end of the 95 % interval of the difference"),
        difference_p=hidden("probability of such a difference by chance, corrected for the number of rows"),
        differs=Column("Differs", "whether the difference is more than chance", form="unless as beside", beside=("verdict",)),
    ),
    proof=judged_of("actor_id", "source", "voice"),
    finding=lambda frame, asked: _finding(frame),
    chart=Chart("stance_chart"),
    unit="Own voice of each outlet; n: independent articles",
)
def stance_by_outlet(
    layers: Layers, *, focus: str | None = None, top: int | None = 8, min_articles: int = MIN_ARTICLES, voice: Voice = "own",
) -> pd.DataFrame:
    """Stance toward each actor by outlet, and whether the outlet differs from the others.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only stances toward that actor.
    top
        So many actors, those judged in most articles; None is all.
    min_articles
        Independent articles below which no mean and no difference is given.
    voice
        own: the outlets' words; quoted: those of people they quote.

    Returns
    -------
    pandas.DataFrame
        One row per actor and outlet: the columns of `stance_ranking` with `source`, and `difference`, `difference_low`,
        `difference_high`, `difference_p` (this outlet minus all others, corrected over the rows) and `differs` (yes, no,
        or "not enough evidence"). The proof of a row is what this outlet writes; what the others write are the rows beside it.
    """
    judged = in_voice(judged_mentions(layers, focus=focus), voice, top)
    made = means(judged, ["actor_id", "source", "voice"], min_articles, layers)
    return named_by(made.join(_differences(judged, made, min_articles)), layers, "source")


def _differences(judged: pd.DataFrame, made: pd.DataFrame, min_articles: int) -> pd.DataFrame:
    """Each outlet against all others on the same actor."""
    rows: list[tuple[float | None, ...]] = []
    for actor_id, source in zip(made["actor_id"], made["source"], strict=True):
        of_actor = judged[judged["actor_id"] == actor_id]
        here, others = of_actor[of_actor["source"] == source], of_actor[of_actor["source"] != source]
        if min(here["article_id"].nunique(), others["article_id"].nunique()) < min_articles:
            rows.append((None, None, None, None))
        else:
            rows.append(bootstrap_difference((here["stance"], here["article_id"]), (others["stance"], others["article_id"])))
    found = pd.DataFrame(rows, columns=_DIFFERENCES, index=made.index).astype("Float64")
    found["difference_p"] = benjamini_hochberg(found["difference_p"])
    settled = (found["difference_p"] < ALPHA) & ~((found["difference_low"] <= 0) & (found["difference_high"] >= 0))
    said = settled.map({True: "yes", False: "no"}).fillna(NOT_ENOUGH).where(found["difference"].notna(), NOT_ENOUGH)
    return found.assign(differs=said.astype("str"))
