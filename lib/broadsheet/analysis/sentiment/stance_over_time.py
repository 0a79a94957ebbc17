"""How stance toward an actor moved, by day, week or month."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.intervals import MIN_ARTICLES
from broadsheet.analysis.counting.judged import judged_mentions
from broadsheet.analysis.counting.periods import Every, period_starts
from broadsheet.analysis.question import Asked, Chart, question
from broadsheet.analysis.sentiment._means import COLUMNS, Voice, in_voice, means, named_by
from broadsheet.annotating import Layers


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The judged mentions of the actor in that voice, in articles of that period."""
    every = asked.options["every"]
    judged = _by_period(judged_mentions(asked.layers), every)
    return proofs.same(frame, judged, {name: name for name in ("actor_id", every, "voice")})


def _finding(series: pd.DataFrame, every: str) -> str:
    """For how many periods and actors there is enough evidence."""
    enough = int(series["stance"].notna().sum())
    if not enough:
        return f"Not enough evidence in any {every} to say how stance moved"
    return f"Stance by {every}: {enough} of {len(series)} {every}s and actors with enough evidence"


@question(
    asks="Did the stance toward an actor change?",
    columns=COLUMNS | columns.some("day week month"),
    proof=_proof,
    finding=lambda frame, asked: _finding(frame, asked.options["every"]),
    chart=Chart("stance_lines"),
    unit="Own voice",
)
def stance_over_time(
    layers: Layers, *, focus: str | None = None, every: Every = "month", top: int | None = 4, min_articles: int = MIN_ARTICLES,
    voice: Voice = "own",
) -> pd.DataFrame:
    """Stance toward each actor by period.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only stances toward that actor.
    every
        day, week (from Monday) or month.
    top
        So many actors, those judged in most articles; None is all.
    min_articles
        Independent articles of a period below which no mean is given.
    voice
        own: the outlets' words; quoted: those of people they quote.

    Returns
    -------
    pandas.DataFrame
        The columns of `stance_ranking`, with the period's first day in a column named `day`, `week` or `month`. Undated
        articles are out.
    """
    judged = judged_mentions(layers, focus=focus)
    judged = in_voice(judged[judged["published_at"].notna()], voice, top)
    return named_by(means(_by_period(judged, every), ["actor_id", every, "voice"], min_articles, layers), layers, every)


def _by_period(judged: pd.DataFrame, every: Every) -> pd.DataFrame:
    """With the first day of the period in a column of its name."""
    return judged.assign(**{every: period_starts(judged["published_at"], every)})
