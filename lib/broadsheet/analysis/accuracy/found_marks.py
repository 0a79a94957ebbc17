"""What broadsheet says of a text, in words that an analyst can judge."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.appearances import ACTING
from broadsheet.analysis.counting.judged import likeliest
from broadsheet.annotating import Layers


def found_marks(layers: Layers) -> pd.DataFrame:
    """What broadsheet says that a label can judge: `task article_id start end value`, values in words.

    Names of actors (value: who is meant), quotations (speaker), dates (value as in TIMEX3), happenings with a date (status and days)
    and judged mentions (stance: the likeliest class).

    Parameters
    ----------
    layers
        What `annotate` or an archive gives; not changed.

    Returns
    -------
    pandas.DataFrame
        One row per mark.
    """
    names = layers.actors.set_index("actor_id")["name"]
    mentions = layers.mentions[(layers.mentions["form"] == "name") & layers.mentions["kind"].isin(ACTING)]
    happenings = layers.events[layers.events["date_start"].notna()]
    parts = {
        "names of actors": mentions.assign(value=mentions["actor_id"].map(names)), "dates": layers.dates,
        "quotations": layers.quotes.assign(value=layers.quotes["actor_id"].map(names)),
        "happenings": happenings.assign(value=_told(happenings)), "stance": layers.stances.assign(value=likeliest(layers.stances)),
    }
    columns = ["task", "article_id", "start", "end", "value"]
    made = pd.concat([part.assign(task=task)[columns] for task, part in parts.items()], ignore_index=True)
    made = made.astype({"value": "str", "start": "int64", "end": "int64"})
    order = made["task"].map({task: i for i, task in enumerate(parts)})
    return made.assign(_order=order).sort_values(["article_id", "_order", "start"], kind="stable", ignore_index=True).drop(columns="_order")


def _told(happenings: pd.DataFrame) -> pd.Series:
    """`occurred, 2025-05-18`, or with the last day too."""
    first, last = happenings["earliest"].dt.strftime("%Y-%m-%d"), happenings["latest"].dt.strftime("%Y-%m-%d")
    days = first.where(first == last, first + " to " + last)
    return (happenings["status"] + ", " + days).where(first.notna() & last.notna(), happenings["status"])
