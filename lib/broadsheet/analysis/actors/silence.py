"""Who was in the story before and is absent now, beyond what chance explains."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.actors._presence import LONG_AGO, dated_appearances, utc_day
from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.appearances import SPAN, best_sentences
from broadsheet.analysis.counting.articles import days as as_days
from broadsheet.analysis.counting.articles import independent
from broadsheet.analysis.counting.wording import capitalised, quantity, the
from broadsheet.analysis.question import Asked, Column, hidden, question
from broadsheet.annotating import Layers

Day = str | pd.Timestamp


def _present(layers: Layers, now: Day | None, days: int) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The moment after which the present begins, and the one that it ends at."""
    moment = independent(layers.articles)["published_at"].max() if now is None else utc_day(now)
    moment = LONG_AGO if pd.isna(moment) else moment
    return moment - pd.Timedelta(days=days), moment


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The mentions before the silence: they are what was to be expected to go on. Of the silence itself there is no passage."""
    opens, _ = _present(asked.layers, asked.options["now"], asked.options["days"])
    rows = dated_appearances(asked.layers)
    return proofs.same(frame, rows[rows["published_at"] <= opens], {"actor_id": "actor_id"})


def _hush(frame: pd.DataFrame, asked: Asked) -> str:
    """Whose silence is beyond chance."""
    row = frame.iloc[0]
    more = f" and {len(frame) - 1} more" if len(frame) > 1 else ""
    return capitalised(f"{the(row['name'])}{more} silent for {quantity(row['days_silent'], 'day')}")


@question(
    asks="Whose silence is more than chance?",
    columns=columns.some(
        "actor_id name kind last_seen article_id start end",
        articles=Column("Articles", "articles before the silence that name the actor", unit="articles"),
        share=Column("Share", "of the articles before the silence, those that name the actor", form="share"),
        expected=Column("Expected", "articles since then that would name the actor, had it gone on so", unit="articles"),
        p=hidden("the probability of so long a silence by chance"),
        days_silent=Column("Days of silence", "days since the last article that names the actor", unit="days"),
    ),
    proof=_proof,
    finding=_hush,
    empty="Nobody's silence is more than chance.",
    unit="Share: of the articles before the silence; expected: articles since then, had it gone on so",
)
def silence(layers: Layers, *, now: Day | None = None, days: int = 14, chance: float = 0.05) -> pd.DataFrame:
    """Who was in the story before and is absent now, beyond what chance explains.

    An actor named in a share s of the articles before (one article more without the actor is assumed, so that few articles
    prove little) would be missing from all n articles of the last `days` with probability (1 − s)^n, if nothing had changed.
    Those for whom this is at most `chance` are silent; the rest are only rare.

    Parameters
    ----------
    layers
        Annotated articles; those without a date are left out.
    now
        The day to look back from; None is the day of the newest article.
    days
        Length of the present, in days.
    chance
        The highest probability of such a silence by chance.

    Returns
    -------
    pandas.DataFrame
        One row per silent actor, the least likely silence first: `actor_id name kind articles` (before), `share` (of the
        articles before), `expected` (articles that would have named the actor), `p` (of this silence by chance), `last_seen`,
        `days_silent`, and the last sentence as evidence: `article_id start end`.
    """
    rows, published = dated_appearances(layers), independent(layers.articles)["published_at"].dropna()
    opens, moment = _present(layers, now, days)
    before = rows[rows["published_at"] <= opens]
    present = rows.loc[_between(rows["published_at"], opens, moment), "actor_id"]
    articles_before, articles_now = int((published <= opens).sum()), int(_between(published, opens, moment).sum())
    counted = before[~before["actor_id"].isin(set(present))].groupby("actor_id", as_index=False).agg(
        articles=("article_id", "nunique"), last_seen=("published_at", "max"),
    )
    share = counted["articles"] / (articles_before + 1)
    made = counted.assign(share=share.astype("Float64"), expected=(share * articles_now).astype("Float64"),
                          p=((1 - share).clip(lower=0) ** articles_now).astype("Float64"))
    made = made[(made["p"] <= chance) & (articles_now > 0)]
    made = (
        made.assign(days_silent=(moment - made["last_seen"]).dt.days.astype("Int64"), last_seen=as_days(made["last_seen"]))
        .merge(layers.actors[["actor_id", "name", "kind"]], on="actor_id", validate="one_to_one")
        .merge(best_sentences(before), on="actor_id", validate="one_to_one")
        .sort_values(["p", "articles", "actor_id"], ascending=[True, False, True], ignore_index=True)
    )
    order = ["actor_id", "name", "kind", "articles", "share", "expected", "p", "last_seen", "days_silent", *SPAN]
    return made[order].astype({"articles": "Int64"})


def _between(moments: pd.Series, opens: pd.Timestamp, closes: pd.Timestamp) -> pd.Series:
    return (moments > opens) & (moments <= closes)
