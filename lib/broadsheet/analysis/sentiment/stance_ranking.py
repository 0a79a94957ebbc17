"""Who is written about well or badly, and how sure that is."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.intervals import MIN_ARTICLES
from broadsheet.analysis.counting.judged import NOT_ENOUGH, judged_mentions
from broadsheet.analysis.counting.wording import capitalised, enumerated, quantity, the
from broadsheet.analysis.question import Chart, question
from broadsheet.analysis.sentiment._means import COLUMNS, judged_of, means, named
from broadsheet.annotating import Layers


def _standing(ranking: pd.DataFrame) -> str:
    """Who is written about with a stance that its interval supports."""
    said = []
    for voice, who in (("own", "the outlets write"), ("quoted", "quoted voices speak")):
        for side, how in (("negative", "badly"), ("positive", "well")):
            names = ranking.loc[(ranking["verdict"] == side) & (ranking["voice"] == voice), "name"].tolist()
            said += [f"{who} {how} of {enumerated([the(name) for name in names])}"] if names else []
    if said:
        return capitalised("; ".join(said))
    enough = int((ranking["verdict"] != NOT_ENOUGH).sum())
    if not enough:
        return "Not enough evidence for a stance toward anyone: too few independent articles judge the same actor"
    return f"No stance stands out: {quantity(enough, 'mean')} with enough evidence, none of them clearly off zero"


@question(
    asks="Who is written about well or badly?",
    columns=COLUMNS,
    proof=judged_of("actor_id", "voice"),
    finding=lambda frame, asked: _standing(frame),
    chart=Chart("stance_chart"),
    unit="Stance: from −1, every mention negative, to 1, every mention positive; n: independent articles",
    headline=True,
)
def stance_ranking(layers: Layers, *, focus: str | None = None, top: int | None = 15, min_articles: int = MIN_ARTICLES) -> pd.DataFrame:
    """Stance toward each actor, the outlets' own voice and quoted voices apart.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only stances toward that actor.
    top
        So many actors, those judged in most articles; None is all.
    min_articles
        Independent articles below which no mean is given.

    Returns
    -------
    pandas.DataFrame
        One row per actor and voice: `name voice articles mentions negative neutral positive stance low high p verdict
        actor_id`. negative, neutral and positive count mentions by the likeliest class; stance is the mean of
        p_positive − p_negative over mentions, −1 to 1, null below the minimum; low and high its 95 % interval; p is
        corrected over the rows; verdict: negative, positive, neither, or "not enough evidence". A mean that only leans to one
        side, without two mentions that are judged so themselves, is neither.
    """
    judged = judged_mentions(layers, focus=focus)
    if top is not None:
        counted = judged.groupby("actor_id", as_index=False).agg(n=("article_id", "nunique"))
        most = counted.sort_values(["n", "actor_id"], ascending=[False, True])["actor_id"].head(top)
        judged = judged[judged["actor_id"].isin(set(most))]
    ranking = named(means(judged, ["actor_id", "voice"], min_articles, layers), layers, ["name", "voice"])
    ranking = ranking.assign(_most=ranking.groupby("actor_id")["articles"].transform("max"))
    ordered = ranking.sort_values(["_most", "name", "actor_id", "voice"], ascending=[False, True, True, True], ignore_index=True)
    return ordered.drop(columns="_most")
