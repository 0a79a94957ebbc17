"""How each outlet writes, period by period, as a table for whoever computes on."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.judged import judged_mentions
from broadsheet.analysis.counting.periods import Every, period_starts
from broadsheet.analysis.sentiment._means import Voice
from broadsheet.annotating import Layers


def outlet_tone(layers: Layers, *, focus: str | None = None, every: Every = "week", voice: Voice = "own") -> pd.DataFrame:
    """The mean stance of each outlet in each period, toward all actors or one.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only stances toward that actor.
    every
        day, week (from Monday) or month.
    voice
        own: the outlets' words; quoted: those of people they quote.

    Returns
    -------
    pandas.DataFrame
        One row per outlet and period with a judged mention: `source`, the period's first day (`day`, `week` or `month`), `stance` (the
        mean, −1 to 1), `mentions`, `articles`. A mean of a few mentions says little: `stance_by_outlet` and `stance_over_time` test
        theirs.

    Raises
    ------
    RequestError
        `every` is no period, or no actor has the name of the focus.
    """
    judged = judged_mentions(layers, focus=focus)
    judged = judged[(judged["voice"] == voice) & judged["published_at"].notna()]
    counted = judged.assign(**{every: period_starts(judged["published_at"], every)}).groupby(["source", every], as_index=False).agg(
        stance=("stance", "mean"), mentions=("stance", "size"), articles=("article_id", "nunique"),
    )
    return counted.astype({"stance": "Float64", "mentions": "Int64", "articles": "Int64"})
